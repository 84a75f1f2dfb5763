// «Ny mobil?»: an account moves from the phone that has it to the one that scans its picture, once,
// within two minutes. What is handed over is sealed between the two. Must never give anything to a
// phone that the person at the old one has not compared.
import { secondsAfter } from '../../lib/clock.ts'
import { isSameText, sha256 } from '../../lib/digest.ts'
import { randomId, readPlainCode } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { type PublicPoint, thumbprintOf } from '../../lib/signing/compact-jws.ts'
import {
  type Common,
  type Point,
  pointShape,
  type Said,
  saidShapes,
} from '../../shapes/phone-said.ts'
import * as store from '../../store/methods/phone-moves.ts'
import { tellMoved } from '../../store/waiting.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { challengeCode, challengeCodeHash } from '../visits/challenges.ts'
import { type Brought, broughtShape, type By, isBroughtBy, saidAs } from './brought.ts'
import { type KnownPhone, readFirst, type ReadMessage } from './hearing.ts'
import { readNewLock, shareOf } from './locks.ts'
import { PhoneRefused } from './refused.ts'
import { ringsTaken } from './ringing.ts'

const moveSeconds = 120

const at = ({ now, house }: Moment) => ({ now, epoch: house.epoch() })
const placeOf = (id: string): string => `phone-moves/${id}`
const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)

export async function offerMove(
  moment: Moment,
  { id: from }: KnownPhone,
): Promise<{ readonly code: string; readonly until: number }> {
  const id = randomId()
  const code = challengeCode(moment.house, id)
  const until = secondsAfter(moment.now, moveSeconds)
  const codeHash = challengeCodeHash(moment.house, code)
  await store.openMove(moment.db, { id, from, codeHash, until, ...at(moment) })
  return { code, until: secondsOf(until) }
}

async function find(moment: Moment, code: string, by?: By): Promise<store.MoveRow> {
  const { house, db } = moment
  const row = await store.findMoveByCode(db, challengeCodeHash(house, code), at(moment))
  if (!row) throw new PhoneRefused('unknown-code')
  // Whoever has heard no answer yet has said nothing else since, and asks again.
  const isItsOwn = by && row.links.length === 1 && isBroughtBy(readBrought(moment, row), by)
  if (row.phone !== null && !isItsOwn) throw new PhoneRefused('code-used')
  return row
}

export interface OpenMove {
  readonly person: PersonFacts
  readonly madeAt: number
  readonly until: number
}

export async function peekMove(moment: Moment, code: string): Promise<OpenMove> {
  const row = await find(moment, code)
  return {
    person: await getPerson(moment, row.person_id),
    madeAt: secondsOf(row.made_at),
    until: secondsOf(row.expires_at),
  }
}

export interface Claimed {
  readonly phone: string
  readonly share?: string
  readonly rings?: boolean
}

/** The new phone has a name from now on, and counts for nothing yet. */
export async function claimMove(moment: Moment, text: string): Promise<Claimed> {
  const { said, key } = readFirst(saidShapes['move-claim'], text, moment)
  const { house } = moment
  const code = readPlainCode(said.code)
  const by = { key, as: saidAs(house, said) }
  const row = await find(moment, code, by)
  if (row.phone === null) await takeClaim(moment, row, said, { ...by, code })
  // Another may have been first.
  const { kept, rings } = readBrought(moment, await find(moment, code, by))
  const { lock } = said
  return {
    phone: kept.phone,
    ...(lock.kind === 'pin' && { share: shareOf(house, kept.phone, lock.half) }),
    ...(said.rings && { rings: rings !== undefined }),
  }
}

async function takeClaim(
  moment: Moment,
  { id, person_id: person }: store.MoveRow,
  said: Said<'move-claim'>,
  { code, key, as }: By & { readonly code: string },
): Promise<void> {
  const { house, db, now } = moment
  const lock = await readNewLock(said.lock, { code, key, act: 'move-claim' }, moment)
  const rings = await ringsTaken(moment, person, said.rings)
  const phone = randomId()
  const kept = { phone, key, lock, system: said.system }
  const brought: Brought = { kept, as, name: said.name, ...(rings && { rings }) }
  const from = await store.claimMove(db, {
    id,
    phone,
    gain: sealJson(house.keys, placeOf(id), brought),
    turn: said,
    key: said.key,
    now,
    until: secondsAfter(now, moveSeconds),
  })
  if (from !== undefined) await tellMoved(db, from)
}

