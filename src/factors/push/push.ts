// Approve on the phone: the person's own phones are asked, and the number on this page is typed on
// one of them (domain/approving/). The page waits and goes on by itself; the answer is collected
// here, once. Must never be set up without a test that was approved.
import { phoneKeptShape, type PhoneKept } from '../../domain/approving/kept-phone.ts'
import { addingSeconds, approvedPhone } from '../../domain/approving/adding.ts'
import { addressForLink } from '../../domain/approving/mailing-link.ts'
import { phoneAddressOf } from '../../domain/approving/own-origin.ts'
import {
  challengeCode,
  challenged,
  challengeHere,
  challengeNumber,
  challengePair,
  challengeSeen,
  findChallenge,
  newChallengeId,
  openChallengeShape,
} from '../../domain/visits/challenges.ts'
import type { House, Moment } from '../../domain/moment.ts'
import { secondsBetween } from '../../lib/clock.ts'
import { drawQr } from '../../lib/methods/qr.ts'
import { maskMail } from '../../lib/names/mask-mail.ts'
import { sayPlainCode } from '../../lib/random.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Challenged } from '../../shapes/challenged.ts'
import type { Screen } from '../../shapes/screen.ts'
import { z } from 'zod'
import type { About, Asked, Asking, Factor, Outcome, Unasked } from '../factor.ts'

/** Where a link was sent besides, masked. */
const openShape = openChallengeShape.extend({ mailed: z.string().exactOptional() })
type Asks = z.output<typeof openShape>
type AboutPhone = About<PhoneKept, Asks>

/** What the answer says that asks for the link by mail. */
const linkByMail = 'link-by-mail'

export const push: Factor<PhoneKept, Asks> = {
  name: 'push',
  fate: 'phone',
  canBeSetUp: true,
  first: false,
  proof: { kinds: ['has'], amr: ['swk'], resistsPhishing: false },
  kept: phoneKeptShape,
  open: openShape,
  prove: {
    wrong: { code: 'phone-not-answered' },
    missing: () => undefined,
    ask: askPhones,
    screen: drawWaiting,
    check: judgeAnswer,
  },
  enrol: {
    wrong: { code: 'phone-not-done' },
    missing: () => undefined,
    asksAtOnce: true,
    alsoAskedBy: [linkByMail],
    ask: askForPhone,
    screen: drawAdding,
    check: judgeNew,
  },
}

function asks(
  { person }: AboutPhone,
  kind: 'push' | 'add-phone',
  lifeSeconds: number,
): Asked<Asks> {
  if (!person) throw new Error('A phone was to be asked about nobody')
  const challenge = newChallengeId()
  const asked = person.id
  return { facts: { challenge, asked }, lifeSeconds, asks: { id: challenge, kind, asked } }
}

/** Whoever cannot scan gets a fresh code, and the page and the mail lead to the same. */
async function askForPhone(
  about: AboutPhone,
  moment: Moment,
  { answer }: Asking,
): Promise<Asked<Asks> | Unasked> {
  const made = asks(about, 'add-phone', addingSeconds)
  if (answer?.choice !== linkByMail || !made.asks) return made
  const to = await addressForLink(moment, made.asks.asked)
  if (to === undefined) return { problem: { code: 'no-mail' } }
  return {
    ...made,
    facts: { ...made.facts, mailed: maskMail(to) },
    asks: { ...made.asks, mailTo: to },
  }
}

/** So little is left that whoever presses wants more time, and not the same once more. */
const soonSeconds = 20

/** So long after it was asked, something has gone wrong on the way more often than not. */
const lateSeconds = 20

/**
 * While the request stands, the same one rings once more: nobody's number changes as they type.
 */
async function askPhones(
  about: AboutPhone,
  moment: Moment,
  { answer }: Asking,
): Promise<Asked<Asks>> {
  const { open, person } = about
  const stands = open && answer && (await challenged(moment, open.facts.challenge))
  const lifeSeconds = stands?.secondsLeft ?? 0
  if (stands?.state !== 'waiting' || lifeSeconds <= soonSeconds || !open || !person)
    return asks(about, 'push', about.requestSeconds)
  return { facts: open.facts, lifeSeconds, rings: person.id }
}

