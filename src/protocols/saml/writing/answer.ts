// Writes what an application is told: an answer that is signed, with an assertion in it that is
// signed by itself. Every value goes through the builder. Must never decide who may be told what.
import { confirmations, statuses } from '../../../lib/saml/names.ts'
import { secondsAfter } from '../../../lib/clock.ts'
import { randomId } from '../../../lib/random.ts'
import { encrypted } from '../../../lib/xml/encrypt.ts'
import { signed, type XmlSigner } from '../../../lib/xml/sign.ts'
import { element, type Child, type Element } from '../../../lib/xml/write.ts'
import type { NamedAttribute } from './attributes.ts'

/** Long enough for a slow page, and too short to be found later. */
const lifeSeconds = 300
/** A clock that is a little behind ours has not come to our present yet. */
const skewSeconds = 30

export interface Envelope {
  readonly issuer: string
  /** A registered address, and where else could it go. */
  readonly to: string
  readonly inResponseTo?: string | undefined
  readonly now: Date
  readonly signer: XmlSigner
}

export interface Assertion {
  readonly audience: string
  readonly nameId: { readonly format: string; readonly value: string; readonly isOurs: boolean }
  readonly sessionIndex: string
  readonly provenAt: Date
  readonly until: Date
  readonly context: string
  readonly attributes: readonly NamedAttribute[]
  /** A certificate: only its owner reads what is said. */
  readonly encryptTo?: string | undefined
}

/** As XML Schema writes it, without the part of a second. */
const written = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z')

export const drawnId = (): string => `_${randomId()}`

export function writeResponse(envelope: Envelope, assertion: Assertion): string {
  const made = writeAssertion(envelope, assertion)
  const child = assertion.encryptTo
    ? element('saml:EncryptedAssertion', {}, encrypted(made, assertion.encryptTo))
    : made
  return signed(
    message('samlp:Response', envelope, [status([statuses.success]), child]),
    envelope.signer,
    1,
  ).text
}

/** The first code says whose fault it is, the second what: never more than that. */
export const writeRefusal = (envelope: Envelope, codes: Codes): string =>
  signed(message('samlp:Response', envelope, [status(codes)]), envelope.signer, 1).text

/** It goes by redirect, where the query is signed instead (SAML bindings, 3.4.4.1). */
export const writeLogoutResponse = (envelope: Omit<Envelope, 'signer'>, codes: Codes): Element =>
  message('samlp:LogoutResponse', envelope, [status(codes)])

type Codes = readonly [string, ...string[]]

function message(
  name: 'samlp:Response' | 'samlp:LogoutResponse',
  { issuer, to, inResponseTo, now }: Omit<Envelope, 'signer'>,
  children: readonly Child[],
): Element {
  return element(
    name,
    {
      ID: drawnId(),
      Version: '2.0',
      IssueInstant: written(now),
      Destination: to,
      InResponseTo: inResponseTo,
    },
    element('saml:Issuer', {}, issuer),
    ...children,
  )
}

const status = ([code, more]: Codes): Element =>
  element(
    'samlp:Status',
    {},
    element(
      'samlp:StatusCode',
      { Value: code },
      more === undefined ? undefined : element('samlp:StatusCode', { Value: more }),
    ),
  )

function writeAssertion({ issuer, to, inResponseTo, now, signer }: Envelope, said: Assertion) {
  const until = written(secondsAfter(now, lifeSeconds))
  const root = element(
    'saml:Assertion',
    { ID: drawnId(), Version: '2.0', IssueInstant: written(now) },
    element('saml:Issuer', {}, issuer),
    element(
      'saml:Subject',
      {},
      nameIdOf(issuer, said),
      element(
        'saml:SubjectConfirmation',
        { Method: confirmations.bearer },
        element('saml:SubjectConfirmationData', {
          NotOnOrAfter: until,
          Recipient: to,
          InResponseTo: inResponseTo,
        }),
      ),
    ),
    element(
      'saml:Conditions',
      { NotBefore: written(secondsAfter(now, -skewSeconds)), NotOnOrAfter: until },
      element('saml:AudienceRestriction', {}, element('saml:Audience', {}, said.audience)),
    ),
    element(
      'saml:AuthnStatement',
      {
        AuthnInstant: written(said.provenAt),
        SessionIndex: said.sessionIndex,
        SessionNotOnOrAfter: written(said.until),
      },
      element('saml:AuthnContext', {}, element('saml:AuthnContextClassRef', {}, said.context)),
    ),
    said.attributes.length === 0
      ? undefined
      : element('saml:AttributeStatement', {}, ...said.attributes.map(attributeOf)),
  )
  return signed(root, signer, 1)
}

/** Of a name that we have made, whose it is and for whom: it says nothing anywhere else. */
const nameIdOf = (
  issuer: string,
  { nameId, audience }: Pick<Assertion, 'nameId' | 'audience'>,
): Element =>
  element(
    'saml:NameID',
    {
      Format: nameId.format,
      ...(nameId.isOurs && { NameQualifier: issuer, SPNameQualifier: audience }),
    },
    nameId.value,
  )

const attributeOf = ({ name, format, friendly, values }: NamedAttribute): Element =>
  element(
    'saml:Attribute',
    { Name: name, NameFormat: format, FriendlyName: friendly },
    ...values.map((value) => element('saml:AttributeValue', {}, value)),
  )

export interface LogoutAsked extends Omit<Envelope, 'inResponseTo' | 'signer'> {
  readonly id: string
  readonly nameId: Assertion['nameId']
  readonly audience: string
  readonly sessionIndex: string
}

/** Asks an application to end what it has of a session. */
export function writeLogoutRequest(asked: LogoutAsked): Element {
  const { id, issuer, to, now } = asked
  return element(
    'samlp:LogoutRequest',
    {
      ID: id,
      Version: '2.0',
      IssueInstant: written(now),
      Destination: to,
      NotOnOrAfter: written(secondsAfter(now, lifeSeconds)),
    },
    element('saml:Issuer', {}, issuer),
    nameIdOf(issuer, asked),
    element('samlp:SessionIndex', {}, asked.sessionIndex),
  )
}
