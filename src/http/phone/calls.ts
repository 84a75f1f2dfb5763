// What a phone that approves may ask for, call by call (docs/phone-protocol.md): each is read,
// verified, counted and carried out, and answered as JSON. Must never answer a phone that was not
// heard, or tell any phone the number.
import type { z } from 'zod'
import { answerTest, bringPhone, newPhoneOf, peekAdding } from '../../domain/approving/adding.ts'
import {
  count,
  phoneOf,
  readMessage,
  voidPhone,
  type KnownPhone,
  type ReadMessage,
} from '../../domain/approving/hearing.ts'
import { giveShare } from '../../domain/approving/locks.ts'
import {
  awaitingOf,
  claimMove,
  movedTo,
  movingFrom,
  offerMove,
  peekMove,
  showMove,
} from '../../domain/approving/moving.ts'
import { heardAs } from '../../domain/approving/newcomers.ts'
import { stopAttempt } from '../../domain/approving/not-me.ts'
import { PhoneRefused } from '../../domain/approving/refused.ts'
import { ringKey } from '../../domain/approving/ringing.ts'
import {
  answerRequest,
  approvedFor,
  requestOf,
  requestsFor,
} from '../../domain/approving/requests.ts'
import { accountOf, codesFor, lookedAt, takeRings } from '../../domain/approving/standing.ts'
import { applicationsFor } from '../../domain/applications.ts'
import type { Moment } from '../../domain/moment.ts'
import { getPerson } from '../../domain/people/people.ts'
import type { Try } from '../../domain/throttles/counts.ts'
import { forgive } from '../../domain/throttles/forgiving.ts'
import { countTry } from '../../domain/throttles/throttles.ts'
import { giveAccount } from '../../flows/elsewhere/moving.ts'
import { browserKind } from '../../lib/names/browser-kind.ts'
import { readPlainCode } from '../../lib/random.ts'
import { type Common, type LockProof, type Said, saidShapes } from '../../shapes/phone-said.ts'
import { noteMovedKept } from '../../store/methods/phone-moves.ts'
import { noteCodesTold } from '../../store/methods/phones.ts'
import { tellProtocols, type Doorstep } from '../here.ts'

/** What was posted: a message, and what stands beside it. */
export interface Called {
  readonly said: string
  readonly code: string
  readonly lock?: LockProof
}

export type Call = (called: Called, moment: Moment, door: Doorstep) => Promise<object>

/** A guess at a code counts for its address and for the house; what waits is as what nobody has. */
async function guessing<Found>(moment: Moment, find: () => Promise<Found>): Promise<Found> {
  const tried: Try = { purpose: 'hand-over', familiar: false }
  const { waitUntil } = await countTry(moment, tried)
  if (waitUntil)
    throw new PhoneRefused('too-many', { again: Math.ceil(waitUntil.getTime() / 1000) })
  const found = await find()
  await forgive(moment, tried)
  return found
}

async function peek({ code }: Called, moment: Moment): Promise<object> {
  const device = browserKind(moment.from.says ?? '').system ?? 'other'
  const { challenge, person, pair, digits, until } = await guessing(moment, () =>
    peekAdding(moment, readPlainCode(code), device),
  )
  const { digits: _told, ...asked } = challenge.origin
  return {
    ...accountOf(person, moment),
    pair,
    digits,
    until: Math.floor(until.getTime() / 1000),
    asked: { ...asked, at: Math.floor(challenge.made_at.getTime() / 1000) },
    ringKey: ringKey(moment.house),
  }
}

const add = ({ said }: Called, moment: Moment): Promise<object> =>
  guessing(moment, () => bringPhone(moment, said))

/** A phone that stands, with its message counted. */
async function heard<Said extends Common>(
  shape: z.ZodType<Said>,
  { said: text }: Called,
  moment: Moment,
) {
  const message = readMessage(shape, text, moment)
  const phone = await phoneOf(moment, message)
  if (!phone) throw new PhoneRefused('unknown-phone')
  await count(moment, phone, message.said)
  return { phone, message, said: message.said }
}

async function look({ said: text }: Called, moment: Moment): Promise<object> {
  const message = readMessage(saidShapes.look, text, moment)
  return heardAs<object>(message, moment, {
    standing: (phone) => lookOf(phone, message.said, moment),
    newcomer: () => lookOfNewcomer(message, moment),
  })
}

