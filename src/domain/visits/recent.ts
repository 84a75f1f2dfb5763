// Visits as this node last read or wrote them, so that the page that follows at once, and the
// answer to what was just drawn, need no second reading. Never the truth: all that is written on
// the strength of it is written on the condition that visit, person and method are still the same.
import type { VisitWithFacts } from '../../store/visits.ts'
import type { House } from '../moment.ts'

const lastMilliseconds = 60_000
/** A browser follows a redirect at once; what comes later is a reload, and is read. */
const followsMilliseconds = 5_000
const keptMax = 2_000

interface Remembered {
  readonly row: VisitWithFacts
  readonly at: number
  /** Written by this node and not yet drawn. */
  isFresh: boolean
}

const byHouse = new WeakMap<House, Map<string, Remembered>>()

interface Remembering {
  readonly now: Date
  readonly isFresh: boolean
}

export function remember(house: House, row: VisitWithFacts, { now, isFresh }: Remembering): void {
  // Whether the visit that it leans on still stands is never remembered.
  if (row.flow === 'hand-over') return
  const kept = byHouse.get(house) ?? new Map<string, Remembered>()
  byHouse.set(house, kept)
  // The oldest goes first: a Map keeps the order things were laid in.
  kept.delete(row.ref)
  kept.set(row.ref, { row, at: now.getTime(), isFresh })
  const [oldest] = kept.keys()
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
}

/**
 * The visit as it was drawn, when it was this node that drew this very question, a moment ago. What
 * was written here and drawn by another node says nothing of who is signed in. Taken out: it serves
 * once.
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
  if (!found || found.isFresh || found.row.version !== version) return undefined
  return now.getTime() - found.at < lastMilliseconds ? found.row : undefined
}

/**
 * The visit for the one page that follows what this node has just written, where the browser knows
 * of no later version.
 */
export function recallToDraw(
  house: House,
  ref: string,
  version: number,
  now: Date,
): VisitWithFacts | undefined {
  const found = byHouse.get(house)?.get(ref)
  if (!found?.isFresh || found.row.version !== version) return undefined
  found.isFresh = false
  return now.getTime() - found.at < followsMilliseconds ? found.row : undefined
}
