// The page that a leader is asked on: is it them? The link proves nothing: it is for whoever is
// signed in, and has just shown the most that they have; for everybody else there is no such page,
// whether or not anything was asked. Looking changes nothing.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ownMethods } from '../../domain/methods/own-methods.ts'
import {
  type Answering,
  findVouching,
  refuseToVouch,
  vouch,
  type Vouched,
} from '../../domain/people/vouching.ts'
import type { PersonFacts } from '../../domain/facts.ts'
import { Refusal } from '../../domain/refusal.ts'
import { findSessions } from '../../domain/sessions/sessions.ts'
import { type Challenge, challengePair } from '../../domain/visits/challenges.ts'
import { withoutBlanks } from '../../factors/typed-code.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { Notice } from '../../shapes/notice.ts'
import type { SessionWithPerson } from '../../store/sessions.ts'
import { show } from '../draw.ts'
import { answerOf, hereAt, type Door, type Here } from '../here.ts'
import { beginVisit, showMore, stepUpFirst } from '../visit.ts'

interface ByRef {
  Params: { ref: string }
}

/** The leader, at the page, with what they were asked. */
interface Asked {
  readonly here: Here
  readonly reply: FastifyReply
  readonly session: SessionWithPerson
  readonly challenge: Challenge
  readonly person: PersonFacts
}

export function openVouches(server: FastifyInstance, door: Door): void {
  const at = (
    request: FastifyRequest<ByRef>,
    reply: FastifyReply,
    does: (asked: Asked) => Promise<FastifyReply> | FastifyReply,
  ) => leaderOr(hereAt(door, request, reply), reply, { ref: request.params.ref, does })
  server.get<ByRef>('/vouch/:ref', (request, reply) => at(request, reply, draw))
  server.post<ByRef>('/vouch/:ref', (request, reply) =>
    at(request, reply, async (asked) => {
      const { choice, code } = answerOf(asked.here, request)
      return answered(asked, choice === 'no', withoutBlanks(code))
    }),
  )
}

async function leaderOr(
  here: Here,
  reply: FastifyReply,
  { ref, does }: { ref: string; does: (asked: Asked) => Promise<FastifyReply> | FastifyReply },
): Promise<FastifyReply> {
  const { moment } = here
  const sessions = await findSessions(moment, here.jar.hashes)
  const errand = { protocol: 'portal', ref: `/vouch/${encodeURIComponent(ref)}`, mayAsk: true }
  if (sessions.length === 0) return beginVisit(here, reply, { flow: 'sign-in', errand })
  const found = await findVouching(moment, ref)
  const session = sessions.find((one) => one.person_id === found?.challenge.asked_id)
  // Somebody else's question is no question: it is told by nothing that it stands.
  if (!found || !session) throw new Refusal('not-found')
  if (await stepUpFirst(here, reply, session, errand)) return reply
  const { isFresh } = await ownMethods(moment, session)
  if (!isFresh) return showMore(here, reply, { session, ref: errand.ref })
  return does({ here, reply, session, ...found })
}

function draw({ here, reply, session, ...about }: Asked, problem?: Problem): FastifyReply {
  const { challenge, person } = about
  const { state, askedAt = '' } = challenge.stands
  if (state === 'over') return tell({ here, reply }, 'vouch-over')
  if (state === 'no') return tell({ here, reply }, 'vouch-no')
  return show(here, reply, {
    look: session.login,
    question: 'vouch',
    may: ['help'],
    signedInAs: session.login,
    problem,
    screen: {
      kind: 'vouch',
      name: `${person.firstName} ${person.familyName}`,
      firstName: person.firstName,
      account: person.login,
      at: askedAt,
      pair: challengePair(here.moment.house, challenge.id),
      isAgreed: state !== 'waiting',
      ...challenge.origin,
    },
  })
}

const statuses = { 'vouch-yes': 200, 'vouch-no': 200, 'vouch-over': 410 } as const

const tell = (
  { here, reply }: Pick<Asked, 'here' | 'reply'>,
  about: Extract<Notice, `vouch-${string}`>,
): FastifyReply =>
  show(here, reply, {
    status: statuses[about],
    screen: { kind: 'notice', about, ways: [{ to: '/', word: 'start-page' }] },
  })

async function answered(asked: Asked, isNo: boolean, typed: string): Promise<FastifyReply> {
  const { here, session, challenge } = asked
  if (!isNo && challenge.stands.state === 'waiting' && typed === '')
    return draw(asked, { code: 'code-missing', field: 'code' })
  const by: Answering = {
    challenge,
    by: session.person_id,
    session: session.id,
    mayAnswer: async (inside) => (await ownMethods(inside, session)).isFresh,
  }
  const came: Vouched = isNo
    ? await refuseToVouch(here.moment, by)
    : await vouch(here.moment, by, typed)
  if (came === 'said') return tell(asked, isNo ? 'vouch-no' : 'vouch-yes')
  if (came === 'over') return tell(asked, 'vouch-over')
  const { left: triesLeft } = came
  return draw(asked, { code: 'wrong-number', field: 'code', with: { triesLeft } })
}
