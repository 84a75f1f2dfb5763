// A Challenge: somebody is asked elsewhere, a visit waits for what they say, and collects it once.
// It knows nothing of who is asked or why. Both sides show one pair of words, and whoever answers
// types a number that only the page of whoever asks shows, so that nobody says yes without having
// spoken with them. Must never let one answer serve twice, or a yes win over a no.
import { z } from 'zod'
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import { digitsFrom, isSameText, keyedHash } from '../../lib/digest.ts'
import { browserKind } from '../../lib/names/browser-kind.ts'
import { plainCodeFrom, randomId, readPlainCode } from '../../lib/random.ts'
import type { Challenged } from '../../shapes/challenged.ts'
import type { Pair } from '../../shapes/handed-over.ts'
import * as store from '../../store/methods/challenges.ts'
import { slideVisit } from '../../store/visits.ts'
import { tellMoved } from '../../store/waiting.ts'
import type { Open, PersonFacts } from '../facts.ts'
import type { House, Moment } from '../moment.ts'
import { pairSizes } from './hand-overs.ts'
import { visitUntil } from './visits.ts'

/** Drawn, so that it is the same at every reload, on every node, and stands nowhere. */
const draw = ({ keys }: House, purpose: string, id: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), `challenge ${purpose}`, id)

export function challengePair(house: House, id: string): Pair {
  const [colour = 0, animal = 0] = draw(house, 'pair', id)
  return [colour % pairSizes[0], animal % pairSizes[1]]
}

const numberDigits = 6

/** Shown on the page of whoever asks, and typed by whoever is asked. */
export const challengeNumber = (house: House, id: string, digits = numberDigits): string =>
  digitsFrom(draw(house, 'number', id), digits)

/** The same in a form that nobody types: it stands in a picture, or behind a press. */
export const challengeSeen = (house: House, id: string): string => drawn(house, 'seen', id)

/** What stands behind the button of the very page that waits: it counts in its browser alone. */
export const challengeHere = (house: House, id: string): string => drawn(house, 'here', id)

/** What leads back from the phone to that browser, told to whoever has approved by it. */
export const challengeBack = (house: House, id: string): string => drawn(house, 'back', id)

/** Bound into an answer, so that it answers this and nothing else. */
export const challengeNonce = (house: House, id: string): string => drawn(house, 'nonce', id)

const drawn = (house: House, purpose: string, id: string): string =>
  draw(house, purpose, id).subarray(0, 16).toString('base64url')

/** Eight signs, 40 bits: typed by hand where a camera cannot. */
const codeSigns = 8

export const challengeCode = (house: House, id: string): string =>
  plainCodeFrom(draw(house, 'code', id), codeSigns)

export const challengeCodeHash = ({ keys }: House, code: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), 'challenge hash', readPlainCode(code))

export const newChallengeId = (): string => randomId()

/** Whoever leads the person; their own phone; or a phone that is being added. */
export type ChallengeKind = 'leader' | 'push' | 'add-phone'

export interface ToAsk {
  readonly id: string
  readonly kind: ChallengeKind
  /** Whom it is about. */
  readonly person: string
  /** Who alone may answer. */
  readonly asked: string
  /** The visit that waits, and names it from now on. */
  readonly visit: string
  readonly lifeSeconds: number
  /** So long after a yes it counts. */
  readonly waitSeconds: number
  /** So many numbers may be typed. */
  readonly triesMost: number
  /** What else whoever answers is shown. */
  readonly shows?: Pick<Origin, 'application' | 'digits'>
  /** It is found by a code that stands on the page. */
  readonly byCode?: true
}

/** What an open question of this kind remembers: what was asked, and of whom. */
export const openChallengeShape = z.object({ challenge: z.string(), asked: z.string() })

/** What was asked of somebody who is the one to ask now as well. */
export function askedIn(open: Open | undefined, person: PersonFacts | undefined) {
  const named = open && openChallengeShape.safeParse(open.facts).data
  const mayBeAsked = [person?.id, person?.leader?.id]
  return named && mayBeAsked.includes(named.asked) ? named.challenge : undefined
}

const originShape = z.object({
  network: z.string().exactOptional(),
  browser: z.string().exactOptional(),
  system: z.string().exactOptional(),
  application: z.string().exactOptional(),
  digits: z.number().exactOptional(),
})
export type Origin = z.output<typeof originShape>

/** The narrowest place that has a name: an address says nothing to people. */
function originOf({ from, house }: Moment): Origin {
  const { networks } = house.configuration()
  const place = networks.findLast(({ id }) => from.networks.includes(id))
  return { ...(place && { network: place.name ?? place.id }), ...browserKind(from.says ?? '') }
}

