// The contract of a step: one question in a flow. A step gives a Screen and takes an Answer; it never talks to the browser.
import type { Facts, Learned } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { Answer } from '../shapes/answer.ts'
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
  show(facts: Facts, moment: Moment): Promise<Screen>
  take(answer: Answer, facts: Facts, moment: Moment): Promise<Taken>
}

export type Taken =
  | { readonly learned: Partial<Learned> }
  /** Back, another account: what is forgotten takes its proofs with it. */
  | { readonly forget: readonly ('who' | 'chosen')[] }
  | { readonly problem: Problem }

export type Next =
  | { readonly ask: Step }
  | { readonly end: End }
  | { readonly turnedAway: ProblemCode }

export type End = 'come in' | 'door' | 'back'
