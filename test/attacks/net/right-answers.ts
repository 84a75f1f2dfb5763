// Somebody who has everything at hand that they should have: walks a real visit to its end by right
// answers, past every page, and tells what was asked. Worked out from what the screens show, and
// never from what foretells them.
import type { Facts } from '../../../src/domain/facts.ts'
import type { Moment } from '../../../src/domain/moment.ts'
import { spokenWords } from '../../../src/domain/phones/sendings.ts'
import { forgiveNow } from '../../../src/domain/throttles/forgiving.ts'
import { openVisit } from '../../../src/domain/visits/visits.ts'
import { take, type Answered } from '../../../src/flows/answering.ts'
import { read, screenOf, type Walk } from '../../../src/flows/walk.ts'
import { secondsAfter } from '../../../src/lib/clock.ts'
import { decodeBase32 } from '../../../src/lib/methods/base32.ts'
import { codeAt, stepAt } from '../../../src/lib/methods/totp.ts'
import type { Answer } from '../../../src/shapes/answer.ts'
import type { Screen } from '../../../src/shapes/screen.ts'
import { answered } from '../../factors/factor-suite.ts'
import {
  makeSoftKey,
  proofOf,
  registrationOf,
  type SoftKey,
} from '../../oracles/soft-authenticator.ts'

/** What one person has in the pocket, and in the head. */
export interface Pocket {
  readonly login: string
  readonly password?: string
  readonly appKey?: Buffer
  readonly passkey?: SoftKey
  codes?: string[]
  reply?: string
  readonly pass?: string
  /** Numbers to type where none is known, each of them once. */
  readonly phones: string[]
}

export interface Sent {
  readonly id: string
  readonly channel: 'sms' | 'voice'
  readonly text: string
}

export interface Walked {
  readonly steps: readonly string[]
  readonly end: Answered['is'] | 'no right answer'
  readonly facts: Facts
}

interface Walking {
  readonly moment: Moment
  readonly pocket: Pocket
  /** What came to the phone last. */
  readonly sent: () => Sent | undefined
}

const asker = { sessions: [], tell: async () => {} }
const answersMax = 60

export async function walkBy(walking: Walking, errand: Facts['errand']): Promise<Walked> {
  let { moment } = walking
  const ref = await openVisit(moment, { flow: 'sign-in', errand })
  let present: Answered = { is: 'asks', walk: await read(moment, ref, asker) }
  const steps: string[] = []
  let told = ''
  for (let answers = 0; answers < answersMax; answers++) {
    // Whoever answers takes a moment; what was set up later is the younger.
    moment = { ...moment, now: secondsAfter(moment.now, 1) }
    if (present.is !== 'asks') return { steps, end: present.is, facts: present.walk.facts }
    const walk: Walk = await read(moment, ref, asker)
    const screen = screenOf(walk, moment)
    const so = soFar(walk)
    if (screen && so !== told) steps.push(`${named(walk)}: ${screen.kind}`)
    told = so
    const answer = screen ? await rightAnswer(screen, walk, { ...walking, moment }) : {}
    if (!answer) return { steps, end: 'no right answer', facts: walk.facts }
    const question = walk.question
    present = await take(moment, ref, { ...answered(answer), question }, asker)
    // The house forgives a moment later, and nobody types five answers within it but a machine.
    await forgiveNow(moment.house, moment.now)
    if (present.is === 'asks' && present.problem)
      throw new Error(`${named(walk)} was answered: ${present.problem.code}`)
  }
  throw new Error(`The walk does not end: ${steps.join(', ')}`)
}

/** What stands between one question and the next: none of it changes while one is answered. */
const soFar = ({ visit: { learned } }: Walk): string =>
  JSON.stringify([
    learned.named,
    learned.proofs.length,
    learned.enrolled?.length ?? 0,
    learned.renewed,
    learned.summarised,
  ])

/** Without the number of the question: «prove.sms», «enrol», «summary». */
const named = ({ question }: Walk): string => question.slice(0, question.lastIndexOf('.'))

type Given = Partial<Answer> | undefined

async function rightAnswer(screen: Screen, walk: Walk, walking: Walking): Promise<Given> {
  const { pocket } = walking
  switch (screen.kind) {
    case 'who':
      // Where nobody is asked for a password, whoever has a passkey says by it who they are.
      return pocket.passkey && screen.passkey && !walk.facts.need.accepts.includes('password')
        ? { passkey: passkeyFor(screen.passkey, 'prove', walking) }
        : { name: pocket.login }
    case 'password':
      return pocket.password === undefined ? undefined : { password: pocket.password }
    case 'enter-code':
      return code(screen, walk, walking)
    case 'scan-code':
      return { code: shown(decoded(screen.key), walking.moment) }
    case 'question':
      if (screen.purpose === 'prove') return { reply: pocket.reply ?? '' }
      pocket.reply = 'Havgula 77'
      return { about: screen.questions[0] ?? '', reply: pocket.reply }
    case 'show-codes':
      pocket.codes = [...screen.codes]
      return {}
    case 'summary':
      return {}
    case 'choose':
      return { do: 'choose', choice: screen.choices[0]?.choice ?? '' }
    case 'enter-phone':
      return screen.known === undefined ? { phone: pocket.phones.shift() ?? '' } : { do: 'send' }
    case 'new-password':
      return { password: newPassword, repeat: newPassword }
    case 'passkey':
      return { passkey: passkeyFor(screen.options, screen.purpose, walking) }
    default:
      throw new Error(`Nobody knows how to answer «${screen.kind}»`)
  }
}

const newPassword = 'en helt annen fjelltopp'

async function code(
  screen: Extract<Screen, { kind: 'enter-code' }>,
  { question }: Walk,
  { moment, pocket, sent }: Walking,
): Promise<Given> {
  if (screen.sent) {
    if (screen.sent.state === 'unsent') return { do: 'send' }
    const last = sent()
    const spoken = last?.channel === 'voice' ? await spokenWords(moment, last.id) : undefined
    return { code: spoken ? digitsIn(spoken.says.join(' ')) : digitsIn(last?.text ?? '') }
  }
  if (screen.by === 'codes') return { code: pocket.codes?.shift() ?? '' }
  if (screen.by === 'pass') return { code: pocket.pass ?? '' }
  if (screen.by === 'totp' && pocket.appKey) return { code: shown(pocket.appKey, moment) }
  throw new Error(`Nobody has what «${question}» asks for`)
}

const digitsIn = (text: string): string =>
  /\d(?:[, ]*\d){5}/.exec(text)?.[0].replaceAll(/\D/g, '') ?? ''

const decoded = (written: string): Buffer =>
  Buffer.from(decodeBase32(written.replaceAll(' ', '')) ?? [])

const shown = (key: Buffer, { now }: Moment): string => codeAt(key, stepAt(now))

function passkeyFor(
  options: string,
  purpose: 'prove' | 'set-up',
  { moment, pocket }: Walking,
): string {
  const read: unknown = JSON.parse(options)
  const challenge = typeof read === 'object' && read ? Reflect.get(read, 'challenge') : ''
  const { address, passkeyDomain: rpId } = moment.house
  const scene = { challenge: String(challenge), origin: address.origin, rpId }
  if (purpose === 'set-up') return registrationOf(makeSoftKey(), scene)
  if (!pocket.passkey) throw new Error('A passkey was asked for, and there is none')
  return proofOf(pocket.passkey, scene)
}
