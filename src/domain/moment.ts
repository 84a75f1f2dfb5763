// The Moment: one reading of the clock, the place to read and write, the language and where the
// request came from, carried together so that every rule can be asked about any moment. Must never
// hold a request or a response.
import type { Keyring } from '../lib/seal.ts'
import type { Language } from '../shapes/language.ts'
import type { Db } from '../store/database.ts'
import type { Configuration } from './configuration/configuration.ts'

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
  /** The public address, from settings only. */
  readonly address: URL
  readonly passwords: PasswordLane
}

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
  readonly from: { readonly address: string; readonly networks: readonly string[] }
  readonly browser?: string
  readonly caseNumber?: string
}

/** The same moment inside a transaction. */
export const inTransaction = <Result>(
  moment: Moment,
  work: (inside: Moment) => Promise<Result>,
): Promise<Result> => moment.db.transaction((db) => work({ ...moment, db }))
