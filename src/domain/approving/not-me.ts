// «Det er ikke meg»: somebody who has the password asks, and the person at the phone says so. The
// attempt is over, whoever else is signed in is signed out, and every address is told.
import { endVisitNamed } from '../../store/visits.ts'
import { tellMoved } from '../../store/waiting.ts'
import { tellChange } from '../methods/set-up.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { endSessionsOf, type Listener } from '../sessions/sessions.ts'
import { findChallenge } from '../visits/challenges.ts'

/** After it was denied: what is denied is never waited for by this. */
export const stopAttempt = (
  moment: Moment,
  {
    person: id,
    request,
    tell,
  }: {
    readonly person: string
    readonly request: string
    readonly tell: Listener
  },
): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const challenge = await findChallenge(inside, request)
    if (challenge?.asked_id !== id) return
    const person = await getPerson(inside, id)
    await endVisitNamed(inside.db, challenge.visit_ref, inside.now, 'not-me')
    await tellMoved(inside.db, challenge.visit_ref)
    await tell(await endSessionsOf(inside, id, { because: 'not-me' }), inside)
    await tellChange(inside, person, { change: 'not-me', factor: 'push' })
  })
