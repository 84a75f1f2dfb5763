// Letters and start codes: how a new person begins. Looking at a letter changes nothing, so that a
// mail scanner uses nothing up (S1.8); the press opens it, and the second proof can be given in the
// same press.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { needsPins } from '../domain/configuration/configuration.ts'
import { recordEvent } from '../domain/events/events.ts'
import {
  openLetter,
  readLetter,
  readStartCode,
  sendNewLetter,
  type ReadLetter,
} from '../domain/people/invitations.ts'
import { loginsFor } from '../domain/people/logins.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { randomCaseNumber } from '../lib/random.ts'
import { passwordRulesFor } from '../domain/passwords/passwords.ts'
import { pinDigits } from '../domain/people/pins.ts'
import type { PersonFacts } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { channelsOf } from '../domain/methods/offered.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Try } from '../domain/throttles/counts.ts'
import { forgive } from '../domain/throttles/forgiving.ts'
import { tellWaiting } from '../domain/throttles/telling.ts'
import { countTry, type Counted } from '../domain/throttles/throttles.ts'
import { openVisit } from '../domain/visits/visits.ts'
import { letterProof } from '../factors/letter/letter.ts'
import { progressAtLetter } from '../flows/imagine.ts'
import { take } from '../flows/answering.ts'
import { look } from '../flows/walk.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Way } from '../shapes/screen.ts'
import { goTo, show } from './draw.ts'
import { answerOf, askerOf, hereAt, type Door, type Here } from './here.ts'
import { lead } from './visit.ts'

interface ByToken {
  Params: { token: string }
}
interface ByLetter {
  Params: { letter: string }
}

export function openLetters(server: FastifyInstance, door: Door): void {
  server.get('/start', async (request, reply) => {
    return showStartCode(hereAt(door, request, reply), reply)
  })
  server.post('/start', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const answer = answerOf(here, request)
    return takeStartCode(here, reply, answer)
  })
  server.get<ByToken>('/start/:token', async (request, reply) => {
    const here = hereAt(door, request, reply)
    return showLetter(here, reply, await readLetter(here.moment, request.params.token))
  })
  server.post<ByToken>('/start/:token', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const answer = answerOf(here, request)
    const read = await readLetter(here.moment, request.params.token)
    if (!canBegin(read)) return showState(here, reply, read)
    const blank = answer.do === 'answer' ? blankIn(answer, here) : undefined
    return blank ? showLetter(here, reply, read, blank) : begin(here, reply, read, answer)
  })
  server.post<ByToken>('/start/:token/again', async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    const { letter } = await readLetter(here.moment, request.params.token)
    return sendAgain(here, reply, letter?.id)
  })
  // From paper there is no link to ask by. Whoever has typed name and code has been told the
  // letter's id, and it does nothing but this.
  server.post<ByLetter>('/start/letter/:letter/again', async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    return sendAgain(here, reply, request.params.letter)
  })
}

/**
 * The same page whether or not anything was sent: the address bar is no way to find out who is
 * invited.
 */
async function sendAgain(
  here: Here,
  reply: FastifyReply,
  letter: string | undefined,
): Promise<FastifyReply> {
  if (letter) await sendNewLetter(here.moment, letter)
  return show(here, reply, {
    screen: { kind: 'notice', about: 'letter-sent', ways: [{ to: '/help', word: 'get-help' }] },
  })
}

type Beginning = Required<ReadLetter>

const canBegin = (read: ReadLetter): read is Beginning =>
  (read.state === 'fresh' || read.state === 'begun') &&
  read.letter !== undefined &&
  read.person !== undefined

function showStartCode(
  here: Here,
  reply: FastifyReply,
  typed: { problem?: Problem; name?: string } = {},
): FastifyReply {
  return show(here, reply, {
    screen: { kind: 'start-code', ...(typed.name && { name: typed.name }) },
    problem: typed.problem,
    question: 'start-code',
    may: ['help'],
  })
}

function showLetter(
  here: Here,
  reply: FastifyReply,
  read: ReadLetter,
  problem?: Problem,
): FastifyReply {
  if (!canBegin(read)) return showState(here, reply, read)
  const { person } = read
  const progress = progressAtLetter(here.moment, person)
  return show(here, reply, {
    look: person.login,
    problem,
    question: 'begin',
    may: ['help'],
    screen: {
      kind: 'begin',
      firstName: person.firstName,
      account: person.login,
      pinDigits: asksPin(here) ? pinDigits : undefined,
      ...(asksPin(here) ? phoneOf(here, person) : passwordOf(here, person)),
      begunBefore: read.state === 'begun',
      expiresAt: read.letter.expiresAt.toISOString(),
      ...(progress && { progress }),
    },
  })
}

