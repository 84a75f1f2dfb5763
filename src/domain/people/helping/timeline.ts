// What has happened to somebody in the last thirty days, the newest first, for whoever helps them.
// What was wrong several times in a row is one line. Must never hold a code or a secret: no Event
// does.
import { secondsAfter } from '../../../lib/clock.ts'
import { type EventToShow, listEvents } from '../../../store/events.ts'
import { networksOf } from '../../configuration/configuration.ts'
import type { Moment } from '../../moment.ts'
import { nameIn } from '../../policy/told-rule.ts'

export interface Happened {
  readonly at: Date
  readonly kind: string
  readonly actor: string | null
  readonly caseNumber?: string
  readonly place?: string
  readonly data: EventToShow['data']
  readonly count: number
}

const days = 30
const shownMost = 200

export async function timelineOf(moment: Moment, person: string): Promise<readonly Happened[]> {
  const rows = await listEvents(moment.db, {
    kinds: undefined,
    person,
    since: secondsAfter(moment.now, -days * 86_400),
    limit: shownMost,
  })
  const lines: Happened[] = []
  for (const row of rows) {
    const before = lines.at(-1)
    if (before && isSame(before, row)) lines.splice(-1, 1, { ...before, count: before.count + 1 })
    else lines.push(happened(moment, row))
  }
  return lines
}

const isSame = (before: Happened, { kind, case_number: number, data }: EventToShow): boolean =>
  kind === 'proof.failed' &&
  before.kind === kind &&
  before.caseNumber === (number ?? undefined) &&
  before.data['factor'] === data['factor']

function happened({ house }: Moment, row: EventToShow): Happened {
  const { at, kind, actor, address, case_number: number, data } = row
  const configuration = house.configuration()
  const [network] = address === null ? [] : networksOf(configuration, address)
  const place = network === undefined ? address : nameIn(configuration.networks, network)
  return {
    at,
    kind,
    actor,
    data,
    count: 1,
    ...(place !== null && { place }),
    ...(number !== null && { caseNumber: number }),
  }
}

const refusals = ['proof.failed', 'proof.held-back', 'method.rested', 'account.frozen']

/** Why they were last refused. */
export const lastRefusal = (lines: readonly Happened[]): Happened | undefined =>
  lines.find(
    ({ kind, data }) =>
      refusals.includes(kind) || (kind === 'signin.decided' && data['outcome'] === 'turned-away'),
  )
