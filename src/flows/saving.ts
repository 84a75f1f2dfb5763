// What an answer leaves behind: the visit's next version, the method that was used, what was set.
// All of it or nothing, and nothing at all where somebody else was faster.
import { recordEvent } from '../domain/events/events.ts'
import type { Learned, Proof } from '../domain/facts.ts'
import { inTransaction, type Moment } from '../domain/moment.ts'
import { renewSession, type Renewed } from '../domain/sessions/sessions.ts'
import { finishHandOver } from '../domain/visits/hand-overs.ts'
import { remember } from '../domain/visits/recent.ts'
import { visitUntil, type Visit } from '../domain/visits/visits.ts'
import { secondsBetween } from '../lib/clock.ts'
import { holdMethods, useMethod } from '../store/methods/methods.ts'
import { holdSession, type Used } from '../store/sessions.ts'
import { endVisit, saveAndReadVisit, saveVisit, slideVisit } from '../store/visits.ts'
import { Overtaken } from './step.ts'
import { flows } from './table.ts'
import type { Asker, Walk } from './walk.ts'

export interface ToSave {
  readonly learned: Learned
  readonly used: Used | undefined
  readonly keep: ((inside: Moment) => Promise<readonly string[]>) | undefined
  readonly asker: Asker
  readonly isAtEnd: boolean
}

/** The session that goes on, where the walk has ended in one. */
export interface Saved {
  readonly session?: Renewed | undefined
}

/** Undefined where the visit, or what the answer rested on, is not what it was. */
export async function save(walk: Walk, what: ToSave, moment: Moment): Promise<Saved | undefined> {
  const { ref, version } = walk.visit
  const visit = { ref, version, learned: what.learned, until: visitUntil(moment.now) }
  if (!what.used && !what.keep && !what.isAtEnd) {
    const { sessions } = what.asker
    const row = await saveAndReadVisit(moment.db, visit, { sessions, now: moment.now })
    if (row) remember(moment.house, row, { now: moment.now, isFresh: true })
    return row && {}
  }
  const endsHere = what.isAtEnd && !flowComesIn(walk)
  const isOnPhone = walk.visit.flow === 'hand-over'
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
      if (what.keep && !(await stillStands(inside, walk, what.used))) throw new Overtaken()
      if (endsHere && isOnPhone && !(await finishHandOver(inside, ref, newProof(what.learned))))
        throw new Overtaken()
      const ended = (await what.keep?.(inside)) ?? []
      if (ended.length > 0) await what.asker.tell(ended, inside)
      // Nobody is signed in by it on the phone, and a session that stands there shows no more.
      if (!endsHere || !present || isOnPhone) return {}
      return { session: await renewSession(inside, present, lasting(what.learned.proofs)) }
    })
  } catch (error) {
    if (error instanceof Overtaken) return undefined
    throw error
  }
}

/** What only opens the first set-up is spent there. */
const lasting = (proofs: readonly Proof[]): readonly Proof[] =>
  proofs.filter(({ factor }) => factor !== 'letter' && factor !== 'pin')

/**
 * What a change rests on is held until it is made: whoever takes a method away, or signs out, waits
 * for us; or was first, and nothing is changed (ATK-RACE-02).
 */
async function stillStands(
  { db }: Moment,
  { facts, visit }: Walk,
  used: Used | undefined,
): Promise<boolean> {
  const { session } = visit.learned
  const shown = facts.counting.flatMap(({ method }) => method ?? [])
  const others = [...new Set(shown)].filter((method) => method !== used?.method)
  if (session !== undefined && !(await holdSession(db, session))) return false
  return others.length === 0 || (await holdMethods(db, others)) === others.length
}

/** What was shown by setting something up; never what the visit began with. */
const newProof = ({ enrolled = [], proofs }: Learned): Proof | undefined =>
  proofs.findLast(({ factor }) => enrolled.includes(factor))

const flowComesIn = ({ facts }: Walk): boolean => flows[facts.flow].end === 'come in'

async function tellProof(moment: Moment, walk: Walk, learned: Learned): Promise<void> {
  const proof = learned.proofs.at(-1)
  if (!proof) return
  await recordEvent(moment, 'proof.given', {
    ...(walk.facts.person && { person: walk.facts.person.id }),
    data: {
      factor: proof.factor,
      flow: walk.facts.flow,
      ...(proof.method && { method: proof.method }),
    },
  })
}

/** The person goes back to the application that waits; false where the visit is not what it was. */
export async function leave(walk: Walk, moment: Moment): Promise<boolean> {
  const { ref, version, flow } = walk.visit
  const { person, application } = walk.facts
  return inTransaction(moment, async (inside) => {
    if (!(await endVisit(inside.db, { ref, version, now: moment.now, how: 'left' }))) return false
    await recordEvent(inside, 'visit.left', {
      ...(person && { person: person.id }),
      data: { flow, ...(application && { application: application.id }) },
    })
    return true
  })
}

/**
 * Whoever is still trying is still here: a visit lives an hour from the last answer, right or
 * wrong.
 */
export async function slide(visit: Visit, { now, db }: Moment): Promise<void> {
  const until = visitUntil(now)
  const isHalfOver = 2 * secondsBetween(visit.expiresAt, until) > secondsBetween(now, until)
  if (isHalfOver) await slideVisit(db, visit.ref, until)
}
