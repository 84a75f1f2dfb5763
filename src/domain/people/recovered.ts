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

/**
 * What may stand in for a password: never a number that was set up a moment ago, by whoever sat at
 * an open session then; nor one that the organisation knows, where it was
 * replaced by such a one, or took the place of another a moment ago.
 */
export function recoveringWith(
  person: PersonFacts | undefined,
  methods: readonly MethodFacts[],
  { hours, now }: { readonly hours: number; readonly now: Date },
): { readonly person: PersonFacts | undefined; readonly methods: readonly MethodFacts[] } {
  const isNew = ({ factor, ageSeconds }: MethodFacts): boolean =>
    (factor === 'sms' || factor === 'voice') && ageSeconds < hours * 3600
  const fresh = methods.filter(isNew)
  const since = person?.knownPhoneSince
  const isKnownNew = since !== undefined && new Date(since) > secondsAfter(now, -hours * 3600)
  if (fresh.length === 0 && !isKnownNew) return { person, methods }
  const left = methods.filter((method) => !isNew(method))
  if (person?.knownPhone === undefined) return { person, methods: left }
  const known = maskPhone(person.knownPhone)
  if (!isKnownNew && fresh.some(({ label }) => label === known)) return { person, methods: left }
  const { knownPhone: _replaced, ...rest } = person
  return { person: rest, methods: left }
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
