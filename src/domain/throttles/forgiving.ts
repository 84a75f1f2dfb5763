// What becomes of a count when the try was right, or was never judged. Must never run before the
// transaction that used the proof has ended.
import { type Forgiven, forgiveTries, takeBackTries } from '../../store/throttles.ts'
import type { House, Moment } from '../moment.ts'
import { countsFor, type Try } from './counts.ts'

/**
 * This try was right after all: it is taken off again, and the count in a row begins anew. Call it
 * when the transaction that used the proof has ended, never inside.
 */
export async function forgive(moment: Moment, tried: Try): Promise<void> {
  const counts = countsFor(moment, tried).map((count) => ({ ...count, times: 1 }))
  await forgiveTries(moment.house.db, counts, moment.now)
}

const gatherMilliseconds = 200
const gathered = new WeakMap<House, Map<string, Forgiven>>()

/**
 * The same, for many at once and a moment later: nobody who comes in waits for it. Should the power
 * go in between, somebody may have to wait a little longer once.
 */
export function forgiveSoon(moment: Moment, tried: Try): void {
  const { house, now } = moment
  const waiting = gathered.get(house)
  const counts = waiting ?? new Map<string, Forgiven>()
  for (const count of countsFor(moment, tried)) {
    const key = Buffer.from(count.key).toString('base64')
    counts.set(key, { ...count, times: (counts.get(key)?.times ?? 0) + 1 })
  }
  if (waiting) return
  gathered.set(house, counts)
  setTimeout(() => void forgiveNow(house, now), gatherMilliseconds).unref()
}

/** What was gathered, at once: before the house closes. */
export async function forgiveNow(house: House, now: Date): Promise<void> {
  const counts = gathered.get(house)
  gathered.delete(house)
  if (!counts) return
  // A database that is away just now keeps its counts; they run out by themselves.
  await forgiveTries(house.db, [...counts.values()], now).catch(() => {})
}

/** Nothing was judged (the queue for slow hashes is full): the try is given back, and no more. */
export async function takeBack(moment: Moment, tried: Try): Promise<void> {
  await takeBackTries(moment.house.db, countsFor(moment, tried), moment.now)
}
