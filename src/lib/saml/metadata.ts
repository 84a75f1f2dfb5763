// What another house says of itself in SAML: who it is, where it is reached, and which keys are
// its own, in either role. Everything that is trusted of a partner begins here, so that a
// description which has run out, or is somebody else's, gives nothing at all.
import { XmlRefused } from '../xml/gate.ts'
import { readXml, type XmlElement } from '../xml/read.ts'
import { readSigned } from '../xml/signed.ts'
import { childrenOf, isNamed, isTrue, textOf, timeOf } from '../xml/walk.ts'
import { spaces } from './names.ts'
import { inTime, type PartnerKey, readPartnerKey } from './partner-keys.ts'

export interface Endpoint {
  readonly binding: string
  readonly address: string
  /** Where an answer goes, if not to the same. */
  readonly answerAddress?: string
}

export interface ConsumerEndpoint extends Endpoint {
  readonly index: number
  readonly isDefault: boolean
}

interface Role {
  readonly signing: readonly PartnerKey[]
  readonly encryption: readonly PartnerKey[]
  readonly logout: readonly Endpoint[]
  readonly nameFormats: readonly string[]
}

export interface IdentityProviderRole extends Role {
  readonly signOn: readonly Endpoint[]
  readonly wantsSignedRequests: boolean
  /** The endings that a scoped attribute of its may have; empty where it says none. */
  readonly scopes: readonly Scope[]
}

export interface Scope {
  readonly value: string
  readonly isPattern: boolean
}

export interface ApplicationRole extends Role {
  readonly consumers: readonly ConsumerEndpoint[]
  readonly signsRequests: boolean
  readonly wantsSignedAssertions: boolean
  readonly attributes: readonly RequestedAttribute[]
}

export interface RequestedAttribute {
  readonly name: string
  readonly format?: string
  readonly friendlyName?: string
  readonly isRequired: boolean
}

export interface Metadata {
  readonly entityId: string
  /** The earliest of all that stand around the roles. */
  readonly validUntil?: Date
  readonly identityProvider?: IdentityProviderRole
  readonly application?: ApplicationRole
}

export interface MetadataAsked {
  readonly now: Date
  /** In a list of many, the one with this name; what calls itself otherwise is refused. */
  readonly entityId?: string
  /** Whoever publishes it. Where one is known, nothing unsigned or signed by another is read. */
  readonly signedBy?: readonly PartnerKey[]
}

export async function readMetadata(text: string, asked: MetadataAsked): Promise<Metadata> {
  const keys = asked.signedBy ?? []
  if (keys.length === 0) return metadataIn(await readXml(text, 'metadata'), asked)
  const { root } = await readSigned(text, 'metadata', inTime(keys, asked.now))
  if (!root) throw new XmlRefused('signature', 'It is not signed as a whole')
  return metadataIn(root, asked)
}

function metadataIn(root: XmlElement, { now, entityId }: MetadataAsked): Metadata {
  const [found, ...more] = entitiesIn(root, []).filter(
    ({ entity }) => entityId === undefined || entity.attributes['entityID'] === entityId,
  )
  const named = entityId === undefined ? 'one house' : `«${entityId}»`
  if (!found || more.length > 0) throw new XmlRefused('root', `It does not describe ${named} alone`)
  const { entity, around } = found
  const roles = [...around, entity]
  const identityProvider = roleIn(entity, 'IDPSSODescriptor')
  const application = roleIn(entity, 'SPSSODescriptor')
  const ends = [...roles, identityProvider, application].flatMap((element) => {
    const until = element?.attributes['validUntil']
    return until === undefined ? [] : [timeOf(until) ?? new Date(0)]
  })
  const validUntil = ends.reduce<Date | undefined>((a, b) => (a && a < b ? a : b), undefined)
  if (validUntil && validUntil <= now)
    throw new XmlRefused('root', `It was valid until ${validUntil.toISOString()}`)
  return {
    entityId: entity.attributes['entityID'] ?? '',
    ...(validUntil && { validUntil }),
    ...(identityProvider && { identityProvider: identityProviderOf(identityProvider) }),
    ...(application && { application: applicationOf(application) }),
  }
}

interface Found {
  readonly entity: XmlElement
  readonly around: readonly XmlElement[]
}

function entitiesIn(element: XmlElement, around: readonly XmlElement[]): readonly Found[] {
  if (isNamed(element, spaces.metadata, 'EntityDescriptor')) return [{ entity: element, around }]
  if (!isNamed(element, spaces.metadata, 'EntitiesDescriptor')) return []
  return element.children.flatMap((child) => entitiesIn(child, [...around, element]))
}

