// What oidc-provider reads, each request in one statement: whatever it will ask for next comes
// along. Must answer nothing for an older epoch, an ended session or a person who is not open
// the judging itself stands in protocols/oidc/work.ts.
import { statement, type Db } from '../database.ts'

/** What the library keeps of one of its things; only it knows what is inside. */
export type Payload = Readonly<Record<string, unknown>>

export interface SessionInRead {
  id: string
  person_id: string
  epoch: number
  proofs: unknown
  acr: string
  amr: string[]
  networks: string[]
  stays: boolean
  proven_at: string
  seen_at: string
  idle_until: string
  expires_at: string
  ended_at: string | null
  ended_because: string | null
  authorizations: Record<string, Payload> | null
  state: Payload | null
}

export interface PersonInRead {
  id: string
  login: string
  given_name: string
  family_name: string
  organisation_id: string
  state: string
  language: string | null
  known_phone: boolean
  sessions_after: string
  groups: string[]
  mail: string | null
}

export interface GrantInRead {
  grant_id: string
  payload: Payload
  epoch: number
  expires_at: string
}

export interface VisitInRead {
  ref: string
  errand: unknown
  waiting: Payload | null
  epoch: number
  expires_at: string
  ended_how: string | null
}

export interface SessionRead {
  session: SessionInRead | null
  person: PersonInRead | null
  found_grant: GrantInRead | null
  visit: VisitInRead | null
}

// -infinity has no form in JavaScript; a moment before all of ours stands for it.
const person = `case when p.id is null then null else jsonb_build_object(
    'id', p.id, 'login', p.login, 'given_name', p.given_name, 'family_name', p.family_name,
    'organisation_id', p.organisation_id, 'state', p.state, 'language', p.language,
    'known_phone', p.known_phone is not null,
    'sessions_after', greatest(p.sessions_after, '1970-01-01T00:00:00Z'),
    'groups', array(select group_id from memberships where person_id = p.id order by group_id),
    'mail', (select address from addresses where person_id = p.id and kind = 'mail' order by position limit 1)
  ) end as person`

const session = `case when s.id is null then null else jsonb_build_object(
    'id', s.id, 'person_id', s.person_id, 'epoch', s.epoch, 'proofs', s.proofs, 'acr', s.acr, 'amr', s.amr,
    'networks', s.networks, 'stays', s.stays, 'proven_at', s.proven_at, 'seen_at', s.seen_at, 'idle_until', s.idle_until,
    'expires_at', s.expires_at, 'ended_at', s.ended_at, 'ended_because', s.ended_because,
    'authorizations', ps.authorizations, 'state', ps.state
  ) end as session`

const grant = `case when g.grant_id is null then null else jsonb_build_object(
    'grant_id', g.grant_id, 'payload', g.payload, 'epoch', g.epoch, 'expires_at', g.expires_at
  ) end as found_grant`

const readSession = statement<SessionRead>(
  'provider: session with all',
  `select ${session}, ${person}, ${grant},
     case when v.ref is null then null else jsonb_build_object(
       'ref', v.ref, 'errand', v.errand, 'waiting', v.waiting, 'epoch', v.epoch,
       'expires_at', v.expires_at, 'ended_how', v.ended_how
     ) end as visit
   from (select $1::bytea as secret, $2::text as session_id, $3::text as ref, $4::text as client) asked
   left join visits v on v.ref = asked.ref
   left join sessions s on s.id =
     coalesce(asked.session_id, (select id from sessions where secret_hash = asked.secret))
   left join provider_sessions ps on ps.session_id = s.id
   left join people p on p.id = s.person_id
   left join provider_records g on g.model = 'Grant' and g.grant_id =
     ps.authorizations -> coalesce(asked.client, v.waiting -> 'params' ->> 'client_id') ->> 'grantId'`,
)

export interface SessionAsked {
  /** The hash of what the browser's session cookie says, or the session's own id. */
  readonly secret?: Uint8Array | undefined
  readonly session?: string | undefined
  readonly ref?: string | undefined
  readonly client?: string | undefined
}

export const readProviderSession = async (db: Db, asked: SessionAsked): Promise<SessionRead> =>
  (await readSession.row(
    db,
    asked.secret ?? null,
    asked.session ?? null,
    asked.ref ?? null,
    asked.client ?? null,
  )) ?? { session: null, person: null, found_grant: null, visit: null }

export interface TokenRead extends Omit<SessionRead, 'visit'> {
  model: string
  grant_id: string | null
  session_id: string | null
  person_id: string | null
  epoch: number
  proven_at: Date
  payload: Payload
  expires_at: Date
  consumed_at: Date | null
}

const tokenFrom = (table: 'provider_records' | 'provider_moments') =>
  statement<TokenRead>(
    `provider: token from ${table.slice('provider_'.length)}`,
    `select r.model, r.grant_id, r.session_id, r.person_id, r.epoch, r.proven_at, r.payload, r.expires_at,
       r.consumed_at, ${session}, ${person}, ${grant}
     from ${table} r
     left join sessions s on s.id = r.session_id
     left join provider_sessions ps on ps.session_id = s.id
     left join people p on p.id = r.person_id
     left join provider_records g on g.model = 'Grant' and g.grant_id = r.grant_id
     where r.id_hash = $1`,
  )
const readRecord = tokenFrom('provider_records')
const readMoment = tokenFrom('provider_moments')

export const findProviderRecord = (db: Db, idHash: Uint8Array): Promise<TokenRead | undefined> =>
  readRecord.row(db, idHash)

export const findProviderMoment = (db: Db, idHash: Uint8Array): Promise<TokenRead | undefined> =>
  readMoment.row(db, idHash)

const readPerson = statement<{ person: PersonInRead | null }>(
  'provider: person',
  `select ${person} from people p where p.id = $1`,
)
export const findProviderPerson = async (db: Db, id: string): Promise<PersonInRead | null> =>
  (await readPerson.row(db, id))?.person ?? null

export interface SessionToTell {
  session_id: string
  applications: string[]
}

const toTell = statement<SessionToTell>(
  'provider: sessions to tell of',
  `select session_id, array(select jsonb_object_keys(authorizations)) as applications
   from provider_sessions where session_id = any($1)`,
)
export const authorizationsOf = (db: Db, sessions: readonly string[]): Promise<SessionToTell[]> =>
  toTell.rows(db, sessions)

const owner = statement<{ person_id: string }>(
  'provider: whose session',
  'select person_id from sessions where id = $1',
)
export const findSessionOwner = async (db: Db, session: string): Promise<string | undefined> =>
  (await owner.row(db, session))?.person_id

const sweepRecords = statement(
  'provider: sweep records',
  'delete from provider_records where expires_at < $1',
)
const sweepMoments = statement(
  'provider: sweep moments',
  'delete from provider_moments where expires_at < $1',
)
export const sweepProvider = async (db: Db, before: Date): Promise<number> =>
  (await sweepRecords.count(db, before)) + (await sweepMoments.count(db, before))
