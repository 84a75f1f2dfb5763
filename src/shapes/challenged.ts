// How far somebody elsewhere has come with what they were asked. Facts only.

/**
 * `agreed`: they have said yes, and it counts from a time that is told. `done`: it counts now.
 * `over`: nobody's answer counts any more.
 */
export interface Challenged {
  readonly state: 'waiting' | 'agreed' | 'done' | 'no' | 'over'
  readonly askedAt?: string
  readonly answeredAt?: string
  readonly countsFrom?: string
  /** Until the clock alone changes it. */
  readonly secondsLeft?: number
}
