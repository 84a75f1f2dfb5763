// Setting up goes on on a phone: the code that leads there, the pair of words that both sides show,
// and what came of it. The phone can set up one method and nothing else, is never signed in by it,
// and can do nothing once the visit that waits for it has gone on, gone back or ended.
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import { keyedHash } from '../../lib/digest.ts'
import { plainCodeFrom, randomId, readPlainCode } from '../../lib/random.ts'
import type { HandedOver, Pair } from '../../shapes/handed-over.ts'
import * as store from '../../store/methods/hand-overs.ts'
import { holdSession } from '../../store/sessions.ts'
import { tellMoved } from '../../store/waiting.ts'
import { recordEvent } from '../events/events.ts'
import type { Learned, Proof } from '../facts.ts'
import { inTransaction, type House, type Moment } from '../moment.ts'
import { learnedShape, proofShape } from './learned.ts'
import { openVisit } from './visits.ts'

const minute = 60
/** From the press on the PC until it is opened on the phone. */
const openSeconds = 5 * minute
/** From then on: long enough to install an app. */
const phoneSeconds = 15 * minute

/** Eight signs, 40 bits: typed by hand where a camera cannot. */
const codeSigns = 8

/** Drawn, so that it is the same at every reload, on every node, and stands nowhere. */
const draw = ({ keys }: House, purpose: string, id: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), purpose, id)

export const handOverCode = (house: House, id: string): string =>
  plainCodeFrom(draw(house, 'code', id), codeSigns)

/** As many as each language has words for. */
export const pairSizes: Pair = [8, 16]

export function handOverPair(house: House, id: string): Pair {
  const [colour = 0, animal = 0] = draw(house, 'pair', id)
  return [colour % pairSizes[0], animal % pairSizes[1]]
}

const hashOf = ({ keys }: House, code: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), 'hash', readPlainCode(code))

export const newHandOverId = (): string => randomId()

/** In the transaction that makes the visit name it. */
export async function handOver(
  { db, house, now }: Moment,
  over: { readonly id: string; readonly waiting: string; readonly learned: Learned },
): Promise<void> {
  const codeHash = hashOf(house, handOverCode(house, over.id))
  await store.insertHandOver(db, { ...over, codeHash, until: secondsAfter(now, openSeconds) })
}

export interface FoundHandOver {
  readonly state: 'fresh' | 'used' | 'over'
  readonly name: string
  readonly login: string
  readonly pair: Pair
}

/** Looking changes nothing. */
export async function findHandOver(
  { db, house, now }: Moment,
  code: string,
): Promise<FoundHandOver | undefined> {
  const by = hashOf(house, code)
  const row = await store.findHandOver(db, { by, now, epoch: house.epoch() })
  return (
    row && {
      state: row.opened_at ? 'used' : row.stands ? 'fresh' : 'over',
      name: `${row.given_name} ${row.family_name}`,
      login: row.login,
      pair: handOverPair(house, row.id),
    }
  )
}

/** Where the visit on the phone ends. */
export const handOverEnd = '/m/done'

/** Opens the visit on the phone: once. Gives where it is. */
export const openHandOver = (
  moment: Moment,
  code: string,
  device: string,
): Promise<string | undefined> =>
  inTransaction(moment, async (inside) => {
    const { db, house, now } = inside
    const ref = randomId()
    const opened = await store.openHandOver(db, {
      by: hashOf(house, code),
      now,
      epoch: house.epoch(),
      device,
      ref,
      until: secondsAfter(now, phoneSeconds),
    })
    if (!opened) return undefined
    const learned = learnedShape.parse(opened.learned)
    // One number for both sides, for the helpdesk to look up.
    const numbered: Moment = { ...inside, caseNumber: opened.case_number }
    await openVisit(numbered, {
      ref,
      flow: 'hand-over',
      errand: { protocol: 'hand-over', ref: handOverEnd, mayAsk: true },
      learned,
    })
    const data = { flow: opened.flow, device }
    await recordEvent(numbered, 'visit.handed-over', { person: learned.who, data })
    await tellMoved(db, opened.waiting_ref)
    return ref
  })

/**
 * In the transaction that keeps the method. False where the visit that waits, or the session it
 * leans on, is no more: then nothing is kept.
 */
export async function finishHandOver(
  { db, house, now }: Moment,
  ref: string,
  proof: Proof | undefined,
): Promise<boolean> {
  if (!proof) return false
  const finished = await store.finishHandOver(db, { by: ref, now, epoch: house.epoch(), proof })
  if (!finished || (finished.session !== null && !(await holdSession(db, finished.session))))
    return false
  await tellMoved(db, finished.waiting_ref)
  return true
}

/** How far it has come, for the page that waits. */
export async function handedOver({ db, now }: Moment, id: string): Promise<HandedOver> {
  const row = await store.readHandOver(db, id)
  if (!row) return { state: 'over' }
  if (row.proof !== null) return { state: 'done' }
  const secondsLeft = Math.ceil(secondsBetween(now, row.expires_at))
  if (secondsLeft <= 0) return { state: 'over' }
  return row.opened_by === null
    ? { state: 'waiting', secondsLeft }
    : { state: 'opened', device: row.opened_by }
}

/**
 * What the phone has shown; nothing while it is not done. It was shown to the phone and not here:
 * that this browser is at the right address nobody has seen.
 */
export async function proofFromPhone({ db }: Moment, id: string): Promise<Proof | undefined> {
  const proof = proofShape.safeParse((await store.readHandOver(db, id))?.proof)
  return proof.success ? { ...proof.data, resistsPhishing: false } : undefined
}

/** In the transaction in which the visit that waited learns it. */
export const takeHandOver = ({ db }: Moment, id: string): Promise<boolean> =>
  store.takeHandOver(db, id)

/** For the house's own broom: an hour after the end nobody waits any more. */
export const sweepHandOvers = ({ db, now }: Moment): Promise<number> =>
  store.sweepHandOvers(db, secondsAfter(now, -60 * minute))
