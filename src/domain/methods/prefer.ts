// Which method is asked first at the next sign-in: one of the person's own.
import * as store from '../../store/methods/methods.ts'
import { recordEvent } from '../events/events.ts'
import type { Moment } from '../moment.ts'

/** In the caller's transaction. */
export async function preferMethod(
  inside: Moment,
  person: string,
  { id, factor }: { readonly id: string; readonly factor: string },
): Promise<boolean> {
  if ((await store.preferMethod(inside.db, person, id)) === 0) return false
  await recordEvent(inside, 'method.preferred', { person, data: { method: id, factor } })
  return true
}
