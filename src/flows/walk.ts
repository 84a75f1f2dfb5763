// One request's worth of a visit: look at it, or give an answer to the question it stands on.
// Everything is written on the condition that the visit is still the one that was read; where it is
// not, it is read again and shown as it is now.
import { assuranceOf } from '../domain/assurance.ts'
import { recordEvent } from '../domain/events/events.ts'
import type { Facts, Learned } from '../domain/facts.ts'
import { inTransaction, type Moment } from '../domain/moment.ts'
import { lets } from '../domain/policy.ts'
import {
  comeIn,
  renewSession,
  type CameIn,
  type Listener,
  type Renewed,
} from '../domain/sessions/sessions.ts'
import { decidedFacts } from '../domain/events/signin-decided.ts'
import { forgiveSoon, takeBack } from '../domain/throttles.ts'
import { recall, recallToDraw, remember } from '../domain/visits/recent.ts'
import { factsOf, findVisit, visitFrom, visitUntil, type Visit } from '../domain/visits/visits.ts'
import { secondsBetween } from '../lib/clock.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem, ProblemCode } from '../shapes/problem.ts'
import type { Progress, Screen } from '../shapes/screen.ts'
import { useMethod } from '../store/methods.ts'
import type { Used } from '../store/sessions.ts'
import { endVisit, saveAndReadVisit, saveVisit, slideVisit } from '../store/visits.ts'
import { next } from './engine.ts'
import { progressOf } from './imagine.ts'
import { factorAsked } from './steps/prove.ts'
import type { CountedAnswer, Judged, Next, Taken } from './step.ts'
import { flows } from './table.ts'

export interface Walk {
  readonly visit: Visit
  readonly facts: Facts
  readonly next: Next
  /** Names the question that stands: an answer to any other changes nothing. */
  readonly question: string
}

export type Answered =
  | { readonly is: 'asks'; readonly walk: Walk; readonly problem?: Problem }
  | { readonly is: 'turned away'; readonly walk: Walk; readonly because: ProblemCode }
  | { readonly is: 'came in'; readonly walk: Walk; readonly session: CameIn }
  | { readonly is: 'back'; readonly walk: Walk; readonly session: Renewed | undefined }
  | { readonly is: 'left'; readonly walk: Walk }

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

