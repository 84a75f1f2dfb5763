// Sessions: a browser that has come in. Found only by the hash of a secret that stands in a cookie
//
import { rememberedIn } from './methods/browsers.ts'
import { statement, type Db } from './database.ts'
import { eventsAfter, eventValues, type EventRow } from './events.ts'
import type { BrowserKind } from '../lib/names/browser-kind.ts'

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
  /** Wishes that were put off as it began. */
  put_off: string[]
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
  /** How often each wish was put off, and since when. */
  put_off_so_far: unknown
  /** What its person has: factor and fate of each. */
  has: HasMethod[]
  /** Since when its browser spares this person the second proof. */
  remembered_at: Date | null
}

/**
 * A method as far as the rules speak of it: its factor, and its fate where it has one of its own.
 */
export type HasMethod = readonly [factor: string, fate: string]

/** Comes along wherever a session is judged; `p` is its person. */
export const hasMethods = `array(select array[factor, coalesce(fate, '')] from methods
    where person_id = p.id order by created_at) as has`

/** `s` is the session. */
export const sessionColumns = `s.id, s.person_id, s.browser_id, s.proofs, s.acr, s.amr, s.proven_at,
  s.networks, s.stays, s.put_off, s.created_at, s.seen_at, s.expires_at`

/** `$2` is the moment, `$3` the epoch. */
export const sessionIsAlive = `s.ended_at is null and s.idle_until > $2 and s.expires_at > $2
  and s.epoch = $3 and p.state = 'active' and s.proven_at >= p.sessions_after`

export const sessionPerson = `p.login, p.given_name, p.family_name, p.organisation_id, p.language,
  p.put_off as put_off_so_far, ${hasMethods},
  array(select group_id from memberships where person_id = p.id order by group_id) as groups`

export interface FoundSession extends SessionWithPerson {
  /** Which of the secrets it was found by. */
  position: number
}

const find = statement<SessionWithPerson & { secret_hash: Buffer }>(
  'find sessions by secret',
  `select ${sessionColumns}, s.secret_hash, ${sessionPerson}, ${rememberedIn('s.epoch')}
   from sessions s join people p on p.id = s.person_id
     left join familiar f on f.browser_id = s.browser_id and f.person_id = s.person_id
   where s.secret_hash = any($1) and ${sessionIsAlive}`,
)
/** Those that are alive, in the order of the secrets. */
export async function findSessions(
  db: Db,
  secretHashes: readonly Uint8Array[],
  now: Date,
  epoch: number,
): Promise<FoundSession[]> {
  const rows = await find.rows(db, secretHashes, now, epoch)
  const positionOf = (row: { readonly secret_hash: Buffer }): number =>
    secretHashes.findIndex((hash) => row.secret_hash.equals(hash))
  return rows
    .map((row) => ({ ...row, position: positionOf(row) }))
    .toSorted((one, other) => one.position - other.position)
}

const touch = statement(
  'touch a session',
  `update sessions set seen_at = $2, idle_until = least($3, expires_at), networks = $4
   where id = $1 and ended_at is null`,
)
export const touchSession = (
  db: Db,
  session: string,
  seen: { readonly now: Date; readonly idleUntil: Date; readonly networks: readonly string[] },
): Promise<number> => touch.count(db, session, seen.now, seen.idleUntil, seen.networks)

const renew = statement<{ stays: boolean; expires_at: Date }>(
  'give a session a new secret',
  `update sessions set secret_hash = $2, proofs = $3, acr = $4, amr = $5
   where id = $1 and ended_at is null
   returning stays, expires_at`,
)
export const renewSession = (
  db: Db,
  session: string,
  so: {
    readonly secretHash: Uint8Array
    readonly proofs: unknown
    readonly acr: string
    readonly amr: readonly string[]
  },
): Promise<{ stays: boolean; expires_at: Date } | undefined> =>
  renew.row(db, session, so.secretHash, JSON.stringify(so.proofs), so.acr, so.amr)

const hold = statement(
  'hold a session',
  `select 1 from sessions where id = $1 and ended_at is null for share`,
)
/** Nobody ends it before the transaction ends. */
export const holdSession = async (db: Db, session: string): Promise<boolean> =>
  (await hold.count(db, session)) === 1

const endBy = statement<{ id: string }>(
  'end sessions by a method',
  `update sessions set ended_at = $3, ended_because = $4
   where person_id = $1 and ended_at is null and id is distinct from $5
     and proofs @> jsonb_build_array(jsonb_build_object('method', $2::text))
   returning id`,
)
/** Those that rest on a method that is gone. */
export const endSessionsBy = async (
  db: Db,
  person: string,
  end: {
    readonly method: string
    readonly now: Date
    readonly because: string
    readonly except?: string
  },
): Promise<string[]> =>
  (await endBy.rows(db, person, end.method, end.now, end.because, end.except ?? null)).map(
    (row) => row.id,
  )

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
  /** Other methods that were shown in this visit: they are still there, or nobody comes in. */
  readonly methods: readonly string[]
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
    readonly putOff: readonly string[]
  }
  /** This browser may name the person where it is asked whose account is meant. */
  readonly isListed: boolean
  /** From now on this browser spares the second proof, and is called so. */
  readonly remembers?: BrowserKind
  /** It was spared, by what was asked for then: it still stands, or nobody comes in. */
  readonly spared?: Date
  readonly now: Date
  /** What was decided, the session that began, and what else came with it. */
  readonly events: readonly EventRow[]
}

