// A phone is added: a code in a picture leads the phone here, it brings its key, and counts when a
// test was approved with the number that only the page shows. Must never take two phones for one
// code, or count a phone that nobody has approved with.
import { randomId, readPlainCode } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { type Common, type PhoneRequest, type Said, saidShapes } from '../../shapes/phone-said.ts'
import type { Pair } from '../../shapes/handed-over.ts'
import * as store from '../../store/methods/requests.ts'
import { insertPhone } from '../../store/methods/phones.ts'
import { tellMoved } from '../../store/waiting.ts'
import type { PersonFacts } from '../facts.ts'
import type { House, Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import {
  type Challenge,
  challengeCodeHash,
  challengeOf,
  challengePair,
  collectChallenge,
  openChallenge,
} from '../visits/challenges.ts'
import { type Brought, broughtShape, type By, isBroughtBy, saidAs } from './brought.ts'
import { readFirst, type ReadMessage } from './hearing.ts'
import { readNewLock, shareOf } from './locks.ts'
import { PhoneRefused } from './refused.ts'
import { keepRings, ringKey, ringsTaken } from './ringing.ts'
import { answerIn, type Answered, isAbout, outcomes, requestOf } from './requests.ts'

/** From the page until a phone has brought its key; and from then on until the test. */
export const addingSeconds = 600

export interface Adding {
  readonly id: string
  readonly person: string
  readonly visit: string
  readonly digits: number
}

/** In the transaction that makes the visit name it. Nobody is asked, and nothing is sent. */
export const beginAdding = (inside: Moment, { id, person, visit, digits }: Adding): Promise<void> =>
  openChallenge(inside, {
    id,
    kind: 'add-phone',
    person,
    asked: person,
    visit,
    lifeSeconds: addingSeconds,
    waitSeconds: 0,
    triesMost: 1,
    shows: { digits },
    byCode: true,
  })

const placeOf = (id: string): string => `challenges/${id}`

const at = ({ now, house }: Moment) => ({ now, epoch: house.epoch() })

export interface FoundAdding {
  readonly challenge: Challenge
  readonly person: PersonFacts
  readonly pair: Pair
  readonly digits: number
  readonly until: Date
}

type Read = { readonly row: store.AddingRow; readonly challenge: Challenge }

/** By a code that waits: for a phone, or for the test of the one that asks. */
async function find(moment: Moment, code: string, by?: By): Promise<Read> {
  const hash = challengeCodeHash(moment.house, code)
  const row = await store.findAdding(moment.db, hash, at(moment))
  if (!row) throw new PhoneRefused('unknown-code')
  const challenge = challengeOf(row, moment)
  if (row.phone !== null && !(by && isFirstOf(moment, row, by))) throw new PhoneRefused('code-used')
  if (challenge.stands.state !== 'waiting') throw new PhoneRefused('code-over')
  return { row, challenge }
}

/** It has heard no answer yet: it has said nothing else since. */
const isFirstOf = ({ house }: Moment, row: store.AddingRow, by: By): boolean =>
  row.links.length === 1 && isBroughtBy(readBrought(house, row), by)

/**
 * Whose phone a code of this kind adds, whatever became of it; undefined where it is no such code.
 * Looking changes nothing.
 */
export async function organisationOfAdding(
  moment: Moment,
  code: string,
): Promise<string | undefined> {
  const row = await store.findAdding(moment.db, challengeCodeHash(moment.house, code), at(moment))
  return row && (await getPerson(moment, row.person_id)).organisation
}

/** A phone looks whose account it is; the page that waits is told that one was found. */
export async function peekAdding(
  moment: Moment,
  code: string,
  device: string,
): Promise<FoundAdding> {
  const { challenge } = await find(moment, code)
  const visit = await store.noteFound(moment.db, challenge.id, device)
  if (visit !== undefined) await tellMoved(moment.db, visit)
  return {
    challenge,
    person: await getPerson(moment, challenge.person_id),
    pair: challengePair(moment.house, challenge.id),
    digits: challenge.origin.digits ?? 6,
    until: challenge.expires_at,
  }
}

export interface Added {
  readonly phone: string
  readonly share?: string
  readonly request: PhoneRequest
  readonly ringKey: string
  /** Where it has said where: whether it is rung there. */
  readonly rings?: boolean
}

/**
 * The code is used with it. The phone has a name from now on, and does not count yet. Said again by
 * the same phone, it is answered again.
 */
export async function bringPhone(moment: Moment, text: string): Promise<Added> {
  const { said, key } = readFirst(saidShapes.add, text, moment)
  const { house } = moment
  const code = readPlainCode(said.code)
  const by = { key, as: saidAs(house, said) }
  const found = await find(moment, code, by)
  if (found.row.phone === null) await takePhone(moment, found, said, { ...by, code })
  // Another may have been first.
  const { row, challenge } = await find(moment, code, by)
  const { kept, rings } = readBrought(house, row)
  const person = await getPerson(moment, challenge.person_id)
  const { lock } = said
  return {
    phone: kept.phone,
    ringKey: ringKey(house),
    request: requestOf(challenge, person, moment),
    ...(lock.kind === 'pin' && { share: shareOf(house, kept.phone, lock.half) }),
    ...(said.rings && { rings: rings !== undefined }),
  }
}

async function takePhone(
  moment: Moment,
  { challenge }: Read,
  said: Said<'add'>,
  { code, key, as }: By & { readonly code: string },
): Promise<void> {
  const { house, db, now } = moment
  const lock = await readNewLock(said.lock, { code, key, act: 'add' }, moment)
  const rings = await ringsTaken(moment, challenge.person_id, said.rings)
  const phone = randomId()
  const kept = { phone, key, lock, system: said.system }
  const brought: Brought = { kept, as, name: said.name, ...(rings && { rings }) }
  const visit = await store.bringPhone(db, {
    id: challenge.id,
    phone,
    gain: sealJson(house.keys, placeOf(challenge.id), brought),
    turn: said,
    device: said.system,
    until: secondsAfter(now, addingSeconds),
    now,
  })
  if (visit !== undefined) await tellMoved(db, visit)
}

export interface NewPhone {
  readonly id: string
  readonly challenge: Challenge
  readonly brought: Brought
  readonly person: PersonFacts
}

/** A phone that has a name and does not count yet; its message was verified and counted. */
export async function newPhoneOf(
  moment: Moment,
  { by, isBy, said }: ReadMessage<Common>,
): Promise<NewPhone> {
  const row =
    typeof by === 'string' ? await store.findAddingBy(moment.db, by, at(moment)) : undefined
  if (!row?.gain || row.phone === null) throw new PhoneRefused('unknown-phone')
  const brought = readBrought(moment.house, row)
  if (!isBy(brought.kept.key)) throw new PhoneRefused('unknown-phone')
  if (!(await store.hearNewPhone(moment.db, row.phone, said))) throw new PhoneRefused('out-of-step')
  return {
    id: row.phone,
    brought,
    challenge: challengeOf(row, moment),
    person: await getPerson(moment, row.person_id),
  }
}

const readBrought = ({ keys }: House, { id, gain }: store.AddingRow): Brought => {
  if (!gain) throw new Error('A phone was read that has brought nothing')
  return broughtShape.parse(unsealJson(keys, placeOf(id), gain))
}

/** The test: the lock was used a moment ago, when the phone was brought. */
export async function answerTest(
  moment: Moment,
  { id: phone, challenge, person }: NewPhone,
  { said }: ReadMessage<Said<'answer'>>,
): Promise<Answered> {
  const { id } = challenge
  if (said.request !== id || !isAbout(said, requestOf(challenge, person, moment))) return 'over'
  const answer = answerIn(said, challenge, moment)
  // The page of a phone that is added has no such button.
  if (answer === 'here') throw new PhoneRefused('bad-message')
  const stands = await store.answerTest(moment.db, { id, phone, answer, ...at(moment) })
  return stands ? outcomes[answer] : 'over'
}

/** What an approved phone has brought, for the method that is made of it. */
export async function approvedPhone(moment: Moment, id: string): Promise<Brought | undefined> {
  const row = await store.findAddingOf(moment.db, id, at(moment))
  return row?.gain ? readBrought(moment.house, row) : undefined
}

/** In the transaction that keeps the method. False where it was collected before. */
export async function collectPhone(
  inside: Moment,
  id: string,
  by: {
    readonly visit: string
    readonly person: string
    readonly method: string
    /** The method of the codes that it shows besides. */
    readonly codes?: string
  },
): Promise<boolean> {
  if ((await collectChallenge(inside, id, by)) === undefined) return false
  const row = await store.findAddingOf(inside.db, id, at(inside))
  if (!row || row.phone === null) return false
  const { person, method, codes } = by
  await insertPhone(inside.db, {
    id: row.phone,
    person,
    method,
    said: row.said,
    links: row.links,
    now: inside.now,
    ...(codes !== undefined && { codes }),
  })
  const { rings } = readBrought(inside.house, row)
  if (rings) await keepRings(inside, row.phone, rings)
  await tellMoved(inside.db, row.phone)
  return true
}
