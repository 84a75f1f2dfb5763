// Whoever helps looks for somebody: by a part of a name or a user name, or by how a number ends.
// Must never give anybody whom the asker may not help, or say that there was one.
import { searchPeople } from '../../../store/methods/helping.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import type { Moment } from '../../moment.ts'
import { findPerson } from '../people.ts'
import { mayHelp } from '../rights.ts'

const shownMost = 20

/** Leaves an Event of how many were shown; what was typed is kept nowhere. */
export async function lookFor(
  moment: Moment,
  by: PersonFacts,
  typed: string,
): Promise<{ readonly people: readonly PersonFacts[]; readonly isMore: boolean }> {
  const rights = moment.house.configuration()
  const people: PersonFacts[] = []
  for (const id of await searchPeople(moment.db, typed)) {
    const person = people.length > shownMost ? undefined : await findPerson(moment, id)
    if (person && mayHelp(rights, by, person)) people.push(person)
  }
  const shown = people.slice(0, shownMost)
  await recordEvent(moment, 'person.looked-up', {
    actor: by.id,
    data: { about: 'search', count: shown.length },
  })
  return { people: shown, isMore: people.length > shownMost }
}
