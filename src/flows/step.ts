// The contract of a step: one question in a flow. A step gives a Screen and takes an Answer; it
// never talks to the browser.
import type { CameOf, Detour, Facts, Learned } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { Try } from '../domain/throttles/counts.ts'
import type { Counted } from '../domain/throttles/throttles.ts'
import type { Leaving } from './leaving.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Used } from '../store/sessions.ts'
import type { Problem, ProblemCode } from '../shapes/problem.ts'
import type { Screen } from '../shapes/screen.ts'

export interface Step {
  readonly name: string
  /** Must we ask? Facts only: no clock, no database. */
  needed(facts: Facts): boolean
  /** May we ask? What is proven so far must bear it: needed is not allowed. */
  allowed(facts: Facts): boolean
  /** What an ordinary answer teaches: for the simulator, the guides and the walks. */
  imagined(facts: Facts): Partial<Facts>
  /** Shown twice, sent once. */
  show(asked: Asked, moment: Moment): Screen
  /**
   * What has to be made or sent when a press has led here: a code goes out once, by itself. Never
   * asked for a page that is only looked at.
   */
  arrive?(asked: Asked, moment: Moment): Promise<Taken>
  take(answer: Answer, asked: Asked, moment: Moment): Promise<Taken>
}

/** The facts, and the methods as they are kept, for whoever has to judge. */
export interface Asked {
  readonly facts: Facts
  readonly kept: readonly KeptMethod[]
  /** This very answer was counted already, on ground that has moved since. */
  readonly counted?: CountedAnswer
}

/** An answer is counted once, however often it has to be looked at. */
export interface CountedAnswer {
  readonly tried: Try
  readonly counted: Counted
}

/** What was wrong is written down when it is certain that it was judged by what is kept now. */
export interface Judged extends CountedAnswer {
  tell(moment: Moment): Promise<void>
}

export interface KeptMethod {
  readonly id: string
  readonly factor: string
  readonly sealed: string
  readonly version: number
}

/**
 * Something this answer rested on was changed meanwhile; the transaction is undone and the visit is
 * read again. A keep may throw it.
 */
export class Overtaken extends Error {}

/** What else is written, in one transaction; gives the sessions it ended. */
export type Keep = (inside: Moment) => Promise<readonly string[]>

export type Taken =
  | {
      readonly learned: Partial<Learned>
      /**
       * The method that was right: noted as used in the same statement, on the condition that it is
       * still the same.
       */
      readonly used?: Used
      /** A code on its way, sent when everything stands. */
      readonly send?: Pick<Leaving, 'carryOut'>
      /** Where the browser is led when everything stands. */
      readonly leads?: string
      /** The try that was right, to be taken off the count when everything stands. */
      readonly counted?: CountedAnswer
      /**
       * What else to write, in the transaction that saves the visit: both or neither. Gives the
       * sessions it ended.
       */
      readonly keep?: Keep
    }
  /** Back, another account: what is forgotten takes its proofs with it. */
  | { readonly forget: 'who'; readonly another?: boolean; readonly picks?: boolean }
  /** Turned aside, or back to the door from there: the name stays, and no proof does. */
  | { readonly detour: Detour | 'none'; readonly came?: CameOf }
  | {
      readonly problem: Problem
      readonly judged?: Judged
      /** What stays so whatever becomes of the clock: a code that has run out. */
      readonly learned?: Partial<Learned>
    }

export type Next =
  | { readonly ask: Step }
  | { readonly end: End }
  | { readonly turnedAway: ProblemCode }

export type End = 'come in' | 'back' | 'door'
