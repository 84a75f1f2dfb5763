// What is in force now, made ready once: the applications that speak SAML with their keys, and the
// certificates of the house. Made anew when keys or applications change.
import type { Application } from '../../domain/applications.ts'
import { lookIn, organisationOf } from '../../domain/configuration/configuration.ts'
import type { SamlSettings } from '../../domain/configuration/saml-shape.ts'
import type { Moment } from '../../domain/moment.ts'
import { openSigningKeys } from '../../domain/signing/signing-keys.ts'
import { sha256 } from '../../lib/digest.ts'
import { readPartnerKey, type PartnerKey } from '../../lib/saml/partner-keys.ts'
import { writeIdentityProvider } from '../../lib/saml/writing-metadata.ts'
import { openXmlSigner, type XmlSigner } from '../../lib/xml/sign.ts'

export interface Partner {
  readonly application: Application
  readonly saml: SamlSettings
  readonly keys: readonly PartnerKey[]
}

export interface Partners {
  byName(entityId: string): Partner | undefined
  byId(id: string): Partner | undefined
}

export interface Own {
  readonly signer: XmlSigner
  readonly metadata: string
  readonly etag: string
}

export interface Addresses {
  readonly entityId: string
  readonly signOn: string
  readonly logout: string
}

export const addressesOf = (address: URL): Addresses => ({
  entityId: `${address.origin}/saml/metadata`,
  signOn: `${address.origin}/saml/sso`,
  logout: `${address.origin}/saml/slo`,
})

export function partnersOf({ house }: Moment): Partners {
  const all = house
    .configuration()
    .applications.flatMap((application): readonly Partner[] =>
      application.saml
        ? [{ application, saml: application.saml, keys: keysIn(application.saml) }]
        : [],
    )
  const byName = new Map(all.map((partner) => [partner.saml.entityId, partner]))
  const byId = new Map(all.map((partner) => [partner.application.id, partner]))
  return { byName: (name) => byName.get(name), byId: (id) => byId.get(id) }
}

const keysIn = ({ certificates }: SamlSettings): readonly PartnerKey[] =>
  certificates.flatMap((certificate) => readPartnerKey(certificate) ?? [])

/** Makes the keys of the house, where nobody has asked for them before. */
export async function openOwn(moment: Moment): Promise<Own> {
  const keys = await openSigningKeys(moment, 'saml')
  const [current] = keys
  if (!current?.certificate) throw new Error('A SAML key has no certificate')
  const signer = openXmlSigner({ ...current.privateJwk }, current.certificate)
  const configuration = moment.house.configuration()
  const { entityId, signOn, logout } = addressesOf(moment.house.address)
  const certificates = keys.flatMap(({ certificate }) =>
    certificate ? [Buffer.from(certificate).toString('base64')] : [],
  )
  const ends = certificates.flatMap((written) => readPartnerKey(written)?.until ?? [])
  const scopes = configuration.organisations.flatMap(({ domains }) => domains)
  const said = sha256(JSON.stringify([certificates, scopes, signOn])).toString('base64url')
  const metadata = writeIdentityProvider({
    id: `_${said.slice(0, 32)}`,
    entityId,
    // Some applications are given it once, as a file: it holds as long as what stands in it.
    validUntil: new Date(Math.min(...ends.map((end) => end.getTime()))),
    certificates,
    signer,
    signOn,
    logout,
    scopes,
    displayName: lookIn(organisationOf(configuration), moment.language).name,
  })
  return { signer, metadata, etag: `"${said.slice(0, 22)}"` }
}
