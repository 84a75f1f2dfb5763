// Where a visit stands: its facts, and the question they lead to. Must never change anything.
import type { Facts } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { lets } from '../domain/policy.ts'
import type { Listener } from '../domain/sessions/sessions.ts'
import { recall, recallToDraw, remember } from '../domain/visits/recent.ts'
import { factsOf, findVisit, visitFrom, type Visit } from '../domain/visits/visits.ts'
import type { Progress, Screen } from '../shapes/screen.ts'
import { next } from './engine.ts'
import { progressOf } from './imagine.ts'
import type { Next } from './step.ts'
import { factorAsked } from './steps/prove.ts'
import { flows } from './table.ts'

export interface Walk {
  readonly visit: Visit
  readonly facts: Facts
  readonly next: Next
  /** Names the question that stands: an answer to any other changes nothing. */
  readonly question: string
}

/**
 * Who asks: the browser's session secrets, as hashes, and who must hear of sessions that end by the
 * answer.
 */
export interface Asker {
  readonly sessions: readonly Uint8Array[]
  /** The visit's version that this browser was last told of; absent where that cannot be said. */
  readonly version?: number
  readonly tell: Listener
}

/** For a page; the one that follows what this node has just written needs no reading. */
export async function look(moment: Moment, ref: string, asker: Asker): Promise<Walk> {
  const { sessions, version } = asker
  const row =
    sessions.length === 0 && version !== undefined
      ? recallToDraw(moment.house, ref, version, moment.now)
      : undefined
  return row ? walkOf(moment, visitFrom(row, moment)) : read(moment, ref, asker)
}

/** As it is kept now. */
export async function read(moment: Moment, ref: string, asker: Asker): Promise<Walk> {
  const visit = await findVisit(moment, ref, asker.sessions)
  remember(moment.house, visit.row, { now: moment.now, isFresh: false })
  return walkOf(moment, visit)
}

/**
 * As this node wrote it last, where it still knows: the answer may show that it is no longer so.
 */
export function recalled(moment: Moment, ref: string, version: number): Walk | undefined {
  const row = recall(moment.house, ref, version, moment.now)
  return row && walkOf(moment, visitFrom(row, moment))
}

function walkOf(moment: Moment, visit: Visit): Walk {
  const facts = factsOf(visit, moment)
  const now = next(flows[visit.flow], facts, lets)
  return { visit, facts, next: now, question: questionOf(now, facts, visit.version) }
}

const questionOf = (now: Next, facts: Facts, version: number): string => {
  if (!('ask' in now)) return `none.${version}`
  const factor = now.ask.name === 'prove' ? `.${factorAsked(facts)?.name}` : ''
  return `${now.ask.name}${factor}.${version}`
}

/**
 * What to draw. Pure but for the clock in `moment`: drawn anew at every reload and in every
 * language.
 */
export function screenOf(walk: Walk, moment: Moment): Screen | undefined {
  if (!('ask' in walk.next)) return undefined
  const screen = walk.next.ask.show(walk.facts, moment)
  const progress = progressOf(walk.facts)
  return progress ? withProgress(screen, progress) : screen
}

function withProgress(screen: Screen, progress: Progress): Screen {
  switch (screen.kind) {
    case 'enter-code':
    case 'new-password':
    case 'summary':
      return { ...screen, progress }
    default:
      return screen
  }
}
