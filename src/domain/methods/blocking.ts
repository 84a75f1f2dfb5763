// A phone is gone: what stood on it is taken out of use at once, and wherever somebody is signed in
// they are signed out. Its owner can take it back for a day, should it turn up.
import { endMethodOf } from '../../store/methods/ended-methods.ts'
import { holdPerson, noteLostPhone } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { MethodFacts, PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { endSessionsOf } from '../sessions/sessions.ts'
import { tellChange } from './set-up.ts'

interface Blocking {
  readonly methods: readonly Pick<MethodFacts, 'id' | 'factor' | 'label'>[]
  readonly except?: string
  /** Who did it, when somebody else did. */
  readonly actor?: string
  /** Methods that it was shown with. */
  readonly by?: readonly string[]
}

/** Gives the sessions that ended. In the caller's transaction. */
export async function blockMethods(
  inside: Moment,
  person: PersonFacts,
  { methods, except, actor, by = [] }: Blocking,
): Promise<readonly string[]> {
  await holdPerson(inside.db, person.id)
  const so = { now: inside.now, because: 'lost' }
  for (const { id, factor, label } of methods) {
    if ((await endMethodOf(inside.db, person.id, id, so)) === 0) continue
    const data = { method: id, factor, because: 'lost' }
    await recordEvent(inside, 'method.removed', { person: person.id, actor, data })
    await tellChange(inside, person, { change: 'blocked', factor, ...(label && { label }), by })
  }
  await noteLostPhone(inside.db, person.id, inside.now)
  return endSessionsOf(inside, person.id, {
    because: 'phone-lost',
    ...(except !== undefined && { except }),
  })
}
