import { spawnSync } from 'node:child_process'
import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { selfSigned } from '../signing/certificate.ts'
import { type PartnerKey, readPartnerKey } from '../saml/partner-keys.ts'
import { isQuerySigned, openXmlSigner, signed, signQuery } from './sign.ts'
import { element, type Written } from './write.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateJwk = privateKey.export({ format: 'jwk' })
const publicKey = createPublicKey(privateKey)
interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const days = {
  commonName: 'logginn.fjordvik.example',
  from: new Date('2026-11-22T12:00:00Z'),
  until: new Date('2031-11-22T12:00:00Z'),
}
const certificate = selfSigned({ ...days, privateJwk })
const signer = openXmlSigner(privateJwk, certificate)
const pem = new X509Certificate(certificate).toString()

const name = 'Kari «</saml:AttributeValue>» & Ola\r\n\tÆrlig Čáhppe'
const assertion = (): Written =>
  signed(
    element(
      'saml:Assertion',
      { ID: '_a123456789012345678', Version: '2.0' },
      element('saml:Issuer', {}, 'https://logginn.fjordvik.example/saml/metadata'),
      element('saml:AttributeValue', { Name: name }, name),
    ),
    signer,
    1,
  )
const response = (): string =>
  signed(
    element(
      'samlp:Response',
      { ID: '_r123456789012345678', Version: '2.0' },
      element('saml:Issuer', {}, 'https://logginn.fjordvik.example/saml/metadata'),
      element('samlp:Status'),
      assertion(),
    ),
    signer,
    1,
  ).text

/** By xml-crypto: each signature in the text, with what it says was signed. */
function byXmlCrypto(text: string): readonly string[] {
  const places = [...text.matchAll(/<ds:Signature xmlns:ds="[^"]*">.*?<\/ds:Signature>/gs)]
  return places.flatMap(([signature]) => {
    const checked = new SignedXml({ publicCert: pem })
    checked.loadSignature(signature)
    expect(checked.checkSignature(text)).toBe(true)
    return checked.getSignedReferences()
  })
}

/** By libxml2 and the platform's RSA, without any library for signatures. */
function byHand(text: string): boolean {
  const document = XmlDocument.fromString(text)
  const at = { ds: 'http://www.w3.org/2000/09/xmldsig#' }
  const mode = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0
  const what = document.get('/*/ds:Signature/ds:SignedInfo', at) as XmlElement
  const value = document.get('/*/ds:Signature/ds:SignatureValue', at)?.content ?? ''
  const bytes = Buffer.from(what.canonicalizeToString({ mode }))
  document.dispose()
  return verify('sha256', bytes, publicKey, Buffer.from(value, 'base64'))
}

describe('a signature in XML', () => {
  test('is right for xml-crypto, in the assertion and around it', () => {
    const read = byXmlCrypto(response())
    expect(read).toHaveLength(2)
    expect(read[0]).toMatch(/^<samlp:Response/)
    expect(read[1]).toMatch(/^<saml:Assertion/)
    expect(byXmlCrypto(assertion().text)).toHaveLength(1)
  })

  test('is right for libxml2', () => {
    expect(byHand(response())).toBe(true)
    expect(byHand(assertion().text)).toBe(true)
  })

  test('is wrong when one sign is another', () => {
    const changed = response().replace('Ærlig', 'Arlig')
    const signature = /<ds:Signature .*?<\/ds:Signature>/s.exec(changed)?.[0] ?? ''
    const checked = new SignedXml({ publicCert: pem })
    checked.loadSignature(signature)
    expect(checked.checkSignature(changed)).toBe(false)
  })

  test('refers to nothing but an id that was drawn', () => {
    expect(() => signed(element('saml:Assertion'), signer, 0)).toThrow('Nothing to refer to')
    expect(() => signed(element('saml:Assertion', { ID: 'x" y' }), signer, 0)).toThrow()
  })

  // Whoever reads the run sees it named: there is no second judge where it is not installed.
  test.skipIf(!existsSync('/usr/bin/xmlsec1'))('is right for xmlsec1 (Debian: xmlsec1)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'))
    writeFileSync(join(folder, 'trusted.pem'), pem)
    const judge = (text: string, apex: string) => {
      writeFileSync(join(folder, 'signed.xml'), text)
      const said = spawnSync('xmlsec1', [
        '--verify',
        '--id-attr:ID',
        apex,
        '--trusted-pem',
        join(folder, 'trusted.pem'),
        join(folder, 'signed.xml'),
      ])
      return { status: said.status, said: said.stdout.toString() + said.stderr.toString() }
    }
    const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol:Response'
    expect(judge(response(), protocol)).toMatchObject({ status: 0 })
    expect(judge(response().replace('Ærlig', 'Arlig'), protocol)).toMatchObject({ status: 1 })
    rmSync(folder, { recursive: true })
  })
})

describe('a signature over a query', () => {
  const fields = [
    ['SAMLRequest', 'fZ+/ab='],
    ['RelayState', 'https://tjeneste.example/?a=1&b=æ'],
  ] as const
  const query = signQuery(fields, signer)
  const keyOf = (pair: Pair): PartnerKey => {
    const der = selfSigned({ ...days, privateJwk: pair.privateKey.export({ format: 'jwk' }) })
    const read = readPartnerKey(der.toString('base64'))
    return read ?? { ...ours, key: pair.publicKey }
  }
  const ours = keyOf({ privateKey, publicKey })

  test('is over the bytes as they came', () => {
    expect(isQuerySigned(query, 'SAMLRequest', [ours])).toBe(true)
    const changed = query.replace('%2F', '%2f')
    expect(changed).not.toBe(query)
    expect(isQuerySigned(changed, 'SAMLRequest', [ours])).toBe(false)
  })

  test('is nobody else’s, of no other kind, and stands once', () => {
    const other = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }))
    expect(isQuerySigned(query, 'SAMLRequest', [other])).toBe(false)
    expect(isQuerySigned(query, 'SAMLRequest', [other, ours])).toBe(true)
    expect(isQuerySigned(query, 'SAMLResponse', [ours])).toBe(false)
    expect(isQuerySigned(`${query}&SAMLRequest=x`, 'SAMLRequest', [ours])).toBe(false)
    expect(isQuerySigned(`${query}&x=%ff`, 'SAMLRequest', [ours])).toBe(false)
    const weak = query.replace('rsa-sha256', 'rsa-sha1')
    expect(isQuerySigned(weak, 'SAMLRequest', [ours])).toBe(false)
    expect(isQuerySigned(query.replace(/&Signature=.*/, ''), 'SAMLRequest', [ours])).toBe(false)
  })
})
