// Is this answer ours, fresh, and about somebody? Everything that libraries leave out is asked
// here, and one doubt is enough. It believes only what was read from signed bytes; the rest may
// give a reason to refuse. Must never say more than a word about why, for it reaches a browser.
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import type { Scope } from '../../lib/saml/metadata.ts'
import { confirmations, nameFormats, spaces, statuses } from '../../lib/saml/names.ts'
import type { XmlElement } from '../../lib/xml/read.ts'
import { childOf, childrenOf, everyElement, isNamed, textOf, timeOf } from '../../lib/xml/walk.ts'

/** A word for the events. */
export class NotBelieved extends Error {
  readonly because: string
  constructor(because: string) {
    super(`The answer is not believed: ${because}`)
    this.name = 'NotBelieved'
    this.because = because
  }
}

export interface Expected {
  readonly now: Date
  readonly issuer: string
  /** What we are called there. */
  readonly audience: string
  /** Where the answer was to be sent, and was. */
  readonly consumer: string
  readonly request: string
  readonly scopes: readonly Scope[]
  /** What was shown there longer ago than this does not count. */
  readonly maxAgeSeconds: number | undefined
}

/** Two clocks that are both right differ by no more. */
const skewSeconds = 60
/** No house gives longer; whoever writes the year 9999 has not thought of an end. */
const lifeMostSeconds = 24 * 3600
const sessionMostSeconds = 400 * 24 * 3600

const refuseUnless = (isRight: boolean, because: string): void => {
  if (!isRight) throw new NotBelieved(because)
}

/**
 * The answer around the assertion. Asked of what came, and of what is signed of it where that is
 * the whole.
 */
export function judgeResponse(response: XmlElement, expected: Expected): void {
  const { attributes } = response
  refuseUnless(isNamed(response, spaces.protocol, 'Response'), 'answer')
  refuseUnless(attributes['Version'] === '2.0', 'answer')
  refuseUnless(attributes['Destination'] === expected.consumer, 'destination')
  refuseUnless(attributes['InResponseTo'] === expected.request, 'request')
  refuseUnless(isNotAhead(attributes['IssueInstant'], expected.now), 'time')
  const issuer = childOf(response, spaces.assertion, 'Issuer')
  refuseUnless(!issuer || isIssuer(issuer, expected.issuer), 'issuer')
  judgeStatus(response)
  const inside = [...everyElement(response)].filter(
    ({ space, name }) =>
      (space === spaces.assertion && ['Assertion', 'EncryptedAssertion'].includes(name)) ||
      (space === spaces.protocol && name === 'Response'),
  )
  // Itself, and one assertion straight in it.
  refuseUnless(inside.length === 2 && response.children.includes(inside[1] ?? response), 'answer')
}

function judgeStatus(response: XmlElement): void {
  const status = childOf(response, spaces.protocol, 'Status')
  const codes = status ? [...everyElement(status)].map(({ attributes }) => attributes['Value']) : []
  if (codes.includes(statuses.noAuthnContext)) throw new NotBelieved('level')
  const code = status && childOf(status, spaces.protocol, 'StatusCode')
  refuseUnless(code?.attributes['Value'] === statuses.success, 'stopped')
}

export interface Believed {
  readonly id: string
  /** From then on it is refused anyway. */
  readonly until: Date
  readonly nameId: XmlElement
  readonly level?: string
  readonly provenAt: Date
  readonly attributeStatements: readonly XmlElement[]
}

