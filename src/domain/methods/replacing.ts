// A number in the place of another: the new one is in use and the old one is not, or nothing has
// happened. The old one hears of it, and its owner can take it back for a day.
import { endMethodOf } from '../../store/methods/ended-methods.ts'
import { preferMethod } from '../../store/methods/methods.ts'
import { holdPerson } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { MethodFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { numbersOf } from '../phones/own-numbers.ts'
import { Refusal } from '../refusal.ts'
import { endSessionsBy } from '../sessions/sessions.ts'
import { forgetBrowsers } from '../visits/browsers.ts'
import { setUpMethod, tellChange, type NewMethod, type SetUp } from './set-up.ts'

interface Replacing<Kept> {
  readonly made: NewMethod<Kept>
  readonly old: MethodFacts
  /** The session that goes on. */
  readonly except?: string
}

/** Gives the sessions that ended. In the caller's transaction. */
export async function replaceMethod<Kept>(
  inside: Moment,
  factor: SetUp<Kept>,
  { made, old, except }: Replacing<Kept>,
): Promise<readonly string[]> {
  const { person, by = [] } = made
  await holdPerson(inside.db, person.id)
  const numbers = await numbersOf(inside, person.id)
  const so = { now: inside.now, because: 'replaced' }
  // Another window has replaced it already, or taken it away.
  if ((await endMethodOf(inside.db, person.id, old.id, so)) === 0) throw new Refusal('visit-ended')
  const id = await setUpMethod(inside, factor, { ...made, isToldElsewhere: true })
  const data = { method: old.id, factor: old.factor, because: 'replaced' }
  await recordEvent(inside, 'method.removed', { person: person.id, data })
  if (person.defaultMethod === old.id) await preferMethod(inside.db, person.id, id)
  await forgetBrowsers(inside, person.id, { because: 'method-renewed' })
  await tellChange(inside, person, {
    change: 'number-changed',
    factor: old.factor,
    ...(old.label && { label: old.label }),
    numbers,
    // Also where it was shown for this very change: whoever holds it now may not be its owner.
    by: by.filter((method) => method !== old.id),
  })
  return endSessionsBy(inside, person.id, {
    method: old.id,
    because: 'method-removed',
    ...(except !== undefined && { except }),
  })
}