/** Only where SAML 2.0 is spoken; a house that plays a role twice is not understood. */
function roleIn(entity: XmlElement, name: string): XmlElement | undefined {
  const spoken = childrenOf(entity, spaces.metadata, name).filter(({ attributes }) =>
    (attributes['protocolSupportEnumeration'] ?? '').split(/\s+/).includes(spaces.protocol),
  )
  if (spoken.length > 1) throw new XmlRefused('root', `It has more than one ${name}`)
  return spoken[0]
}

const roleOf = (role: XmlElement): Role => ({
  signing: keysFor('signing', role),
  encryption: keysFor('encryption', role),
  logout: endpoints(role, 'SingleLogoutService'),
  nameFormats: texts(role, 'NameIDFormat'),
})

const identityProviderOf = (role: XmlElement): IdentityProviderRole => ({
  ...roleOf(role),
  signOn: endpoints(role, 'SingleSignOnService'),
  wantsSignedRequests: isTrue(role.attributes['WantAuthnRequestsSigned']),
  scopes: childrenOf(role, spaces.metadata, 'Extensions')
    .flatMap((extensions) => childrenOf(extensions, spaces.shibboleth, 'Scope'))
    .flatMap((scope) => {
      const value = textOf(scope)
      return value ? [{ value, isPattern: isTrue(scope.attributes['regexp']) }] : []
    }),
})

const applicationOf = (role: XmlElement): ApplicationRole => ({
  ...roleOf(role),
  consumers: consumers(role),
  signsRequests: isTrue(role.attributes['AuthnRequestsSigned']),
  wantsSignedAssertions: isTrue(role.attributes['WantAssertionsSigned']),
  attributes: requested(role),
})

/** A key that says no use is for both. */
const keysFor = (use: 'signing' | 'encryption', role: XmlElement): readonly PartnerKey[] =>
  childrenOf(role, spaces.metadata, 'KeyDescriptor')
    .filter(({ attributes }) => (attributes['use'] ?? use) === use)
    .flatMap((descriptor) => childrenOf(descriptor, spaces.signature, 'KeyInfo'))
    .flatMap((info) => childrenOf(info, spaces.signature, 'X509Data'))
    .flatMap((data) => childrenOf(data, spaces.signature, 'X509Certificate'))
    .flatMap((certificate) => readPartnerKey(certificate.text) ?? [])

const endpoints = (role: XmlElement, name: string): readonly Endpoint[] =>
  childrenOf(role, spaces.metadata, name).flatMap((element) => endpointOf(element) ?? [])

/** Only addresses on the web: what stands here becomes where a browser is sent. */
function endpointOf({ attributes }: XmlElement): Endpoint | undefined {
  const {
    Binding: binding = '',
    Location: address = '',
    ResponseLocation: answerAddress,
  } = attributes
  if (!isAddress(address) || (answerAddress !== undefined && !isAddress(answerAddress)))
    return undefined
  return { binding, address, ...(answerAddress !== undefined && { answerAddress }) }
}

const isAddress = (address: string): boolean =>
  /^https?:\/\/[^\s"'<>\\]+$/.test(address) &&
  !URL.parse(address)?.username &&
  URL.canParse(address)

/** The default is the one that says so, else the first that does not say no, else the first. */
function consumers(role: XmlElement): readonly ConsumerEndpoint[] {
  const all = childrenOf(role, spaces.metadata, 'AssertionConsumerService')
  const chosen =
    all.find(({ attributes }) => isTrue(attributes['isDefault'])) ??
    all.find(({ attributes }) => attributes['isDefault'] === undefined) ??
    all[0]
  return all.flatMap((element) => {
    const endpoint = endpointOf(element)
    const index = Number(element.attributes['index'])
    return endpoint ? [{ ...endpoint, index, isDefault: element === chosen }] : []
  })
}

function requested(role: XmlElement): readonly RequestedAttribute[] {
  const lists = childrenOf(role, spaces.metadata, 'AttributeConsumingService')
  const list = lists.find(({ attributes }) => isTrue(attributes['isDefault'])) ?? lists[0]
  if (!list) return []
  return childrenOf(list, spaces.metadata, 'RequestedAttribute').map(({ attributes }) => {
    const { Name: name = '', NameFormat: format, FriendlyName: friendlyName } = attributes
    return {
      name,
      ...(format !== undefined && { format }),
      ...(friendlyName !== undefined && { friendlyName }),
      isRequired: isTrue(attributes['isRequired']),
    }
  })
}

const texts = (element: XmlElement, name: string): readonly string[] =>
  childrenOf(element, spaces.metadata, name).flatMap((child) => textOf(child) ?? [])
