// A phone is added: a code in a picture leads the phone here, it brings its key, and counts when a
// test was approved with the number that only the page shows. Must never take two phones for one
// code, or count a phone that nobody has approved with.
import { randomId, readPlainCode } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { type Common, type PhoneRequest, type Said, saidShapes } from '../../shapes/phone-said.ts'
import type { Pair } from '../../shapes/handed-over.ts'
import { ringsShape } from '../../shapes/rings.ts'
import { z } from 'zod'
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
import { readFirst, type ReadMessage } from './hearing.ts'
import { phoneKeptShape } from './kept-phone.ts'
import { readNewLock, shareOf } from './locks.ts'
import { PhoneRefused } from './refused.ts'
import { keepRings, mayRing, ringKey } from './ringing.ts'
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

/** What a new phone brings, until it counts. */
export const broughtShape = z.strictObject({
  kept: phoneKeptShape,
  name: z.string(),
  rings: ringsShape.exactOptional(),
})
export type Brought = z.output<typeof broughtShape>

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

async function find(moment: Moment, code: string): Promise<Read> {
  const hash = challengeCodeHash(moment.house, code)
  const row = await store.findAdding(moment.db, hash, at(moment))
  if (!row) throw new PhoneRefused('unknown-code')
  const challenge = challengeOf(row, moment)
  if (row.phone !== null) throw new PhoneRefused('code-used')
  if (challenge.stands.state !== 'waiting') throw new PhoneRefused('code-over')
  return { row, challenge }
}

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
}

/** The code is used with it. The phone has a name from now on, and does not count yet. */
export async function bringPhone(moment: Moment, text: string): Promise<Added> {
  const { said, key } = readFirst(saidShapes.add, text, moment)
  const code = readPlainCode(said.code)
  const { challenge } = await find(moment, code)
  if (said.rings && !mayRing(said.rings.endpoint, moment.house))
    throw new PhoneRefused('bad-message')
  const lock = await readNewLock(said.lock, { code, key, act: 'add' }, moment)
  const phone = randomId()
  const kept = { phone, key, lock, system: said.system }
  const brought: Brought = { kept, name: said.name, ...(said.rings && { rings: said.rings }) }
  const visit = await store.bringPhone(moment.db, {
    id: challenge.id,
    phone,
    gain: sealJson(moment.house.keys, placeOf(challenge.id), brought),
    said: said.n,
    device: said.system,
    until: secondsAfter(moment.now, addingSeconds),
    now: moment.now,
  })
  if (visit === undefined) throw new PhoneRefused('code-used')
  await tellMoved(moment.db, visit)
  const person = await getPerson(moment, challenge.person_id)
  const until = secondsAfter(moment.now, addingSeconds)
  const { lock: brings } = said
  return {
    phone,
    ringKey: ringKey(moment.house),
    request: requestOf({ ...challenge, expires_at: until }, person, moment),
    ...(brings.kind === 'pin' && { share: shareOf(moment.house, phone, brings.half) }),
  }
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
  // An answer is counted by the statement that takes it.
  if (said.act !== 'answer' && !(await store.hearNewPhone(moment.db, row.phone, said.n)))
    throw new PhoneRefused('out-of-step')
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
  const { heard, stands } = await store.answerTest(moment.db, {
    id,
    phone,
    said: said.n,
    answer,
    ...at(moment),
  })
  if (!heard || !stands) return 'over'
  return outcomes[answer]
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
    now: inside.now,
    ...(codes !== undefined && { codes }),
  })
  const { rings } = readBrought(inside.house, row)
  if (rings) await keepRings(inside, row.phone, rings)
  await tellMoved(inside.db, row.phone)
  return true
}
