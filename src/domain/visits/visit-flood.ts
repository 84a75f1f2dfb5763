// How many visits one address may have begun and not ended: a flood of them is turned away before
// it fills a table (ATK-DOS-05). Counted on each node by itself, since it guards that node's own
// work; nothing about anybody's safety rests on it.
import type { House, Moment } from '../moment.ts'
import { Refusal } from '../refusal.ts'
import { blockOf } from '../throttles/counts.ts'

/** A whole town hall may stand behind one address, and half of them may go away from the page. */
const begunMax = 2_000
const windowMilliseconds = 3_600_000
const addressesMax = 10_000

interface Begun {
  count: number
  readonly since: number
}

const byHouse = new WeakMap<House, Map<string, Begun>>()

/** Refuses when this address has begun too many. */
export function countVisit({ house, now, from }: Moment): void {
  const begun = byHouse.get(house) ?? new Map<string, Begun>()
  byHouse.set(house, begun)
  const block = blockOf(from.address)
  const known = begun.get(block)
  const isPast = known === undefined || now.getTime() - known.since > windowMilliseconds
  const present = isPast ? { count: 0, since: now.getTime() } : known
  if (present.count >= begunMax) {
    throw new Refusal('too-many-requests', { retryAfterSeconds: 600 })
  }
  present.count += 1
  if (isPast && begun.size >= addressesMax) begun.clear()
  begun.set(block, present)
}

/** It ended as it should: whoever comes in makes room again. */
export function visitCameIn({ house, from }: Moment): void {
  const present = byHouse.get(house)?.get(blockOf(from.address))
  if (present && present.count > 0) present.count -= 1
}
