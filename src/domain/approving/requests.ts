// «Godkjenn på mobilen»: somebody's own phones are asked, and the first answer wins. The page that
// asks shows a number, and the person types it on the phone, which never knows it. Must never let
// one request be tried twice, or let anybody be asked so often that they give in.
import { secondsAfter } from '../../lib/clock.ts'
import { isSameText, keyedHash } from '../../lib/digest.ts'
import type { LockProof, PhoneRequest, Said, Shown } from '../../shapes/phone-said.ts'
import * as store from '../../store/methods/requests.ts'
import { countTries } from '../../store/throttles.ts'
import { tellMoved } from '../../store/waiting.ts'
import { organisationOf, wordsIn } from '../configuration/configuration.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import {
  type Challenge,
  challengeHere,
  challengeNonce,
  challengeNumber,
  challengeOf,
  challengeSeen,
  collectChallenge,
  findChallenge,
  openChallenge,
} from '../visits/challenges.ts'
import { astray, count, type KnownPhone, type ReadMessage } from './hearing.ts'
import { isLockRight } from './locks.ts'
import { PhoneRefused } from './refused.ts'
import { backAddress } from './way-back.ts'

/** So long a phone may answer, where no rule says less. */
export const requestSeconds = 120

const asksMost = 3
const asksWindowSeconds = 600

/**
 * Until when nobody is asked; nothing where they may be asked now. Counted by this very question.
 */
export async function waitBeforeRequest(
  { house, now, browser = '' }: Moment,
  asking: { readonly person: string; readonly familiar: boolean },
): Promise<Date | undefined> {
  const { person, familiar } = asking
  // A browser that is known has a count of its own: strangers use up nobody's.
  const of = familiar ? [person, browser] : [person]
  const count = {
    key: keyedHash(house.keys.keyFor('throttles'), 'push', ...of),
    free: 0,
    stepSeconds: null,
    capSeconds: 0,
    restAt: null,
    totalMax: asksMost,
    windowSeconds: asksWindowSeconds,
  }
  const [row] = await countTries(house.db, [count], now)
  return row?.turned_away ? (row.wait_until ?? now) : undefined
}

/** In the transaction that makes the visit name it. An app that is open is told. */
export async function askPhones(
  inside: Moment,
  asking: {
    readonly id: string
    readonly person: string
    readonly visit: string
    readonly lifeSeconds: number
    readonly shows: { readonly digits: number; readonly application?: string }
  },
): Promise<void> {
  await openChallenge(inside, {
    ...asking,
    kind: 'push',
    asked: asking.person,
    waitSeconds: 0,
    triesMost: 1,
  })
  const { id, person } = asking
  await recordEvent(inside, 'phone.asked', { person, data: { challenge: id } })
  await tellMoved(inside.db, person)
}

/** As it is told to the phone, and as the phone must say it back. */
export function requestOf(
  challenge: Challenge,
  person: Pick<PersonFacts, 'organisation'>,
  { house, language }: Moment,
): PhoneRequest {
  const { id, kind, origin, made_at: madeAt, expires_at: until } = challenge
  const { digits = 6, ...asked } = origin
  const { name, service } = organisationOf(house.configuration(), person.organisation)
  return {
    id,
    nonce: challengeNonce(house, id),
    kind: kind === 'add-phone' ? 'test' : 'sign-in',
    digits,
    until: Math.floor(until.getTime() / 1000),
    shown: {
      service: wordsIn(service ?? name, language),
      ...asked,
      at: Math.floor(madeAt.getTime() / 1000),
    },
  }
}

/** All that waits for an answer of this person. */
export async function requestsFor(
  moment: Moment,
  person: PersonFacts,
): Promise<readonly PhoneRequest[]> {
  const { db, now, house } = moment
  const rows = await store.requestsOf(db, person.id, { now, epoch: house.epoch() })
  return rows.map((row) => requestOf(challengeOf(row, moment), person, moment))
}

/** So long it may be taken back by whoever finds out that it was not them who came in. */
const approvedSeconds = 600

export const approvedSince = ({ now }: Moment): Date => secondsAfter(now, -approvedSeconds)

