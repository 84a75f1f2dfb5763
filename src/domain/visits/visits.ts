// A Visit: one walk through a flow. It keeps only what was learned in it, its errand, a version and
// an end; everything else in the facts is read or worked out anew at every request. An unreadable
// visit is a fresh start, never a crash.
import { secondsAfter } from '../../lib/clock.ts'
import { randomCaseNumber, randomId } from '../../lib/random.ts'
import { handOverStands } from '../../store/methods/hand-overs.ts'
import { insertVisit, type NewVisit, readVisit, type VisitWithFacts } from '../../store/visits.ts'
import { type Errand, type FlowName, flowNames, type Learned } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { Refusal } from '../refusal.ts'
import { errandShape, learnedShape } from './learned.ts'
import { remember } from './recent.ts'
import { countVisit } from './visit-flood.ts'

/**
 * Sixty minutes, sliding: long enough to find the phone, short enough to be forgotten on a shared
 * PC.
 */
const lifeSeconds = 3600

export interface Visit {
  readonly ref: string
  readonly flow: FlowName
  readonly errand: Errand
  readonly learned: Learned
  readonly version: number
  readonly caseNumber: string
  readonly expiresAt: Date
  readonly row: VisitWithFacts
}

export interface VisitToOpen {
  readonly ref?: string
  readonly flow: FlowName
  readonly errand: Errand
  readonly waiting?: unknown
  readonly learned?: Learned
}

/**
 * Opens a visit for the browser of this moment; the only thing written is one row in an unlogged
 * table.
 */
export async function openVisit(moment: Moment, visit: VisitToOpen): Promise<string> {
  countVisit(moment)
  const opened: NewVisit = {
    ref: visit.ref ?? randomId(),
    browser: moment.browser ?? '',
    flow: visit.flow,
    errand: visit.errand,
    waiting: visit.waiting,
    learned: visit.learned ?? { proofs: [] },
    epoch: moment.house.epoch(),
    caseNumber: moment.caseNumber ?? randomCaseNumber(),
    now: moment.now,
    until: secondsAfter(moment.now, lifeSeconds),
  }
  const known = await insertVisit(moment.db, opened)
  // Nobody is named yet, so there is nothing about anybody that the next page would have to read.
  if (!visit.learned)
    remember(moment.house, rowOf(opened, known), { now: moment.now, isFresh: true })
  return opened.ref
}

const rowOf = (opened: NewVisit, known: VisitWithFacts['known']): VisitWithFacts => ({
  ref: opened.ref,
  browser_id: opened.browser,
  flow: opened.flow,
  errand: opened.errand,
  learned: opened.learned,
  version: 1,
  epoch: opened.epoch,
  case_number: opened.caseNumber,
  created_at: opened.now,
  expires_at: opened.until,
  ended_at: null,
  ended_how: null,
  familiar: false,
  remembered_at: null,
  known,
  person: null,
  methods: null,
  sessions: null,
})

export const visitUntil = (now: Date): Date => secondsAfter(now, lifeSeconds)

/** A visit slides with each answer: when the last one came. */
export const lastAnswerBefore = (until: Date): Date => secondsAfter(until, -lifeSeconds)

/** Refuses a visit of another browser, an ended or an old one. */
export async function findVisit(
  moment: Moment,
  ref: string,
  sessions: readonly Uint8Array[],
): Promise<Visit> {
  const row = await readVisit(moment.db, { ref, sessions, now: moment.now })
  if (!row || !(await stillStands(row, moment))) throw new Refusal('visit-ended')
  const isOwn = row.browser_id === moment.browser
  if (isOwn && row.ended_how === 'not-me') throw new Refusal('visit-stopped')
  return visitFrom(row, moment)
}

/** What was handed over lives no longer than the visit that waits for it. */
const stillStands = async (
  { flow, ref }: VisitWithFacts,
  { db, now, house }: Moment,
): Promise<boolean> =>
  flow !== 'hand-over' || (await handOverStands(db, { by: ref, now, epoch: house.epoch() }))

export function visitFrom(row: VisitWithFacts, moment: Moment): Visit {
  if (row.browser_id !== moment.browser) throw new Refusal('visit-elsewhere')
  if (row.ended_at || row.epoch !== moment.house.epoch()) throw new Refusal('visit-ended')
  const learned = learnedShape.safeParse(row.learned)
  const errand = errandShape.safeParse(row.errand)
  const flow = flowNames.find((name) => name === row.flow)
  if (!learned.success || !errand.success || !flow) throw new Refusal('visit-ended')
  if (row.expires_at <= moment.now)
    throw new Refusal('visit-expired', { application: errand.data.application })
  return {
    ref: row.ref,
    flow,
    errand: errand.data,
    learned: learned.data,
    version: row.version,
    caseNumber: row.case_number,
    expiresAt: row.expires_at,
    row,
  }
}
