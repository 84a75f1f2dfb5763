// Documents made to hurt whoever reads them, envelopes made to be opened by asking, and thousands
// that are almost right.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicKey } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { openSigningKeys } from '../../../src/domain/signing/signing-keys.ts'
import { townDatabase } from '../../town/database.ts'
import { mutants } from '../rig.ts'
import {
  answered,
  assertionOf,
  openPartner,
  outcome,
  responseAround,
  type Said,
  type Shape,
  signedXml,
} from './partner.ts'

const database = await townDatabase()
const partner = openPartner(database)
const { time } = partner

test('ATK-SAML-16 a document that names another is not read, and nobody is called', async () => {
  let calls = 0
  const listening = createServer((_request, response) => {
    calls += 1
    response.end('<x/>')
  })
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void listening.close())
  const outside = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/latest/meta-data`
  const started = performance.now()
  const bomb = Array.from(
    { length: 30 },
    (_none, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`,
  ).join('')
  const names: readonly ((said: Said) => string)[] = [
    (said) =>
      '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>' +
      answered(said).replace('kari-for-ever', '&f;'),
    (said) => `<!DOCTYPE r [<!ENTITY f SYSTEM "${outside}">]>${answered(said)}`,
    (said) => `<!DOCTYPE r [<!ENTITY % p SYSTEM "${outside}"> %p;]>${answered(said)}`,
    (said) => `<!DOCTYPE r SYSTEM "${outside}">${answered(said)}`,
    (said) => `<!DOCTYPE r [<!ENTITY e0 "x">${bomb}]>${answered(said)}`,
    (said) => `<?xml-stylesheet href="${outside}"?>${answered(said)}`,
    (said) =>
      answered(said)
        .replace(
          '<samlp:Status>',
          `<samlp:Extensions><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${outside}"/>` +
            '</samlp:Extensions><samlp:Status>',
        )
        .replace('Destination="', 'Destination="x'),
    (said) =>
      answered(said).replace(
        '<samlp:Response ',
        '<samlp:Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
          `xsi:schemaLocation="urn:x ${outside}" `,
      ),
  ]
  for (const text of names) {
    const asked = await partner.asks()
    const plain = { ...asked.said, subject: 'kari-for-ever' }
    expect(await outcome(asked, text(plain))).not.toBe('said')
    expect(await outcome(asked, answered(plain))).toBe('said')
  }
  expect(calls).toBe(0)
  expect(performance.now() - started).toBeLessThan(20_000)
})

interface Encryption {
  encrypt(
    text: string,
    how: Readonly<Record<string, unknown>>,
    done: (fault: Error | null, text: string) => void,
  ): void
}
const { encrypt } = createRequire(import.meta.url)('xml-encryption') as Encryption

const gcm = 'http://www.w3.org/2009/xmlenc11#aes256-gcm'
const oaep = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'

/** Encrypted to the certificate in our own description. */
async function enveloped(text: string, content = gcm, wrapping = oaep): Promise<string> {
  const [key] = await openSigningKeys(time.moment(), 'saml-encryption')
  const publicKey = createPublicKey({ key: key?.publicJwk ?? {}, format: 'jwk' })
  const certificate = Buffer.from(key?.certificate ?? '').toString('base64')
  return new Promise((resolve, reject) => {
    encrypt(
      text,
      {
        rsa_pub: publicKey.export({ type: 'spki', format: 'pem' }),
        pem: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
        encryptionAlgorithm: content,
        keyEncryptionAlgorithm: wrapping,
        disallowEncryptionWithInsecureAlgorithm: false,
        warnInsecureAlgorithm: false,
      },
      (fault, sealed) =>
        fault
          ? reject(fault)
          : resolve(`<saml:EncryptedAssertion>${sealed}</saml:EncryptedAssertion>`),
    )
  })
}

const signedAlone = (said: Said): string => signedXml(assertionOf(said), said.assertionId)

test('ATK-SAML-18 an envelope is opened, and what is in it must be signed by itself', async () => {
  const asked = await partner.asks()
  const { said } = asked
  const honest = responseAround(said, await enveloped(signedAlone(said)))
  const unsigned = responseAround(said, await enveloped(assertionOf(said)))
  expect(await outcome(asked, unsigned)).toBe('answer')
  // Signed around the envelope: whoever could put another into it would be believed.
  expect(await outcome(asked, signedXml(unsigned, said.id))).toBe('answer')
  const twice = responseAround(said, (await enveloped(signedAlone(said))).repeat(2))
  expect(await outcome(asked, twice)).toBe('answer')
  expect(await outcome(asked, honest)).toBe('said')
})

