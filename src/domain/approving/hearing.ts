// A message from a phone: read, verified by the phone's own key, and heard in its turn, so that
// each is heard once. Must never be trusted for who it says it is before its signature was right,
// and never let a key that is in two places go on.
import type { z } from 'zod'
import {
  isPoint,
  isSignedBy,
  readCompactJws,
  type PublicPoint,
} from '../../lib/signing/compact-jws.ts'
import { headerShape, type Common } from '../../shapes/phone-said.ts'
import { findPhone, hearPhone, isKnownLink } from '../../store/methods/phones.ts'
import type { Turn } from '../../store/methods/turns.ts'
import { recordEvent } from '../events/events.ts'
import { openKept } from '../methods/methods.ts'
import { takeAwayMethod } from '../methods/set-up.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { keptPhone, type PhoneKept } from './kept-phone.ts'
import { phoneAddressOf } from './own-origin.ts'
import { PhoneRefused } from './refused.ts'

/** A phone whose message was verified. */
export interface KnownPhone {
  readonly id: string
  readonly person: string
  readonly method: string
  readonly name: string
  readonly kept: PhoneKept
  /** Codes that it shows and was not told of yet. */
  readonly codes?: { readonly id: string; readonly sealed: string }
}

export interface ReadMessage<Said extends Common> {
  /** As it came: what the lock of the phone signs, too. */
  readonly text: string
  /** The name of the phone; its key where it has none yet. */
  readonly by: string | PublicPoint
  readonly said: Said
  isBy(key: PublicPoint): boolean
}

/** So far a clock may be off, either way. */
const clockSeconds = 120

/** Read and not yet verified. */
export function readMessage<Said extends Common>(
  shape: z.ZodType<Said>,
  text: string,
  { now, house }: Moment,
): ReadMessage<Said> {
  const read = readCompactJws(text)
  const header = headerShape.safeParse(read?.header)
  const payload = shape.safeParse(read?.payload)
  if (!read || !header.success || !payload.success) throw new PhoneRefused('bad-message')
  const { data: said } = payload
  if (said.aud !== phoneAddressOf(house).origin) throw new PhoneRefused('bad-message')
  const seconds = Math.floor(now.getTime() / 1000)
  if (Math.abs(said.at - seconds) > clockSeconds)
    throw new PhoneRefused('clock-off', { now: seconds })
  return {
    text,
    by: 'kid' in header.data ? header.data.kid : header.data.jwk,
    said,
    isBy: (key) => isSignedBy(key, read.signed, read.signature),
  }
}

/** The message of a phone that has no name yet: it brings its key. */
export function readFirst<Said extends Common>(
  shape: z.ZodType<Said>,
  text: string,
  moment: Moment,
) {
  const message = readMessage(shape, text, moment)
  const { by: key } = message
  if (typeof key === 'string' || !isPoint(key) || !message.isBy(key))
    throw new PhoneRefused('bad-message')
  return { ...message, key: { x: key.x, y: key.y } }
}

/** Whose message it is; it is not counted yet. Undefined where no phone of that name stands. */
export async function phoneOf(
  moment: Moment,
  { by, isBy }: ReadMessage<Common>,
): Promise<KnownPhone | undefined> {
  const row = typeof by === 'string' ? await findPhone(moment.db, by) : undefined
  if (!row) return undefined
  const kept = openKept(moment.house, keptPhone, {
    id: row.method_id,
    sealed: row.kept.toString('base64'),
  })
  if (!isBy(kept.key)) throw new PhoneRefused('unknown-phone')
  if (row.state !== 'active') throw new PhoneRefused('not-open')
  return {
    id: row.id,
    person: row.person_id,
    method: row.method_id,
    name: row.name ?? '',
    kept,
    ...(row.codes_id !== null &&
      row.codes_kept && {
        codes: { id: row.codes_id, sealed: row.codes_kept.toString('base64') },
      }),
  }
}

/** Each message is heard once, and in its turn. */
export async function count(
  moment: Moment,
  { id: phone, ...more }: KnownPhone,
  said: Turn,
  { isOpened = false }: { readonly isOpened?: boolean } = {},
): Promise<void> {
  if (!(await hearPhone(moment.db, { phone, turn: said, now: moment.now, isOpened })))
    await astray(moment, { id: phone, ...more }, said)
}

/**
 * What was heard lately the network has brought again, or late, and it counts for nothing. What was
 * never heard and comes after something older than the last, or is no newer than that, comes from
 * another copy of the phone: its two lines have parted.
 */
export async function astray(moment: Moment, phone: KnownPhone, { link }: Turn): Promise<never> {
  if (await isKnownLink(moment.db, phone.id, link)) throw new PhoneRefused('out-of-step')
  const data = { method: phone.method }
  await recordEvent(moment, 'phone.out-of-step', { person: phone.person, data })
  await voidPhone(moment, phone, 'out-of-step')
  throw new PhoneRefused('unknown-phone')
}

/** The phone counts no more, and every address of its person is told. */
export const voidPhone = (moment: Moment, phone: KnownPhone, because: string): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const person = await getPerson(inside, phone.person)
    await takeAwayMethod(inside, person, { id: phone.method, factor: keptPhone.name }, because)
  })
