// The end of a request: what was collected is written in one statement, and only then does the
// answer leave. Where a code or a token was spent by somebody else meanwhile, the answer becomes a
// refusal and everything that came of it is taken back.
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { findApplication } from '../../domain/applications.ts'
import { eventRow } from '../../domain/events/events.ts'
import type { Moment } from '../../domain/moment.ts'
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import type { Errand, Learned } from '../../domain/facts.ts'
import { stepUp } from '../../domain/sessions/judge.ts'
import { isSameSet } from '../../domain/sessions/sessions.ts'
import { openVisit } from '../../domain/visits/visits.ts'
import type { EventRow } from '../../store/events.ts'
import { writeProvider, type ProviderWrites } from '../../store/provider/provider-writes.ts'
import { logoutCall, logoutQueue } from './back-channel.ts'
import { addJobs } from '../../store/jobs.ts'
import { errandFrom } from './errand.ts'
import { roundOf } from './door.ts'
import { sessionFacts, type LiveSession, type Work } from './work.ts'

/** Noted at most so often: an address that is opened again and again costs no write. */
const seenAgainSeconds = 300

export interface FlushNeeds {
  /** Ends a session of ours; whoever must know is told in the same transaction. */
  endSession(moment: Moment, session: LiveSession['row']): Promise<void>
}

export async function flush(work: Work, ctx: KoaContextWithOIDC, needs: FlushNeeds): Promise<void> {
  if (work.opened) {
    await open(work, ctx, work.opened)
    return
  }
  if (work.hasWrites) {
    const writes = collected(work, ctx)
    const written = hasSomething(writes) ? await writeProvider(work.moment.db, writes) : 'kept'
    if (written !== 'kept') {
      await refuse(work, ctx, written)
      return
    }
  }
  const { left, session, toTell } = work
  if (left) await needs.endSession(work.moment, left.row)
  else if (session && toTell.length > 0) {
    const calls = toTell.map((application) => logoutCall(session.id, application))
    await addJobs(work.moment.db, logoutQueue, calls)
  }
}

/** Nothing but the visit is written: whoever has not come in yet has been given nothing. */
async function open(
  work: Work,
  ctx: KoaContextWithOIDC,
  { ref, waiting }: NonNullable<Work['opened']>,
): Promise<void> {
  const application = findApplication(work.moment, ctx.oidc.client?.clientId ?? '')
  const errand = work.visit?.errand ?? errandFrom(ctx, work.moment.now, application)
  const learned = stepsUp(work, errand)
  await openVisit(work.moment, {
    ref,
    flow: 'sign-in',
    errand: { ...errand, ref },
    ...(learned && { learned }),
    waiting: { ...waiting, round: roundOf(work) + 1 },
  })
}

/** Another account is one press away. */
function stepsUp({ sessions, moment, isMeant }: Work, errand: Errand): Learned | undefined {
  const [present] = [...sessions.values()]
  if (!present || errand.chooseAccount || !isMeant) return undefined
  return stepUp(sessionFacts(present), errand, moment)
}

function collected(work: Work, ctx: KoaContextWithOIDC): ProviderWrites {
  // A refused request has spent what it spent and taken back what it took back, and is given
  // nothing.
  const isRefused = ctx.status >= 400
  const isKept = (row: { readonly grant: string | null }) =>
    !isRefused && !(row.grant !== null && work.revoked.has(row.grant))
  const spent = (from: 'records' | 'moments') =>
    work.spend.filter((each) => each.from === from).map((each) => each.idHash)
  const session = sessionWrite(work, isRefused)
  return {
    now: work.moment.now,
    spendRecords: spent('records'),
    spendMoments: spent('moments'),
    firstSeen: work.firstSeen,
    records: [...work.records.values()].filter(isKept),
    moments: [...work.moments.values()].filter(isKept),
    ...(session && { session }),
    ...(work.answered !== undefined && { answered: work.answered }),
    revokedGrants: [...work.revoked],
    destroyed: work.destroyed,
    events: eventsOf(work, ctx),
  }
}

function sessionWrite(work: Work, isRefused: boolean): ProviderWrites['session'] {
  if (!work.session) return undefined
  const given = givenBy(work, work.session)
  const idleUntil = isRefused ? undefined : seenBy(work, work.session)
  const networks = isRefused ? undefined : movedTo(work, work.session)
  if (!given && !idleUntil && !networks) return undefined
  return {
    id: work.session.id,
    ...(given && { given }),
    ...(idleUntil && { idleUntil }),
    ...(networks && { networks }),
  }
}

/** Where it suffices now, where that is elsewhere than the last time. */
function movedTo(
  { sessions, moment, suffices }: Work,
  { id }: NonNullable<Work['session']>,
): readonly string[] | undefined {
  const row = sessions.get(id)?.row
  const { networks } = moment.from
  return suffices && row && !isSameSet(row.networks, networks) ? networks : undefined
}