test('ATK-SAML-18 an envelope of an older kind is not opened', async () => {
  const cbc = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'
  const rsa15 = 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'
  for (const [content, wrapping] of [
    [cbc, oaep],
    [gcm, rsa15],
  ]) {
    const asked = await partner.asks()
    const { said } = asked
    const old = responseAround(said, await enveloped(signedAlone(said), content, wrapping))
    expect(await outcome(asked, old)).toBe('answer')
    expect(await outcome(asked, responseAround(said, await enveloped(signedAlone(said))))).toBe(
      'said',
    )
  }
})

test('ATK-SAML-18 a thousand envelopes that were changed are all refused in the same word', async () => {
  const asked = await partner.asks()
  const { said } = asked
  const honest = responseAround(said, await enveloped(signedAlone(said)))
  const values = [...honest.matchAll(/<(?:\w+:)?CipherValue>([^<]*)</g)].map(
    (match) => match[1] ?? '',
  )
  const cameOf = new Set<string>()
  for (let round = 0; round < 1000; round += 1) {
    const value = values[round % values.length] ?? ''
    const bytes = Buffer.from(value, 'base64')
    const at = Math.floor(Math.random() * bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (round % 8))
    const changed = honest.replace(value, bytes.toString('base64'))
    cameOf.add(JSON.stringify(await asked.heard(changed)))
  }
  expect([...cameOf]).toEqual([JSON.stringify({ is: 'refused', because: 'answer' })])
  expect(await outcome(asked, honest)).toBe('said')
})

const pick = <Of>(of: readonly Of[]): Of => of[Math.floor(Math.random() * of.length)] as Of
/** Nothing where the edits before it have left none. */
const pickPart = (text: string, part: RegExp): RegExpMatchArray =>
  pick([...text.matchAll(part)]) ?? ['', '']
const somewhere = (text: string): number => Math.floor(Math.random() * text.length)

/** Structural edits: parts moved, doubled, dropped, renamed; and signs turned. */
const edits: readonly ((text: string) => string)[] = [
  (text) => {
    const at = somewhere(text)
    return (
      text.slice(0, at) + String.fromCharCode(33 + somewhere('x'.repeat(90))) + text.slice(at + 1)
    )
  },
  (text) => {
    const [from, to] = [somewhere(text), somewhere(text)].toSorted((a, b) => a - b)
    return text.slice(0, from) + text.slice(to)
  },
  (text) => {
    const part = pickPart(text, /<([\w:]+)[^>]*>(?:[^<]*<\/\1>)?/g)[0]
    return text.replace(part, '')
  },
  (text) => {
    const part = pickPart(text, /<([\w:]+)(?: [^>]*)?>.*?<\/\1>/gs)[0]
    return text.replace(part, part + part)
  },
  (text) => {
    const parts = [...text.matchAll(/<([\w:]+)(?: [^>]*)?>.*?<\/\1>/gs)].map(([part]) => part)
    const [moved, before] = [pick(parts) ?? '', pick(parts) ?? '']
    return text.replace(moved, '').replace(before, moved + before)
  },
  (text) => {
    const attribute = pickPart(text, / [\w:]+="([^"]*)"/g)
    const other = pickPart(text, / [\w:]+="([^"]*)"/g)
    return text.replace(attribute[0], attribute[0].replace(attribute[1] ?? '', other[1] ?? ''))
  },
  (text) =>
    text.replace(pick(['kari', 'fjordvik', 'assertion', 'Response', 'saml:', 'ds:']), 'ola'),
  (text) => text.replace(/>/, `><!-- ${somewhere(text)} -->`),
  (text) => {
    const at = text.indexOf('for-ever')
    return `${text.slice(0, at)}<!---->${text.slice(at)}`
  },
  (text) =>
    text.replace(pick([/ID="_/, /URI="#_/, /InResponseTo="_/]), (all) => all.replace('_', 'x')),
]

test(`ATK-SAML-24 of ${mutants} answers that are almost right none says anything else`, async () => {
  const shapes: readonly Shape[] = ['assertion', 'response', 'both']
  let believed = 0
  for (let round = 0; round < mutants; round += 1) {
    const asked = await partner.asks()
    const honest = answered(asked.said, pick(shapes))
    let changed = honest
    for (let times = 1 + (round % 3); times > 0; times -= 1) changed = pick(edits)(changed)
    const came = await asked.heard(changed)
    if (came.is !== 'said') continue
    believed += 1
    expect(came.claims, changed).toEqual({
      issuer: asked.said.issuer,
      subject: 'kari-for-ever',
      level: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      methods: [],
      provenAt: asked.said.at,
      attributes: {
        'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': ['kari@fjordvik.example'],
        eduPersonPrincipalName: ['kari@fjordvik.example'],
      },
    })
  }
  // What is not signed may be changed where nobody reads it; that most is refused is looked at too.
  expect(believed).toBeLessThan(mutants / 4)
})
