// Signing out: an application asks for it and hears that it is done, and the other applications
// that were told of the same session are told of its end, one after another, by the browser itself.
// The session has ended before the first of them is asked: wherever the round breaks off, nobody is
// still signed in here.
import { deflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { endSession, secretHash } from '../../domain/sessions/sessions.ts'
import type { Moment } from '../../domain/moment.ts'
import { Refusal } from '../../domain/refusal.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { randomId } from '../../lib/random.ts'
import { spaces, statuses } from '../../lib/saml/names.ts'
import { signQuery } from '../../lib/xml/sign.ts'
import { write } from '../../lib/xml/write.ts'
import { childrenOf } from '../../lib/xml/walk.ts'
import * as store from '../../store/provider/saml.ts'
import { sessionIndexFor } from './naming.ts'
import { addressesOf, type Partner, type Partners } from './present.ts'
import { logoutAskedShape, type LogoutAsked } from './reading/logout-asked.ts'
import { readMessage, type Came } from './reading/message.ts'
import { SamlRefused } from './refused.ts'
import type { Serving } from './saml.ts'
import type { Answer } from './sending.ts'
import { momentId, readLogout } from './sign-on.ts'
import { drawnId, writeLogoutRequest, writeLogoutResponse } from './writing/answer.ts'

/** Whoever waits longer at an application has been left there by it. */
const roundSeconds = 300

const calledShape = z.object({ format: z.string(), value: z.string(), isOurs: z.boolean() })

const toldShape = z.object({
  application: z.string(),
  called: calledShape,
  index: z.string(),
})
type Told = z.output<typeof toldShape>

const roundShape = z.object({
  left: z.array(toldShape),
  /** Whoever has asked for it, and hears when it is done. */
  asker: logoutAskedShape.exactOptional(),
  /** The request that an answer is awaited to, and from whom. */
  awaits: z.object({ request: z.string(), application: z.string() }).exactOptional(),
  hasFailed: z.boolean().default(false),
})
type Round = z.output<typeof roundShape>

/** Where the browser goes when its sessions have ended here; nothing where nobody must be told. */
export async function beginLeaving(
  moment: Moment,
  sessions: readonly string[],
  partners: Partners,
): Promise<string | undefined> {
  const rows = await store.toldInSessions(moment.db, sessions)
  const left = rows.flatMap((row) => toldIn(moment, row, partners))
  if (left.length === 0) return undefined
  const handle = await keepRound(moment, { left, hasFailed: false })
  return new URL(`/saml/out/${handle}`, moment.house.address).href
}

function toldIn(
  moment: Moment,
  { id, saml }: { readonly id: string; readonly saml: Record<string, unknown> },
  partners: Partners,
): readonly Told[] {
  return Object.entries(saml).flatMap(([application, value]) => {
    const partner = partners.byId(application)
    const called = calledShape.safeParse(value)
    if (!partner?.saml.signOut || !called.success) return []
    const index = sessionIndexFor(moment, partner.saml.entityId, id)
    return { application, called: called.data, index }
  })
}

async function keepRound(moment: Moment, round: Round): Promise<string> {
  const handle = randomId()
  await store.keepMoment(moment.db, {
    id: momentId('leaving', handle),
    payload: round,
    until: secondsAfter(moment.now, roundSeconds),
  })
  return handle
}

/** A round that begins here, by a page: a form of ours may not lead to another house by itself. */
export async function goOnLeaving(serving: Serving, handle: string): Promise<Answer> {
  const { moment, needs } = serving
  if (handle.startsWith('form.')) {
    const id = momentId('form', handle.slice('form.'.length))
    const kept = logoutAskedShape.safeParse(await store.takeMoment(moment.db, id, moment.now))
    if (!kept.success) throw new Refusal('visit-ended')
    return leaveFor(serving, kept.data)
  }
  const round = await takeRound(moment, handle)
  if (!round) return signedOut(moment)
  const name = serving.partners.byId(round.left[0]?.application ?? '')?.application.name ?? ''
  const next = await nextStop(serving, round)
  if (next.is !== 'to') return next
  const page = needs.pages.leadOn(moment, { address: next.address, name })
  return { is: 'page', status: 200, ...page, onTo: next.address }
}

const takeRound = async (moment: Moment, handle: string): Promise<Round | undefined> => {
  const kept = await store.takeMoment(moment.db, momentId('leaving', handle), moment.now)
  const round = roundShape.safeParse(kept)
  return round.success ? round.data : undefined
}

const signedOut = ({ house }: Moment): Answer => ({
  is: 'to',
  address: new URL('/sign-out', house.address).href,
})

/** The next application, or whoever asked for it all, or the page that says that it is done. */
async function nextStop(serving: Serving, round: Round): Promise<Answer> {
  const { moment, partners } = serving
  const [next, ...left] = round.left
  if (!next) return round.asker ? answerAsker(serving, round.asker, round) : signedOut(moment)
  const saml = partners.byId(next.application)?.saml
  if (!saml?.signOut) return nextStop(serving, { ...round, left, hasFailed: true })
  const id = drawnId()
  const request = writeLogoutRequest({
    id,
    issuer: addressesOf(moment.house.address).entityId,
    to: saml.signOut,
    now: moment.now,
    nameId: next.called,
    audience: saml.entityId,
    sessionIndex: next.index,
  })
  const awaits = { request: id, application: next.application }
  const handle = await keepRound(moment, { ...round, left, awaits })
  const packed = packedAs('SAMLRequest', write(request).text)
  return byRedirect(serving, saml.signOut, [packed, ['RelayState', handle]])
}

type Field = readonly [name: string, value: string]

const packedAs = (name: 'SAMLRequest' | 'SAMLResponse', text: string): Field => [
  name,
  deflateRawSync(Buffer.from(text)).toString('base64'),
]

const byRedirect = ({ own }: Serving, to: string, fields: readonly Field[]): Answer => ({
  is: 'to',
  address: `${to}${to.includes('?') ? '&' : '?'}${signQuery(fields, own.signer)}`,
})

/** An application has heard, or says that it could not: the round goes on either way. */
export async function heardLeft(serving: Serving, came: Came): Promise<Answer> {
  const { moment } = serving
  const round = await takeRound(moment, came.relayState ?? '')
  if (!round?.awaits) return signedOut(moment)
  const isDone = await hasLeft(serving, came, round.awaits)
  const { awaits: _heard, ...rest } = round
  return nextStop(serving, { ...rest, hasFailed: round.hasFailed || !isDone })
}

async function hasLeft(
  { moment, partners }: Serving,
  came: Came,
  awaits: NonNullable<Round['awaits']>,
): Promise<boolean> {
  try {
    const { root, issuer } = await readMessage(came, 'LogoutResponse', {
      now: moment.now,
      keysOf: (name) => partners.byName(name)?.keys,
      destination: addressesOf(moment.house.address).logout,
    })
    const status = childrenOf(root, spaces.protocol, 'Status')[0]
    const code = status && childrenOf(status, spaces.protocol, 'StatusCode')[0]
    return (
      partners.byName(issuer)?.application.id === awaits.application &&
      root.attributes['InResponseTo'] === awaits.request &&
      code?.attributes['Value'] === statuses.success
    )
  } catch (fault) {
    if (fault instanceof SamlRefused) return false
    throw fault
  }
}

export async function logout(serving: Serving, came: Came): Promise<Answer> {
  return leaveFor(serving, await readLogout(serving, came))
}

/**
 * Only what its application has signed ends anything; else the person is asked, as by any link that
 * somebody could have laid out for them.
 */
async function leaveFor(serving: Serving, asked: LogoutAsked): Promise<Answer> {
  const { moment, needs, partners, secret } = serving
  const partner = partners.byId(asked.application)
  if (!partner) throw new Refusal('unknown-application')
  if (!asked.isSigned) return signedOut(moment)
  const at = { now: moment.now, epoch: moment.house.epoch() }
  const session =
    secret === undefined
      ? undefined
      : await store.findSamlSession(moment.db, secretHash(secret), at)
  if (!session) return answerAsker(serving, asked, { hasFailed: false })
  if (!isTheirs(moment, partner, { asked, session }))
    return answerAsker(serving, asked, { hasFailed: true })
  await endSession(moment, session, 'signed-out', needs.tell)
  const left = toldIn(moment, session, partners).filter(
    ({ application }) => application !== asked.application,
  )
  return nextStop(serving, { left, asker: asked, hasFailed: false })
}

interface Theirs {
  readonly asked: LogoutAsked
  readonly session: store.SamlSession
}

/** The session that the browser has is the one this application speaks of. */
function isTheirs(moment: Moment, { saml, application }: Partner, { asked, session }: Theirs) {
  const called = calledShape.safeParse(session.saml[application.id])
  const index = sessionIndexFor(moment, saml.entityId, session.id)
  return (
    called.success &&
    called.data.value === asked.name &&
    (asked.indexes.length === 0 || asked.indexes.includes(index))
  )
}

function answerAsker(
  serving: Serving,
  { application, request, relayState }: LogoutAsked,
  { hasFailed }: Pick<Round, 'hasFailed'>,
): Answer {
  const { moment, partners } = serving
  const saml = partners.byId(application)?.saml
  const to = saml?.signOutAnswer ?? saml?.signOut
  // Nowhere to say it: the person at least sees it.
  if (to === undefined) return signedOut(moment)
  const answer = writeLogoutResponse(
    {
      issuer: addressesOf(moment.house.address).entityId,
      to,
      inResponseTo: request,
      now: moment.now,
    },
    hasFailed ? [statuses.responder, statuses.partialLogout] : [statuses.success],
  )
  const relayed: readonly Field[] =
    relayState === undefined ? [] : [['RelayState', relayState] as const]
  return byRedirect(serving, to, [packedAs('SAMLResponse', write(answer).text), ...relayed])
}
