// The contract of a factor: all that the rest of the house knows of one. A factor asks and judges;
// it never talks to a flow, never sends, never keeps, never counts. Tries, waiting, expiry, single
// use and audit stand once, in flows/exchange.ts.
import type { z } from 'zod'
import type { MethodFacts, PersonFacts, Proof } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Screen } from '../shapes/screen.ts'

export interface Factor<Kept> {
  /** Written in rows and events, never shown. */
  readonly name: string
  /** What is lost together. */
  readonly fate: 'memory' | 'phone' | 'computer' | 'paper' | 'house'
  /** The usual proof; `right.proof` may say otherwise. */
  readonly proof: Pick<Proof, 'kinds' | 'amr' | 'resistsPhishing'>
  /** Parsed on the way into the store and on the way out. */
  readonly kept: z.ZodType<Kept>
  /**
   * Asked of everybody, before anything is proven, whether or not they have it. Others wait for a
   * first proof.
   */
  readonly first: boolean
  readonly prove: Exchange<Kept>
}

export interface Method<Kept> extends MethodFacts {
  readonly kept: Kept
}

/**
 * Whom and what an exchange is about, as far as it is known: the name as typed stands also for
 * nobody.
 */
export interface About<Kept> {
  readonly named: string
  readonly person?: PersonFacts
  /**
   * Absent for a name that nobody has, or a person without this method: judged with the same work
   * (R-08).
   */
  readonly method?: Method<Kept>
  readonly screen: {
    readonly application?: string
    readonly mayStay: boolean
    readonly stay: boolean
    readonly again: boolean
  }
}

/**
 * One question and the judging of its answer. Nothing here changes anything; the exchange counts,
 * keeps and tells.
 */
export interface Exchange<Kept> {
  /** Pure: drawn anew at every reload and in every language. */
  screen(about: About<Kept>): Screen
  /** Pure: what is missing before there is anything to judge. It costs no try. */
  missing(answer: Answer): Problem | undefined
  check(answer: Answer, about: About<Kept>, moment: Moment): Promise<Outcome<Kept>>
  /** The one answer to what is wrong, what waits and what nobody has. */
  readonly wrong: Problem
}

export type Outcome<Kept> =
  /** `keep`: what to keep of the method from now on; absent when nothing changed. */
  | { readonly is: 'right'; readonly keep?: Kept; readonly proof?: Partial<Proof> }
  | { readonly is: 'wrong' }
  /** It was right once and has run out. Told only where that helps no stranger. */
  | { readonly is: 'expired'; readonly problem: Problem }
  /** Nothing was judged: the queue for slow hashes is full. */
  | { readonly is: 'busy' }
