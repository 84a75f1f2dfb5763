// News on its way to a number: within the same budgets as codes, and counted with what they cost.
// Asked for by the postman alone, as often as it takes; what a gateway has accepted is never sent
// again.
import { isPhone, readPhone } from '../../lib/methods/phone-number.ts'
import * as store from '../../store/methods/sendings.ts'
import type { Moment, SendingOut } from '../moment.ts'
import { waitBeforeSending } from './sendings.ts'

export type Carried =
  | { readonly is: 'sent' }
  | { readonly is: 'waits' }
  /** No gateway took it: it would be the same for every other. */
  | { readonly is: 'away' }
  | { readonly is: 'refused'; readonly why: string }

export async function carryNotice(
  moment: Moment,
  notice: Omit<SendingOut, 'channel'>,
): Promise<Carried> {
  const { id, to } = notice
  const { db, house, now } = moment
  const read = readPhone(to)
  const country = isPhone(read) ? read.country : ''
  if (isTaken(await store.readSending(db, id))) return { is: 'sent' }
  const channel = 'sms' as const
  if (await waitBeforeSending(moment, { channel, to, country })) return { is: 'waits' }
  await store.insertSending(db, { id, person: undefined, channel, country, spoken: undefined, now })
  const { state, why, gateway, reference, priceMicros } = await house.phones.send({
    ...notice,
    channel,
  })
  await store.becameOf(db, { id, state, why, gateway, reference, priceMicros, now })
  if (state !== 'failed') return { is: 'sent' }
  return why === undefined || why === 'down' || why === 'no-gateway'
    ? { is: 'away' }
    : { is: 'refused', why }
}

/** A report may have been faster than the answer, and tells nothing of who was asked. */
const isTaken = (before: store.SendingRow | undefined): boolean =>
  before?.state === 'sent' ||
  before?.state === 'delivered' ||
  (before?.state === 'asked' && before.gateway !== null)
