// A wish that waits: written down with the person, once for each visit, so that the grace a rule
// gives runs out wherever they come from.
import { putOff } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'

/** In the caller's transaction. */
export async function putOffWish(inside: Moment, person: PersonFacts, wish: string): Promise<void> {
  const times = await putOff(inside.db, { person: person.id, wish, now: inside.now })
  await recordEvent(inside, 'method.put-off', { person: person.id, data: { wish, times } })
}
