// Gateways in order: the first that is up carries the message, and the next one takes over when it
// surely did not. One that fails rests, for longer each time, and is tried again by one message.
// Never are two asked to carry the same message when the first may have (FLT-SMS-5).
import { type Clock, secondsAfter } from '../../lib/clock.ts'
import type { Gateway, Outcome, PhoneCall, TextMessage } from './gateway.ts'

/** How a gateway has done of late. */
export interface Health {
  /** In a row. */
  readonly failures: number
  /** Until then others go first. */
  readonly restsUntil?: Date
}

export const healthy: Health = { failures: 0 }

const failuresMost = 2
const restSeconds = 30
const restMostSeconds = 600
/** How long the message that tries a rested gateway is alone with it. */
const trialSeconds = 5

export const isUp = (health: Health, now: Date): boolean =>
  !health.restsUntil || health.restsUntil <= now

/** One message finds out whether a rested gateway is up again; the others go on past it. */
export const atTrial = (health: Health, now: Date): Health =>
  health.restsUntil ? { ...health, restsUntil: secondsAfter(now, trialSeconds) } : health

export function afterwards(health: Health, outcome: Outcome, now: Date): Health {
  if (outcome.is === 'sent' || outcome.is === 'refused') return healthy
  const failures = health.failures + 1
  if (failures < failuresMost) return { failures }
  const seconds = Math.min(restSeconds * 2 ** (failures - failuresMost), restMostSeconds)
  return { failures, restsUntil: secondsAfter(now, seconds) }
}

export interface InOrder extends Gateway {
  /** The one that an outcome names: only it knows the language of its own calls. */
  find(name: string): Gateway | undefined
  readonly each: readonly Gateway[]
}

export function openInOrder(gateways: readonly Gateway[], clock: Clock): InOrder {
  const health = new Map(gateways.map((each) => [each.name, healthy]))
  const healthOf = ({ name }: Gateway): Health => health.get(name) ?? healthy

  /** Those that rest come last: nobody is turned away by a rest alone. */
  async function carry<Carried>(
    able: readonly Way<Carried>[],
    carried: Carried,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const now = clock.now()
    const up = able.filter(({ gateway }) => isUp(healthOf(gateway), now))
    const resting = able.filter(({ gateway }) => !isUp(healthOf(gateway), now))
    let outcome: Outcome = { gateway: '', is: 'down', because: 'No time was left to ask' }
    for (const { gateway, ask } of [...up, ...resting]) {
      // Time ran out before it was asked, which is no fault of its own.
      if (signal.aborted) return outcome
      health.set(gateway.name, atTrial(healthOf(gateway), now))
      outcome = await ask(carried, signal)
      health.set(gateway.name, afterwards(healthOf(gateway), outcome, clock.now()))
      if (outcome.is !== 'down') return outcome
    }
    return outcome
  }

  const texting = gateways.flatMap((gateway) =>
    gateway.sendText ? [{ gateway, ask: gateway.sendText.bind(gateway) }] : [],
  )
  const calling = gateways.flatMap((gateway) =>
    gateway.call ? [{ gateway, ask: gateway.call.bind(gateway) }] : [],
  )
  return {
    name: gateways.map(({ name }) => name).join(', '),
    ...(texting.length > 0 && {
      sendText: (message: TextMessage, signal: AbortSignal) => carry(texting, message, signal),
    }),
    ...(calling.length > 0 && {
      call: (call: PhoneCall, signal: AbortSignal) => carry(calling, call, signal),
    }),
    readReport: (incoming) => {
      for (const gateway of gateways) {
        const reports = gateway.readReport?.(incoming)
        if (reports) return reports
      }
      return undefined
    },
    each: gateways,
    find: (name) => gateways.find((gateway) => gateway.name === name),
  }
}

interface Way<Carried> {
  readonly gateway: Gateway
  readonly ask: (carried: Carried, signal: AbortSignal) => Promise<Outcome>
}
