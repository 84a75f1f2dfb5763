// The clock. Everything that needs the time is handed a reading of it, so that a test can stand at
// any moment.
export interface Clock {
  now(): Date
}

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