function drawWaiting(about: AboutPhone, { house, now }: Moment): Screen {
  const { open, mine, challenge: came = { state: 'waiting' as const }, around } = about
  const id = open?.facts.challenge ?? ''
  const address = new URL(`/app/#${id}.${challengeSeen(house, id)}`, phoneAddressOf(house)).href
  return {
    kind: 'approve',
    phones: mine.flatMap(({ name }) => name ?? []),
    ...came,
    ...(came.state === 'waiting' && {
      number: challengeNumber(house, id, about.numberDigits),
      address,
      here: new URL(`/app/?here#${id}.${challengeHere(house, id)}`, phoneAddressOf(house)).href,
      picture: drawQr(address),
      lateIn: lateIn(came, now),
    }),
    ...around,
  }
}

const lateIn = ({ askedAt }: Challenged, now: Date): number =>
  askedAt === undefined
    ? lateSeconds
    : Math.max(0, Math.ceil(lateSeconds - secondsBetween(new Date(askedAt), now)))

/** Before there is an answer nothing is judged, and a press costs no try. */
async function judgeAnswer(
  _answer: Answer,
  { open, mine }: AboutPhone,
  moment: Moment,
): Promise<Outcome<PhoneKept, Asks>> {
  const found = open && (await findChallenge(moment, open.facts.challenge))
  if (!found) return { is: 'unjudged' }
  const { state } = found.stands
  const method = mine.find(({ kept }) => kept.phone === found.phone)?.id
  if (state === 'done' && method !== undefined)
    return { is: 'right', method, collects: { id: found.id, kind: 'push' } }
  return {
    is: 'unjudged',
    ...(state === 'waiting' && { problem: { code: 'phone-not-answered' } }),
  }
}

function drawAdding(about: AboutPhone, { house }: Moment): Screen {
  const { open, challenge = { state: 'waiting' as const }, around, person } = about
  const { challenge: id, mailed } = open?.facts ?? {}
  if (id === undefined || !person) return { kind: 'add-phone', state: 'unasked', ...around }
  const { state, ...told } = challenge
  const isWaiting = state === 'waiting'
  return {
    kind: 'add-phone',
    state,
    ...told,
    ...(isWaiting && told.came === undefined && reached(house, id)),
    ...(isWaiting && told.came === undefined && mailed !== undefined && { mailedTo: mailed }),
    ...(isWaiting && told.came !== undefined && { pair: challengePair(house, id) }),
    ...(isWaiting &&
      told.came === 'brought' && { number: challengeNumber(house, id, about.numberDigits) }),
    ...around,
  }
}

/** How a phone gets here: by its camera, or by hand. */
function reached(house: House, id: string) {
  const code = challengeCode(house, id)
  const lives = phoneAddressOf(house)
  const address = new URL(`/m/${code}`, lives).href
  const site = `${lives.host}/m`
  // Whoever presses on this very page has it before them: nothing is left to copy. No picture has
  // it.
  const here = new URL(`/m/${code}?here=${challengeSeen(house, id)}`, house.address).href
  return { address, here, picture: drawQr(address), site, code: sayPlainCode(code) }
}

/** What was brought is kept when the test was approved, and not before (S3.23). */
async function judgeNew(
  _answer: Answer,
  { open }: AboutPhone,
  moment: Moment,
): Promise<Outcome<PhoneKept, Asks>> {
  const id = open?.facts.challenge
  if (id === undefined) return { is: 'unjudged' }
  const { state } = await challenged(moment, id)
  const brought = state === 'done' ? await approvedPhone(moment, id) : undefined
  if (!brought) {
    return { is: 'unjudged', ...(state === 'waiting' && { problem: { code: 'phone-not-done' } }) }
  }
  const { kept, name } = brought
  return { is: 'right', keep: kept, name, collects: { id, kind: 'add-phone' } }
}
