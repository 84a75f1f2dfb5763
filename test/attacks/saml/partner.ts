// Another house that speaks SAML, as far as the attacks need one: it describes itself, is asked,
// and answers with whatever the case wants it to say, signed by a library that is not ours to
// trust.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { connectionShape } from '../../../src/domain/configuration/connection-shape.ts'
import type { ConnectionAsked, ConnectionSaid, Moment } from '../../../src/domain/moment.ts'
import { keepArrival } from '../../../src/domain/visits/arrivals.ts'
import { selfSigned } from '../../../src/lib/signing/certificate.ts'
import { openSaml } from '../../../src/outside/saml/saml.ts'
import type { Database } from '../../../src/store/database.ts'
import { townTime, type TownTime } from '../../town/moment.ts'

export const issuer = 'https://idp.fjordvik.example'
const signOn = `${issuer}/sso`

export interface Signing {
  readonly key: KeyObject
  readonly certificate: string
}

export function signing(bits = 2048, until = '2030-01-01'): Signing {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: bits })
  const certificate = selfSigned({
    privateJwk: key.export({ format: 'jwk' }),
    commonName: 'idp.fjordvik.example',
    from: new Date('2020-01-01'),
    until: new Date(until),
  }).toString('base64')
  return { key, certificate }
}

export const ours = signing()

