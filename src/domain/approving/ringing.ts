// Rings the phones of a person: a doorbell, beside the way in and never on it. Nothing in a ring
// has any authority, and nobody waits for one. Must never throw, and never touch more of a phone
// than where it is rung.
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { isPushAddress } from '../../lib/web-push/push-address.ts'
import { ringPairOf, type RingPair } from '../../lib/web-push/ring-pair.ts'
import { ringsShape, type Rings } from '../../shapes/rings.ts'
import { Unavailable } from '../../store/database.ts'
import * as store from '../../store/methods/rings.ts'
import { recordEvent } from '../events/events.ts'
import { inTransaction, type House, type Moment, type Rung } from '../moment.ts'

export const ringPair = ({ keys }: Pick<House, 'keys'>): RingPair =>
  ringPairOf(keys.keyFor('web-push'))

/** What a browser is given when it subscribes (`applicationServerKey`). */
export const ringKey = (house: Pick<House, 'keys'>): string => ringPair(house).publicKey

/** Asked when a subscription is taken; and again, by whoever rings, at each ring. */
export const mayRing = (endpoint: string, { ringer }: Pick<House, 'ringer'>): boolean =>
  isPushAddress(endpoint, ringer.hosts)

/** Nothing where it is none that we call: the phone counts as any other, and is not rung. */
export async function ringsTaken(
  moment: Moment,
  person: string,
  rings: Rings | null | undefined,
): Promise<Rings | undefined> {
  if (!rings || mayRing(rings.endpoint, moment.house)) return rings ?? undefined
  const host = URL.parse(rings.endpoint)?.host ?? ''
  await recordEvent(moment, 'phone.ring-refused', { person, data: { host } })
  return undefined
}

const placeOf = (phone: string): string => `phones/${phone}/rings`

const sealRings = ({ keys }: Pick<House, 'keys'>, phone: string, rings: Rings): Buffer =>
  sealJson(keys, placeOf(phone), rings)

/** Nothing where it does not open: the phone says it anew. */
function openRings({ keys }: House, phone: string, sealed: Uint8Array): Rings | undefined {
  try {
    return ringsShape.parse(unsealJson(keys, placeOf(phone), sealed))
  } catch {
    return undefined
  }
}

/**
 * Where it may be rung from now on; nothing: no more. What was held against the old place is over,
 * and stands where the same one is given again.
 */
export async function keepRings(
  { db, house }: Moment,
  phone: string,
  rings?: Rings,
): Promise<number> {
  const kept = rings && (await store.findRings(db, phone))
  if (rings && kept && isSamePlace(rings, openRings(house, phone, kept))) return 1
  return store.keepRings(db, phone, rings && sealRings(house, phone, rings))
}

const isSamePlace = (one: Rings, other: Rings | undefined): boolean =>
  one.endpoint === other?.endpoint && one.p256dh === other.p256dh && one.auth === other.auth

/** To be called once what waits is committed: a phone that is quick must find it. */
export function ringPhones(moment: Moment, person: string): void {
  ringAll(moment, person).catch((fault: unknown) => {
    // A database that is away just now: what waits is found when the app is opened.
    if (!(fault instanceof Unavailable)) moment.house.ringer.report(fault)
  })
}

/** The same, for whoever has the time to wait for it. */
export async function ringAll(moment: Moment, person: string): Promise<void> {
  const { house, now } = moment
  // Whoever asked is gone by the end of it: neither their line to the database nor their address is
  // what this comes from.
  const later: Moment = { ...moment, db: house.db, from: { address: '', networks: [] } }
  const phones = await store.phonesToRing(house.db, person, now)
  await Promise.all(phones.map((phone) => ringOne(later, person, phone)))
}

async function ringOne(moment: Moment, person: string, phone: store.PhoneToRing): Promise<void> {
  const { house } = moment
  const rings = openRings(house, phone.id, phone.rings)
  if (rings) await settle(moment, person, { ...phone, rung: await house.ringer.ring(rings) })
}

interface RungPhone extends store.PhoneToRing {
  readonly rung: Rung
}

/**
 * What a ring teaches holds for the place that was rung, and not for one that was given meanwhile.
 */
async function settle(moment: Moment, person: string, phone: RungPhone): Promise<void> {
  const { id, rings, rung } = phone
  if (rung === 'rung' || rung === 'failed') return
  await inTransaction(moment, async (inside) => {
    if (rung === 'gone') {
      if ((await store.forgetRings(inside.db, id, rings)) === 1)
        await recordEvent(inside, 'phone.ring-ended', { person, data: { phone: id } })
      return
    }
    if ((await store.putOffRings(inside.db, { id, rings, until: rung.again })) === 0) return
    const data = { phone: id, because: rung.because, until: rung.again }
    await recordEvent(inside, 'phone.ring-put-off', { person, data })
  })
}
