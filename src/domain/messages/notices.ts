// News of a change by text message, beside the mail: to every number that the person has set up,
// but for what the change itself was made with. In the caller's transaction; carried out by the
// postman. Holds no link, no code and no application's name.
import { canGetText, isPhone, readPhone } from '../../lib/methods/phone-number.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { numbersOf, type OwnNumber } from '../phones/own-numbers.ts'
import type { MessageFacts } from './message-kinds.ts'
import { queueMessage } from './messages.ts'

export interface Notice {
  readonly change: MessageFacts<'notice'>['change']
  /** Methods that the change was made with: who holds them knows of it, whoever that is. */
  readonly by?: readonly string[]
  /** Those that stood before it, where it takes one away. */
  readonly numbers?: readonly OwnNumber[]
}

export async function tellNumbers(
  inside: Moment,
  person: PersonFacts,
  { change, by = [], numbers }: Notice,
): Promise<void> {
  const { house, now } = inside
  if (!house.phones.canText || !house.configuration().phones.notices) return
  const told = (numbers ?? (await numbersOf(inside, person.id))).filter(
    ({ method, number }) => !by.includes(method) && isReached(inside, number),
  )
  for (const { number } of told)
    await queueMessage(inside, {
      kind: 'notice',
      channel: 'sms',
      person: person.id,
      to: number,
      language: person.language ?? inside.language,
      data: {
        firstName: person.firstName,
        login: person.login,
        organisation: person.organisation,
        change,
        at: now.toISOString(),
      },
    })
}

/** A landline gets no messages, and a country that nothing is sent to gets no news either. */
function isReached({ house }: Moment, number: string): boolean {
  const read = readPhone(number)
  return (
    isPhone(read) &&
    canGetText(read.kind) &&
    house.configuration().phones.countries.includes(read.country)
  )
}
