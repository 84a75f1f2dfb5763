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

// Plain columns, put together again below: making objects of them costs PostgreSQL more than all the
// reading. -infinity has no form in JavaScript; a moment before all of ours stands for it.
const person = `p.id as p_id, p.login, p.given_name, p.family_name, p.organisation_id,
  p.state as p_state, p.language, p.known_phone is not null as known_phone,
  greatest(p.sessions_after, '1970-01-01T00:00:00Z') as sessions_after,
  array(select group_id from memberships where person_id = p.id) as groups,
  (select address from addresses where person_id = p.id and kind = 'mail'
    order by position limit 1) as mail`

const session = `s.id as s_id, s.person_id as s_person_id, s.epoch as s_epoch, s.proofs, s.acr, s.amr,
  s.networks, s.stays, s.proven_at as s_proven_at, s.seen_at, s.idle_until,
  s.expires_at as s_expires_at, s.ended_at as s_ended_at, s.ended_because, ps.authorizations,
  ps.state as s_state`

const grant = `g.grant_id as g_id, g.payload as g_payload, g.epoch as g_epoch,
  g.expires_at as g_expires_at`

interface PersonColumns {
  readonly p_id: string | null
  readonly login: string
  readonly given_name: string
  readonly family_name: string
  readonly organisation_id: string
  readonly p_state: string
  readonly language: string | null
  readonly known_phone: boolean
  readonly sessions_after: Date
  readonly groups: string[]
  readonly mail: string | null
}

interface SessionColumns {
  readonly s_id: string | null
  readonly s_person_id: string
  readonly s_epoch: number
  readonly proofs: unknown
  readonly acr: string
  readonly amr: string[]
  readonly networks: string[]
  readonly stays: boolean
  readonly s_proven_at: Date
  readonly seen_at: Date
  readonly idle_until: Date
  readonly s_expires_at: Date
  readonly s_ended_at: Date | null
  readonly ended_because: string | null
  readonly authorizations: Record<string, Payload> | null
  readonly s_state: Payload | null
}

interface GrantColumns {
  readonly g_id: string | null
  readonly g_payload: Payload
  readonly g_epoch: number
  readonly g_expires_at: Date
}

const personIn = (row: PersonColumns): PersonInRead | null =>
  row.p_id === null
    ? null
    : {
        id: row.p_id,
        login: row.login,
        given_name: row.given_name,
        family_name: row.family_name,
        organisation_id: row.organisation_id,
        state: row.p_state,
        language: row.language,
        known_phone: row.known_phone,
        sessions_after: row.sessions_after.toISOString(),
        groups: row.groups,
        mail: row.mail,
      }

const sessionIn = (row: SessionColumns): SessionInRead | null =>
  row.s_id === null
    ? null
    : {
        id: row.s_id,
        person_id: row.s_person_id,
        epoch: row.s_epoch,
        proofs: row.proofs,
        acr: row.acr,
        amr: row.amr,
        networks: row.networks,
        stays: row.stays,
        proven_at: row.s_proven_at.toISOString(),
        seen_at: row.seen_at.toISOString(),
        idle_until: row.idle_until.toISOString(),
        expires_at: row.s_expires_at.toISOString(),
        ended_at: row.s_ended_at?.toISOString() ?? null,
        ended_because: row.ended_because,
        authorizations: row.authorizations,
        state: row.s_state,
      }

const grantIn = (row: GrantColumns): GrantInRead | null =>
  row.g_id === null
    ? null
    : {
        grant_id: row.g_id,
        payload: row.g_payload,
        epoch: row.g_epoch,
        expires_at: row.g_expires_at.toISOString(),
      }

type Around = PersonColumns & SessionColumns & GrantColumns

interface VisitColumns {
  readonly ref: string | null
  readonly errand: unknown
  readonly waiting: Payload | null
  readonly v_epoch: number
  readonly v_expires_at: Date
  readonly ended_how: string | null
}

const visitIn = (row: VisitColumns): VisitInRead | null =>
  row.ref === null
    ? null
    : {
        ref: row.ref,
        errand: row.errand,
        waiting: row.waiting,
        epoch: row.v_epoch,
        expires_at: row.v_expires_at.toISOString(),
        ended_how: row.ended_how,
      }

const readSession = statement<Around & VisitColumns>(
  'provider: session with all',
  `select ${session}, ${person}, ${grant}, v.ref, v.errand, v.waiting, v.epoch as v_epoch,
     v.expires_at as v_expires_at, v.ended_how
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

export async function readProviderSession(db: Db, asked: SessionAsked): Promise<SessionRead> {
  const { secret = null, session: id = null, ref = null, client = null } = asked
  const row = await readSession.row(db, secret, id, ref, client)
  if (!row) throw new Error('A row stands for what was asked, whatever is found')
  return {
    session: sessionIn(row),
    person: personIn(row),
    found_grant: grantIn(row),
    visit: visitIn(row),
  }
}

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

type TokenColumns = Omit<TokenRead, 'session' | 'person' | 'found_grant'> & Around

const tokenFrom = (table: 'provider_records' | 'provider_moments') =>
  statement<TokenColumns>(
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

const tokenIn = (row: TokenColumns | undefined): TokenRead | undefined =>
  row && {
    model: row.model,
    grant_id: row.grant_id,
    session_id: row.session_id,
    person_id: row.person_id,
    epoch: row.epoch,
    proven_at: row.proven_at,
    payload: row.payload,
    expires_at: row.expires_at,
    consumed_at: row.consumed_at,
    session: sessionIn(row),
    person: personIn(row),
    found_grant: grantIn(row),
  }

export const findProviderRecord = async (
  db: Db,
  idHash: Uint8Array,
): Promise<TokenRead | undefined> => tokenIn(await readRecord.row(db, idHash))

export const findProviderMoment = async (
  db: Db,
  idHash: Uint8Array,
): Promise<TokenRead | undefined> => tokenIn(await readMoment.row(db, idHash))

const readPerson = statement<PersonColumns>(
  'provider: person',
  `select ${person} from people p where p.id = $1`,
)
export async function findProviderPerson(db: Db, id: string): Promise<PersonInRead | null> {
  const row = await readPerson.row(db, id)
  return row ? personIn(row) : null
}

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
