// What SAML reads and writes: the session of whoever comes, with all that may be told of them, in
// one statement; and what is told, noted in another before the answer leaves. A request is answered
// once.
import { type Db, statement } from '../database.ts'
import { eventsAfter, eventValues, type EventRow } from '../events.ts'
import { rememberedIn } from '../methods/browsers.ts'
import {
  sessionColumns,
  sessionIsAlive,
  sessionPerson,
  type SessionWithPerson,
} from '../sessions.ts'

export interface SamlSession extends SessionWithPerson {
  mail: string | null
  /** By application: what its person was called there. */
  saml: Record<string, unknown>
}

const find = statement<SamlSession>(
  'saml: session by secret',
  `select ${sessionColumns}, ${sessionPerson}, ${rememberedIn('s.epoch')}, s.saml,
     (select address from addresses where person_id = p.id and kind = 'mail'
       order by position limit 1) as mail
   from sessions s join people p on p.id = s.person_id
     left join familiar f on f.browser_id = s.browser_id and f.person_id = s.person_id
   where s.secret_hash = $1 and ${sessionIsAlive}`,
)
export const findSamlSession = (
  db: Db,
  secret: Uint8Array,
  at: { readonly now: Date; readonly epoch: number },
): Promise<SamlSession | undefined> => find.row(db, secret, at.now, at.epoch)

export interface SamlVisit {
  errand: unknown
  waiting: unknown
  browser_id: string
  ended_how: string | null
}

const visit = statement<SamlVisit>(
  'saml: visit that came back',
  `select errand, waiting, browser_id, ended_how from visits
   where ref = $1 and epoch = $2 and expires_at > $3 and waiting is not null`,
)
export const findSamlVisit = (
  db: Db,
  ref: string,
  at: { readonly now: Date; readonly epoch: number },
): Promise<SamlVisit | undefined> => visit.row(db, ref, at.epoch, at.now)

export interface ToTell {
  /** The request that is answered, so that it is never answered twice. */
  readonly request: Uint8Array
  readonly rememberUntil: Date
  readonly session: string
  readonly application: string
  readonly called: unknown
  /** Going to an application is being here. */
  readonly idleUntil: Date
  readonly networks: readonly string[]
  /** The visit that waited, if it took one. */
  readonly visit?: string
  readonly now: Date
  readonly event: EventRow
}

const tell = statement(
  'saml: tell of a person',
  `with first as (
     insert into saml_moments as before (id_hash, payload, expires_at) values ($1, '{}', $2)
     on conflict (id_hash) do update set expires_at = excluded.expires_at
       where before.expires_at <= $3
     returning 1
   ), noted as (
     update sessions set saml = saml || jsonb_build_object($5::text, $6::jsonb), seen_at = $3,
       idle_until = least($7, expires_at), networks = $8
     where id = $4 and ended_at is null and exists (select from first)
     returning 1
   ), answered as (
     update visits set waiting = null where ref = $9 and exists (select from noted)
   )
   ${eventsAfter('noted', { first: 10, count: 1 })}`,
)
/** False where the request was answered before, or the session has ended meanwhile. */
export const tellOfPerson = async (db: Db, told: ToTell): Promise<boolean> =>
  (await tell.count(
    db,
    told.request,
    told.rememberUntil,
    told.now,
    told.session,
    told.application,
    JSON.stringify(told.called),
    told.idleUntil,
    told.networks,
    told.visit ?? null,
    ...eventValues([told.event]),
  )) === 1

const keep = statement(
  'saml: keep for a moment',
  `insert into saml_moments (id_hash, payload, expires_at) values ($1, $2, $3)`,
  'quick',
)
export const keepMoment = (
  db: Db,
  kept: { readonly id: Uint8Array; readonly payload: unknown; readonly until: Date },
): Promise<number> => keep.count(db, kept.id, JSON.stringify(kept.payload), kept.until)

const look = statement<{ payload: unknown }>(
  'saml: look at what was kept',
  `select payload from saml_moments where id_hash = $1 and expires_at > $2`,
)
export const lookAtMoment = async (db: Db, id: Uint8Array, now: Date): Promise<unknown> =>
  (await look.row(db, id, now))?.payload

const take = statement<{ payload: unknown }>(
  'saml: take what was kept',
  `delete from saml_moments where id_hash = $1 and expires_at > $2 returning payload`,
  'quick',
)
/** Once. */
export const takeMoment = async (db: Db, id: Uint8Array, now: Date): Promise<unknown> =>
  (await take.row(db, id, now))?.payload

const toldIn = statement<{ id: string; saml: Record<string, unknown> }>(
  'saml: who was told in these sessions',
  `select id, saml from sessions where id = any($1) and saml <> '{}'`,
)
export const toldInSessions = (
  db: Db,
  sessions: readonly string[],
): Promise<{ id: string; saml: Record<string, unknown> }[]> => toldIn.rows(db, sessions)

const sweep = statement('saml: sweep', 'delete from saml_moments where expires_at < $1', 'quick')
export const sweepSaml = (db: Db, before: Date): Promise<number> => sweep.count(db, before)
