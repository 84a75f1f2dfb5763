// What a person who is signed in meets here: the start page, changing the password, signing out;
// and the way in for whoever is not. Signing in is a visit like every other.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { applicationsFor } from '../domain/applications.ts'
import {
  endSession,
  endSessionsOf,
  findSessions,
  touchSession,
} from '../domain/sessions/sessions.ts'
import { freshSeconds } from '../domain/methods/own-methods.ts'
import { inTransaction, type Moment } from '../domain/moment.ts'
import { proofsShape } from '../domain/visits/learned.ts'
import { secondsBetween } from '../lib/clock.ts'
import { isLanguage } from '../shapes/language.ts'
import type { Screen, Way } from '../shapes/screen.ts'
import { lastSessionBefore, type SessionWithPerson } from '../store/sessions.ts'
import { goTo, show, showStart } from './draw.ts'
import { answerOf, hereAt, tellProtocols, type Door, type Here } from './here.ts'
import { beginVisit, stepUpFirst } from './visit.ts'

export function openPortal(server: FastifyInstance, door: Door): void {
  server.get('/', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const [session] = await findSessions(here.moment, here.jar.hashes)
    if (!session) return signIn(here, reply)
    if (await stepUpFirst(here, reply, session, errand)) return reply
    return startPage(here, reply, session)
  })
  server.get('/password', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const [session] = await findSessions(here.moment, here.jar.hashes)
    return changePassword(here, reply, session)
  })
  server.get('/password/changed', async (request, reply) => {
    const here = hereAt(door, request, reply)
    return notice(here, reply, 'password-changed', [{ to: '/', word: 'start-page' }])
  })
  server.get('/help', async (request, reply) => {
    const ways: Way[] = [
      { to: '/', word: 'start-page' },
      { to: '/start', word: 'enter-start-code' },
      { to: '/help/caller', word: 'show-caller' },
    ]
    return notice(hereAt(door, request, reply), reply, 'help', ways)
  })
  openSignOut(server, door)
}

function openSignOut(server: FastifyInstance, door: Door): void {
  server.get('/sign-out', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const [session] = await findSessions(here.moment, here.jar.hashes)
    if (!session) return signedOut(here, reply, 'signed-out')
    return show(here, reply, {
      look: session.login,
      question: 'sign-out',
      signedInAs: session.login,
      screen: {
        kind: 'confirm',
        about: 'sign-out',
        choices: ['here', 'everywhere'],
        ways: [{ to: '/', word: 'stay-signed-in' }],
      },
    })
  })
  const leave = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const here = hereAt(door, request, reply)
    const { choice } = answerOf(here, request)
    const isEverywhere = choice === 'everywhere' || here.path === '/sign-out/everywhere'
    const sessions = await findSessions(here.moment, here.jar.hashes)
    for (const session of sessions) await goOut(here, session, isEverywhere)
    for (const cookie of door.cookies.forSessions([])) void reply.header('set-cookie', cookie)
    for (const { leaving } of door.protocols) {
      const to = await leaving?.(
        sessions.map(({ id }) => id),
        here.moment,
      )
      if (to !== undefined) return goTo(here, reply, to)
    }
    return signedOut(here, reply, isEverywhere ? 'signed-out-everywhere' : 'signed-out')
  }
  server.post('/sign-out', leave)
  server.post('/sign-out/everywhere', leave)
}

async function goOut(here: Here, session: SessionWithPerson, isEverywhere: boolean): Promise<void> {
  const tell = tellProtocols(here.door)
  if (!isEverywhere) return endSession(here.moment, session, 'signed-out', tell)
  await inTransaction(here.moment, async (inside) => {
    const because = 'signed-out-everywhere'
    await tell(await endSessionsOf(inside, session.person_id, { because }), inside)
  })
}

const signedOut = (
  here: Here,
  reply: FastifyReply,
  about: 'signed-out' | 'signed-out-everywhere',
) => notice(here, reply, about, [{ to: '/', word: 'sign-in' }])

function notice(
  here: Here,
  reply: FastifyReply,
  about: Extract<Screen, { kind: 'notice' }>['about'],
  ways: readonly Way[],
): FastifyReply {
  return show(here, reply, { screen: { kind: 'notice', about, ways } })
}

const errand = { protocol: 'portal', ref: '/', mayAsk: true } as const

const signIn = (here: Here, reply: FastifyReply): Promise<FastifyReply> =>
  beginVisit(here, reply, { flow: 'sign-in', errand })

/**
 * The present password is asked for again in this visit, however fresh the session is (ATK-PWD-11).
 */
const changePassword = (here: Here, reply: FastifyReply, session: SessionWithPerson | undefined) =>
  beginVisit(here, reply, {
    flow: 'change-password',
    errand: {
      protocol: 'portal',
      ref: '/password/changed',
      mayAsk: true,
      freshAfter: here.moment.now.toISOString(),
    },
    learned: {
      proofs: [],
      ...(session && { who: session.person_id, session: session.id }),
    },
  })

/** A moment ago, by one of those that are used up one by one. */
const cameByCode = ({ house, now }: Moment, { proofs }: SessionWithPerson): boolean =>
  proofsShape
    .parse(proofs)
    .some(
      ({ factor, at }) =>
        secondsBetween(new Date(at), now) < freshSeconds &&
        house.factors.find(({ name }) => name === factor)?.left !== undefined,
    )

async function startPage(
  here: Here,
  reply: FastifyReply,
  session: SessionWithPerson,
): Promise<FastifyReply> {
  const { moment } = here
  await touchSession(moment, session)
  const preferred = session.language ?? ''
  const language = here.jar.language ?? (isLanguage(preferred) ? preferred : moment.language)
  const before = await lastSessionBefore(moment.db, session.person_id, session.id)
  return showStart({ ...here, moment: { ...moment, language } }, reply, {
    session,
    lastAt: before,
    applications: applicationsFor(moment, { groups: session.groups }),
    usedCode: cameByCode(moment, session),
  })
}
