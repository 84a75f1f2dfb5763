// Who may ask under /admin/api: somebody who is signed in, holds the right that the route declares,
// and has shown two proofs a moment ago. Must never admit by anything else, or tell why further
// than what helps the person on.
import type { FastifyReply } from 'fastify'
import { assuranceOf, isAtLeast } from '../../domain/assurance.ts'
import { freshSeconds } from '../../domain/methods/own-methods.ts'
import type { Moment } from '../../domain/moment.ts'
import { getPerson } from '../../domain/people/people.ts'
import { may, type May } from '../../domain/people/rights.ts'
import { countingProofs } from '../../domain/policy/policy.ts'
import { findSessions } from '../../domain/sessions/sessions.ts'
import { proofsShape } from '../../domain/visits/learned.ts'
import { secondsAfter } from '../../lib/clock.ts'
import type { SessionWithPerson } from '../../store/sessions.ts'
import type { Here } from '../here.ts'
import { beginVisit } from '../visit.ts'
import type { Admitted } from './route.ts'

/** Where the two proofs are shown; what was asked is asked once more afterwards. */
export const stepUpPath = '/admin/step-up'

export type Refused =
  | { readonly status: 401; readonly refused: 'not-signed-in'; readonly at: string }
  | { readonly status: 403; readonly refused: 'not-allowed' }
  | { readonly status: 403; readonly refused: 'step-up-needed'; readonly at: string }

export async function admit(here: Here, right: May): Promise<Admitted | Refused> {
  const { moment } = here
  const [session] = await findSessions(moment, here.jar.hashes)
  if (!session) return { status: 401, refused: 'not-signed-in', at: stepUpPath }
  const by = await getPerson(moment, session.person_id)
  if (!may(moment.house.configuration(), by, right)) return { status: 403, refused: 'not-allowed' }
  if (!isFresh(session, moment)) return { status: 403, refused: 'step-up-needed', at: stepUpPath }
  return { here, moment, by }
}

const isFresh = (session: SessionWithPerson, { now }: Moment): boolean => {
  const counting = countingProofs(proofsShape.parse(session.proofs), now, { freshSeconds })
  return isAtLeast(assuranceOf(counting).acr, 'urn:portvakt:2fa')
}

/** A sign-in that begins with what the session has shown of late. */
export async function stepUp(here: Here, reply: FastifyReply): Promise<FastifyReply> {
  const { moment } = here
  const [session] = await findSessions(moment, here.jar.hashes)
  return beginVisit(here, reply, {
    flow: 'sign-in',
    errand: {
      protocol: 'portal',
      ref: '/',
      mayAsk: true,
      wants: 'urn:portvakt:2fa',
      freshAfter: secondsAfter(moment.now, -freshSeconds).toISOString(),
    },
    ...(session && {
      learned: {
        who: session.person_id,
        session: session.id,
        proofs: proofsShape.parse(session.proofs),
      },
    }),
  })
}
