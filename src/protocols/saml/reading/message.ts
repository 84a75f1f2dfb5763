// A message as it comes over the line: out of a query or a form, unpacked within limits, its
// signature judged, and read by the one strict reader. Must never read a message before its
// sender is known, nor believe what came beside a signature.
import { inflateRawSync } from 'node:zlib'
import { spaces } from '../../../lib/saml/names.ts'
import { inTime, type PartnerKey } from '../../../lib/saml/partner-keys.ts'
import { XmlRefused } from '../../../lib/xml/gate.ts'
import { readXml, type XmlElement } from '../../../lib/xml/read.ts'
import { isQuerySigned } from '../../../lib/xml/sign.ts'
import { readSigned } from '../../../lib/xml/signed.ts'
import { childrenOf, isNamed, textOf, timeOf } from '../../../lib/xml/walk.ts'
import { SamlRefused } from '../refused.ts'

/** A request has some 2 kB. */
const charactersMax = 20_000
/** Long enough for the address of a page, which some applications put there. */
const relayMax = 1024
/** A request is made when somebody goes to sign in; a link that was kept is none. */
const oldSeconds = 600
const earlySeconds = 300

export interface Came {
  readonly name: 'SAMLRequest' | 'SAMLResponse'
  readonly message: string
  readonly relayState?: string
  /** The raw query, where it came by one. */
  readonly query?: string
}

export interface Message {
  readonly root: XmlElement
  readonly isSigned: boolean
  readonly id: string
  readonly issuer: string
  readonly issuedAt: Date
}

/** What came, as text. Nothing where this is no message at all. */
export function cameWith(fields: ReadonlyMap<string, string>, query?: string): Came | undefined {
  const [name, ...more] = (['SAMLRequest', 'SAMLResponse'] as const).filter((each) =>
    fields.has(each),
  )
  const message = name && fields.get(name)
  if (!name || !message || more.length > 0) return undefined
  if (message.length > charactersMax) throw new SamlRefused('unreadable')
  const relayState = relayIn(fields.get('RelayState'))
  return {
    name,
    message,
    ...(relayState !== undefined && { relayState }),
    ...(query !== undefined && { query }),
  }
}

/**
 * Given back as it came, or not at all: too long a text, or one that a careless application would
 * run.
 */
function relayIn(text: string | undefined): string | undefined {
  if (text === undefined || Buffer.byteLength(text) > relayMax) return undefined
  // oxlint-disable-next-line no-control-regex -- browsers drop them before they read the scheme
  return /^[\u0000-\u0020]*(?:javascript|data|vbscript):/i.test(text) ? undefined : text
}

/** By redirect it is packed (DEFLATE), and however little came, not much may come of it. */
function textIn({ message, query }: Came): string {
  if (!/^[A-Za-z0-9+/]+={0,2}\s*$/.test(message.replaceAll(/[\r\n]/g, '')))
    throw new SamlRefused('unreadable')
  const bytes = Buffer.from(message, 'base64')
  try {
    const plain = query === undefined ? bytes : inflateRawSync(bytes, { maxOutputLength: 32_768 })
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (cause) {
    throw new SamlRefused('unreadable', cause)
  }
}

/** The keys of whoever has this name; nothing where nobody has. */
export type KeysOf = (issuer: string) => readonly PartnerKey[] | undefined

export interface Reading {
  readonly now: Date
  readonly keysOf: KeysOf
  /** Where it was sent to, if it says so. */
  readonly destination: string
}

export async function readMessage(
  came: Came,
  root: string,
  { now, keysOf, destination }: Reading,
): Promise<Message> {
  const text = textIn(came)
  const claimed = await unlessRefused(readXml(text, 'protocol'))
  if (!isNamed(claimed, spaces.protocol, root) || claimed.attributes['Version'] !== '2.0')
    throw new SamlRefused('unreadable')
  const keys = keysOf(issuerOf(claimed))
  if (!keys) throw new SamlRefused('unknown-application')
  const message = await proven(came, { text, claimed, keys: inTime(keys, now) })
  const { ID: id = '', IssueInstant: at, Destination: to } = message.root.attributes
  const issuedAt = timeOf(at)
  if (to === undefined ? message.isSigned && came.query === undefined : to !== destination)
    throw new SamlRefused('destination')
  if (!issuedAt || !isTimely(issuedAt, now)) throw new SamlRefused('time')
  return { ...message, id, issuer: issuerOf(message.root), issuedAt }
}

const isTimely = (at: Date, now: Date): boolean => {
  const seconds = (now.getTime() - at.getTime()) / 1000
  return seconds <= oldSeconds && seconds >= -earlySeconds
}

interface Claimed {
  readonly text: string
  readonly claimed: XmlElement
  readonly keys: readonly PartnerKey[]
}

/** By redirect the query is signed, and else the document; a wrong signature is worse than none. */
async function proven(
  { query, name }: Came,
  { text, claimed, keys }: Claimed,
): Promise<Pick<Message, 'root' | 'isSigned'>> {
  if (query !== undefined) {
    const isSigned = isQuerySigned(query, name, keys)
    if (!isSigned && keys.length > 0 && /(?:^|&)Signature=/.test(query))
      throw new SamlRefused('signature')
    return { root: claimed, isSigned }
  }
  if (childrenOf(claimed, spaces.signature, 'Signature').length === 0)
    return { root: claimed, isSigned: false }
  const { root } = await unlessRefused(readSigned(text, 'protocol', keys), 'signature')
  if (!root) throw new SamlRefused('signature')
  return { root, isSigned: true }
}

async function unlessRefused<Result>(
  reading: Promise<Result>,
  because: 'unreadable' | 'signature' = 'unreadable',
): Promise<Result> {
  try {
    return await reading
  } catch (cause) {
    if (cause instanceof XmlRefused) throw new SamlRefused(because, cause)
    throw cause
  }
}

function issuerOf(root: XmlElement): string {
  const [issuer] = childrenOf(root, spaces.assertion, 'Issuer')
  const text = textOf(issuer)
  if (text === undefined) throw new SamlRefused('issuer')
  return text
}