export const describing = (certificates: readonly string[], more = '', entityId = issuer): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"${more}>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
  ${certificates
    .map(
      (certificate) =>
        `<KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` +
        `<ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>` +
        '</ds:KeyInfo></KeyDescriptor>',
    )
    .join('')}
  <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${signOn}"/>
  </IDPSSODescriptor></EntityDescriptor>`

/** What an answer says; a case changes one of it. */
export interface Said {
  readonly id: string
  readonly assertionId: string
  readonly issuer: string
  readonly destination: string
  readonly recipient: string
  readonly audience: string
  readonly inResponseTo: string
  readonly subject: string
  readonly at: Date
  /** Whole elements and attributes, where a case wants them otherwise. */
  readonly attributes: string
  readonly status: string
  readonly conditions?: string
  readonly confirmation?: string
  readonly statement?: string
  readonly nameId?: string
}

const after = (at: Date, seconds: number): string =>
  new Date(at.getTime() + seconds * 1000).toISOString()

export function assertionOf(said: Said): string {
  const end = after(said.at, 300)
  const {
    conditions = `<saml:Conditions NotBefore="${after(said.at, -30)}" NotOnOrAfter="${end}">` +
      `<saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience>` +
      '</saml:AudienceRestriction></saml:Conditions>',
    confirmation = `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
      `<saml:SubjectConfirmationData Recipient="${said.recipient}" NotOnOrAfter="${end}" ` +
      `InResponseTo="${said.inResponseTo}"/>` +
      `</saml:SubjectConfirmation>`,
    statement = `<saml:AuthnStatement AuthnInstant="${said.at.toISOString()}" SessionIndex="_s1">` +
      '<saml:AuthnContext><saml:AuthnContextClassRef>' +
      'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' +
      `</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    nameId = '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">' +
      `${said.subject}</saml:NameID>`,
  } = said
  return (
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ' +
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" ' +
    `ID="${said.assertionId}" Version="2.0" IssueInstant="${said.at.toISOString()}">` +
    `<saml:Issuer>${said.issuer}</saml:Issuer><saml:Subject>${nameId}${confirmation}</saml:Subject>` +
    `${conditions}${statement}${said.attributes}</saml:Assertion>`
  )
}

export const responseAround = (said: Said, inside: string): string =>
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ' +
  'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ' +
  `ID="${said.id}" Version="2.0" IssueInstant="${said.at.toISOString()}" Destination="${said.destination}" ` +
  `InResponseTo="${said.inResponseTo}"><saml:Issuer>${said.issuer}</saml:Issuer>` +
  `<samlp:Status>${said.status}</samlp:Status>${inside}</samlp:Response>`

export interface SignedHow {
  readonly by?: Signing
  readonly algorithm?: string
  readonly digest?: string
  readonly transforms?: readonly string[]
  readonly canonical?: string
  readonly keyInfo?: string
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** Signs the element with this id, and puts the signature after its issuer. */
export function signedXml(xml: string, id: string, how: SignedHow = {}): string {
  const { by = ours } = how
  const signed = new SignedXml({
    privateKey: by.key.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: how.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: how.canonical ?? exclusive,
    getKeyInfoContent: () =>
      `<ds:X509Data><ds:X509Certificate>${how.keyInfo ?? by.certificate}</ds:X509Certificate></ds:X509Data>`,
  })
  const at = `//*[@ID='${id}']`
  signed.addReference({
    xpath: at,
    transforms: how.transforms ?? [enveloped, exclusive],
    digestAlgorithm: how.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${at}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signed.getSignedXml()
}

export const success = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'

export interface Partner {
  readonly time: TownTime
  /** Asked as a visit would ask, with a draw of its own. */
  asks(nonce?: string): Promise<Asked>
  /** On another node, after a restart: nothing in memory is shared. */
  another(): Partner
}

export interface Asked {
  readonly asking: ConnectionAsked
  readonly address: URL
  readonly request: string
  readonly said: Said
  /** Posted to us, and heard by the visit that asked. */
  heard(xml: string, more?: Partial<ConnectionAsked>): Promise<ConnectionSaid>
}

export interface PartnerHow {
  readonly metadata?: string
  readonly time?: TownTime
  readonly connection?: Readonly<Record<string, unknown>>
}

/** One house for each file: its keys stand in its database. */
const times = new WeakMap<Database, TownTime>()
function timeOf(database: Database): TownTime {
  const known = times.get(database) ?? townTime(database)
  times.set(database, known)
  return known
}

export function openPartner(database: Database, how: PartnerHow = {}): Partner {
  const time = how.time ?? timeOf(database)
  const connection = connectionShape.parse({
    id: 'fjordvik',
    name: 'Fjordvik',
    use: 'sign-in',
    protocol: 'saml',
    issuer,
    metadata: how.metadata ?? describing([ours.certificate]),
    ...how.connection,
  })
  const moment = (): Moment => time.moment()
  const spoken = openSaml({ internal: ['127.0.0.0/8', '::1/128'], moment })
  return {
    time,
    another: () => openPartner(database, { ...how, time }),
    async asks(nonce = `nonce-${Math.random()}`) {
      const asking: ConnectionAsked = {
        connection,
        returnTo: `${time.house.address.origin}/connections/fjordvik/callback`,
        state: 'visit.state',
        nonce,
        verifier: 'v'.repeat(43),
        language: 'nb',
        levels: [],
        isAnew: true,
      }
      const address = new URL((await spoken.addressFor(asking)) ?? 'about:blank')
      return {
        asking,
        address,
        request: requestIn(address),
        said: saidTo(time, nonce),
        async heard(xml, more = {}) {
          const posted = Buffer.from(xml).toString('base64')
          const handle = (await keepArrival(time.moment(), 'fjordvik', posted)) ?? ''
          const query = new URLSearchParams({ state: asking.state, handle }).toString()
          return spoken.hear({ ...asking, ...more, query })
        },
      }
    },
  }
}

const requestIn = (address: URL): string => {
  const carried = address.searchParams.get('SAMLRequest')
  return carried ? inflateRawSync(Buffer.from(carried, 'base64')).toString() : ''
}

let count = 0
function saidTo({ now, house }: TownTime, nonce: string): Said {
  count += 1
  const own = `${house.address.origin}/connections/fjordvik`
  return {
    id: `_response${count}`,
    assertionId: `_assertion${count}`,
    issuer,
    destination: `${own}/acs`,
    recipient: `${own}/acs`,
    audience: `${own}/metadata`,
    inResponseTo: `_${Buffer.from(nonce).toString('hex')}`,
    subject: 'kari-for-ever',
    at: now,
    status: success,
    attributes:
      '<saml:AttributeStatement><saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.6">' +
      '<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">' +
      'kari@fjordvik.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>',
  }
}

export type Shape = 'assertion' | 'response' | 'both'

/** An honest answer, signed in one of the three ways that houses sign. */
export function answered(said: Said, shape: Shape = 'assertion', how: SignedHow = {}): string {
  const whole = responseAround(said, assertionOf(said))
  const inner = shape === 'response' ? whole : signedXml(whole, said.assertionId, how)
  return shape === 'assertion' ? inner : signedXml(inner, said.id, how)
}

/** What came of it: «said» for whoever was believed, else the word for why not. */
export async function outcome(asked: Asked, xml: string): Promise<string> {
  const came = await asked.heard(xml)
  return came.is === 'refused' ? came.because : came.is
}

/** The signature made anew over a SignedInfo that the case has changed. */
export function resigned(xml: string, change: (list: string) => string, by = ours): string {
  const list = /<ds:SignedInfo>.*?<\/ds:SignedInfo>/s.exec(xml)?.[0] ?? ''
  const changed = change(list)
  const canonical = changed
    .replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">')
    .replaceAll(/<(ds:\w+)([^>]*)\/>/g, '<$1$2></$1>')
  const value = sign('sha256', Buffer.from(canonical), by.key).toString('base64')
  return xml.replace(list, changed).replace(/(<ds:SignatureValue>)[^<]*/, `$1${value}`)
}