/** What the old phone is told of the one that stands there to be compared. */
export interface Newcomer {
  readonly phone: Point
  readonly key: Point
  readonly lock:
    | { readonly kind: 'pin'; readonly jwk: Point }
    | { readonly kind: 'passkey'; readonly id: string }
  readonly name: string
  readonly system: string
}

export interface Moving {
  readonly id: string
  readonly brought: Brought
  readonly told: Newcomer
}

const jwkOf = ({ x, y }: PublicPoint): Point => ({ kty: 'EC', crv: 'P-256', x, y })

export async function movingFrom(
  moment: Moment,
  { id: phone }: Pick<KnownPhone, 'id'>,
): Promise<Moving | undefined> {
  const row = await store.findMove(moment.db, 'from_phone', phone, at(moment))
  if (!row?.gain) return undefined
  const brought = readBrought(moment, row)
  const { key, lock, system } = brought.kept
  return {
    id: row.id,
    brought,
    told: {
      phone: jwkOf(key),
      key: pointShape.parse(row.their_key),
      lock:
        lock.kind === 'pin'
          ? { kind: lock.kind, jwk: jwkOf(lock.key) }
          : { kind: lock.kind, id: lock.id },
      name: brought.name,
      system,
    },
  }
}

/** The one that claimed, by all its keys: who is named so was compared, and nobody in its place. */
export function isReceiver({ phone, key, lock }: Newcomer, to: string): boolean {
  const opens = lock.kind === 'pin' ? thumbprintOf(lock.jwk) : lock.id
  const named = sha256(`move-to${thumbprintOf(phone)}${thumbprintOf(key)}${opens}`)
  return isSameText(named.toString('base64url'), to)
}

/** The old phone has seen who claims: now the new one may know its key, and compare. */
export async function showMove(
  moment: Moment,
  phone: KnownPhone,
  { to, key }: Said<'move-show'>,
): Promise<void> {
  const moving = await movingFrom(moment, phone)
  if (!moving || !isReceiver(moving.told, to)) throw new PhoneRefused('code-over')
  if (!(await store.showMoveKey(moment.db, moving.id, key))) throw new PhoneRefused('code-used')
  await tellMoved(moment.db, moving.brought.kept.phone)
}

const readBrought = ({ house }: Moment, { id, gain }: store.MoveRow): Brought =>
  broughtShape.parse(unsealJson(house.keys, placeOf(id), gain ?? Buffer.alloc(0)))

export interface Awaiting {
  readonly person: PersonFacts
  /** What the old phone has shown of itself. */
  readonly key?: Point
}

/** Whose account is on its way to this phone; its message was verified and counted. */
export async function awaitingOf(
  moment: Moment,
  { by, isBy, said }: ReadMessage<Common>,
): Promise<Awaiting | undefined> {
  if (typeof by !== 'string') return undefined
  const row = await store.findMove(moment.db, 'phone', by, at(moment))
  if (!row?.gain) return undefined
  if (!isBy(readBrought(moment, row).kept.key)) throw new PhoneRefused('unknown-phone')
  if (!(await store.hearMoving(moment.db, by, said))) throw new PhoneRefused('out-of-step')
  const key = row.key === null ? undefined : pointShape.parse(row.key)
  return { person: await getPerson(moment, row.person_id), ...(key && { key }) }
}

/** What was handed over to it, until it has kept it. */
export async function movedTo(
  { db }: Moment,
  { id }: Pick<KnownPhone, 'id'>,
): Promise<{ readonly sealed: string; readonly key: Point } | undefined> {
  const moved = await store.findMoved(db, id)
  return moved && { sealed: moved.sealed, key: pointShape.parse(moved.key) }
}
