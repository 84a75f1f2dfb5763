// What this house says of itself in SAML, signed: where it is reached, which certificates it signs
// with now and next, and which endings its scoped attributes may have. Without those some
// applications drop such an attribute in silence. Must never say an address but the house's own.
import { signed, type XmlSigner } from '../xml/sign.ts'
import { element, type Child } from '../xml/write.ts'
import { bindings, nameFormats, spaces } from './names.ts'

export interface ToDescribe {
  readonly id: string
  readonly entityId: string
  readonly validUntil: Date
  /** In base64, the one that signs first. */
  readonly certificates: readonly string[]
  readonly signer: XmlSigner
}

export interface IdentityProviderSaid extends ToDescribe {
  readonly signOn: string
  readonly logout: string
  /** The domains that names here end in. */
  readonly scopes: readonly string[]
  readonly displayName: string
}

export function writeIdentityProvider(said: IdentityProviderSaid): string {
  const at = (name: 'md:SingleSignOnService' | 'md:SingleLogoutService', address: string) =>
    [bindings.redirect, bindings.post].map((binding) =>
      element(name, { Binding: binding, Location: address }),
    )
  return describe(
    said,
    element(
      'md:IDPSSODescriptor',
      { protocolSupportEnumeration: spaces.protocol },
      element(
        'md:Extensions',
        {},
        ...said.scopes.map((scope) => element('shibmd:Scope', { regexp: 'false' }, scope)),
        element('mdui:UIInfo', {}, displayName(said.displayName)),
      ),
      ...keysOf(said),
      ...at('md:SingleLogoutService', said.logout),
      ...[nameFormats.persistent, nameFormats.transient].map((format) =>
        element('md:NameIDFormat', {}, format),
      ),
      ...at('md:SingleSignOnService', said.signOn),
    ),
  )
}

const displayName = (name: string) => element('mdui:DisplayName', { 'xml:lang': 'nb' }, name)

const keysOf = ({ certificates }: ToDescribe) =>
  certificates.map((certificate) =>
    element(
      'md:KeyDescriptor',
      { use: 'signing' },
      element(
        'ds:KeyInfo',
        {},
        element('ds:X509Data', {}, element('ds:X509Certificate', {}, certificate)),
      ),
    ),
  )

const describe = ({ id, entityId, validUntil, signer }: ToDescribe, role: Child): string =>
  signed(
    element(
      'md:EntityDescriptor',
      {
        ID: id,
        entityID: entityId,
        validUntil: validUntil.toISOString().replace(/\.\d+Z$/, 'Z'),
        cacheDuration: 'P1D',
      },
      role,
    ),
    signer,
    0,
  ).text
