// Judges that nobody here wrote: xmlsec1 makes and reads signatures, node-saml reads answers, and
// samlify reads what we ask and answers it. Whatever one of them refuses is not believed by us.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { createRequire } from 'node:module'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { describeTo } from '../../src/domain/signing/own-description.ts'
import { readPartnerKey } from '../../src/lib/saml/partner-keys.ts'
import { readSigned } from '../../src/lib/xml/signed.ts'
import { townDatabase } from '../town/database.ts'
import {
  answered,
  assertionOf,
  describing,
  issuer,
  openPartner,
  ours,
  outcome,
  responseAround,
  type Said,
  type Shape,
  signing,
  success,
} from '../attacks/saml/partner.ts'

type Settings = Readonly<Record<string, unknown>>
interface Entity {
  parseLoginRequest(
    us: Entity,
    binding: 'redirect',
    request: Settings,
  ): Promise<{ extract: Settings }>
  createLoginResponse(
    us: Entity,
    asked: Settings,
    binding: 'post',
    user: Settings,
    fill: (text: string) => { id: string; context: string },
  ): Promise<{ context: string }>
}
/** As far as they are used. Their own types would make a browser of the whole tree. */
interface Libraries {
  '@node-saml/node-saml': {
    SAML: new (settings: Settings) => {
      validatePostResponseAsync(posted: Settings): Promise<{ profile: { nameID: string } | null }>
    }
  }
  samlify: {
    setSchemaValidator(validator: { validate: () => Promise<string> }): void
    ServiceProvider(settings: Settings): Entity
    IdentityProvider(settings: Settings): Entity
    SamlLib: { replaceTagsByValue(text: string, tags: Settings): string }
  }
}
const require = createRequire(import.meta.url)
const library = <Name extends keyof Libraries>(name: Name): Libraries[Name] => require(name)
const { SAML } = library('@node-saml/node-saml')
const samlify = library('samlify')

const database = await townDatabase()
const shapes: readonly Shape[] = ['assertion', 'response', 'both']

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'judges-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const hasXmlsec = existsSync('/usr/bin/xmlsec1') && existsSync('/usr/bin/openssl')
if (!hasXmlsec) console.warn('Skipped: xmlsec1 or openssl is not on this machine (Debian: xmlsec1)')

