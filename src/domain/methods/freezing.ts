// «Det var ikke meg»: a link in a receipt that can only freeze. The account is closed and every
// session with it; lifting that needs somebody who looks at it. Must never open anything.
import * as store from '../../store/methods/freezes.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import { tellNumbers } from '../messages/notices.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { takeBackAll } from '../people/helping/adding.ts'
import { findPerson, setState } from '../people/people.ts'
import { endSessionsOf, type Listener } from '../sessions/sessions.ts'
import { freezeHash } from './set-up.ts'

/** Whose it is; looking changes nothing. */
export async function findFreeze(moment: Moment, token: string): Promise<PersonFacts | undefined> {
  const { house, now } = moment
  const person = await store.findFreeze(moment.db, freezeHash(house, token), now)
  return person === undefined ? undefined : findPerson(moment, person)
}

/** False where the link says nothing any more. */
export const freeze = (moment: Moment, token: string, tell: Listener): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    const hash = freezeHash(inside.house, token)
    const person = await store.useFreeze(inside.db, hash, inside.now)
    if (person === undefined) return false
    const found = await findPerson(inside, person)
    if (found?.state !== 'active' && found?.state !== 'locked') return true
    await takeBackAll(inside, found)
    await setState(inside, person, 'suspended', 'not-me')
    await recordEvent(inside, 'account.frozen', { person, data: { because: 'not-me' } })
    await tellNumbers(inside, found, { change: 'frozen' })
    await tell(await endSessionsOf(inside, person, { because: 'frozen' }), inside)
    return true
  })
