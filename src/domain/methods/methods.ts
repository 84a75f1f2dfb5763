// Methods: the factors a person has set up. What a factor keeps is sealed to the row it stands in
// and parsed on the way in and on the way out, so that no row can hold what its factor does
// not understand.
import type { z } from 'zod'
import { keyedHash } from '../../lib/digest.ts'
import { randomId } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { insertMethod } from '../../store/methods/methods.ts'
import type { Fate } from '../facts.ts'
import { recordEvent } from '../events/events.ts'
import { Refusal } from '../refusal.ts'
import type { House, Moment } from '../moment.ts'

/** All that is needed of a factor to keep and read what belongs to it. */
export interface Keeps<Kept> {
  readonly name: string
  /** Factors that keep the same: a handle is found once among all of them. */
  readonly shares?: readonly string[]
  readonly kept: z.ZodType<Kept>
}

const placeOf = (id: string): string => `methods/${id}`

export const openKept = <Kept>(
  house: House,
  factor: Keeps<Kept>,
  row: { readonly id: string; readonly sealed: string },
): Kept =>
  factor.kept.parse(unsealJson(house.keys, placeOf(row.id), Buffer.from(row.sealed, 'base64')))

export const sealKept = <Kept>(house: House, factor: Keeps<Kept>, id: string, kept: Kept): Buffer =>
  sealJson(house.keys, placeOf(id), factor.kept.parse(kept))

export const handleOf = (
  house: House,
  factor: { readonly name: string; readonly shares?: readonly string[] },
  handle: string,
): Buffer => keyedHash(house.keys.keyFor('handles'), factor.shares?.[0] ?? factor.name, handle)

/** Gained before there was an account to keep it in: sealed to the visit. */
export const sealGained = <Kept>(
  house: House,
  factor: Keeps<Kept>,
  visit: string,
  kept: Kept,
): string => sealJson(house.keys, `visits/${visit}`, factor.kept.parse(kept)).toString('base64')

export const openGained = <Kept>(
  house: House,
  factor: Keeps<Kept>,
  visit: string,
  sealed: string,
): Kept =>
  factor.kept.parse(unsealJson(house.keys, `visits/${visit}`, Buffer.from(sealed, 'base64')))

/** Sets up a method, in the caller's transaction. */
export async function keepMethod<Kept>(
  moment: Moment,
  factor: Keeps<Kept>,
  method: {
    readonly id?: string
    readonly person: string
    readonly name?: string
    readonly label?: string
    readonly fate?: Fate
    /** What it is found by: kept as a keyed hash alone. */
    readonly handle?: string
    readonly kept: Kept
    readonly because?: string
    readonly isUsed?: boolean
  },
): Promise<string> {
  const id = method.id ?? randomId()
  const kept = await insertMethod(moment.db, {
    id,
    person: method.person,
    factor: factor.name,
    name: method.name,
    label: method.label,
    fate: method.fate,
    handle: method.handle === undefined ? undefined : handleOf(moment.house, factor, method.handle),
    isUsed: method.isUsed === true,
    kept: sealKept(moment.house, factor, id, method.kept),
    now: moment.now,
  })
  // Somebody has it already, or two tabs were as quick as each other (ATK-WAN-06, ATK-ENR-10).
  if (kept === 0) throw new Refusal('bad-request')
  await recordEvent(moment, 'method.enrolled', {
    person: method.person,
    data: { method: id, factor: factor.name, ...(method.because && { because: method.because }) },
  })
  return id
}
