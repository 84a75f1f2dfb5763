// «Ny mobil?»: an account moves from the phone that has it to the one that scans its picture, once,
// within two minutes. What is handed over is sealed between the two. Must never give anything to a
// phone that the person at the old one has not compared.
import { secondsAfter } from '../../lib/clock.ts'
import { randomId, readPlainCode } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { type Common, type Point, pointShape, saidShapes } from '../../shapes/phone-said.ts'
import type { Pair } from '../../shapes/handed-over.ts'
import * as store from '../../store/methods/phone-moves.ts'
import { tellMoved } from '../../store/waiting.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { challengeCode, challengeCodeHash, challengePair } from '../visits/challenges.ts'
import { type Brought, broughtShape } from './adding.ts'
import { type KnownPhone, readFirst, type ReadMessage } from './hearing.ts'
import { readNewLock, shareOf } from './locks.ts'
import { PhoneRefused } from './refused.ts'
import { mayRing } from './ringing.ts'

const moveSeconds = 120

const at = ({ now, house }: Moment) => ({ now, epoch: house.epoch() })
const placeOf = (id: string): string => `phone-moves/${id}`
const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)

export async function offerMove(
  moment: Moment,
  phone: KnownPhone,
  key: Point,
): Promise<{ readonly code: string; readonly until: number }> {
  const id = randomId()
  const code = challengeCode(moment.house, id)
  const until = secondsAfter(moment.now, moveSeconds)
  const codeHash = challengeCodeHash(moment.house, code)
  await store.openMove(moment.db, { id, from: phone.id, codeHash, key, until, ...at(moment) })
  return { code, until: secondsOf(until) }
}

export interface OpenMove {
  readonly id: string
  readonly person: PersonFacts
  readonly key: Point
  readonly pair: Pair
  readonly madeAt: number
  readonly until: number
}

export async function peekMove(moment: Moment, code: string): Promise<OpenMove> {
  const { house, db } = moment
  const row = await store.findMove(db, 'code_hash', challengeCodeHash(house, code), at(moment))
  if (!row) throw new PhoneRefused('unknown-code')
  if (row.phone !== null) throw new PhoneRefused('code-used')
  return {
    id: row.id,
    person: await getPerson(moment, row.person_id),
    key: pointShape.parse(row.key),
    pair: challengePair(house, row.id),
    madeAt: secondsOf(row.made_at),
    until: secondsOf(row.expires_at),
  }
}

export interface Claimed {
  readonly phone: string
  readonly pair: Pair
  readonly share?: string
}

/** The new phone has a name from now on, and counts for nothing yet. */
export async function claimMove(moment: Moment, text: string): Promise<Claimed> {
  const { said, key } = readFirst(saidShapes['move-claim'], text, moment)
  const code = readPlainCode(said.code)
  const { house, db, now } = moment
  const { id, pair } = await peekMove(moment, code)
  if (said.rings && !mayRing(said.rings.endpoint, house)) throw new PhoneRefused('bad-message')
  const lock = await readNewLock(said.lock, { code, key, act: 'move-claim' }, moment)
  const phone = randomId()
  const brought: Brought = {
    kept: { phone, key, lock, system: said.system },
    name: said.name,
    ...(said.rings && { rings: said.rings }),
  }
  const from = await store.claimMove(db, {
    id,
    phone,
    gain: sealJson(house.keys, placeOf(id), brought),
    said: said.n,
    key: said.key,
    now,
    until: secondsAfter(now, moveSeconds),
  })
  if (from === undefined) throw new PhoneRefused('code-used')
  await tellMoved(db, from)
  const { lock: brings } = said
  return {
    phone,
    pair,
    ...(brings.kind === 'pin' && { share: shareOf(house, phone, brings.half) }),
  }
}

export interface Moving {
  readonly id: string
  readonly brought: Brought
  readonly told: {
    readonly key: Point
    readonly name: string
    readonly system: string
    readonly pair: Pair
  }
}

/** Who stands there to be compared, as the old phone shows it. */
export async function movingFrom(
  moment: Moment,
  { id: phone }: Pick<KnownPhone, 'id'>,
): Promise<Moving | undefined> {
  const row = await store.findMove(moment.db, 'from_phone', phone, at(moment))
  if (!row?.gain) return undefined
  const brought = readBrought(moment, row)
  return {
    id: row.id,
    brought,
    told: {
      key: pointShape.parse(row.their_key),
      name: brought.name,
      system: brought.kept.system,
      pair: challengePair(moment.house, row.id),
    },
  }
}

const readBrought = ({ house }: Moment, { id, gain }: store.MoveRow): Brought =>
  broughtShape.parse(unsealJson(house.keys, placeOf(id), gain ?? Buffer.alloc(0)))

/** Whose account is on its way to this phone; its message was verified and counted. */
export async function awaitingOf(
  moment: Moment,
  { by, isBy, said }: ReadMessage<Common>,
): Promise<PersonFacts | undefined> {
  if (typeof by !== 'string') return undefined
  const row = await store.findMove(moment.db, 'phone', by, at(moment))
  if (!row?.gain) return undefined
  if (!isBy(readBrought(moment, row).kept.key)) throw new PhoneRefused('unknown-phone')
  if (!(await store.hearMoving(moment.db, by, said.n))) throw new PhoneRefused('out-of-step')
  return getPerson(moment, row.person_id)
}

/** What was handed over to it, once. */
export async function movedTo(
  { db }: Moment,
  { id }: Pick<KnownPhone, 'id'>,
): Promise<{ readonly sealed: string; readonly key: Point } | undefined> {
  const moved = await store.takeMoved(db, id)
  return moved && { sealed: moved.sealed, key: pointShape.parse(moved.key) }
}
