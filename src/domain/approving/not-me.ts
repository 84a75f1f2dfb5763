// «Det er ikke meg»: somebody who has the password asks, or has come in already, and the person at
// the phone says so. The attempt is over, whoever is signed in is signed out, and every address is
// told.
import { takeBackApproval } from '../../store/methods/requests.ts'
import { endVisitNamed } from '../../store/visits.ts'
import { tellMoved } from '../../store/waiting.ts'
import { recordEvent } from '../events/events.ts'
import { tellChange } from '../methods/set-up.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { endSessionsOf, type Listener } from '../sessions/sessions.ts'
import type { Challenge } from '../visits/challenges.ts'
import type { KnownPhone } from './hearing.ts'
import { approvedSince } from './requests.ts'

interface Stopping {
  readonly phone: KnownPhone
  readonly challenge: Pick<Challenge, 'id' | 'visit_ref'>
  /** It was denied by this: nobody has come in by it. */
  readonly isDenied: boolean
  readonly tell: Listener
}

/** False where it is too late, or was said before. */
export const stopAttempt = (
  moment: Moment,
  { phone, challenge, isDenied, tell }: Stopping,
): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    const { db, now } = inside
    const { person: id, method } = phone
    const since = approvedSince(inside)
    if (!isDenied) {
      if (!(await takeBackApproval(db, challenge.id, { person: id, since, now }))) return false
      const data = { challenge: challenge.id, method, because: 'not-me' }
      await recordEvent(inside, 'phone.denied', { person: id, data })
    }
    const person = await getPerson(inside, id)
    await endVisitNamed(db, challenge.visit_ref, now, 'not-me')
    await tellMoved(db, challenge.visit_ref)
    await tell(await endSessionsOf(inside, id, { because: 'not-me' }), inside)
    await tellChange(inside, person, { change: 'not-me', factor: 'push' })
    return true
  })