/** In the transaction that makes the visit name it. */
export async function openChallenge(inside: Moment, asking: ToAsk): Promise<void> {
  const { db, house, now } = inside
  const { byCode, shows } = asking
  await store.openChallenge(db, {
    ...asking,
    epoch: house.epoch(),
    origin: { ...originOf(inside), ...shows },
    ...(byCode && { codeHash: challengeCodeHash(house, challengeCode(house, asking.id)) }),
    now,
    until: secondsAfter(now, asking.lifeSeconds),
  })
}

const at = ({ now, house }: Moment) => ({ now, epoch: house.epoch() })

export interface Challenge extends Omit<store.ChallengeRow, 'origin'> {
  readonly origin: Origin
  readonly stands: Challenged
}

export async function findChallenge(moment: Moment, id: string): Promise<Challenge | undefined> {
  const row = await store.findChallenge(moment.db, id, at(moment))
  return row && challengeOf(row, moment)
}

export const challengeOf = (row: store.ChallengeRow, moment: Moment): Challenge => ({
  ...row,
  origin: originShape.parse(row.origin),
  stands: standing(row, moment),
})

function standing(row: store.ChallengeRow, { now }: Moment): Challenged {
  const { answer, counts_from: from, answered_at: answered } = row
  const told = {
    askedAt: row.made_at.toISOString(),
    ...(answered && { answeredAt: answered.toISOString() }),
  }
  if (answer === 'no') return { state: 'no', ...told }
  if (!row.waits || row.collected_at) return { state: 'over', ...told }
  if (answer === 'yes' && from) {
    const countsFrom = from.toISOString()
    const secondsLeft = Math.ceil(secondsBetween(now, from))
    const waits = answered !== null && from > answered
    return waits && secondsLeft > 0
      ? { state: 'agreed', ...told, countsFrom, secondsLeft }
      : { state: 'done', ...told, countsFrom }
  }
  const secondsLeft = Math.ceil(secondsBetween(now, row.expires_at))
  if (row.tries >= row.tries_most) return { state: 'over', ...told, because: 'wrong-number' }
  if (secondsLeft <= 0) return { state: 'over', ...told, because: 'unanswered' }
  return { state: 'waiting', ...told, secondsLeft, ...(row.found && cameBy(row, row.found)) }
}

const cameBy = ({ phone }: store.ChallengeRow, device: string) => ({
  came: phone === null ? ('found' as const) : ('brought' as const),
  device,
})

/** How far it has come, for the page that waits. */
export const challenged = async (moment: Moment, id: string): Promise<Challenged> =>
  (await findChallenge(moment, id))?.stands ?? { state: 'over' }

export type Tried = 'right' | 'over' | { readonly left: number }

/**
 * A number that was typed. It is counted, and the count committed, before anything is compared
 * never to be called inside a transaction.
 */
export async function tryNumber(
  { db, house, now }: Moment,
  id: string,
  { by, typed }: { readonly by: string; readonly typed: string },
): Promise<Tried> {
  const left = await store.countNumber(db, id, { by, now })
  if (left === undefined) return 'over'
  if (isSameText(typed, challengeNumber(house, id))) return 'right'
  return left > 0 ? { left } : 'over'
}

/**
 * In the caller's transaction, and only after it is known that this answer may be given. Nothing
 * where another answer was first. An answer is an answer, wherever it is given: the visit lives on
 * from it.
 */
export async function answerChallenge(
  inside: Moment,
  { id, visit_ref: visit }: Pick<Challenge, 'id' | 'visit_ref'>,
  answered: { readonly by: string; readonly answer: 'yes' | 'no' },
): Promise<store.AnsweredRow | undefined> {
  const { db, now } = inside
  // The visit first, as whoever collects or asks anew holds it first.
  if (answered.answer === 'yes') await slideVisit(db, visit, visitUntil(now))
  const row = await store.answerChallenge(db, id, { ...at(inside), ...answered })
  if (row) await tellMoved(db, row.visit_ref)
  return row
}

/** Who has said yes, in the transaction in which the visit that waited learns it; once. */
export const collectChallenge = (
  inside: Moment,
  id: string,
  by: { readonly visit: string; readonly person: string },
): Promise<string | undefined> => store.collectChallenge(inside.db, id, { ...at(inside), ...by })

/** That somebody has used up their tries is news to the page that waits. */
export const tellChallengeOver = ({ db }: Moment, { visit_ref }: Challenge): Promise<number> =>
  tellMoved(db, visit_ref)

const hour = 3600

/** For the house's own broom: after so long neither a wait nor a visit is left. */
export const sweepChallenges = ({ db, now }: Moment): Promise<number> =>
  store.sweepChallenges(db, secondsAfter(now, -3 * hour))
