// A code on its way to a number: what may be sent at all, what became of it, what it cost. Counted
// before it is sent, by number, address, country and hour, so that nobody can make a house pay or a
// phone ring without end (ATK-OTP-14). Must never write down a code or a number.
import { secondsAfter } from '../../lib/clock.ts'
import { isSameText, keyedHash } from '../../lib/digest.ts'
import { randomId } from '../../lib/random.ts'
import { type Keyring, sealJson, unsealJson } from '../../lib/seal.ts'
import { tellMoved } from '../../store/waiting.ts'
import * as store from '../../store/methods/sendings.ts'
import { countTries, type Count } from '../../store/throttles.ts'
import { z } from 'zod'
import { recordEvent } from '../events/events.ts'
import type { Moment, SendingOut } from '../moment.ts'
import { blockOf } from '../throttles/counts.ts'
import { languages } from '../../shapes/language.ts'
import type { Sent } from '../../shapes/screen.ts'

export interface ToNumber {
  readonly channel: 'sms' | 'voice'
  readonly to: string
  /** Where it is, in two letters. */
  readonly country: string
  /**
   * Asked for by somebody who has shown nothing: counted apart, so that strangers use up nothing of
   * what a sign-in needs. Where nobody is there, nothing goes out and nobody else's is counted.
   */
  readonly askedBy?: 'stranger' | 'stranger for nobody'
}

const minutes = 60
const hour = 3600
const day = 86_400

/**
 * Until when nothing goes there; nothing where it may be sent now. Counted by this very question.
 */
export async function waitBeforeSending(
  moment: Moment,
  { channel, to, country, askedBy }: ToNumber,
): Promise<Date | undefined> {
  const { phones } = moment.house.configuration()
  const { address } = moment.from
  const count = (key: readonly string[], most: number, seconds: number): Count => ({
    key: keyedHash(moment.house.keys.keyFor('throttles'), 'sending', ...key),
    free: 0,
    stepSeconds: null,
    capSeconds: 0,
    restAt: null,
    totalMax: most,
    windowSeconds: seconds,
  })
  const own = askedBy ? [askedBy] : []
  const house = askedBy === 'stranger for nobody' ? [askedBy] : []
  const counts = [
    count([...own, 'number', to], phones.perNumber, 10 * minutes),
    count([...own, 'number in a day', to], phones.perNumberDay, day),
    count([...house, 'house'], phones.perHour, 60 * minutes),
    // News that the house sends by itself comes from no address.
    ...(address === ''
      ? []
      : [count([...house, 'address', blockOf(address)], phones.perAddress, hour)]),
  ]
  if (channel === 'voice')
    counts.push(
      count([...own, 'calls', to], phones.callsPerNumber, 10 * minutes),
      count([...own, 'calls in a day', to], phones.callsPerNumberDay, day),
    )
  if (country !== phones.country)
    counts.push(count(['country', country], phones.perCountryHour, 3600))
  const rows = await countTries(moment.house.db, counts, moment.now)
  if (!rows.some((row) => row.turned_away)) return undefined
  return new Date(Math.max(...rows.map((row) => row.wait_until?.getTime() ?? 0)))
}

export interface Sending extends SendingOut {
  readonly country: string
  readonly person?: string
  readonly factor: string
  /** What a call says, sentence by sentence. */
  readonly spoken?: Spoken
}

const spokenShape = z.strictObject({
  /** Who calls, and what to press to hear it. */
  invites: z.array(z.string()),
  says: z.array(z.string()),
  language: z.enum(languages),
})
export type Spoken = z.output<typeof spokenShape>

export const newSendingId = (): string => randomId()

const placeOf = (id: string): string => `sendings/${id}`

/**
 * Sends it, and writes down what became of it. The row stands before the gateway is asked: a report
 * may be faster than the answer.
 */
export async function sendOut(moment: Moment, sending: Sending): Promise<void> {
  const { house, now } = moment
  const { id, channel, country, person, factor, spoken } = sending
  const sealed = spoken && sealJson(house.keys, placeOf(id), spoken)
  await store.insertSending(moment.db, { id, person, channel, country, spoken: sealed, now })
  const came = await house.phones.send(sending)
  const { state, why, gateway, reference, priceMicros } = came
  await store.becameOf(moment.db, { id, state, why, gateway, reference, priceMicros, now })
  await recordEvent(moment, 'code.sent', {
    ...(person && { person }),
    data: {
      factor,
      channel,
      outcome: state,
      ...(gateway && { gateway }),
      ...(why && { because: why }),
    },
  })
}

/** What became of it, for the page that waits. */
export async function sentFacts(
  moment: Moment,
  id: string,
): Promise<Pick<Sent, 'state' | 'at' | 'isPorted'> | undefined> {
  const row = await store.readSending(moment.db, id)
  if (!row) return undefined
  const { state, why, changed_at: at } = row
  return { state, at: at.toISOString(), ...(why === 'ported-recently' && { isPorted: true }) }
}

/** The words of a call that is answered, while its code lives. */
export async function spokenWords(
  moment: Moment,
  id: string,
): Promise<(Spoken & { readonly gateway?: string }) | undefined> {
  const { codeSeconds } = moment.house.configuration().lives
  const row = await store.readSpoken(moment.db, id, secondsAfter(moment.now, -codeSeconds))
  if (!row?.spoken) return undefined
  const { gateway } = row
  const words = spokenShape.parse(unsealJson(moment.house.keys, placeOf(id), row.spoken))
  return { ...words, ...(gateway && { gateway }) }
}

/**
 * Where a gateway brings its reports, and where it asks what a call shall say: secret addresses,
 * the same on every node, and kept nowhere.
 */
export const reportAddress = (keys: Keyring, house: URL, gateway: string): string =>
  new URL(`/gateways/reports/${secretOf(keys, 'reports', gateway)}`, house).href

export const callAddress = (keys: Keyring, house: URL, sending: string): string =>
  new URL(`/gateways/calls/${sending}/${secretOf(keys, 'call', sending)}`, house).href

export const isCallAddress = (keys: Keyring, sending: string, secret: string): boolean =>
  isSameText(secretOf(keys, 'call', sending), secret)

const secretOf = (keys: Keyring, kind: string, about: string): string =>
  keyedHash(keys.keyFor('gateways'), kind, about).subarray(0, 18).toString('base64url')

export interface Reported {
  readonly id?: string
  readonly reference?: string
  readonly state: 'sent' | 'delivered' | 'failed'
  readonly why?: string
}

/** What a gateway tells afterwards. Nothing of it reaches a page but one of three states. */
export async function reportSending(moment: Moment, told: Reported): Promise<void> {
  const row = await store.reportSending(moment.db, {
    id: told.id,
    reference: told.reference,
    state: told.state,
    why: told.why,
    now: moment.now,
  })
  if (row) await tellMoved(moment.db, row.id)
}

const portedSeconds = 72 * 3600

/**
 * The gateway said that the number has moved to another card: whoever has it now may not be the
 * person, and gets no call in place of the message (NIST SP 800-63B 3.1.3.3).
 */
export const isPortedOfLate = (moment: Moment, person: string): Promise<boolean> =>
  store.wasPorted(moment.db, person, secondsAfter(moment.now, -portedSeconds))

/**
 * For the house's own broom: what a call said goes when its code is dead, the rest after a year.
 */
export async function sweepSendings({ db, now }: Moment): Promise<void> {
  await store.silenceSendings(db, secondsAfter(now, -15 * minutes))
  await store.sweepSendings(db, secondsAfter(now, -365 * day))
}
