// The other house that says who somebody is, spoken to in SAML 2.0: asked by redirect, signed, and
// heard by what it posted. Whatever is not as it was asked for is refused, in one word. Must never
// keep, or write down, what it says of anybody.
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import type { Claims, ConnectionAsked, Moment } from '../../domain/moment.ts'
import { collectArrival } from '../../domain/visits/arrivals.ts'
import { namesOf } from '../../domain/signing/own-description.ts'
import { openSigningKeys } from '../../domain/signing/signing-keys.ts'
import { keyedHash } from '../../lib/digest.ts'
import { attributesIn, lastingNameIn, type SaidAttributes } from '../../lib/saml/attributes.ts'
import type { IdentityProviderRole, Metadata } from '../../lib/saml/metadata.ts'
import { bindings, nameFormats } from '../../lib/saml/names.ts'
import { inTime } from '../../lib/saml/partner-keys.ts'
import { openAssertion } from '../../lib/xml/decrypt.ts'
import { XmlRefused } from '../../lib/xml/gate.ts'
import type { XmlElement } from '../../lib/xml/read.ts'
import { readSigned } from '../../lib/xml/signed.ts'
import { textOf } from '../../lib/xml/walk.ts'
import { useAssertion } from '../../store/provider/saml-partners.ts'
import type { Spoken } from '../connection.ts'
import { openHttpCall } from '../http-call.ts'
import { asked, requestIdOf } from './asking.ts'
import { type Descriptions, NoDescription, openDescriptions } from './descriptions.ts'
import {
  type Expected,
  judgeAssertion,
  judgeResponse,
  NotBelieved,
  type Believed,
} from './judging.ts'

export interface SamlParts {
  /** Networks of the organisation's own that may be called. */
  readonly internal: readonly string[]
  /** Of the house, without anybody in it. */
  readonly moment: () => Moment
}

const callMilliseconds = 3000
const metadataBytesMax = 1_048_576
/** Asked to show it anew, whoever was shown something longer ago was not. */
const anewSeconds = 900

export function openSaml({ internal, moment }: SamlParts): Spoken {
  const call = openHttpCall({
    internal,
    timeoutMilliseconds: callMilliseconds,
    bytesMax: metadataBytesMax,
  })
  const descriptions = openDescriptions({ call, moment })
  return {
    reaches: ({ metadata }) => metadata !== undefined,
    async addressFor(asking) {
      try {
        const role = roleIn(await descriptions.of(asking.connection))
        const at = role.signOn.find(({ binding }) => binding === bindings.redirect)
        return at && (await asked(moment(), asking, at.address))
      } catch (fault) {
        if (fault instanceof XmlRefused || fault instanceof NoDescription) return undefined
        throw fault
      }
    },
    async hear(came) {
      try {
        return { is: 'said', claims: await heard(moment(), came, descriptions) }
      } catch (fault) {
        if (fault instanceof NoDescription) return { is: 'away' }
        if (fault instanceof NotBelieved) return { is: 'refused', because: fault.because }
        if (fault instanceof XmlRefused) return { is: 'refused', because: 'answer' }
        throw fault
      }
    },
  }
}

function roleIn({ identityProvider }: Metadata): IdentityProviderRole {
  if (!identityProvider) throw new NoDescription()
  return identityProvider
}

type Came = ConnectionAsked & { readonly query: string }

async function heard(moment: Moment, came: Came, descriptions: Descriptions): Promise<Claims> {
  const { connection } = came
  const handle = new URLSearchParams(came.query).get('handle') ?? ''
  const written = await collectArrival(moment, connection.id, handle)
  if (written === undefined) throw new NotBelieved('answer')
  const text = decoded(written)
  const metadata = await descriptions.of(connection)
  try {
    return await believed(moment, came, { text, role: roleIn(metadata) })
  } catch (fault) {
    if (!(fault instanceof XmlRefused) || fault.because !== 'signature') throw fault
    // It may have begun to sign with another key since we looked.
    const anew = await descriptions.anew(connection)
    if (!anew) throw fault
    return believed(moment, came, { text, role: roleIn(anew) })
  }
}

function decoded(written: string): string {
  const bare = written.replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) throw new NotBelieved('answer')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bare, 'base64'))
  } catch {
    throw new NotBelieved('answer')
  }
}

interface Answer {
  readonly text: string
  readonly role: IdentityProviderRole
}

async function believed(moment: Moment, came: Came, answer: Answer): Promise<Claims> {
  const { connection } = came
  const expected = expectedOf(moment, came, answer.role)
  const assertion = await assertionIn(moment, answer, expected)
  const found = judgeAssertion(assertion, expected)
  const attributes = attributesIn(found.attributeStatements, answer.role.scopes)
  const subject = subjectOf(found, attributes, expected)
  await useOnce(moment, connection, found)
  return {
    issuer: connection.issuer,
    subject,
    ...(found.level !== undefined && { level: found.level }),
    methods: attributes[methodsName] ?? [],
    provenAt: found.provenAt,
    attributes,
  }
}

/** What was shown over there, as Microsoft's houses write it beside the context. */
const methodsName = 'http://schemas.microsoft.com/claims/authnmethodsreferences'

const expectedOf = (moment: Moment, came: Came, role: IdentityProviderRole): Expected => ({
  now: moment.now,
  issuer: came.connection.issuer,
  ...namesOf(moment.house, came.connection.id),
  request: requestIdOf(came),
  scopes: role.scopes,
  maxAgeSeconds: came.isAnew ? anewSeconds : came.maxAgeSeconds,
})

/** Signed by itself, or inside an answer that is signed; in an envelope, always by itself. */
async function assertionIn(
  moment: Moment,
  { text, role }: Answer,
  expected: Expected,
): Promise<XmlElement> {
  const keys = inTime(role.signing, moment.now)
  const { claimed, root, inner } = await readSigned(text, 'protocol', keys)
  judgeResponse(claimed, expected)
  if (root) judgeResponse(root, expected)
  if (claimed.children.some(({ name }) => name === 'EncryptedAssertion')) {
    const ours = (await openSigningKeys(moment, 'saml-encryption')).map((key) => key.privateJwk)
    const opened = await readSigned(await openAssertion(text, ours), 'protocol', keys)
    if (!opened.root || opened.inner.length > 0) throw new NotBelieved('answer')
    return opened.root
  }
  const [own, ...more] = inner
  const inside = root?.children.find(({ name }) => name === 'Assertion')
  const found = own ?? inside
  if (!found || more.length > 0) throw new NotBelieved('answer')
  return found
}

/**
 * Who it is, for ever: never a mail address, and never what people call themselves. Where the name
 * is bound to another house or to another application, it is somebody else's.
 */
function subjectOf(
  { nameId }: Believed,
  attributes: SaidAttributes,
  { issuer, audience }: Expected,
): string {
  const { Format: format, NameQualifier: from, SPNameQualifier: to } = nameId.attributes
  const isOurs = (from ?? issuer) === issuer && (to ?? audience) === audience
  const named = format === nameFormats.persistent && isOurs ? textOf(nameId) : undefined
  const subject = named ?? lastingNameIn(attributes)
  if (subject === undefined || subject.length > 512) throw new NotBelieved('subject')
  return subject
}

async function useOnce(
  { db, house }: Moment,
  { id, issuer }: Connection,
  found: Believed,
): Promise<void> {
  const hash = keyedHash(house.keys.keyFor('saml-assertion'), 'assertion', id, issuer, found.id)
  if (!(await useAssertion(db, hash, found.until))) throw new NotBelieved('used')
}
