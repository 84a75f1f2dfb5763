// The clock on the wall where people read theirs: the day, the weekday and the minute, for rules
// that hold at certain times and for what runs out on a day. Machines often stand in UTC.
import { remembering } from '../remembering.ts'

const zone = 'Europe/Oslo'

export interface WallTime {
  /** Such as 2026-11-21. */
  readonly date: string
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  /** Since midnight, as the clock shows it. */
  readonly minute: number
}

const format = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const minuteMilliseconds = 60_000
let last: { readonly minute: number; readonly time: WallTime } | undefined

/** The same for a whole minute, and asked for many times in one. */
export function wallTime(at: Date): WallTime {
  const minute = Math.floor(at.getTime() / minuteMilliseconds)
  if (last?.minute !== minute) last = { minute, time: read(at) }
  return last.time
}

function read(at: Date): WallTime {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return {
    date,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay() || 7,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

/** «07:30» as minutes since midnight. */
export const minuteOf = remembering(
  24 * 60,
  (written: string): number => Number(written.slice(0, 2)) * 60 + Number(written.slice(3, 5)),
)
