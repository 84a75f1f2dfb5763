// How far somebody elsewhere has come with what they were asked, and what they are shown. Facts
// only.
import type { Pair } from './handed-over.ts'

/**
 * `agreed`: they have said yes, and it counts from a time that is told. `done`: it counts now.
 * `over`: nobody's answer counts any more.
 */
export interface Challenged {
  readonly state: 'waiting' | 'agreed' | 'done' | 'no' | 'over'
  /** Why it is over, where that is known. */
  readonly because?: 'wrong-number' | 'unanswered'
  /**
   * A phone that is being added has looked; it has brought its key, and the number is typed on it.
   */
  readonly came?: 'found' | 'brought'
  /** The kind of device that it is. */
  readonly device?: string
  readonly askedAt?: string
  readonly answeredAt?: string
  readonly countsFrom?: string
  /** Until the clock alone changes it. */
  readonly secondsLeft?: number
}

/** On the leader's own page: is it them? */
export interface Vouch {
  readonly kind: 'vouch'
  readonly name: string
  readonly firstName: string
  readonly account: string
  readonly at: string
  readonly pair: Pair
  readonly network?: string
  readonly browser?: string
  readonly system?: string
  /** They have said yes, and may still take it back. */
  readonly isAgreed: boolean
}
