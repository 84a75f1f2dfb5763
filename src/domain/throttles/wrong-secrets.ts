// A wrong secret of an application: what is bounded is the noise. Must never make an application
// wait whose secret is right.
import { countTries } from '../../store/throttles.ts'
import type { House, Moment } from '../moment.ts'
import { blockOf, keyOf } from './counts.ts'
import { secretLimit } from './limits.ts'

export interface CountedSecret {
  /** Present: nothing wrong is counted or written down before then. */
  readonly waitUntil?: Date
  /** Present where this very try is the one that makes the next ones wait. */
  readonly waitsFrom?: Date
}

/**
 * A wrong secret or signature of an application, counted for it and the address it came from, and
 * for nothing else: whose secret is right is never counted and never waits, so that nobody can shut
 * an application out by its name. Guessing is hopeless by the length of a secret; what is bounded
 * here is the noise.
 */
export async function countWrongSecret(
  moment: Moment,
  application: string,
): Promise<CountedSecret> {
  const waiting = waitingOf(moment.house)
  const key = keyOf(moment, 'secret-of', application, blockOf(moment.from.address))
  const name = key.toString('base64')
  const known = waiting.get(name)
  if (known && known > moment.now) return { waitUntil: known }
  const [row] = await countTries(moment.house.db, [{ key, ...secretLimit }], moment.now)
  const until = row?.wait_until
  if (!until || until <= moment.now) return {}
  if (waiting.size >= waitingMax) waiting.clear()
  waiting.set(name, until)
  return row.turned_away ? { waitUntil: until } : { waitsFrom: until }
}

/** What this node knows of already needs no statement. */
const waitingMax = 1000
const waitingSecrets = new WeakMap<House, Map<string, Date>>()

function waitingOf(house: House): Map<string, Date> {
  const known = waitingSecrets.get(house) ?? new Map<string, Date>()
  waitingSecrets.set(house, known)
  return known
}
