// Sessions: a browser that has come in. Found only by the hash of a secret that stands in a cookie
//
import { statement, type Db } from './database.ts'
import { eventsFrom } from './events.ts'

export interface SessionRow {
  id: string
  person_id: string
  browser_id: string
  proofs: unknown
  acr: string
  amr: string[]
  proven_at: Date
  networks: string[]
  stays: boolean
  created_at: Date
  seen_at: Date
  expires_at: Date
}

export interface SessionWithPerson extends SessionRow {
  login: string
  given_name: string
  family_name: string
  organisation_id: string
  language: string | null
  groups: string[]
}

const columns = `s.id, s.person_id, s.browser_id, s.proofs, s.acr, s.amr, s.proven_at, s.networks, s.stays,
  s.created_at, s.seen_at, s.expires_at`

const alive = `s.ended_at is null and s.idle_until > $2 and s.expires_at > $2 and s.epoch = $3
  and p.state = 'active' and s.proven_at >= p.sessions_after`

const find = statement<SessionWithPerson>(
  'find sessions by secret',
  `select ${columns}, p.login, p.given_name, p.family_name, p.organisation_id, p.language,
     array(select group_id from memberships where person_id = p.id order by group_id) as groups
   from sessions s join people p on p.id = s.person_id
   where s.secret_hash = any($1) and ${alive}
   order by array_position($1::bytea[], s.secret_hash)`,
)
export const findSessions = (
  db: Db,
  secretHashes: readonly Uint8Array[],
  now: Date,
  epoch: number,
): Promise<SessionWithPerson[]> => find.rows(db, secretHashes, now, epoch)

const touch = statement(
  'touch a session',
  `update sessions set seen_at = $2, idle_until = least($3, expires_at) where id = $1 and ended_at is null`,
)
export const touchSession = (
  db: Db,
  session: string,
  now: Date,
  idleUntil: Date,
): Promise<number> => touch.count(db, session, now, idleUntil)

const endOne = statement<{ id: string }>(
  'end sessions',
  `update sessions set ended_at = $2, ended_because = $3
   where id = any($1) and ended_at is null returning id`,
)
export const endSessions = async (
  db: Db,
  sessions: readonly string[],
  now: Date,
  because: string,
): Promise<string[]> => (await endOne.rows(db, sessions, now, because)).map((row) => row.id)

const endOthers = statement<{ id: string }>(
  'end the sessions of a person',
  `update sessions set ended_at = $2, ended_because = $3
   where person_id = $1 and ended_at is null and id is distinct from $4 returning id`,
)
export const endSessionsOf = async (
  db: Db,
  person: string,
  end: { readonly now: Date; readonly because: string; readonly except?: string },
): Promise<string[]> =>
  (await endOthers.rows(db, person, end.now, end.because, end.except ?? null)).map((row) => row.id)

/**
 * The method that was right, as it was judged; `kept` where its factor keeps something new from now
 * on.
 */
export interface Used {
  readonly method: string
  readonly version: number
  readonly kept?: Uint8Array
}

/** All that coming in writes, so that it is one statement and one durable commit. */
export interface ComingIn {
  readonly visit: { readonly ref: string; readonly version: number }
  readonly person: string
  readonly used?: Used
  readonly browser: string
  readonly session: {
    readonly id: string
    readonly secretHash: Uint8Array
    readonly epoch: number
    readonly proofs: unknown
    readonly acr: string
    readonly amr: readonly string[]
    readonly networks: readonly string[]
    readonly stays: boolean
    readonly idleUntil: Date
    readonly expiresAt: Date
  }
  readonly now: Date
  readonly events: readonly unknown[]
}

// One thing hangs on the next: the person is still active, the method is still the one that was
// judged, the visit is still the one that was read. Where any of them fails nothing at all is
// written.
const comeIn = statement<{ id: string }>(
  'come in',
  `with person as (
     select id from people where id = $3 and state = 'active'
   ), used as (
     update methods set used_at = $16, kept = coalesce($19, kept),
       version = version + (case when $19::bytea is null then 0 else 1 end)
     where id = $4 and version = $5 and exists (select from person)
     returning id
   ), visit as (
     update visits set ended_at = $16, ended_how = 'come in', version = version + 1
     where ref = $1 and version = $2 and ended_at is null
       and exists (select from person) and ($4::text is null or exists (select from used))
     returning ref
   ), browser as (
     insert into browsers (id, people, created_at, seen_at)
     select $6, jsonb_build_array(jsonb_build_object('person', $3::text, 'at', $16::timestamptz)),
       $16, $16 from visit
     on conflict (id) do update set seen_at = excluded.seen_at, people =
       excluded.people || coalesce((select jsonb_agg(known) from (
         select known from jsonb_array_elements(browsers.people) known
         where known ->> 'person' <> $3 limit 9) others), '[]')
   ), session as (
     insert into sessions (id, secret_hash, person_id, browser_id, epoch, proofs, acr, amr, proven_at,
       networks, stays, created_at, seen_at, idle_until, expires_at)
     select $7, $8, $3, $6, $9, $10, $11, $12, $16, $13, $14, $16, $16, $15, $17 from visit
     on conflict (id) do update set secret_hash = excluded.secret_hash, proofs = excluded.proofs,
       acr = excluded.acr, amr = excluded.amr, proven_at = excluded.proven_at, networks = excluded.networks,
       stays = excluded.stays, seen_at = excluded.seen_at, idle_until = excluded.idle_until,
       expires_at = excluded.expires_at
       where sessions.ended_at is null and sessions.person_id = excluded.person_id
     returning id
   ), told as (
     ${eventsFrom('$18')}, session
   )
   select id from session`,
)

/** False when something it rests on was changed meanwhile: nothing was written. */
export async function comeInWith(db: Db, coming: ComingIn): Promise<boolean> {
  const { session } = coming
  const row = await comeIn.row(
    db,
    coming.visit.ref,
    coming.visit.version,
    coming.person,
    coming.used?.method ?? null,
    coming.used?.version ?? null,
    coming.browser,
    session.id,
    session.secretHash,
    session.epoch,
    JSON.stringify(session.proofs),
    session.acr,
    session.amr,
    session.networks,
    session.stays,
    session.idleUntil,
    coming.now,
    session.expiresAt,
    JSON.stringify(coming.events),
    coming.used?.kept ?? null,
  )
  return row !== undefined
}

const lastBefore = statement<{ at: Date | null }>(
  'find the sign-in before this one',
  `select max(created_at) as at from sessions where person_id = $1 and id <> $2`,
)
export const lastSessionBefore = async (
  db: Db,
  person: string,
  session: string,
): Promise<Date | undefined> => (await lastBefore.row(db, person, session))?.at ?? undefined
