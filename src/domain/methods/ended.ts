// A method that was taken away can be taken back for a day: by its owner, who has just shown the
// most that the account has, or by the helpdesk. Must never bring back what was replaced meanwhile.
import { secondsAfter } from '../../lib/clock.ts'
import * as store from '../../store/methods/ended-methods.ts'
import { holdPerson, noteLostPhone } from '../../store/people.ts'
import { eventRow, recordEvent, recordEvents } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { standsBehindPassword, tellChange } from './set-up.ts'

const undoSeconds = 86_400

const since = ({ now }: Moment): Date => secondsAfter(now, -undoSeconds)

const restorable = (moment: Moment): store.Restorable => ({
  since: since(moment),
  singles: moment.house.factors.flatMap(({ name, single }) => (single === true ? [name] : [])),
})

/** What may be taken back now, the latest first. */
export const endedMethods = (moment: Moment, person: string): Promise<store.EndedMethod[]> =>
  store.endedMethodsOf(moment.db, person, restorable(moment))

/** False where it is too late, or another stands in its place. */
export const restoreMethod = (
  moment: Moment,
  person: PersonFacts,
  method: string,
  { shown = [], ...by }: { readonly actor?: string; readonly shown?: readonly string[] } = {},
): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    await holdPerson(inside.db, person.id)
    const { state } = await getPerson(inside, person.id)
    const ended = await endedMethods(inside, person.id)
    const found = ended.find(({ id }) => id === method)
    if (state !== 'active' || !found) return false
    const back = await store.restoreMethodOf(inside.db, person.id, method, restorable(inside))
    if (!back) return false
    const { factor, label } = back
    if (standsBehindPassword(inside, { name: factor }))
      await noteLostPhone(inside.db, person.id, undefined)
    const data = { method, factor, because: found.ended_because }
    await recordEvent(inside, 'method.restored', { person: person.id, ...by, data })
    const told = { factor, by: shown, ...(label && { label }) }
    await tellChange(inside, person, { change: 'restored', ...told })
    return true
  })

/** What may have been used after the copy that was put back was made: nobody can tell of which. */
export async function endOneTimeMethods(inside: Moment): Promise<void> {
  const factors = inside.house.factors.filter(({ oneTime }) => oneTime).map(({ name }) => name)
  const ended = await store.endEverywhereOf(inside.db, factors)
  const rows = ended.map(({ id, person_id: person, factor }) =>
    eventRow(inside, 'method.removed', { person, data: { method: id, factor, because: 'epoch' } }),
  )
  await recordEvents(inside, rows)
}

/** For the house's own broom. */
export const sweepEnded = (moment: Moment): Promise<number> =>
  store.sweepEndedMethods(moment.db, since(moment))
