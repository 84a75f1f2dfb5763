// Asking a question that has to be made, or sent, before there is an answer. What is made stands
// first and is sent afterwards, never inside a transaction; a page that is drawn again sends
// nothing. One code lives at a time: while more than half of its life is left the same goes out
// once more, later a new one is made.
import type { Open } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { organisationOf, wordsIn } from '../domain/configuration/configuration.ts'
import type { Organisation } from '../domain/configuration/configuration-shape.ts'
import {
  isPortedOfLate,
  newSendingId,
  waitBeforeSending,
  type Sending,
  type Spoken,
} from '../domain/phones/sendings.ts'
import type { Asked as AskedOf, ToSend } from '../factors/factor.ts'
import { secondsAfter, secondsBetween } from '../lib/clock.ts'
import { isPhone, readPhone } from '../lib/methods/phone-number.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import { sayTime } from '../../texts/dates.ts'
import { say } from '../../texts/index.ts'
import { aboutOf, exchangeOf, keyOf, nextRoundOf, openOf, type Question } from './question.ts'
import type { Asked, Taken } from './step.ts'

export interface AskingSo {
  readonly answer?: Answer
  readonly channel?: 'sms' | 'voice'
}

/** Nobody's thumb is faster than a message: before this it is not sent again. */
const againSeconds = 20

/** What it takes to ask; nothing to learn where the factor has nothing to make. */
export async function ask(
  question: Question,
  asked: Asked,
  moment: Moment,
  so: AskingSo = {},
): Promise<Taken> {
  const exchange = exchangeOf(question)
  if (!exchange.ask) return { learned: {} }
  const before = openOf(question, asked.facts)
  const tooSoon = before && waitsFor(before, moment)
  if (tooSoon) return { problem: sendLater(moment, tooSoon) }
  const isSame = before !== undefined && isHalfAlive(before, moment) && isBy(before, so.channel)
  const round = isSame ? before.round : nextRoundOf(before, asked.facts)
  const about = aboutOf(question, asked, moment.house)
  const made = await exchange.ask(about, moment, {
    round,
    ...(so.channel && { channel: so.channel }),
    ...(so.answer && { answer: so.answer }),
  })
  if ('problem' in made) return made
  const lives = isSame ? before : undefined
  return open(question, asked, moment, { made, round, ...(lives && { lives }) })
}

export const againAt = ({ sentAt, sends }: Open): Date | undefined =>
  sentAt === undefined ? undefined : secondsAfter(new Date(sentAt), againSeconds * sends)

const waitsFor = (before: Open, { now }: Moment): Date | undefined => {
  const at = againAt(before)
  return at && at > now ? at : undefined
}

const isHalfAlive = ({ madeAt, expiresAt }: Open, { now }: Moment): boolean =>
  2 * secondsBetween(now, new Date(expiresAt)) >
  secondsBetween(new Date(madeAt), new Date(expiresAt))

const isBy = (before: Open, channel: 'sms' | 'voice' | undefined): boolean =>
  // A call is never answered twice with one code: whoever picked up the first may not be the one
  // who picks up the next.
  before.channel === 'sms' && channel !== 'voice'

interface Making {
  readonly made: AskedOf<unknown>
  readonly round: number
  /** The question whose code goes out once more. */
  readonly lives?: Open
}

/** Opens it, on the condition that it may be sent now. */
export async function open(
  question: Question,
  { facts }: Asked,
  moment: Moment,
  { made, round, lives }: Making,
): Promise<Taken> {
  const { now } = moment
  const before = openOf(question, facts)
  const sending = made.send && (await sendingOf(question, facts, moment, made.send))
  if (sending && 'problem' in sending) return sending
  const opened: Open = {
    facts: made.facts ?? null,
    madeAt: lives?.madeAt ?? now.toISOString(),
    expiresAt: lives?.expiresAt ?? secondsAfter(now, made.lifeSeconds).toISOString(),
    round,
    sends: (before?.sends ?? 0) + (sending ? 1 : 0),
    ...(sending && {
      sending: sending.id,
      channel: sending.channel,
      sentAt: now.toISOString(),
    }),
  }
  return {
    learned: { open: { ...facts.open, [keyOf(question)]: opened }, choosing: false },
    ...(sending && { send: sending }),
  }
}

async function sendingOf(
  { factor }: Question,
  facts: Asked['facts'],
  moment: Moment,
  { channel, to, extension, code }: ToSend,
): Promise<Sending | { problem: Problem }> {
  const read = readPhone(to)
  const country = isPhone(read) ? read.country : ''
  const { person } = facts
  if (channel === 'voice' && person && (await isPortedOfLate(moment, person.id)))
    return { problem: { code: 'no-calls' } }
  const wait = await waitBeforeSending(moment, { channel, to, country })
  if (wait) return { problem: sendLater(moment, wait) }
  const { house, language } = moment
  const organisation = organisationOf(house.configuration(), facts.person?.organisation)
  const { service } = organisation
  const words = channel === 'sms' ? messageOf(moment, organisation, code) : ''
  return {
    id: newSendingId(),
    channel,
    to,
    country,
    language,
    factor: factor.name,
    sender: service,
    text: words,
    ...(facts.person && { person: facts.person.id }),
    ...(extension && { extension }),
    ...(channel === 'voice' && { spoken: spokenOf(moment, service, code) }),
  }
}

/**
 * In the page's language, and in another where the organisation wants it; for this address alone.
 */
function messageOf({ house, language }: Moment, organisation: Organisation, code: string): string {
  const { service, words } = organisation
  const { alsoIn } = house.configuration().phones
  const languages = alsoIn && alsoIn !== language ? [language, alsoIn] : [language]
  const own = wordsIn(words.message, language)
  return [
    ...languages.map((each) => say(each, 'sms.code', { code, service })),
    ...(own ? [own] : []),
    `\n@${house.address.hostname} #${code}`,
  ].join('\n')
}

/** The code is said only to whoever has pressed a key: an answering machine hears none. */
function spokenOf({ language }: Moment, service: string, code: string): Spoken {
  const digits = [...code].join(', ')
  return {
    language,
    invites: [say(language, 'voice.hello', { service }), say(language, 'voice.press')],
    // The gateway says it twice.
    says: [say(language, 'voice.code', { digits }), say(language, 'voice.never')],
  }
}

const sendLater = (moment: Moment, until: Date): Problem => ({
  code: 'send-later',
  with: { until: sayTime(moment.language, until.toISOString()) },
})
