// Visits as this node last read them, so that an answer to what was just drawn needs no second
// reading. Never the truth: all that is written on the strength of it is written on the condition
// that visit, person and method are still the same.
import type { House } from '../domain/moment.ts'
import type { VisitWithFacts } from '../store/visits.ts'

const lastMilliseconds = 60_000
const keptMax = 2_000

interface Remembered {
  readonly row: VisitWithFacts
  readonly at: number
}

const byHouse = new WeakMap<House, Map<string, Remembered>>()

export function remember(house: House, row: VisitWithFacts, now: Date): void {
  const kept = byHouse.get(house) ?? new Map<string, Remembered>()
  byHouse.set(house, kept)
  // The oldest goes first: a Map keeps the order things were laid in.
  kept.delete(row.ref)
  kept.set(row.ref, { row, at: now.getTime() })
  const [oldest] = kept.keys()
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
}

/**
 * The visit as it was drawn, when it was this node that drew this very question, a moment ago.
 * Taken out: it serves once.
 */
export function recall(
  house: House,
  ref: string,
  version: number,
  now: Date,
): VisitWithFacts | undefined {
  const kept = byHouse.get(house)
  const found = kept?.get(ref)
  kept?.delete(ref)
  return found && found.row.version === version && now.getTime() - found.at < lastMilliseconds
    ? found.row
    : undefined
}
