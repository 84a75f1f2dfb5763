// A forgotten password was replaced: when, and by which numbers. Such a number is no second proof
// for a while, or whoever has taken over a number, and can read a mail, would have the account
// (NIST SP 800-63B 4.2). Must never hold a number whole.
import { z } from 'zod'
import { maskPhone } from '../../lib/methods/phone-number.ts'
import { secondsAfter } from '../../lib/clock.ts'
import * as store from '../../store/people.ts'
import type { Facts, MethodFacts, PersonFacts, Proof } from '../facts.ts'
import type { Moment } from '../moment.ts'

const recoveredShape = z.object({ at: z.string(), numbers: z.array(z.string()) })
type Recovered = NonNullable<PersonFacts['recovered']>

export const readRecovered = (written: unknown): Recovered | undefined =>
  written === null || written === undefined ? undefined : recoveredShape.safeParse(written).data

/** In the transaction that takes the new password into use. */
export async function noteRecovery(inside: Moment, facts: Facts): Promise<void> {
  const { person, methods, counting } = facts
  if (!person) return
  const numbers = counting.flatMap((proof) => numberOf(proof, methods, person))
  await store.noteRecovery(inside.db, person.id, { at: inside.now.toISOString(), numbers })
}

function numberOf(
  { factor, method }: Proof,
  methods: readonly MethodFacts[],
  { knownPhone }: PersonFacts,
): readonly string[] {
  if (factor !== 'sms' && factor !== 'voice') return []
  const label = methods.find(({ id }) => id === method)?.label
  return [label ?? (knownPhone === undefined ? '' : maskPhone(knownPhone))]
}

/** The numbers that rest now, and until when. */
export function restingNow(
  recovered: Recovered | undefined,
  waitMinutes: number,
  now: Date,
): Facts['resting'] {
  if (!recovered || recovered.numbers.length === 0) return undefined
  const until = secondsAfter(new Date(recovered.at), waitMinutes * 60)
  return until > now ? { numbers: recovered.numbers, until: until.toISOString() } : undefined
}
