// A wish that waits: written down with the person, once for each visit, so that the grace a rule
// gives runs out wherever they come from.
import { putOff } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { Refusal } from '../refusal.ts'
import { noSmartphone } from './wishes.ts'

/** In the caller's transaction. */
export async function putOffWish(inside: Moment, person: PersonFacts, wish: string): Promise<void> {
  const seen = person.putOff?.[wish]?.times ?? 0
  const times = await putOff(inside.db, { person: person.id, wish, now: inside.now, seen })
  // Of five who press together with one time left, one has it (ATK-ENR-09).
  if (times === undefined) throw new Refusal('visit-ended')
  await recordEvent(inside, 'method.put-off', { person: person.id, data: { wish, times } })
}

/**
 * Somebody has no phone for an app: said once, and it stands. What the rule wants instead of it is
 * asked for from then on, and the helpdesk sees why. In the caller's transaction.
 */
export async function sayNoSmartphone(
  inside: Moment,
  { id, putOff: so = {} }: PersonFacts,
): Promise<void> {
  if (so[noSmartphone] !== undefined) return
  await putOff(inside.db, { person: id, wish: noSmartphone, now: inside.now, seen: 0 })
  await recordEvent(inside, 'person.no-smartphone', { person: id, data: {} })
}
