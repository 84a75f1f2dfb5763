// The Moment: one reading of the clock, the place to read and write, the language and where the
// request came from, carried together so that every rule can be asked about any moment. Must never
// hold a request or a response.
import type { Keyring } from '../lib/seal.ts'
import type { Language } from '../shapes/language.ts'
import type { Rings } from '../shapes/rings.ts'
import type { Db } from '../store/database.ts'
import type { FactorTraits } from './facts.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Connection } from './configuration/connection-shape.ts'

/**
 * What is opened once at start and shared by every moment: no state that another node would need to
 * know.
 */
export interface House {
  readonly db: Db
  readonly keys: Keyring
  /** The configuration in force on this node; a new object after each `apply`. */
  configuration(): Configuration
  /** The security epoch. */
  epoch(): number
  /** When it began, where that is not long ago. */
  epochSince?(): Date | undefined
  /** The public address, from settings only. */
  readonly address: URL
  /** Of the app on the phone, where it has an origin of its own; see approving/own-origin.ts. */
  readonly phoneAddress?: URL
  /** Whose passkeys are ours (WebAuthn's RP ID); it never changes. */
  readonly passkeyDomain: string
  readonly passwords: PasswordLane
  /** What the Policy knows of each kind of proof. */
  readonly factors: readonly FactorTraits[]
  readonly phones: Phones
  readonly ringer: Ringer
  /** Other houses that say who somebody is; absent where none can be asked. */
  readonly connected?: OpenConnections
}

/** Asked at another house who somebody is: where the browser goes, and what it came back with. */
export interface OpenConnection {
  /** Nothing where nobody answers there. */
  addressFor(asking: ConnectionAsked): Promise<string | undefined>
  hear(came: ConnectionAsked & { readonly query: string }): Promise<ConnectionSaid>
}

/** All that this house has: each is spoken to in its own protocol. */
export interface OpenConnections extends OpenConnection {
  /** What it takes to ask there is at hand, such as its secret; whether it answers is not known. */
  reaches(connection: Connection): boolean
}

export interface ConnectionAsked {
  readonly connection: Connection
  /** Where the browser comes back to. */
  readonly returnTo: string
  readonly state: string
  readonly nonce: string
  /** Only whoever asked can use what comes back (PKCE). */
  readonly verifier: string
  readonly language: Language
  /** The levels that are asked for, the best first; none where any will do. */
  readonly levels: readonly string[]
  /** Somebody who is signed in over there is asked once more (prompt=login, ForceAuthn). */
  readonly isAnew: boolean
  /** What was shown there longer ago than this does not count, and is asked for once more. */
  readonly maxAgeSeconds?: number
  /** Whom it is about, where that is known: it saves typing, and proves nothing. */
  readonly hint?: string
}

export type ConnectionSaid =
  | { readonly is: 'said'; readonly claims: Claims }
  /** Nobody answered in time, or with nothing that can be read. */
  | { readonly is: 'away' }
  /** Not as it was asked for; `because` is a word for the events, never what was said. */
  | { readonly is: 'refused'; readonly because: string }

/** What another house says of somebody: judged as to who says it, and nothing else is yet. */
export interface Claims {
  readonly issuer: string
  /** Whom it means: with the issuer this is who somebody is, and nothing else is. */
  readonly subject: string
  /** How well it was shown, in its own word (acr, the authentication context). */
  readonly level?: string
  /** By what, in its own words (amr). */
  readonly methods: readonly string[]
  readonly provenAt?: Date
  /** Everything that it said, as text; never kept or written down whole. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** The ways out for a code, as far as this house has them. */
export interface Phones {
  readonly canText: boolean
  readonly canCall: boolean
  /** Sends once, within three seconds, and says truthfully what became of it. */
  send(sending: SendingOut): Promise<SendingCame>
}

export interface SendingOut {
  /** One id is one message and one bill, whatever goes wrong in between. */
  readonly id: string
  readonly channel: 'sms' | 'voice'
  readonly to: string
  readonly extension?: string
  readonly language: Language
  /** A message, or where the words of a call are fetched when it is answered. */
  readonly text: string
  readonly sender: string
}

export interface SendingCame {
  readonly state: 'sent' | 'asked' | 'failed'
  readonly why?: string
  readonly gateway?: string
  readonly reference?: string
  /** Millionths of what the settings count in. */
  readonly priceMicros?: number
}

/** Rings a phone whose app waits to be told that something waits, and says what became of it. */
export interface Ringer {
  /** The push services that may be called; none where nobody is rung. */
  readonly hosts: readonly string[]
  ring(rings: Rings): Promise<Rung>
  /** What went wrong where nobody waits for an answer. */
  report(fault: unknown): void
}

export type Rung =
  /** Taken on by the push service, which is all that can be known. */
  | 'rung'
  /** Nobody is there any more. */
  | 'gone'
  | 'failed'
  /** Not before then. */
  | { readonly again: Date; readonly because: 'too-many' | 'refused' | 'away' }

/** Slow hashing behind a bounded queue. 'busy' when the queue is full: nothing was judged. */
export interface PasswordLane {
  hash(password: string): Promise<string | 'busy'>
  verify(password: string, kept: string): Promise<boolean | 'busy'>
  /** Kept by nobody; compared when the name belongs to nobody, so that time tells nothing. */
  readonly decoy: string
}

export interface Moment {
  readonly now: Date
  readonly house: House
  readonly db: Db
  readonly language: Language
  /** The client's address and the networks it lies in, by the list of trusted proxies alone. */
  readonly from: {
    readonly address: string
    readonly networks: readonly string[]
    /** What the browser says that it is: nothing may rest on it. */
    readonly says?: string
  }
  readonly browser?: string
  /** The connection that somebody last came in by in this browser: nothing may rest on it. */
  readonly cameBy?: string
  readonly caseNumber?: string
}

/** The same moment inside a transaction. */
export const inTransaction = <Result>(
  moment: Moment,
  work: (inside: Moment) => Promise<Result>,
): Promise<Result> => moment.db.transaction((db) => work({ ...moment, db }))
