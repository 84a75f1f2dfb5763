// News to every mail address that somebody has, in the caller's transaction: to whom, when, and the
// case number stand in all of it alike. Must never carry anything that opens an account.
import type { PersonFacts } from '../facts.ts'
import type { MessageFacts } from '../messages/message-kinds.ts'
import { queueMessage } from '../messages/messages.ts'
import type { Moment } from '../moment.ts'
import { mailAddressesOf } from './people.ts'

/** What each of them says. */
interface Told {
  readonly firstName: string
  readonly login: string
  readonly organisation: string
  readonly at: string
  readonly caseNumber?: string
}

type Kind = 'methods-changed' | 'contact-changed' | 'helped' | 'vouch-asked' | 'vouched'
type News = { [Each in Kind]: { readonly kind: Each; readonly data: MessageFacts<Each> } }[Kind]

/** `write` is asked for each address: a link of its own tells which of them used it. */
export async function tellAddresses(
  inside: Moment,
  person: PersonFacts,
  write: (told: Told) => Promise<News>,
): Promise<void> {
  const { now, caseNumber } = inside
  const { id, firstName, login, organisation, language = inside.language } = person
  const told: Told = {
    firstName,
    login,
    organisation,
    at: now.toISOString(),
    ...(caseNumber && { caseNumber }),
  }
  for (const to of await mailAddressesOf(inside, id))
    await queueMessage(inside, { ...(await write(told)), person: id, to, language })
}
