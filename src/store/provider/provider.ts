// What oidc-provider reads, each request in one statement: whatever it will ask for next comes
// along. Must answer nothing for an older epoch, an ended session or a person who is not open
// the judging itself stands in protocols/oidc/work.ts.
import { statement, type Db } from '../database.ts'
import { rememberedIn } from '../methods/browsers.ts'
import { hasMethods, type HasMethod } from '../sessions.ts'

/** What the library keeps of one of its things; only it knows what is inside. */
export type Payload = Readonly<Record<string, unknown>>

export interface SessionInRead {
  id: string
  person_id: string
  browser_id: string
  epoch: number
  proofs: unknown
  acr: string
  amr: string[]
  networks: string[]
  stays: boolean
  put_off: string[]
  proven_at: Date
  seen_at: Date
  idle_until: Date
  expires_at: Date
  ended_at: Date | null
  ended_because: string | null
  /** Since when its browser spares this person the second proof. */
  remembered_at: Date | null
  authorizations: Record<string, Payload>
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
  known_phone: string | null
  default_method: string | null
  put_off: unknown
  sessions_after: Date
  groups: string[]
  mail: string | null
  has: HasMethod[]
}

export interface VisitInRead {
  ref: string
  errand: unknown
  waiting: Payload | null
  epoch: number
  expires_at: Date
  ended_how: string | null
}

export interface SessionRead {
  session: SessionInRead | null
  person: PersonInRead | null
}

// Plain columns, put together again below: making objects of them costs PostgreSQL more than all
// the reading. -infinity has no form in JavaScript; a moment before all of ours stands for it.
const person = `p.id as p_id, p.login, p.given_name, p.family_name, p.organisation_id,
  p.state as p_state, p.language, p.known_phone, p.put_off as p_put_off, ${hasMethods},
  greatest(p.sessions_after, '1970-01-01T00:00:00Z') as sessions_after,
  array(select group_id from memberships where person_id = p.id) as groups,
  (select address from addresses where person_id = p.id and kind = 'mail'
    order by position limit 1) as mail`

const session = `s.id as s_id, s.person_id as s_person_id, s.browser_id,
  ${rememberedIn('s.epoch')}, s.epoch as s_epoch, s.proofs, s.acr, s.amr,
  s.networks, s.stays, s.put_off, s.proven_at as s_proven_at, s.seen_at, s.idle_until,
  s.expires_at as s_expires_at, s.ended_at as s_ended_at, s.ended_because, s.authorizations,
  s.provider_state`

interface PersonColumns {
  readonly p_id: string | null
  readonly login: string
  readonly given_name: string
  readonly family_name: string
  readonly organisation_id: string
  readonly p_state: string
  readonly language: string | null
  readonly known_phone: string | null
  readonly sessions_after: Date
  readonly groups: string[]
  readonly mail: string | null
  readonly p_put_off: unknown
  readonly has: HasMethod[]
}

interface SessionColumns {
  readonly s_id: string | null
  readonly s_person_id: string
  readonly browser_id: string
  readonly remembered_at: Date | null
  readonly s_epoch: number
  readonly proofs: unknown
  readonly acr: string
  readonly amr: string[]
  readonly networks: string[]
  readonly stays: boolean
  readonly put_off: string[]
  readonly s_proven_at: Date
  readonly seen_at: Date
  readonly idle_until: Date
  readonly s_expires_at: Date
  readonly s_ended_at: Date | null
  readonly ended_because: string | null
  readonly authorizations: Record<string, Payload>
  readonly provider_state: Payload | null
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
        default_method: null,
        put_off: row.p_put_off,
        sessions_after: row.sessions_after,
        groups: row.groups,
        mail: row.mail,
        has: row.has,
      }

const sessionIn = (row: SessionColumns): SessionInRead | null =>
  row.s_id === null
    ? null
    : {
        id: row.s_id,
        person_id: row.s_person_id,
        browser_id: row.browser_id,
        remembered_at: row.remembered_at,
        epoch: row.s_epoch,
        proofs: row.proofs,
        acr: row.acr,
        amr: row.amr,
        networks: row.networks,
        stays: row.stays,
        put_off: row.put_off,
        proven_at: row.s_proven_at,
        seen_at: row.seen_at,
        idle_until: row.idle_until,
        expires_at: row.s_expires_at,
        ended_at: row.s_ended_at,
        ended_because: row.ended_because,
        authorizations: row.authorizations,
        state: row.provider_state,
      }

type Around = PersonColumns & SessionColumns

interface VisitColumns {
  readonly ref: string
  readonly errand: unknown
  readonly waiting: Payload | null
  readonly v_epoch: number
  readonly v_expires_at: Date
  readonly ended_how: string | null
}

const visitIn = (row: VisitColumns): VisitInRead => ({
  ref: row.ref,
  errand: row.errand,
  waiting: row.waiting,
  epoch: row.v_epoch,
  expires_at: row.v_expires_at,
  ended_how: row.ended_how,
})

const ofBrowser = `left join familiar f on f.browser_id = s.browser_id and f.person_id = s.person_id`

const readSession = statement<Around>(
  'provider: session by secret',
  `select ${session}, ${person} from sessions s join people p on p.id = s.person_id ${ofBrowser}
   where s.secret_hash = $1`,
)
const readSessionById = statement<Around>(
  'provider: session by id',
  `select ${session}, ${person} from sessions s join people p on p.id = s.person_id ${ofBrowser}
   where s.id = $1`,
)
const readVisit = statement<Around & VisitColumns>(
  'provider: visit with session',
  `select ${session}, ${person}, v.ref, v.errand, v.waiting, v.epoch as v_epoch,
     v.expires_at as v_expires_at, v.ended_how
   from visits v left join sessions s on s.secret_hash = $2 left join people p on p.id = s.person_id
     ${ofBrowser}
   where v.ref = $1`,
)

const around = (row: Around | undefined): SessionRead => ({
  session: row ? sessionIn(row) : null,
  person: row ? personIn(row) : null,
})

/** By the hash of what the browser's session cookie says. */
export const findProviderSession = async (db: Db, secret: Uint8Array): Promise<SessionRead> =>
  around(await readSession.row(db, secret))

export const findProviderSessionById = async (db: Db, id: string): Promise<SessionRead> =>
  around(await readSessionById.row(db, id))

/** A visit that has something waiting, and the session of whoever comes back from it. */
export async function findProviderVisit(
  db: Db,
  ref: string,
  secret: Uint8Array | undefined,
): Promise<(SessionRead & { visit: VisitInRead }) | undefined> {
  const row = await readVisit.row(db, ref, secret ?? null)
  return row && { ...around(row), visit: visitIn(row) }
}

export interface TokenRead extends SessionRead {
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

type TokenColumns = Omit<TokenRead, 'session' | 'person'> & Around

const tokenFrom = (table: 'provider_records' | 'provider_moments') =>
  statement<TokenColumns>(
    `provider: token from ${table.slice('provider_'.length)}`,
    `select r.model, r.grant_id, r.session_id, r.person_id, r.epoch, r.proven_at, r.payload, r.expires_at,
       r.consumed_at, ${session}, ${person}
     from ${table} r
     left join sessions s on s.id = r.session_id
     left join people p on p.id = r.person_id
     ${ofBrowser}
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
    ...around(row),
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
  `select id as session_id, array(select jsonb_object_keys(authorizations)) as applications
   from sessions where id = any($1)`,
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
