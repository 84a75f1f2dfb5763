// How often may one try? Counted before anything is compared, in one statement, and alike for names
// that nobody has. Must never tell a stranger that somebody waits: a try that
// waits is answered as a wrong one.
import {
  type Count,
  type CountedTry,
  countTries,
  countWaiting,
  forgetCounts,
  unlockCounts,
} from '../../store/throttles.ts'
import type { Moment } from '../moment.ts'
import { accountKey, browserKey, countsFor, type Try } from './counts.ts'
import { limitOf, month } from './limits.ts'

export interface Counted {
  /** Present: nothing may be compared before then. */
  readonly waitUntil?: Date
  /** Too many in a row: it has no end before another proof unlocks it (NIST SP 800-63B 3.2.2). */
  readonly rests?: true
  /** How many were turned away in this wait, this one among them. */
  readonly turnedAway?: number
  /** Present where this very try may be compared, and the next one waits unless it is right. */
  readonly nextWaits?: Date
  /** How many more may be wrong in a row before anybody waits, should this one be. */
  readonly left?: number
}

/**
 * One statement, committed by itself: it must stand before the comparing begins, whatever becomes
 * of the rest.
 */
export async function countTry(moment: Moment, tried: Try): Promise<Counted> {
  const counts = countsFor(moment, tried)
  const rows = await countTries(moment.house.db, counts, moment.now)
  const times = rows.map((row) => row.wait_until?.getTime() ?? 0)
  const until = new Date(Math.max(...times))
  const rests = isRest(moment, until) && ({ rests: true } as const)
  // Not counted is not compared, also where the wait was forgiven between the two looks at it.
  if (rows.some((row) => row.turned_away)) {
    const waiting = rows.filter((row) => row.wait_until && row.wait_until > moment.now)
    const turnedAway = Math.max(0, ...waiting.map((row) => row.refused))
    return { waitUntil: until, turnedAway, ...rests }
  }
  return until > moment.now ? { nextWaits: until, ...rests } : { left: leftOf(counts, rows) }
}

function leftOf(counts: readonly Count[], rows: readonly CountedTry[]): number {
  const inRow = counts.filter(({ stepSeconds }) => stepSeconds !== null)
  const lefts = inRow.map(({ key, free }) => {
    const row = rows.find((each) => each.key.equals(key))
    return free + 1 - (row?.streak ?? 0)
  })
  return Math.max(0, Math.min(...lefts))
}

/**
 * Another proof was shown, or there is a new secret to guess: the row begins anew. The thirty days
 * are not wiped.
 */
export async function unlock(
  moment: Moment,
  tried: Pick<Try, 'purpose' | 'bears' | 'account' | 'browser'>,
): Promise<void> {
  const limit = limitOf(tried)
  const browser = tried.browser ?? moment.browser
  const keys = [accountKey(moment, tried), ...(browser ? [browserKey(moment, tried, browser)] : [])]
  const counts = keys.map((key) => ({ key, ...limit }))
  await unlockCounts(moment.house.db, counts, moment.now)
}

/** Does somebody wait just now, in any browser or in this one? For whoever has proven something. */
export async function isHeldBack(
  moment: Moment,
  tried: Pick<Try, 'purpose' | 'account'>,
): Promise<boolean> {
  const { browser } = moment
  const keys = [accountKey(moment, tried), ...(browser ? [browserKey(moment, tried, browser)] : [])]
  return (await countWaiting(moment.house.db, keys, moment.now)) > 0
}

/** For the house's own broom: counts that nobody has added to for a month say nothing any more. */
export const forgetOldCounts = (moment: Moment): Promise<number> =>
  forgetCounts(moment.db, new Date(moment.now.getTime() - month * 1000), moment.now)

export const isRest = (moment: Moment, until: Date): boolean =>
  until.getTime() - moment.now.getTime() > month * 1000
