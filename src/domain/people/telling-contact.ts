// An address or a number of somebody was added or replaced by others: all that stood before hears
// of it, at once, with a link that can only freeze. In the caller's transaction, before anything of
// it counts. Must never tell the new one: whoever holds it may be the one to be warned of.
import type { PersonFacts } from '../facts.ts'
import type { MessageFacts } from '../messages/message-kinds.ts'
import { queueMessage } from '../messages/messages.ts'
import { tellNumbers } from '../messages/notices.ts'
import { newFreeze } from '../methods/set-up.ts'
import type { Moment } from '../moment.ts'
import { numbersOf } from '../phones/own-numbers.ts'
import { mailAddressesOf } from './people.ts'

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
  const { now, caseNumber } = inside
  const own = await numbersOf(inside, person.id)
  const known = person.knownPhone
  const isAlso = known !== undefined && !own.some(({ number }) => number === known)
  const numbers = [...own, ...(isAlso ? [{ method: 'known', number: known }] : [])]
  await tellNumbers(inside, person, { change, numbers })
  for (const to of await mailAddressesOf(inside, person.id)) {
    await queueMessage(inside, {
      kind: 'contact-changed',
      person: person.id,
      to,
      language: person.language ?? inside.language,
      data: {
        firstName: person.firstName,
        login: person.login,
        organisation: person.organisation,
        change,
        label,
        at: now.toISOString(),
        freeze: await newFreeze(inside, person.id),
        ...(countsFrom && { countsFrom: countsFrom.toISOString() }),
        ...(caseNumber && { caseNumber }),
      },
    })
  }
}
