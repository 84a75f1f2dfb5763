// One way out being served: takes what waits, draws it, sends it, and keeps what became of it. A
// letter is settled in one transaction after the channel has answered; killed in between it goes
// out once more, with the same id, and never gets lost.
import { messageDead, messageLater, messageSent, openMessage } from '../domain/messages/messages.ts'
import type { OpenMessage } from '../domain/messages/messages.ts'
import { inTransaction, type Moment } from '../domain/moment.ts'
import { secondsAfter } from '../lib/clock.ts'
import type { Channel, Letter, Receipt } from './channel.ts'
import type { Job, Jobs } from './jobs.ts'

export type Drawn = Omit<Letter, 'id' | 'language'>
export type Draw = (message: OpenMessage) => Drawn | Promise<Drawn>

export interface Way {
  /** Called anew for each letter: the time stands still within one. */
  readonly moment: () => Moment
  readonly jobs: Jobs
  readonly channel: Channel & { readonly name: 'mail' | 'sms' }
  readonly draw: Draw
  readonly report: (fault: unknown) => void
  /** Letters on their way at once. */
  readonly together?: number
  /** What the next house wants at most. */
  readonly perSecond?: number
}

export interface Round {
  /**
   * Serves until nothing waits, or until the next house is away. Gives how many letters were
   * settled.
   */
  carryOut(): Promise<number>
  /** When the next house is away: not before this. */
  readonly restsUntil: Date | undefined
  stop(): void
}

const restSecondsFirst = 5
const restSecondsMost = 300

export function openRound(way: Way): Round {
  const rest = openRest()
  const pace = openPace(way)
  let stopped = false

  async function carryOut(): Promise<number> {
    let settled = 0
    while (!stopped && !rest.holds(way.moment().now)) {
      // While the house may be away still, one letter tries the door for all of them.
      const most = rest.isDoubtful ? 1 : (way.together ?? 5)
      const jobs = await way.jobs.take(way.channel.name, most)
      if (jobs.length === 0) break
      await Promise.all(jobs.map((job) => carry(job)))
      settled += jobs.length
    }
    return settled
  }

  async function carry(job: Job): Promise<void> {
    try {
      await pace()
      const message = await openMessage(way.moment(), job.about)
      if (!message) return await settle(way, job, undefined)
      const receipt = await send(way, message)
      rest.heed(receipt, way.moment().now)
      await settle(way, job, { message, receipt })
    } catch (fault) {
      // The job stays taken and comes back by itself when its time is out.
      way.report(fault)
    }
  }

  return {
    carryOut,
    get restsUntil() {
      return rest.until
    },
    stop: () => {
      stopped = true
    },
  }
}

async function send(way: Way, message: OpenMessage): Promise<Receipt> {
  let drawn: Drawn
  try {
    drawn = await way.draw(message)
  } catch (fault) {
    way.report(fault)
    return { is: 'later', why: 'It could not be drawn' }
  }
  return await way.channel.send(
    { ...drawn, id: message.id, language: message.language },
    message.to,
  )
}

interface Became {
  readonly message: OpenMessage
  readonly receipt: Receipt
}

/** The row and the job in one transaction. */
async function settle(way: Way, job: Job, became: Became | undefined): Promise<void> {
  const queue = way.channel.name
  await inTransaction(way.moment(), async (inside) => {
    if (became?.receipt.is === 'later' && !job.isLast) {
      await messageLater(inside, became.message.id, became.receipt.why)
      await way.jobs.later(queue, job, inside.db)
      return
    }
    if (became?.receipt.is === 'sent') await messageSent(inside, became.message)
    else if (became) await messageDead(inside, became.message, became.receipt.why)
    await way.jobs.done(queue, job, inside.db)
  })
}

/**
 * A house that does not answer is left alone for a while, or ten thousand letters would each find
 * out for themselves.
 */
function openRest() {
  let seconds = 0
  let until: Date | undefined
  return {
    get until() {
      return until
    },
    get isDoubtful() {
      return seconds > 0
    },
    holds: (now: Date): boolean => until !== undefined && now < until,
    heed(receipt: Receipt, now: Date): void {
      if (receipt.is === 'later' && receipt.forAll) {
        if (until && now < until) return
        seconds = seconds === 0 ? restSecondsFirst : Math.min(seconds * 2, restSecondsMost)
        until = secondsAfter(now, seconds)
      } else {
        seconds = 0
        until = undefined
      }
    },
  }
}

/** Letters leave evenly spread, so that a relay's limit per second is never met in a burst. */
function openPace({ perSecond, moment }: Way): () => Promise<void> {
  if (!perSecond) return () => Promise.resolve()
  const gapMilliseconds = 1000 / perSecond
  let next = 0
  return async () => {
    const now = moment().now.getTime()
    const mine = Math.max(now, next)
    next = mine + gapMilliseconds
    if (mine > now) await new Promise((resolve) => setTimeout(resolve, mine - now))
  }
}
