// An address or a number of somebody was added or replaced by others: all that stood before hears
// of it, at once, with a link that can only freeze. In the caller's transaction, before anything of
// it counts. Must never tell the new one: whoever holds it may be the one to be warned of.
import type { PersonFacts } from '../facts.ts'
import type { MessageFacts } from '../messages/message-kinds.ts'
import { tellNumbers } from '../messages/notices.ts'
import { newFreeze } from '../methods/set-up.ts'
import type { Moment } from '../moment.ts'
import { numbersOf } from '../phones/own-numbers.ts'
import { tellAddresses } from './telling-addresses.ts'

export interface ContactChange {
  readonly change: MessageFacts<'contact-changed'>['change']
  /** What is new, masked. */
  readonly label: string
  /** From when it counts, where it does not yet. */
  readonly countsFrom?: Date
}

export async function tellContact(
  inside: Moment,
  person: PersonFacts,
  { change, label, countsFrom }: ContactChange,
): Promise<void> {
  const own = await numbersOf(inside, person.id)
  const known = person.knownPhone
  const isAlso = known !== undefined && !own.some(({ number }) => number === known)
  const numbers = [...own, ...(isAlso ? [{ method: 'known', number: known }] : [])]
  await tellNumbers(inside, person, { change, numbers })
  await tellAddresses(inside, person, async (facts) => {
    const freeze = await newFreeze(inside, person.id)
    const from = countsFrom && { countsFrom: countsFrom.toISOString() }
    return { kind: 'contact-changed', data: { ...facts, change, label, freeze, ...from } }
  })
}