describe.skipIf(!hasXmlsec)('xmlsec1 (Debian: xmlsec1)', () => {
  const ids = [
    '--id-attr:ID',
    'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
    '--id-attr:ID',
    'urn:oasis:names:tc:SAML:2.0:protocol:Response',
  ]

  function isGood(xml: string, certificate: string): boolean {
    const at = folder()
    writeFileSync(join(at, 'answer.xml'), xml)
    writeFileSync(join(at, 'key.der'), Buffer.from(certificate, 'base64'))
    const words = [
      '--verify',
      ...ids,
      '--pubkey-cert-der',
      join(at, 'key.der'),
      join(at, 'answer.xml'),
    ]
    return spawnSync('/usr/bin/xmlsec1', words).status === 0
  }

  async function isRead(xml: string, certificate: string): Promise<boolean> {
    const key = readPartnerKey(certificate)
    try {
      const { root, inner } = await readSigned(xml, 'protocol', key ? [key] : [])
      return root !== undefined || inner.length > 0
    } catch {
      return false
    }
  }

  test('finds good and wrong what we find good and wrong', async () => {
    const partner = openPartner(database)
    for (const shape of shapes) {
      const { said } = await partner.asks()
      const honest = answered(said, shape)
      const stranger = signing()
      const all: readonly (readonly [string, boolean])[] = [
        [honest, true],
        [honest.replace('kari-for-ever', 'ola-for-ever'), false],
        [honest.replace(/(<ds:DigestValue>)./, '$1x'), false],
        [answered(said, shape, { by: stranger }), false],
      ]
      for (const [xml, isRight] of all) {
        expect([isGood(xml, ours.certificate), await isRead(xml, ours.certificate)]).toEqual([
          isRight,
          isRight,
        ])
      }
    }
  })

  const dsig = 'http://www.w3.org/2001/04/xmldsig-more#'
  const kinds = ['rsa', 'ecdsa'].flatMap((kind) =>
    ['sha256', 'sha384', 'sha512'].map((hash) => [kind, hash] as const),
  )
  const digests: Readonly<Record<string, string>> = {
    sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
    sha384: `${dsig}sha384`,
    sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
  }

  test.each(kinds)('signs with %s and %s, and is believed', async (kind, hash) => {
    const at = folder()
    const { privateKey } =
      kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(join(at, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const certify = ['req', '-x509', '-key', join(at, 'key.pem'), '-days', '2', '-subj', '/CN=idp']
    const made = spawnSync('/usr/bin/openssl', [...certify, '-outform', 'DER'])
    const certificate = made.stdout.toString('base64')
    const { said } = await openPartner(database).asks()
    const template =
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>' +
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>' +
      `<ds:SignatureMethod Algorithm="${dsig}${kind}-${hash}"/>` +
      `<ds:Reference URI="#${said.id}"><ds:Transforms>` +
      '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>' +
      '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">' +
      '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/>' +
      `</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="${digests[hash]}"/>` +
      '<ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo>' +
      '<ds:SignatureValue></ds:SignatureValue></ds:Signature>'
    const bare = responseAround(said, assertionOf(said))
    writeFileSync(
      join(at, 'template.xml'),
      bare.replace('</saml:Issuer>', `</saml:Issuer>${template}`),
    )
    const words = ['--sign', ...ids, '--privkey-pem', join(at, 'key.pem'), join(at, 'template.xml')]
    const signed = spawnSync('/usr/bin/xmlsec1', words)
    expect(signed.stderr.toString()).toBe('')
    const xml = signed.stdout.toString()
    expect(await isRead(xml, certificate)).toBe(true)
    expect(await isRead(xml.replace('kari-for-ever', 'ola-for-ever'), certificate)).toBe(false)
  })
})

describe('node-saml', () => {
  const other = 'https://other.example'
  const failure = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>'
  const changes: readonly (readonly [string, (said: Said) => string])[] = [
    ['honest', (said) => answered(said)],
    ['honest, signed around', (said) => answered(said, 'both')],
    ['unsigned', (said) => responseAround(said, assertionOf(said))],
    ['a lie', (said) => answered(said).replace('kari-for-ever', 'ola-for-ever')],
    ['a stranger', (said) => answered(said, 'assertion', { by: signing() })],
    ['another audience', (said) => answered({ ...said, audience: other })],
    ['another recipient', (said) => answered({ ...said, recipient: other })],
    ['another destination', (said) => answered({ ...said, destination: other })],
    ['another issuer', (said) => answered({ ...said, issuer: other })],
    ['another question', (said) => answered({ ...said, inResponseTo: '_another' })],
    ['a failure', (said) => answered({ ...said, status: failure })],
    ['too late', (said) => answered({ ...said, at: new Date(said.at.getTime() - 3_600_000) })],
    [
      'two of them',
      (said) => answered(said).replace(/<saml:Assertion .*<\/saml:Assertion>/s, (one) => one + one),
    ],
    [
      'SHA-1',
      (said) =>
        answered(said, 'response', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    ],
  ]

  test.each(changes)('refuses nothing that we believe: %s', async (what, change) => {
    const partner = openPartner(database)
    partner.time.now = new Date()
    const asked = await partner.asks()
    const xml = change(asked.said)
    const came = await outcome(asked, xml)
    expect(came === 'said').toBe(what.startsWith('honest'))
    const theirs = await theyTake(asked.said, xml)
    if (came === 'said') expect(theirs).toBe('kari-for-ever')
    if (['unsigned', 'a lie', 'a stranger', 'too late'].includes(what))
      expect(theirs).toBe('refused')
  })

  async function theyTake(said: Said, xml: string): Promise<string> {
    const saml = new SAML({
      callbackUrl: said.recipient,
      issuer: said.audience,
      audience: said.audience,
      idpCert: ours.certificate,
      idpIssuer: issuer,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      validateInResponseTo: 'never',
    })
    const posted = { SAMLResponse: Buffer.from(xml).toString('base64') }
    return saml.validatePostResponseAsync(posted).then(
      ({ profile }) => profile?.nameID ?? 'refused',
      () => 'refused',
    )
  }
})

describe('samlify', () => {
  samlify.setSchemaValidator({ validate: () => Promise.resolve('held by us') })

  test('reads who we are and what we ask, and what it answers is believed', async () => {
    const partner = openPartner(database)
    partner.time.now = new Date()
    const asked = await partner.asks()
    const us = samlify.ServiceProvider({
      // It reads one key for signing alone; ours has the next one beside it.
      metadata: (await describeTo(partner.time.moment(), 'fjordvik')).replace(
        /(<\/md:KeyDescriptor>)<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/,
        '$1',
      ),
    })
    const them = samlify.IdentityProvider({
      metadata: describing([ours.certificate], ' ID="_idp"').replace(
        '<IDPSSODescriptor ',
        '<IDPSSODescriptor WantAuthnRequestsSigned="true" ',
      ),
      privateKey: ours.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      isAssertionEncrypted: false,
      loginResponseTemplate: { context: template, attributes: [] },
    })
    const { searchParams, search } = asked.address
    const octetString = search.slice(1, search.indexOf('&Signature='))
    const request = { query: Object.fromEntries(searchParams), octetString }
    const { extract } = await them.parseLoginRequest(us, 'redirect', request)
    expect(extract).toMatchObject({ request: { id: asked.said.inResponseTo } })
    // Turned by one sign, it is not ours any more.
    const turned = {
      ...request,
      octetString: octetString.replace(/.$/, (last) => (last === '6' ? '7' : '6')),
    }
    await expect(them.parseLoginRequest(us, 'redirect', turned)).rejects.toThrow()

    const made = await them.createLoginResponse(us, { extract }, 'post', {}, (text) => ({
      id: asked.said.id,
      context: samlify.SamlLib.replaceTagsByValue(text, tagsOf(asked.said)),
    }))
    const xml = Buffer.from(made.context, 'base64').toString()
    expect(await asked.heard(xml)).toMatchObject({
      is: 'said',
      claims: { subject: 'kari-for-ever' },
    })
    const next = await partner.asks()
    expect(await outcome(next, xml)).toBe('request')
  })

  const template = responseAround(tagged(), assertionOf(tagged()))
  function tagged(): Said {
    const tags = [
      'id',
      'assertionId',
      'destination',
      'recipient',
      'audience',
      'inResponseTo',
      'subject',
    ]
    return {
      ...Object.fromEntries(tags.map((tag) => [tag, `{${tag}}`])),
      issuer,
      at: new Date(),
      status: success,
      attributes: '',
    } as Said
  }
  const tagsOf = ({
    at: _at,
    attributes: _attributes,
    status: _status,
    issuer: _issuer,
    ...said
  }: Said) => said
})