/** What has let somebody in of late, the newest first. */
export async function approvedFor(
  moment: Moment,
  person: PersonFacts,
): Promise<readonly PhoneRequest[]> {
  const { db, house } = moment
  const epoch = house.epoch()
  const rows = await store.approvedOf(db, person.id, { since: approvedSince(moment), epoch })
  return rows.map((row) => requestOf(challengeOf(row, moment), person, moment))
}

export type Answered = 'approved' | 'denied' | 'wrong-number' | 'over'

interface Answering {
  readonly message: ReadMessage<Said<'answer'>>
  readonly lock: LockProof | undefined
  readonly person: PersonFacts
}

interface HeardAnswer {
  readonly is: Answered
  /** What was asked, where the answer is about that. */
  readonly challenge?: Challenge
  /** What leads back to the page, on the phone that it stands on. */
  readonly back?: string
}

/** The phone's message is counted by the very statement that takes its answer. */
export async function answerRequest(
  moment: Moment,
  phone: KnownPhone,
  { message, lock, person }: Answering,
): Promise<HeardAnswer> {
  const { said, text } = message
  const isApproval = said.answer === 'approve'
  if (isApproval && !(await isLockRight(phone, text, lock, moment)))
    throw new PhoneRefused('lock-wrong')
  const challenge = await findChallenge(moment, said.request)
  const isTheirs = challenge?.kind === 'push' && challenge.asked_id === phone.person
  if (!isTheirs || !isAbout(said, requestOf(challenge, person, moment))) {
    // Whatever it is about, it was heard, and its lock was right.
    await count(moment, phone, said, { isOpened: isApproval })
    return { is: 'over' }
  }
  const answer = answerIn(said, challenge, moment)
  const { heard, stands } = await store.answerByPhone(moment.db, {
    id: challenge.id,
    phone: phone.id,
    turn: said,
    answer,
    now: moment.now,
    epoch: moment.house.epoch(),
  })
  if (!heard) return astray(moment, phone, said)
  if (!stands) return { is: 'over', challenge }
  if (answer === 'no' || answer === 'wrong') await tellAnswer(moment, phone, challenge, said)
  const back = answer === 'here' && { back: backAddress(moment.house, challenge.id) }
  return { is: outcomes[answer], challenge, ...back }
}

export const outcomes = {
  yes: 'approved',
  here: 'approved',
  no: 'denied',
  wrong: 'wrong-number',
} as const

/** In the transaction in which the visit learns it; once. */
export async function collectApproval(
  inside: Moment,
  id: string,
  by: { readonly visit: string; readonly person: string },
): Promise<boolean> {
  return (await collectChallenge(inside, id, by)) === by.person
}

/** It was signed for this, as it was shown, and for nothing else. */
export function isAbout(said: Said<'answer'>, request: PhoneRequest): boolean {
  const members = [
    'service',
    'application',
    'network',
    'browser',
    'system',
    'at',
  ] as const satisfies readonly (keyof Shown)[]
  return (
    isSameText(said.nonce, request.nonce) &&
    members.every((member) => said.shown[member] === request.shown[member])
  )
}

/** What stood on the page, typed, read by the camera or pressed on; one of these, and one try. */
export function answerIn(
  { answer, number, seen, here }: Said<'answer'>,
  { id, origin }: Challenge,
  { house }: Moment,
): 'yes' | 'here' | 'no' | 'wrong' {
  if (answer !== 'approve') return 'no'
  const shown = [
    ['yes', number, challengeNumber(house, id, origin.digits)],
    ['yes', seen, challengeSeen(house, id)],
    ['here', here, challengeHere(house, id)],
  ] as const
  const [read, another] = shown.filter(([, said]) => said !== undefined)
  if (!read || another) throw new PhoneRefused('bad-message')
  const [answered, said = '', right] = read
  return isSameText(said, right) ? answered : 'wrong'
}

async function tellAnswer(
  moment: Moment,
  phone: KnownPhone,
  { id }: Challenge,
  { answer }: Said<'answer'>,
): Promise<void> {
  const kind = answer === 'approve' ? 'phone.wrong-number' : 'phone.denied'
  const data = { challenge: id, method: phone.method }
  if (kind === 'phone.wrong-number')
    return recordEvent(moment, kind, { person: phone.person, data })
  return recordEvent(moment, kind, {
    person: phone.person,
    data: { ...data, ...(answer === 'not-me' && { because: answer }) },
  })
}
