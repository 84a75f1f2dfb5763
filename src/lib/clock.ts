// The clock. Everything that needs the time is handed a reading of it, so that a test can stand at
// any moment.
export interface Clock {
  now(): Date
  /** Absent where the clock is the machine's own, or a test's. */
  readonly watch?: ClockWatch
}

/** Compares the clock of the machine with the one that all judge by. */
export interface ClockWatch {
  /** Reads that one anew. */
  read(): Promise<void>
  /** How the machine's stands; read anew first where that was set meanwhile. */
  standing(): Promise<ClockStanding>
}

export type ClockStanding = 'right' | 'off' | 'wrong'

export const systemClock: Clock = { now: () => new Date() }

/** What a clock that is set right may be set back by; more is another day, and believed. */
const setBackMostMilliseconds = 15 * 60_000

/**
 * Never goes back by a little: a code that has run out, or was used, stays so when the clock of the
 * machine is set right.
 */
export function onwards(clock: Clock): Clock {
  let last = 0
  return {
    ...clock,
    now() {
      const now = clock.now().getTime()
      if (now > last || last - now > setBackMostMilliseconds) last = now
      return new Date(last)
    },
  }
}

export const secondsAfter = (moment: Date, seconds: number): Date =>
  new Date(moment.getTime() + seconds * 1000)

export const secondsBetween = (earlier: Date, later: Date): number =>
  (later.getTime() - earlier.getTime()) / 1000
