// Where a visit stands: its facts, and the question they lead to. Must never change anything.
import type { Facts } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { lets } from '../domain/policy/policy.ts'
import type { Listener } from '../domain/sessions/sessions.ts'
import { askedIn, challenged } from '../domain/visits/challenges.ts'
import { handedOver } from '../domain/visits/hand-overs.ts'
import { recall, recallToDraw, remember } from '../domain/visits/recent.ts'
import { factsOf } from '../domain/visits/visit-facts.ts'
import { findVisit, visitFrom, type Visit } from '../domain/visits/visits.ts'
import type { Progress, Screen } from '../shapes/screen.ts'
import { next } from './engine.ts'
import { progressOf } from './imagine.ts'
import type { Next } from './step.ts'
import { sentFacts } from '../domain/phones/sendings.ts'
import { secondsBetween } from '../lib/clock.ts'
import { openOf, type Question } from './question.ts'
import { againAt } from './asking.ts'
import { enrolQuestion } from './steps/enrol.ts'
import { provingQuestion } from './steps/prove.ts'
import type { KeptMethod } from './step.ts'
import { flows } from './table.ts'
import { isDetour } from './ways.ts'

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

/** As it is kept now, for whoever draws nothing of it: there is no answer to come. */
export const glance = async (moment: Moment, ref: string, { sessions }: Asker): Promise<Walk> =>
  walkOf(moment, await findVisit(moment, ref, sessions))

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
  // Whether a session still stands is never remembered.
  const visit = row && visitFrom(row, moment)
  return visit?.learned.session === undefined && visit ? walkOf(moment, visit) : undefined
}

/** Of a visit that was read, or that is only imagined. */
export function walkOf(moment: Moment, visit: Visit): Walk {
  const facts = factsOf(visit, moment)
  const now = next(flows[facts.flow], facts, lets)
  return { visit, facts, next: now, question: questionOf(now, facts, visit.version) }
}

const questionOf = (now: Next, facts: Facts, version: number): string => {
  if (!('ask' in now)) return `none.${version}`
  const question = questionIn(now, facts)
  const factor = typeof question === 'object' ? `.${question.factor.name}` : ''
  return `${now.ask.name}${factor}.${version}`
}

export const questionIn = (now: Next, facts: Facts): Question | 'choose' | undefined => {
  if (!('ask' in now)) return undefined
  if (now.ask.name === 'prove') return facts.choosing ? 'choose' : provingQuestion(facts)
  return now.ask.name === 'enrol' ? enrolQuestion(facts) : undefined
}

/** The methods as they are kept, for whoever draws or judges; what is imagined keeps nothing. */
export const keptIn = ({ visit, facts }: Walk): readonly KeptMethod[] =>
  (visit.row.methods ?? [])
    .filter(({ kept }) => kept !== '')
    // Turned aside, what does not count there is never compared, and never written over.
    .filter(({ id }) => !isDetour(facts) || facts.methods.some((method) => method.id === id))
    .map(({ id, factor, kept: sealed, version }) => ({ id, factor, sealed, version }))

/** Sent so often that another way is the better one (S1.23). */
const often = 3

/**
 * The same, and what became of the code, the phone or the question that the page is about. One
 * statement, on such a page alone.
 */
export async function withSent(walk: Walk, moment: Moment): Promise<Walk> {
  if ('ask' in walk.next && walk.next.ask.name === 'hand-over') {
    const phone = await handedOver(moment, walk.facts.handOver ?? '')
    return { ...walk, facts: { ...walk.facts, handedOver: phone } }
  }
  const question = questionIn(walk.next, walk.facts)
  const open = typeof question === 'object' ? openOf(question, walk.facts) : undefined
  const asked = askedIn(open, walk.facts.person)
  if (asked !== undefined)
    return { ...walk, facts: { ...walk.facts, challenged: await challenged(moment, asked) } }
  if (!open?.sending || !open.channel) return walk
  const came = await sentFacts(moment, open.sending)
  const secondsUntil = (at: string): number =>
    Math.max(0, Math.ceil(secondsBetween(moment.now, new Date(at))))
  const again = againAt(open)
  return {
    ...walk,
    facts: {
      ...walk.facts,
      sent: {
        // Not known here: the node that sends has not written it down yet, or a crash has taken it.
        state: came?.state ?? 'asked',
        channel: open.channel,
        at: came?.state === 'delivered' ? (came.at ?? open.sentAt ?? '') : (open.sentAt ?? ''),
        expiresAt: open.expiresAt,
        secondsLeft: secondsUntil(open.expiresAt),
        ...(again && {
          againAt: again.toISOString(),
          secondsToAgain: secondsUntil(again.toISOString()),
        }),
        ...(open.sends >= often && { isOften: true }),
        ...(came?.isPorted === true && { isPorted: true }),
      },
    },
  }
}

/**
 * What to draw. Pure but for the clock in `moment`: drawn anew at every reload and in every
 * language.
 */
export function screenOf(walk: Walk, moment: Moment): Screen | undefined {
  if (!('ask' in walk.next)) return undefined
  const screen = walk.next.ask.show({ facts: walk.facts, kept: keptIn(walk) }, moment)
  const progress = progressOf(walk.facts)
  return progress ? withProgress(screen, progress) : screen
}

function withProgress(screen: Screen, progress: Progress): Screen {
  switch (screen.kind) {
    case 'choose':
    case 'enter-code':
    case 'enter-phone':
    case 'identity':
    case 'add-phone':
    case 'approve':
    case 'ask-leader':
    case 'new-password':
    case 'passkey':
    case 'question':
    case 'scan-code':
    case 'summary':
      return { ...screen, progress }
    default:
      return screen
  }
}