const isActive = `exists (select from people where id = $3 and state = 'active')`

/** What of it there is: a statement for each kind of coming in, prepared once per connection. */
interface Form {
  readonly isByMethod: boolean
  readonly hasOthers: boolean
  readonly remembers: boolean
  readonly isSpared: boolean
  readonly events: number
}

const firstEvent = 18

// One thing hangs on the next: the person is still active, the method is still the one that was
// judged, the visit is still the one that was read. Where any of them fails nobody comes in (R-01,
// R-03); a code that was spent stays spent.
function textOf({ isByMethod, hasOthers, remembers, isSpared, events }: Form): string {
  const used = firstEvent + 7 * events
  const next = used + (isByMethod ? 4 : 0)
  const others = `$${next}::text[]`
  const last = next + (hasOthers ? 1 : 0)
  const conditions = [
    isByMethod ? 'exists (select from used)' : isActive,
    ...(hasOthers ? [`(select count(*) from held) = cardinality(${others})`] : []),
    ...(isSpared ? ['exists (select from spared)'] : []),
  ]
  return `with ${isByMethod ? spent(used) : ''} ${hasOthers ? held(others) : ''}
     ${isSpared ? spared(last) : ''} visit as (
       update visits set ended_at = $4, ended_how = 'come in', version = version + 1
       where ref = $1 and version = $2 and ended_at is null and ${conditions.join(' and ')}
       returning 1
     ), known as (
       ${remembers ? known(last) : seen}
     ), session as (
       insert into sessions (id, secret_hash, person_id, browser_id, epoch, proofs, acr, amr, proven_at,
         networks, stays, created_at, seen_at, idle_until, expires_at, put_off)
       select $6, $7, $3, $5, $8, $9, $10, $11, $4, $12, $13, $4, $4, $14, $15, $16 from visit
       on conflict (id) do update set secret_hash = excluded.secret_hash, proofs = excluded.proofs,
         acr = excluded.acr, amr = excluded.amr, proven_at = excluded.proven_at,
         networks = excluded.networks, stays = excluded.stays, seen_at = excluded.seen_at,
         idle_until = excluded.idle_until, expires_at = excluded.expires_at,
         put_off = excluded.put_off
         where sessions.ended_at is null and sessions.person_id = excluded.person_id
       returning 1
     )
     ${eventsAfter('session', { first: firstEvent, count: events })}`
}

const seen = `insert into familiar (browser_id, person_id, seen_at, listed)
       select $5, $3, $4, $17 from visit
       on conflict (browser_id, person_id) do update
         set seen_at = excluded.seen_at, listed = excluded.listed`

const known = (first: number): string => `insert into familiar
         (browser_id, person_id, seen_at, listed, remembered_at, remembered_epoch, browser, system)
       select $5, $3, $4, $17, $4, $8, $${first}, $${first + 1} from visit
       on conflict (browser_id, person_id) do update set seen_at = excluded.seen_at,
         listed = excluded.listed, remembered_at = excluded.remembered_at,
         remembered_epoch = excluded.remembered_epoch, browser = excluded.browser, system = excluded.system`

// Whoever has it forgotten waits until we are in, and the session is judged without it from then
// on; or was first, and nobody comes in by it.
const spared = (at: number): string => `spared as (
       select 1 from familiar where browser_id = $5 and person_id = $3 and remembered_epoch = $8
         and remembered_at = $${at}::timestamptz for no key update
     ),`

const spent = (first: number): string => `used as (
       update methods set used_at = $4, version = version + $${first + 2}::int,
         kept = coalesce($${first + 3}, kept)
       where id = $${first} and version = $${first + 1} and ${isActive}
       returning 1
     ),`

// Whoever takes one of them away waits until we are in, and then ends this session with the others;
// or was first, and nobody comes in (ATK-WAN-15, ATK-RACE-02).
const held = (methods: string): string => `held as (
       select id from methods where id = any(${methods}) for key share
     ),`

const forms = new Map<string, ReturnType<typeof statement>>()

function comingIn(form: Form): ReturnType<typeof statement> {
  const name = [
    form.isByMethod ? 'come in by a method' : 'come in as before',
    form.hasOthers ? 'with others' : 'alone',
    ...(form.remembers ? ['remembered'] : []),
    ...(form.isSpared ? ['spared'] : []),
    ...(form.events === 2 ? [] : [`${form.events} events`]),
  ].join(', ')
  const known = forms.get(name) ?? statement(name, textOf(form))
  forms.set(name, known)
  return known
}

/** False when something it rests on was changed meanwhile: nothing was written. */
export async function comeInWith(db: Db, coming: ComingIn): Promise<boolean> {
  const { session, used, methods, remembers, spared: by } = coming
  const form = {
    isByMethod: used !== undefined,
    hasOthers: methods.length > 0,
    remembers: remembers !== undefined,
    isSpared: by !== undefined,
    events: coming.events.length,
  }
  const told = await comingIn(form).count(
    db,
    coming.visit.ref,
    coming.visit.version,
    coming.person,
    coming.now,
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
    session.expiresAt,
    session.putOff,
    coming.isListed,
    ...eventValues(coming.events),
    ...(used ? [used.method, used.version, used.kept ? 1 : 0, used.kept ?? null] : []),
    ...(form.hasOthers ? [methods] : []),
    ...(remembers ? [remembers.browser ?? null, remembers.system ?? null] : []),
    ...(by ? [by] : []),
  )
  return told > 0
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