async function lookOf(phone: KnownPhone, said: Said<'look'>, moment: Moment): Promise<object> {
  await count(moment, phone, said)
  const person = await getPerson(moment, phone.person)
  const requests = await requestsFor(moment, person)
  const approved = await approvedFor(moment, person)
  const codes = codesFor(phone, person, moment)
  const moving = await movingFrom(moment, phone)
  const moved = await movedTo(moment, phone)
  return {
    ...lookedAt(person, { state: 'stands', requests, approved, codes }, moment),
    ...(moving && { moving: moving.told }),
    ...(moved && { moved }),
  }
}

async function lookOfNewcomer(message: ReadMessage<Said<'look'>>, moment: Moment): Promise<object> {
  const awaited = await awaitingOf(moment, message)
  if (awaited) {
    const { person, key } = awaited
    const looked = lookedAt(person, { state: 'adding', requests: [] }, moment)
    return { ...looked, ...(key && { moving: { key } }) }
  }
  const { challenge, person } = await newPhoneOf(moment, message)
  const isOpen = challenge.stands.state === 'waiting'
  const requests = isOpen ? [requestOf(challenge, person, moment)] : []
  return lookedAt(person, { state: 'adding', requests }, moment)
}

async function answer(
  { said: text, lock }: Called,
  moment: Moment,
  door: Doorstep,
): Promise<object> {
  const message = readMessage(saidShapes.answer, text, moment)
  const phone = await phoneOf(moment, message)
  if (!phone) return { is: await answerTest(moment, await newPhoneOf(moment, message), message) }
  const person = await getPerson(moment, phone.person)
  const { is, challenge, back } = await answerRequest(moment, phone, { message, lock, person })
  if (message.said.answer !== 'not-me' || !challenge) return { is, ...(back && { back }) }
  const isDenied = is === 'denied'
  const tell = tellProtocols(door)
  const isStopped = await stopAttempt(moment, { phone, challenge, isDenied, tell })
  return { is: isStopped ? 'denied' : is }
}

async function share(called: Called, moment: Moment): Promise<object> {
  const { phone, said } = await heard(saidShapes.share, called, moment)
  return giveShare(moment, phone, said.half)
}

async function ring(called: Called, moment: Moment): Promise<object> {
  const { phone, said } = await heard(saidShapes.ring, called, moment)
  return { rings: await takeRings(moment, phone, said.rings) }
}

async function move(called: Called, moment: Moment): Promise<object> {
  const { phone } = await heard(saidShapes.move, called, moment)
  return offerMove(moment, phone)
}

async function movePeek({ code }: Called, moment: Moment): Promise<object> {
  const { person, madeAt, until } = await guessing(moment, () =>
    peekMove(moment, readPlainCode(code)),
  )
  return { ...accountOf(person, moment), digits: 6, until, asked: { at: madeAt } }
}

const moveClaim = ({ said }: Called, moment: Moment): Promise<object> =>
  guessing(moment, () => claimMove(moment, said))

async function moveShow(called: Called, moment: Moment): Promise<object> {
  const { phone, said } = await heard(saidShapes['move-show'], called, moment)
  await showMove(moment, phone, said)
  return {}
}

async function moveGive(called: Called, moment: Moment): Promise<object> {
  const { phone, message } = await heard(saidShapes['move-give'], called, moment)
  await giveAccount(moment, phone, { message, lock: called.lock })
  return {}
}

async function told(called: Called, moment: Moment): Promise<object> {
  const { phone, said } = await heard(saidShapes.told, called, moment)
  const note = said.of === 'codes' ? noteCodesTold : noteMovedKept
  await note(moment.db, phone.id)
  return {}
}

async function apps(called: Called, moment: Moment): Promise<object> {
  const { phone } = await heard(saidShapes.apps, called, moment)
  const person = await getPerson(moment, phone.person)
  return {
    apps: applicationsFor(moment, person).flatMap(({ name, link, color }) =>
      link ? [{ name, address: link, ...(color && { color }) }] : [],
    ),
  }
}

async function leave(called: Called, moment: Moment): Promise<object> {
  const { phone } = await heard(saidShapes.leave, called, moment)
  await voidPhone(moment, phone, 'removed')
  return {}
}

export const calls: Readonly<Record<string, Call>> = {
  peek,
  add,
  look,
  answer,
  share,
  ring,
  move,
  'move-peek': movePeek,
  'move-claim': moveClaim,
  'move-show': moveShow,
  'move-give': moveGive,
  told,
  apps,
  leave,
}
