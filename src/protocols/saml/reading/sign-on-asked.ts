// What an application asks when it wants somebody signed in (AuthnRequest): where the answer goes,
// which is a registered address or none, and how strong and how fresh. Must never take an address
// from the message that the configuration does not have.
import { z } from 'zod'
import type { SamlSettings } from '../../../domain/configuration/saml-shape.ts'
import { bindings, nameFormats, spaces } from '../../../lib/saml/names.ts'
import type { XmlElement } from '../../../lib/xml/read.ts'
import { childrenOf, isTrue, textOf } from '../../../lib/xml/walk.ts'
import { SamlRefused } from '../refused.ts'
import type { Message } from './message.ts'

const comparisons = ['exact', 'minimum', 'maximum', 'better'] as const

/** Kept in the visit's own row while its person is asked. */
export const askedShape = z.object({
  application: z.string(),
  to: z.string(),
  /** Absent where the start page asked. */
  request: z.string().exactOptional(),
  relayState: z.string().exactOptional(),
  isFresh: z.boolean(),
  isPassive: z.boolean(),
  contexts: z.array(z.string()).max(20),
  comparison: z.enum(comparisons),
  nameFormat: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  round: z.number().default(0),
})
export type SignOnAsked = z.output<typeof askedShape>

export interface Asker {
  readonly application: string
  readonly saml: SamlSettings
}

export function signOnAsked(
  { root, id }: Message,
  { application, saml }: Asker,
  relayState: string | undefined,
): SignOnAsked {
  const { attributes } = root
  const [requested] = childrenOf(root, spaces.protocol, 'RequestedAuthnContext')
  const comparison = comparisons.find((each) => each === requested?.attributes['Comparison'])
  const nameFormat = nameFormatIn(root, saml)
  const [subject] = childrenOf(root, spaces.assertion, 'Subject')
  const named = textOf(subject && childrenOf(subject, spaces.assertion, 'NameID')[0])
  return {
    application,
    to: consumerIn(attributes, saml),
    request: id,
    ...(relayState !== undefined && { relayState }),
    isFresh: isTrue(attributes['ForceAuthn']),
    isPassive: isTrue(attributes['IsPassive']),
    contexts: contextsIn(requested),
    comparison: comparison ?? 'exact',
    ...(nameFormat !== undefined && { nameFormat }),
    ...(named !== undefined && { subject: named.slice(0, 254) }),
    round: 0,
  }
}

/** Compared byte by byte with what is registered; nothing is ever made of it (ATK-SAML-20). */
function consumerIn(
  attributes: XmlElement['attributes'],
  { assertionConsumers }: SamlSettings,
): string {
  const {
    AssertionConsumerServiceURL: address,
    AssertionConsumerServiceIndex: index,
    ProtocolBinding: binding,
  } = attributes
  if (binding !== undefined && binding !== bindings.post) throw new SamlRefused('binding')
  const found = assertionConsumers.find(
    (each) =>
      (address === undefined || each.address === address) &&
      (index === undefined || each.index === Number(index)),
  )
  if (!found) throw new SamlRefused('address')
  return found.address
}

/** Classes alone: we have no declarations. */
const contextsIn = (requested: XmlElement | undefined): string[] =>
  requested === undefined
    ? []
    : requested.children
        .flatMap((child) =>
          child.name === 'AuthnContextClassRef' ? (textOf(child) ?? []) : 'a declaration',
        )
        .slice(0, 20)

/** Something was asked for that this application is not given. */
export const notGiven = 'not-given'

/**
 * A name for one session may always be asked for; one that lasts, or says who somebody is, only
 * where that is what the application gets.
 */
function nameFormatIn(root: XmlElement, { nameId, entityId }: SamlSettings): string | undefined {
  const [policy] = childrenOf(root, spaces.protocol, 'NameIDPolicy')
  const { Format: format, SPNameQualifier: qualifier } = policy?.attributes ?? {}
  if (qualifier !== undefined && qualifier !== entityId) return notGiven
  if (format === undefined || format === nameFormats.unspecified) return undefined
  if (format === nameFormats.transient) return format
  const own = { persistent: nameFormats.persistent, mail: nameFormats.mail } as const
  const given = nameId === 'persistent' || nameId === 'mail' ? own[nameId] : undefined
  return format === given ? format : notGiven
}
