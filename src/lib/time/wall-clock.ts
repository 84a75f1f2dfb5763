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

const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

/**
 * «2027-03-01 07:30», as the clock on the wall shows it, or with a zone of its own. Undefined for
 * what no clock shows.
 */
export function readWallTime(text: string): Date | undefined {
  const [, date = '', time = '', ownZone] = written.exec(text.trim()) ?? []
  const inUtc = new Date(`${date}T${time}:00Z`)
  if (Number.isNaN(inUtc.getTime()) || !inUtc.toISOString().startsWith(date)) return undefined
  if (ownZone !== undefined) return new Date(`${date}T${time}:00${ownZone}`)
  const isShown = (at: Date): boolean => {
    const shown = wallTime(at)
    return shown.date === date && shown.minute === minuteOf(time)
  }
  // The clock on the wall is one or two hours ahead; the earlier where it shows a time twice.
  return [120, 60]
    .map((ahead) => new Date(inUtc.getTime() - ahead * minuteMilliseconds))
    .find(isShown)
}