/** Each state of a letter has a page of its own, with the way on and never a bare error (S1.8). */
function showState(here: Here, reply: FastifyReply, read: ReadLetter): FastifyReply {
  const state = read.state === 'fresh' || read.state === 'begun' ? 'unknown' : read.state
  const signIn: Way = { to: '/', word: 'sign-in' }
  const help: Way = { to: '/help', word: 'get-help' }
  const asked = here.path === '/start' ? `/start/letter/${read.letter?.id}` : here.path
  const again: Way = { to: `${asked}/again`, word: 'send-new-letter', post: true }
  const code: Way = { to: '/start', word: 'enter-start-code' }
  const ways: Readonly<Record<ReadLetter['state'], readonly Way[]>> = {
    fresh: [],
    begun: [],
    expired: [again, help],
    superseded: [again, help],
    used: [signIn, help],
    unknown: [code, signIn, help],
  }
  return show(here, reply, {
    status: state === 'unknown' ? 404 : 410,
    screen: {
      kind: 'notice',
      about: `letter-${state}`,
      ways: ways[state],
      ...(read.letter && { with: { sentAt: read.letter.newestAt.toISOString() } }),
    },
    question: 'again',
  })
}

/**
 * The code is short, so it is counted and asked together with the name; a wrong one and a wrong
 * name read alike.
 */
async function takeStartCode(
  here: Here,
  reply: FastifyReply,
  answer: Answer,
): Promise<FastifyReply> {
  const name = answer.name?.trim() ?? ''
  const wrong = (problem: Problem) => showStartCode(here, reply, { problem, name })
  if (!name) return wrong({ code: 'name-missing', field: 'name' })
  if (!answer.code?.trim()) return wrong({ code: 'code-missing', field: 'code' })
  const [account = name] = loginsFor(here.moment.house.configuration(), name)
  const tried: Try = { purpose: 'start-code', account, familiar: false }
  const counted = await countTry(here.moment, tried)
  const read = counted.waitUntil ? undefined : await readStartCode(here.moment, name, answer.code)
  if (!read || read.state === 'unknown') {
    await tellWrongCode(here.moment, name, counted)
    return wrong({ code: 'wrong-code', field: 'code' })
  }
  await forgive(here.moment, tried)
  return canBegin(read) ? begin(here, reply, read, {}) : showState(here, reply, read)
}

/**
 * As the exchange tells of a factor. The code is never kept, and the name only where it is
 * somebody's.
 */
async function tellWrongCode(moment: Moment, name: string, counted: Counted): Promise<void> {
  const person = (await findPersonByName(moment, name))?.id
  const data = { factor: 'letter', problem: 'wrong-code', flow: 'activate' }
  if (!counted.waitUntil) await recordEvent(moment, 'proof.failed', { person, data })
  await tellWaiting(moment, { factor: 'letter', person }, counted)
}

const asksPin = (here: Here): boolean => needsPins(here.moment.house.configuration())

/**
 * Opens the visit that the letter is the first proof of, and takes the second proof if it was given
 * in the same press.
 */
async function begin(
  here: Here,
  reply: FastifyReply,
  read: Beginning,
  answer: Partial<Answer>,
): Promise<FastifyReply> {
  // One number from the press on, for the helpdesk to look up.
  const moment = { ...here.moment, caseNumber: randomCaseNumber() }
  const asker = askerOf(here)
  if (!(await openLetter(moment, read.letter.id))) throw new Refusal('visit-ended')
  const ref = await openVisit(moment, {
    flow: 'activate',
    errand: { protocol: 'portal', ref: '/', mayAsk: true },
    learned: { who: read.person.id, letter: read.letter.id, proofs: [letterProof(moment.now)] },
  })
  const inside: Here = { ...here, path: `/visit/${ref}` }
  const { question } = await look(moment, ref, asker)
  const pressed = pressedAtLetter(answer, question)
  if (!pressed) return goTo(inside, reply, inside.path)
  return lead(inside, reply, await take(moment, ref, pressed, asker), pressed)
}

/** Told on this very page: nothing was pressed for yet. */
function blankIn({ code, password }: Answer, here: Here): Problem | undefined {
  if (asksPin(here))
    return code?.trim() === '' ? { code: 'code-missing', field: 'code' } : undefined
  return password === '' ? { code: 'password-missing', field: 'password' } : undefined
}

/**
 * The press that redeems the letter gives the first answer with it: a PIN, where to send, or a
 * password where the letter is enough.
 */
function pressedAtLetter(
  { do: does, code, choice, password, repeat }: Partial<Answer>,
  question: string,
): Answer | undefined {
  const answer = { token: '', question }
  if (does === 'answer' && password !== undefined)
    return { ...answer, do: does, password, ...(repeat !== undefined && { repeat }) }
  if (does === 'send' || does === 'call') return { ...answer, do: does }
  if (does === 'choose' && choice !== undefined) return { ...answer, do: 'choose', choice }
  return code === undefined ? undefined : { ...answer, do: 'answer', code }
}

/** A number known beforehand is the other proof, where this house can send to it. */
const phoneOf = ({ moment: { house } }: Here, { knownPhone }: PersonFacts) => {
  const channels = channelsOf(house)
  return knownPhone !== undefined && channels.includes('sms')
    ? { phone: { ending: knownPhone.slice(-2), canCall: channels.includes('voice') } }
    : {}
}

/** Where nothing is asked beside the letter, the password is the first question there is. */
const passwordOf = ({ moment: { house } }: Here, person: PersonFacts) => {
  const configuration = house.configuration()
  const { repeat } = configuration.passwords
  return { password: { rules: passwordRulesFor(person, configuration), repeat } }
}
