// Somebody is asked elsewhere: their leader, or their own phones; or a phone is waited for that is
// to be added. Whom is asked stands in the transaction that makes the visit name it, and a phone is
// rung when that is done. Must never wait for anybody outside.
import { beginAdding } from '../../domain/approving/adding.ts'
import { mailLink, waitBeforeLink } from '../../domain/approving/mailing-link.ts'
import { ringPhones } from '../../domain/approving/ringing.ts'
import { askPhones, requestSeconds, waitBeforeRequest } from '../../domain/approving/requests.ts'
import type { Facts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { askLeader, waitBeforeAsking } from '../../domain/people/vouching.ts'
import type { Asked } from '../../factors/factor.ts'
import type { Problem } from '../../shapes/problem.ts'
import { sendLater } from '../leaving.ts'
import { Overtaken, type Keep, type Taken } from '../step.ts'

type Asks = NonNullable<Asked<unknown>['asks']>
type Refused = { readonly problem: Problem }

interface Asking {
  readonly asks: Asks
  readonly facts: Facts
  readonly person: string
  readonly visit: string
}

export async function askedElsewhere(
  asks: Asks,
  facts: Facts,
  moment: Moment,
): Promise<Keep | Refused> {
  const { person, visit } = facts
  if (!person || !visit) throw new Error('Somebody was to be asked about nobody')
  const asking = { asks, facts, person: person.id, visit: visit.ref }
  switch (asks.kind) {
    case 'leader':
      return askTheLeader(asking, moment)
    case 'push':
      return askTheirPhones(asking, moment)
    case 'add-phone':
      return waitForPhone(asking, moment)
  }
}

const usualWaitSeconds = 30 * 60

async function askTheLeader(
  { asks, facts, person, visit }: Asking,
  moment: Moment,
): Promise<Keep | Refused> {
  const { id, asked: leader } = asks
  const { need, familiar } = facts
  const wait = await waitBeforeAsking(moment, { person, leader, familiar })
  if (wait) return { problem: sendLater(moment, wait) }
  const waitSeconds = need.vouchedAfterSeconds ?? usualWaitSeconds
  return async (inside) => {
    if (!(await askLeader(inside, { id, person, leader, visit, waitSeconds })))
      throw new Overtaken()
    return []
  }
}

async function askTheirPhones(
  { asks, facts, person, visit }: Asking,
  moment: Moment,
): Promise<Keep | Refused> {
  const { application, need, familiar } = facts
  const wait = await waitBeforeRequest(moment, { person, familiar })
  if (wait) return { problem: sendLater(moment, wait) }
  const digits = need.numberDigits ?? 6
  return async (inside) => {
    await askPhones(inside, {
      id: asks.id,
      person,
      visit,
      lifeSeconds: need.requestSeconds ?? requestSeconds,
      shows: { digits, ...(application && { application: application.name }) },
    })
    return []
  }
}

async function waitForPhone(
  { asks, facts, person, visit }: Asking,
  moment: Moment,
): Promise<Keep | Refused> {
  const { id, mailTo: to } = asks
  const wait = to === undefined ? undefined : await waitBeforeLink(moment, person)
  if (wait) return { problem: sendLater(moment, wait) }
  const digits = facts.need.numberDigits ?? 6
  return async (inside) => {
    await beginAdding(inside, { id, person, visit, digits })
    if (to !== undefined && facts.person)
      await mailLink(inside, facts.person, { challenge: id, to })
    return []
  }
}

/** Phones are rung when everything stands, and nobody waits for it. */
export function ringing({
  asks,
  rings,
}: Pick<Asked<unknown>, 'asks' | 'rings'>): Extract<Taken, { learned: object }>['send'] {
  const person = rings ?? (asks?.kind === 'push' ? asks.asked : undefined)
  return person === undefined
    ? undefined
    : { carryOut: async (moment) => ringPhones(moment, person) }
}