/** The assertion as it was read from its signed bytes. */
export function judgeAssertion(assertion: XmlElement, expected: Expected): Believed {
  const { attributes } = assertion
  const id = attributes['ID'] ?? ''
  refuseUnless(isNamed(assertion, spaces.assertion, 'Assertion') && id !== '', 'answer')
  refuseUnless(attributes['Version'] === '2.0', 'answer')
  refuseUnless(isNotAhead(attributes['IssueInstant'], expected.now), 'time')
  const issuer = childOf(assertion, spaces.assertion, 'Issuer')
  refuseUnless(issuer !== undefined && isIssuer(issuer, expected.issuer), 'issuer')
  const nested = [...everyElement(assertion)].filter(({ name }) => name.endsWith('Assertion'))
  refuseUnless(nested.length === 1, 'answer')
  const subject = only(assertion, 'Subject')
  const until = [
    judgeConditions(only(assertion, 'Conditions'), expected),
    judgeBearer(subject, expected),
  ]
  return {
    id,
    until: secondsAfter(new Date(Math.max(...until.map(Number))), skewSeconds),
    nameId: only(subject, 'NameID'),
    ...judgeStatement(only(assertion, 'AuthnStatement'), expected),
    attributeStatements: childrenOf(assertion, spaces.assertion, 'AttributeStatement'),
  }
}

function judgeConditions(conditions: XmlElement, { now, audience }: Expected): Date {
  const { NotBefore: from, NotOnOrAfter: until } = conditions.attributes
  refuseUnless(isNotAhead(from, now), 'time')
  const end = judgeEnd(until, now)
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']
  refuseUnless(
    conditions.children.every(
      ({ space, name }) => space === spaces.assertion && known.includes(name),
    ),
    'answer',
  )
  const restrictions = childrenOf(conditions, spaces.assertion, 'AudienceRestriction')
  const isForUs = (restriction: XmlElement): boolean =>
    childrenOf(restriction, spaces.assertion, 'Audience').some((one) => textOf(one) === audience)
  refuseUnless(restrictions.length > 0 && restrictions.every(isForUs), 'audience')
  return end
}

/**
 * One confirmation that is all ours; a house that has confirmed it in another way has not to us.
 */
function judgeBearer(subject: XmlElement, { now, consumer, request }: Expected): Date {
  const confirmation = only(subject, 'SubjectConfirmation')
  refuseUnless(confirmation.attributes['Method'] === confirmations.bearer, 'bearer')
  const { attributes } = only(confirmation, 'SubjectConfirmationData')
  refuseUnless(attributes['Recipient'] === consumer, 'recipient')
  refuseUnless(attributes['InResponseTo'] === request, 'request')
  const from = attributes['NotBefore']
  refuseUnless(from === undefined || isNotAhead(from, now), 'time')
  return judgeEnd(attributes['NotOnOrAfter'], now)
}

function judgeStatement(
  statement: XmlElement,
  { now, maxAgeSeconds }: Expected,
): Pick<Believed, 'level' | 'provenAt'> {
  const { AuthnInstant: at, SessionNotOnOrAfter: end } = statement.attributes
  const provenAt = timeOf(at)
  if (!provenAt || !isNotAhead(at, now)) throw new NotBelieved('time')
  if (maxAgeSeconds !== undefined && secondsBetween(provenAt, now) > maxAgeSeconds + skewSeconds)
    throw new NotBelieved('old')
  if (end !== undefined) judgeEnd(end, now, sessionMostSeconds)
  const context = only(statement, 'AuthnContext')
  const level = textOf(childOf(context, spaces.assertion, 'AuthnContextClassRef'))
  return { provenAt, ...(level !== undefined && { level }) }
}

/** There is an end, it has not come, and it will. */
function judgeEnd(written: string | undefined, now: Date, mostSeconds = lifeMostSeconds): Date {
  const end = timeOf(written)
  if (!end || end <= secondsAfter(now, -skewSeconds) || end > secondsAfter(now, mostSeconds))
    throw new NotBelieved('time')
  return end
}

function isNotAhead(written: string | undefined, now: Date): boolean {
  const at = timeOf(written)
  return at !== undefined && at <= secondsAfter(now, skewSeconds)
}

const isIssuer = (issuer: XmlElement, expected: string): boolean =>
  textOf(issuer) === expected &&
  issuer.children.length === 0 &&
  (issuer.attributes['Format'] ?? nameFormats.entity) === nameFormats.entity

function only(element: XmlElement, name: string): XmlElement {
  const [found, ...more] = childrenOf(element, spaces.assertion, name)
  if (!found || more.length > 0) throw new NotBelieved('answer')
  return found
}