/**
 * Going to an application is being here. What an application does in silence, or by itself, is not.
 */
function seenBy(work: Work, session: NonNullable<Work['session']>): Date | undefined {
  const { moment } = work
  const row = work.sessions.get(session.id)?.row
  if (!row || row.stays || !work.wasAsked || work.moments.size === 0) return undefined
  if (secondsBetween(row.seen_at, moment.now) < seenAgainSeconds) return undefined
  return secondsAfter(moment.now, moment.house.configuration().lives.idleSeconds)
}

function givenBy(work: Work, { id, payload }: NonNullable<Work['session']>) {
  const before = work.sessions.get(id)?.row
  const kept = before?.authorizations ?? {}
  const now = new Map(Object.entries(Object(payload['authorizations'] ?? {})))
  const changed = Object.fromEntries(
    [...now].filter(([application, value]) => !isAlike(kept[application], value)),
  )
  const removed = Object.keys(kept).filter((application) => !now.has(application))
  const isSame =
    Object.keys(changed).length === 0 &&
    removed.length === 0 &&
    isAlike(before?.state ?? undefined, payload['state'])
  return isSame ? undefined : { changed, removed, state: payload['state'] }
}

const isAlike = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const hasSomething = (writes: ProviderWrites): boolean =>
  Object.values(writes).some((part) => (Array.isArray(part) ? part.length > 0 : false)) ||
  writes.session !== undefined ||
  writes.answered !== undefined

function eventsOf(work: Work, ctx: KoaContextWithOIDC): readonly EventRow[] {
  const { moment, source } = work
  const application = ctx.oidc.client?.clientId
  if (application === undefined) return []
  const person = source?.person_id ?? undefined
  const session = source?.session_id ? { session: source.session_id } : {}
  const { route } = ctx.oidc
  if (route === 'token' && work.revoked.size > 0) {
    return [eventRow(moment, 'tokens.reused', { person, data: { application, ...session } })]
  }
  if (work.revoked.size > 0 || work.destroyed.length > 0) {
    const because = route === 'revocation' ? 'asked' : 'signed-out'
    return [
      eventRow(moment, 'tokens.revoked', { person, data: { application, because, ...session } }),
    ]
  }
  // A renewal is no new sign-in and is not written down; the first tokens of a sign-in are.
  if (route !== 'token' || ctx.status !== 200 || source?.model !== 'AuthorizationCode') return []
  const scopes = [...(ctx.oidc.entities.AuthorizationCode?.scopes ?? [])]
  return [
    eventRow(moment, 'tokens.issued', {
      person,
      data: { application, grant: 'code', scopes, ...session },
    }),
  ]
}

/**
 * Another request was first. All that came of this code or token is taken back (RFC 9700, 4.14;
 * ATK-OIDC-03).
 */
async function refuse(
  work: Work,
  ctx: KoaContextWithOIDC,
  why: 'spent' | 'replayed',
): Promise<void> {
  const grant = work.source?.grant_id
  const application = ctx.oidc.client?.clientId
  if (why === 'spent' && grant) {
    const session = work.source?.session_id
    await writeProvider(work.moment.db, {
      now: work.moment.now,
      spendRecords: [],
      spendMoments: [],
      firstSeen: [],
      records: [],
      moments: [],
      revokedGrants: [grant],
      destroyed: [],
      events: application
        ? [
            eventRow(work.moment, 'tokens.reused', {
              person: work.source?.person_id ?? undefined,
              data: { application, ...(session && { session }) },
            }),
          ]
        : [],
    })
  }
  const error = errorFor(ctx, why)
  takeAway(ctx, error.statusCode, {
    error: error.error,
    error_description: error.error_description,
  })
}

/** The answer that stood ready is not given. */
function takeAway(ctx: KoaContextWithOIDC, status: number, body: object): void {
  for (const name of ['set-cookie', 'location', 'dpop-nonce']) ctx.remove(name)
  ctx.status = status
  ctx.body = body
}

/** The database is away for a moment: an application asks again, a person reads a page. */
export function takeAwayForNow(ctx: KoaContextWithOIDC): void {
  const page = ctx.response.is('html') ? ctx.body : undefined
  takeAway(ctx, 503, { error: 'temporarily_unavailable' })
  ctx.set('retry-after', '2')
  if (page !== undefined) {
    ctx.type = 'html'
    ctx.body = page
  }
}

function errorFor(ctx: KoaContextWithOIDC, why: 'spent' | 'replayed'): errors.OIDCProviderError {
  if (why === 'spent') {
    return ctx.oidc.route === 'token'
      ? new errors.InvalidGrant('spent by another request')
      : new errors.InvalidRequestUri('request_uri was already used')
  }
  return ctx.get('dpop')
    ? new errors.InvalidDpopProof('seen before')
    : new errors.InvalidClientAuth('seen before')
}
