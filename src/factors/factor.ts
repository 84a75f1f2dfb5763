// The contract of a factor: all that the rest of the house knows of one. A factor asks and judges; it never talks to a flow,
// never sends, never keeps, never counts. Waiting, tries, expiry, single use and audit stand once, in flows/exchange.ts.
import type { z } from 'zod'
import type { MethodFacts, PersonFacts, Proof } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Screen } from '../shapes/screen.ts'

export interface Method<Kept> extends MethodFacts {
  readonly kept: Kept
  readonly version: number
}

/** Whom or what an exchange is about, as far as it is known: the name as typed stands also for nobody. */
export interface About<Kept> {
  readonly named: string
  readonly person?: PersonFacts
  readonly method?: Method<Kept>
  readonly screen: { readonly application?: string; readonly mayStay: boolean; readonly stay: boolean; readonly again: boolean }
}

export interface Factor<Kept, Open = undefined> {
  /** Written in rows and events, never shown. */
  readonly name: string
  /** What is lost together. */
  readonly fate: 'memory' | 'phone' | 'computer' | 'paper' | 'house'
  /** The usual proof; `right.proof` may say otherwise. */
  readonly proof: Pick<Proof, 'kinds' | 'amr' | 'resistsPhishing'>
  /** Parsed on the way into the store and on the way out. */
  readonly kept: z.ZodType<Kept>
  readonly open?: z.ZodType<Open>
  readonly prove: Exchange<Kept, Open>
  /** For people who do not exist: judged with the same work. */
  readonly decoy?: Kept
  /** True when the method may be asked for before any other proof (password); others wait for a first proof. */
  readonly first: boolean
  /** Spent by use: the method is removed in the transaction that keeps the proof. */
  readonly spentByUse?: boolean
}

/** One question and the judging of its answer. Nothing here changes anything; the exchange keeps, sends and closes. */
export interface Exchange<Kept, Open> {
  /** Absent where nothing needs to be opened first: the password, a PIN, a code from an app. No Challenge row is kept then. */
  ask?(about: About<Kept>, moment: Moment): Promise<Asked<Open>>
  /** Pure: drawn anew at every reload and in every language. */
  screen(about: About<Kept>, open: Open | undefined): Screen
  check(answer: Answer, about: About<Kept>, moment: Moment, open: Open | undefined): Promise<Outcome<Kept>>
}

export interface Asked<Open> {
  readonly open: Open
  readonly lifeSeconds: number
  readonly triesMax: number
}

export type Outcome<Kept> =
  /** `keep`: what to keep of the method from now on; absent when nothing changed. */
  | { readonly is: 'right'; readonly keep?: Kept; readonly proof?: Partial<Proof> }
  | { readonly is: 'wrong'; readonly problem: Problem }
  /** Nothing was judged (an empty field, a full queue): no try is spent. */
  | { readonly is: 'unjudged'; readonly problem: Problem }
