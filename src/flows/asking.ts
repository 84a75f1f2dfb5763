// Asking a question that has to be made, or sent, before there is an answer. What is made stands
// first and is sent afterwards, never inside a transaction; a page that is drawn again sends
// nothing. One code lives at a time: while more than half of its life is left the same goes out
// once more, later a new one is made.
import type { Open } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { Asked as AskedOf } from '../factors/factor.ts'
import { secondsAfter, secondsBetween } from '../lib/clock.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import {
  aboutOf,
  exchangeOf,
  isDiscreet,
  keyOf,
  nextRoundOf,
  openOf,
  type Question,
} from './question.ts'
import { askedElsewhere, ringing } from './elsewhere/asking.ts'
import { leavingFor, nobodysLeaving, sendLater } from './leaving.ts'
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
  const isSame =
    exchange.isPressedFor !== true &&
    before !== undefined &&
    isHalfAlive(before, moment) &&
    isBy(before, so.channel)
  const round = isSame ? before.round : nextRoundOf(before, asked.facts)
  const about = aboutOf(question, asked, moment.house)
  const made = await exchange.ask(about, moment, {
    round,
    ...(so.channel && { channel: so.channel }),
    ...(so.answer && { answer: so.answer }),
  })
  if ('problem' in made && (made.isForAll === true || !isDiscreet(asked.facts)))
    return { problem: made.problem }
  // Whoever is asked elsewhere is asked anew.
  const lives = isSame && !('asks' in made) ? before : undefined
  const { channel } = so
  return open(question, asked, moment, { made, round, ...(lives && { lives }), channel })
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
  before.channel !== 'voice' && channel !== 'voice'

interface Making {
  /** A problem where nothing may be told of it: then the same stands open, and nothing is sent. */
  readonly made: AskedOf<unknown> | { readonly problem: Problem }
  readonly round: number
  /** The question whose code goes out once more. */
  readonly lives?: Open
  /** The way out that was pressed for. */
  readonly channel?: 'sms' | 'voice' | undefined
}

const nobodys = ({ house }: Moment): AskedOf<unknown> => ({
  facts: {},
  lifeSeconds: house.configuration().lives.codeSeconds,
})

/** Opens it, on the condition that it may be sent now. */
export async function open(
  question: Question,
  { facts }: Asked,
  moment: Moment,
  { made, round, lives, channel }: Making,
): Promise<Taken> {
  const { now } = moment
  const before = openOf(question, facts)
  const { factor } = question
  const asks = 'problem' in made ? nobodys(moment) : made
  const leaving = asks.send
    ? await leavingFor({ factor, facts, moment, toSend: asks.send })
    : 'problem' in made
      ? await nobodysLeaving({ factor, facts, moment }, channel)
      : undefined
  if (leaving && 'problem' in leaving) return leaving
  const keep = asks.asks && (await askedElsewhere(asks.asks, facts, moment))
  if (keep && 'problem' in keep) return keep
  const rings = ringing(asks)
  const isSent = leaving !== undefined || rings !== undefined
  const opened: Open = {
    facts: asks.facts ?? null,
    madeAt: lives?.madeAt ?? now.toISOString(),
    expiresAt: lives?.expiresAt ?? secondsAfter(now, asks.lifeSeconds).toISOString(),
    round,
    sends: (before?.sends ?? 0) + (isSent ? 1 : 0),
    ...(isSent && { sentAt: now.toISOString() }),
    ...(leaving && { channel: leaving.channel }),
    ...(leaving?.sending && { sending: leaving.sending }),
  }
  return {
    learned: { open: { ...facts.open, [keyOf(question)]: opened }, choosing: false },
    ...(leaving && { send: leaving }),
    ...(rings && { send: rings }),
    ...(asks.leads !== undefined && { leads: asks.leads }),
    ...(keep && { keep }),
  }
}
