// What oidc-provider calls its adapter: a view of the work of one request. Reading fills it,
// writing is collected in it, and nothing here speaks to the database by itself. What a client
// holds (a code, a token, a cookie) is never kept, only hashed.
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { secondsAfter } from '../../lib/clock.ts'
import type { RowToKeep } from '../../store/provider/provider-writes.ts'
import type { Payload, TokenRead } from '../../store/provider/provider.ts'
import { personalScopes } from './scopes.ts'
import { currentWork, type LiveSession, type Work } from './work.ts'

/** What lives a minute and may be lost in a crash. */
const moments = new Set(['AuthorizationCode', 'PushedAuthorizationRequest'])

const none = async (): Promise<undefined> => undefined

export function adapterFor(model: string): Adapter {
  if (model === 'Session') return sessionAdapter
  if (model === 'Interaction') return interactionAdapter
  if (model === 'Grant') return grantAdapter
  if (model === 'ReplayDetection') return replayAdapter
  return tokenAdapter(model, moments.has(model) ? 'moments' : 'records')
}

const nothing: Adapter = {
  upsert: none,
  find: none,
  findByUserCode: none,
  findByUid: none,
  consume: none,
  destroy: none,
  revokeByGrantId: async (grant) => {
    currentWork().revoked.add(grant)
  },
}

const tokenAdapter = (model: string, table: 'records' | 'moments'): Adapter => ({
  ...nothing,
  async upsert(id, payload, lifeSeconds) {
    const work = currentWork()
    work[table].set(id, rowFor(work, { model, id, payload, lifeSeconds }))
  },
  async find(id) {
    const row = await currentWork().token(id, table)
    if (!row || row.model !== model) return undefined
    return {
      ...row.payload,
      jti: id,
      ...(row.consumed_at && { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
    }
  },
  // Only noted: the statement that writes spends it, and keeps nothing of this request where
  // another one was first.
  async consume(id) {
    const work = currentWork()
    work.spend.push({ from: table, idHash: work.hash(id) })
  },
  async destroy(id) {
    const work = currentWork()
    work.destroyed.push(work.hash(id))
  },
})

// A grant has no row of its own: what was given stands in the code or the token it was given with.
const grantAdapter: Adapter = {
  ...nothing,
  async find(id) {
    const { source } = currentWork()
    return source?.grant_id === id ? grantIn(source) : undefined
  },
  async destroy(id) {
    currentWork().revoked.add(id)
  },
}

/** Every scope that was asked for and exists was given; the library asks for those it needs. */
function grantIn({ payload, grant_id: id }: TokenRead): AdapterPayload {
  const source: AdapterPayload = payload
  const scope = source.scope ?? ''
  const resources = [source.resource ?? []].flat()
  return {
    kind: 'Grant',
    ...(id !== null && { jti: id }),
    ...(source.accountId !== undefined && { accountId: source.accountId }),
    ...(source.clientId !== undefined && { clientId: source.clientId }),
    openid: {
      scope: scope
        .split(' ')
        .filter((each) => personalScopes.has(each))
        .join(' '),
      claims: claimNames(source.claims),
    },
    resources: Object.fromEntries(resources.map((resource) => [resource, scope])),
  }
}

/** Those that were asked for one by one, as the code or token keeps the request for them. */
const claimNames = (asked: unknown): string[] =>
  ['id_token', 'userinfo'].flatMap((place) => Object.keys(Object(Object(asked)[place])))

/**
 * A proof's own number may be met once. Whether it was met is decided where it is written, never by
 * looking first.
 */
const replayAdapter: Adapter = {
  ...nothing,
  async upsert(id, payload, lifeSeconds) {
    const work = currentWork()
    work.firstSeen.push(rowFor(work, { model: 'ReplayDetection', id, payload, lifeSeconds }))
  },
}

// The library's session cookie is our own, handed to it under its name (request.ts); its row is
// found by our session.
const sessionAdapter: Adapter = {
  ...nothing,
  async find(secret) {
    const live = await currentWork().sessionBySecret(secret)
    return live && sessionPayload(live, secret)
  },
  async findByUid(id) {
    const live = await currentWork().sessionById(id)
    return live && sessionPayload(live, id)
  },
  // A session nobody has come in with is not kept: it would be a row for every passing stranger.
  async upsert(_id, payload) {
    const work = currentWork()
    const id = payload.uid
    if (!id || !work.sessions.has(id)) return
    work.left = undefined
    work.session = { id, payload: plain(payload) }
  },
  // Also called when the library gives its session a new name; then `upsert` follows.
  async destroy(secret) {
    const work = currentWork()
    work.left = (await work.sessionBySecret(secret)) ?? work.sessions.get(work.session?.id ?? '')
  },
}

/**
 * Ours says who, how and when; the library's row keeps only what was given to which application.
 */
const sessionPayload = ({ row }: LiveSession, cookie: string): AdapterPayload => ({
  kind: 'Session',
  jti: cookie,
  uid: row.id,
  accountId: row.person_id,
  acr: row.acr,
  amr: row.amr,
  loginTs: Math.floor(row.proven_at.getTime() / 1000),
  // The library writes into it.
  authorizations: Object.fromEntries(
    Object.entries(row.authorizations).map(([application, given]) => [application, { ...given }]),
  ),
  ...(row.state && { state: { ...row.state } }),
  ...(!row.stays && { transient: true }),
})

const interactionAdapter: Adapter = {
  ...nothing,
  // Kept in the visit's own row. The session of the moment is dropped, or choosing another account
  // could not come back.
  async upsert(ref, payload) {
    const { session: _session, grantId: _grant, jti: _jti, ...waiting } = plain(payload)
    currentWork().opened = { ref, waiting }
  },
  async find(ref) {
    const work = currentWork()
    if (ref !== work.ref) return undefined
    if (!work.visit) await work.sessionBySecret(undefined)
    const result = work.visit?.left && { result: { error: 'access_denied' } }
    return work.visit && { ...work.visit.waiting, ...result, jti: ref }
  },
  async destroy(ref) {
    currentWork().answered = ref
  },
}

interface Kept {
  readonly model: string
  readonly id: string
  readonly payload: AdapterPayload
  readonly lifeSeconds: number | undefined
}

function rowFor(work: Work, { model, id, payload, lifeSeconds = 0 }: Kept): RowToKeep {
  const { jti: _jti, ...rest } = plain(payload)
  const session = payload.sessionUid ? work.sessions.get(payload.sessionUid) : undefined
  const only = work.sessions.size === 1 ? work.sessions.values().next().value : undefined
  const live = session ?? only
  return {
    idHash: work.hash(id),
    model,
    grant: payload.grantId ?? null,
    session: payload.sessionUid ?? null,
    person: payload.accountId ?? null,
    epoch: work.epoch,
    provenAt: work.source?.proven_at ?? live?.row.proven_at ?? work.moment.now,
    payload: rest,
    expiresAt: secondsAfter(work.moment.now, lifeSeconds),
  }
}

const plain = (payload: AdapterPayload): Payload => Object.fromEntries(Object.entries(payload))
