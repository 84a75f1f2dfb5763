// The PIN: six digits given another way than the letter, the second of the two proofs of a first
// set-up. It is sealed and not hashed: a leader must be able to read it out until it is
// used, and ten thousand are made in one import. What a slow hash would give is given by the seal
// (the key is not in the database) and by the few tries that a method bears.
import { z } from 'zod'
import { secondsAfter } from '../../lib/clock.ts'
import { randomDigits, randomId } from '../../lib/random.ts'
import * as store from '../../store/invitations.ts'
import { openKept, sealKept } from '../methods/methods.ts'
import { recordEvents, eventRow } from '../events/events.ts'
import type { Moment } from '../moment.ts'
import { unlock } from '../throttles/throttles.ts'

export const pinDigits = 6

export const pinKeptShape = z.strictObject({
  pin: z.string().regex(/^\d{6}$/),
  expiresAt: z.iso.datetime(),
})
export type PinKept = z.output<typeof pinKeptShape>

/** What domain/methods needs to keep and read one; the factor itself stands in factors/pin. */
export const pinKeeps = { name: 'pin', kept: pinKeptShape } as const

export interface MadePin {
  readonly person: string
  readonly pin: string
  readonly expiresAt: Date
}

/** A new PIN for each; an older one of the same person is gone. In the caller's transaction. */
export async function makePins(
  moment: Moment,
  people: readonly string[],
  because: 'imported' | 'invited' | 'asked',
): Promise<readonly MadePin[]> {
  const expiresAt = secondsAfter(moment.now, moment.house.configuration().lives.pinSeconds)
  const made = people.map((person) => ({
    id: randomId(),
    person,
    pin: randomDigits(pinDigits),
    expiresAt,
  }))
  const rows = made.map(({ id, person, pin }) => ({
    id,
    person,
    kept: sealKept(moment.house, pinKeeps, id, { pin, expiresAt: expiresAt.toISOString() }),
  }))
  await store.keepPinRows(moment.db, rows, moment.now)
  await recordEvents(
    moment,
    made.map(({ id, person }) =>
      eventRow(moment, 'method.enrolled', { person, data: { method: id, factor: 'pin', because } }),
    ),
  )
  // There is something new to guess: what was tried on the old one holds nobody back.
  if (because !== 'imported') {
    for (const person of people) await unlock(moment, { purpose: 'pin', account: person })
  }
  return made.map(({ person, pin }) => ({ person, pin, expiresAt }))
}

/** The PIN that still works, for whoever may read it out. */
export async function livingPin(moment: Moment, person: string): Promise<MadePin | undefined> {
  const row = await store.findPin(moment.db, person)
  return row && readPin(moment, { id: row.id, person, kept: row.kept })
}

export function readPin(
  moment: Moment,
  row: { readonly id: string; readonly person: string; readonly kept: Uint8Array },
): MadePin | undefined {
  const sealed = Buffer.from(row.kept).toString('base64')
  const kept = openKept(moment.house, pinKeeps, { id: row.id, sealed })
  const expiresAt = new Date(kept.expiresAt)
  return expiresAt > moment.now ? { person: row.person, pin: kept.pin, expiresAt } : undefined
}
