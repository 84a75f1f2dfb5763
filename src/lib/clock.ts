// The clock. Everything that needs the time is handed a reading of it, so that a test can stand at
// any moment.
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export const secondsAfter = (moment: Date, seconds: number): Date =>
  new Date(moment.getTime() + seconds * 1000)

export const secondsBetween = (earlier: Date, later: Date): number =>
  (later.getTime() - earlier.getTime()) / 1000

const wall = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/Oslo',
})

/** The hour on the wall where people read their clocks, 0 to 23; machines often stand in UTC. */
export const hourIn = (moment: Date): number => Number(wall.format(moment))