async function read(moment: Moment, ref: string, asker: Asker): Promise<Walk> {
  const visit = await findVisit(moment, ref, asker.sessions)
  remember(moment.house, visit.row, { now: moment.now, isFresh: false })
  return walkOf(moment, visit)
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

export async function take(
  moment: Moment,
  ref: string,
  answer: Answer,
  asker: Asker,
): Promise<Answered> {
  const taking = { moment, asker }
  const row = recall(moment.house, ref, versionOf(answer.question), moment.now)
  const drawn = row && walkOf(moment, visitFrom(row, moment))
  if (!drawn) return answerAnew(await read(moment, ref, asker), answer, taking)
  const answered = await answerTo(drawn, answer, taking)
  if (!isOpenYet(answered)) return answered
  const walk = await read(moment, ref, asker).catch(async (fault: unknown) => {
    await settle(answered, moment)
    throw fault
  })
  // A refusal is told only of what is kept now: a password changed a moment ago, elsewhere, is
  // right already.
  if (answered.is === 'refused' && isSameGround(drawn, walk)) return told(walk, answered, moment)
  if (answer.question === walk.question)
    return answerAnew(walk, answer, { ...taking, counted: answered.counted })
  await settle(answered, moment)
  return answerAnew(walk, answer, taking)
}

/** Refused, and not yet said or written down; or the ground has moved, and it is read again. */
type OpenYet =
  | {
      readonly is: 'refused'
      readonly problem: Problem
      readonly counted: Judged | undefined
      readonly number: string
    }
  | { readonly is: 'moved'; readonly counted: CountedAnswer | undefined }

const isOpenYet = (answered: Answered | OpenYet): answered is OpenYet =>
  answered.is === 'refused' || answered.is === 'moved'

/**
 * Nobody looks at this answer again: what was wrong stays counted and leaves its event, and what
 * was right but came too late was no try.
 */
async function settle(open: OpenYet, moment: Moment): Promise<void> {
  if (open.is === 'refused') await open.counted?.tell({ ...moment, caseNumber: open.number })
  else if (open.counted) await takeBack(moment, open.counted.tried)
}

async function told(
  walk: Walk,
  refused: Extract<OpenYet, { is: 'refused' }>,
  moment: Moment,
): Promise<Answered> {
  await settle(refused, moment)
  await slide(walk.visit, moment)
  return { is: 'asks', walk, problem: refused.problem }
}

/**
 * A second look where another tab was faster, or where the last thing missing was set just now. It
 * never loops.
 */
async function answerAnew(walk: Walk, answer: Answer, taking: Taking): Promise<Answered> {
  const answered = await answerTo(walk, answer, taking)
  if (!isOpenYet(answered)) return answered
  if (answered.is === 'refused') return told(walk, answered, taking.moment)
  await settle(answered, taking.moment)
  return lookAgain(walk, taking)
}

async function lookAgain(walk: Walk, { moment, asker }: Taking): Promise<Answered> {
  const { ref, caseNumber } = walk.visit
  return standing(await read(moment, ref, asker), { ...moment, caseNumber })
}

interface Taking {
  readonly moment: Moment
  readonly asker: Asker
  readonly counted?: CountedAnswer | undefined
}

/**
 * Whatever happens by this answer carries the
 * number of the visit, which stands on the page for the helpdesk.
 */
async function answerTo(walk: Walk, answer: Answer, asked: Taking): Promise<Answered | OpenYet> {
  const moment: Moment = { ...asked.moment, caseNumber: walk.visit.caseNumber }
  const taking: Taking = { ...asked, moment }
  // Back and double submit are harmless: an answer to what is no longer asked shows what is.
  if (answer.do === 'answer' && answer.question !== walk.question) return { is: 'asks', walk }
  if (answer.do === 'cancel' && walk.facts.application) return leave(walk, taking.moment)
  const taken = await takenFrom(walk, answer, taking)
  if (taken === 'nothing') return { is: 'asks', walk }
  if (taken === undefined) return standing(walk, taking.moment)
  if ('problem' in taken) {
    const number = walk.visit.caseNumber
    return { is: 'refused', problem: taken.problem, counted: taken.judged, number }
  }
  return carryOut(walk, taken, taking)
}

/** The person goes back to the application that waits, and it is told that nobody came in. */
async function leave(walk: Walk, moment: Moment): Promise<Answered | OpenYet> {
  const { ref, version, flow } = walk.visit
  const { person, application } = walk.facts
  const isOurs = await inTransaction(moment, async (inside) => {
    if (!(await endVisit(inside.db, { ref, version, now: moment.now, how: 'left' }))) return false
    await recordEvent(inside, 'visit.left', {
      ...(person && { person: person.id }),
      data: { flow, ...(application && { application: application.id }) },
    })
    return true
  })
  return isOurs ? { is: 'left', walk } : { is: 'moved', counted: undefined }
}

/**
 * Whoever is still trying is still here: a visit lives an hour from the last answer, right or
 * wrong.
 */
async function slide(visit: Visit, { now, db }: Moment): Promise<void> {
  const until = visitUntil(now)
  const isHalfOver = 2 * secondsBetween(visit.expiresAt, until) > secondsBetween(now, until)
  if (isHalfOver) await slideVisit(db, visit.ref, until)
}

const versionOf = (question: string): number =>
  Number(question.slice(question.lastIndexOf('.') + 1))

const isSameGround = (one: Walk, other: Walk): boolean =>
  one.question === other.question &&
  one.facts.person?.id === other.facts.person?.id &&
  JSON.stringify(one.visit.row.methods?.map(({ id, version }) => [id, version])) ===
    JSON.stringify(other.visit.row.methods?.map(({ id, version }) => [id, version]))

/** Undefined where nothing is asked any more. */
async function takenFrom(
  walk: Walk,
  answer: Answer,
  { moment, counted }: Taking,
): Promise<Taken | 'nothing' | undefined> {
  if (answer.do !== 'answer')
    return walk.facts.letter
      ? 'nothing'
      : { forget: 'who', another: answer.do === 'another-account' }
  if (!('ask' in walk.next)) return undefined
  const kept = (walk.visit.row.methods ?? []).map(({ id, factor, kept: sealed, version }) => ({
    id,
    factor,
    sealed,
    version,
  }))
  const asked = { facts: walk.facts, kept, ...(counted && { counted }) }
  return walk.next.ask.take(answer, asked, moment)
}

async function carryOut(
  walk: Walk,
  taken: Exclude<Taken, { problem: Problem }>,
  taking: Taking,
): Promise<Answered | OpenYet> {
  const { moment } = taking
  const learned = learnedFrom(walk, taken)
  const used = 'used' in taken ? taken.used : undefined
  const counted = 'counted' in taken ? taken.counted : undefined
  const keep = 'keep' in taken ? taken.keep : undefined
  const facts = factsOf(walk.visit, moment, learned)
  const now = 'forget' in taken ? undefined : next(flows[walk.visit.flow], facts, lets)
  if (now && 'end' in now && now.end === 'come in' && !keep) {
    const session = await comeIn(moment, walk.visit, facts, used)
    if (!session) return { is: 'moved', counted }
    if (counted) forgiveSoon(moment, counted.tried)
    return { is: 'came in', walk: { ...walk, facts, next: now }, session }
  }
  const isAtEnd = now !== undefined && 'end' in now
  const saved = await save(walk, { learned, used, keep, isAtEnd, asker: taking.asker }, moment)
  if (!saved) return { is: 'moved', counted }
  if (counted) forgiveSoon(moment, counted.tried)
  if (now && 'end' in now && now.end === 'back')
    return { is: 'back', walk: { ...walk, facts, next: now }, session: saved.session }
  // Somebody else is meant now, or what was kept has changed the person (a first password opens the
  // account): nothing is concluded from before.
  if (keep || learned.who !== walk.visit.learned.who) return lookAgain(walk, taking)
  const visit = { ...walk.visit, version: walk.visit.version + 1 }
  const then = { ...walk, visit, ...(now && { facts, next: now }) }
  return now && 'turnedAway' in now
    ? turnedAway(then, moment, now.turnedAway)
    : { is: 'asks', walk: then }
}

/** Another account, or back: the name, the proofs and the choice go; the errand stays. */
const learnedFrom = (walk: Walk, taken: Exclude<Taken, { problem: Problem }>): Learned =>
  'forget' in taken
    ? { proofs: [], another: taken.another }
    : { ...walk.visit.learned, ...taken.learned }

interface ToSave {
  readonly learned: Learned
  readonly used: Used | undefined
  readonly keep: ((inside: Moment) => Promise<readonly string[]>) | undefined
  readonly asker: Asker
  readonly isAtEnd: boolean
}

/** The session that goes on, where the walk has ended in one. */
interface Saved {
  readonly session?: Renewed | undefined
}

async function save(walk: Walk, what: ToSave, moment: Moment): Promise<Saved | undefined> {
  const { ref, version } = walk.visit
  const visit = { ref, version, learned: what.learned, until: visitUntil(moment.now) }
  if (!what.used && !what.keep && !what.isAtEnd) {
    const { sessions } = what.asker
    const row = await saveAndReadVisit(moment.db, visit, { sessions, now: moment.now })
    if (row) remember(moment.house, row, { now: moment.now, isFresh: true })
    return row && {}
  }
  const endsHere = what.isAtEnd && !flowComesIn(walk)
  const present = walk.facts.accounts.find(({ person }) => person === walk.facts.person?.id)
  try {
    return await inTransaction(moment, async (inside) => {
      const isOurs = endsHere
        ? await endVisit(inside.db, { ref, version, now: moment.now, how: 'back' })
        : await saveVisit(inside.db, visit)
      if (!isOurs) throw new Overtaken()
      if (what.used && !(await useMethod(inside.db, { ...what.used, now: moment.now })))
        throw new Overtaken()
      if (what.used) await tellProof(inside, walk, what.learned)
      const ended = (await what.keep?.(inside)) ?? []
      if (ended.length > 0) await what.asker.tell(ended, inside)
      return endsHere && present ? { session: await renewSession(inside, present) } : {}
    })
  } catch (error) {
    if (error instanceof Overtaken) return undefined
    throw error
  }
}

const flowComesIn = (walk: Walk): boolean => flows[walk.visit.flow].end === 'come in'

/**
 * Something this answer rested on was changed meanwhile; the transaction is undone and the visit is
 * read again.
 */
class Overtaken extends Error {}

async function tellProof(moment: Moment, walk: Walk, learned: Learned): Promise<void> {
  const proof = learned.proofs.at(-1)
  if (!proof) return
  await recordEvent(moment, 'proof.given', {
    ...(walk.facts.person && { person: walk.facts.person.id }),
    data: {
      factor: proof.factor,
      flow: walk.visit.flow,
      ...(proof.method && { method: proof.method }),
    },
  })
}

async function standing(walk: Walk, moment: Moment): Promise<Answered> {
  if ('ask' in walk.next) return { is: 'asks', walk }
  if ('turnedAway' in walk.next) return turnedAway(walk, moment, walk.next.turnedAway)
  const session = await comeIn(moment, walk.visit, walk.facts, undefined)
  return session ? { is: 'came in', walk, session } : { is: 'asks', walk }
}

async function turnedAway(walk: Walk, moment: Moment, because: ProblemCode): Promise<Answered> {
  await recordEvent(moment, 'signin.decided', {
    ...(walk.facts.person && { person: walk.facts.person.id }),
    data: decidedFacts(walk.facts, {
      outcome: 'turned-away',
      because,
      acr: assuranceOf(walk.facts.counting).acr,
      configuration: moment.house.configuration().version,
    }),
  })
  return { is: 'turned away', walk, because }
}
