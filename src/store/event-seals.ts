// The seals over the events, and the rows as they are sealed: read as text, so that the very same
// bytes are hashed on every node and by every version of the driver.
import { type Db, statement } from './database.ts'

export interface SealRow {
  readonly upto: number
  readonly since: number
  readonly previous: Buffer
  readonly digest: Buffer
  readonly signature: string
  readonly sealed_at: Date
}

export interface SealedEventRow {
  readonly id: number
  readonly at: string
  readonly kind: string
  readonly person_id: string | null
  readonly actor: string | null
  readonly address: string | null
  readonly case_number: string | null
  readonly data: string
}

const lock = statement<{ got: boolean }>(
  'event-seals-lock',
  `select pg_try_advisory_xact_lock(hashtext('portvakt events'), 1) as got`,
)
const last = statement<SealRow>(
  'event-seals-last',
  'select * from event_seals order by upto desc limit 1',
)
const at = statement<SealRow>('event-seals-at', 'select * from event_seals where upto = $1')
const newest = statement<{ id: number | null }>('events-newest', 'select max(id) as id from events')

// Whoever writes an event holds this lock from before its id is drawn until its transaction has
// ended.
const writers = statement<{ who: string }>(
  'events-writers',
  `select distinct virtualtransaction as who from pg_locks
   where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
     and pid is distinct from pg_backend_pid()
     and database = (select oid from pg_database where datname = current_database())`,
)
const pause = statement('events-pause', 'select pg_sleep(0.02)')

const rows = statement<SealedEventRow>(
  'events-to-seal',
  `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, kind, person_id,
     actor, address, case_number, data::text as data
   from events where id between $1 and $2 order by id limit $3`,
)
const add = statement(
  'event-seals-add',
  `insert into event_seals (upto, since, previous, digest, signature, sealed_at)
   values ($1, $2, $3, $4, $5, $6)`,
)
const after = statement<SealRow>(
  'event-seals-after',
  'select * from event_seals where upto > $1 order by upto limit $2',
)
const outside = statement<{ before: number; unsealed: number; oldest: Date | null }>(
  'events-outside-seals',
  `select count(*) filter (where id < 1) as before, count(*) filter (where id > $1) as unsealed,
     min(at) filter (where id > $1) as oldest
   from events where id < 1 or id > $1`,
)

/** Only one node seals at a time; the lock is let go when the transaction ends. */
export const lockSeals = async (db: Db): Promise<boolean> => (await lock.row(db))?.got ?? false
export const lastSeal = (db: Db): Promise<SealRow | undefined> => last.row(db)
export const sealAt = (db: Db, upto: number): Promise<SealRow | undefined> => at.row(db, upto)
export const newestEvent = async (db: Db): Promise<number> => (await newest.row(db))?.id ?? 0
export const eventWriters = async (db: Db): Promise<string[]> =>
  (await writers.rows(db)).map((row) => row.who)
export const pauseShortly = (db: Db): Promise<number> => pause.count(db)

export interface Between {
  readonly since: number
  readonly upto: number
  readonly limit: number
}
export const eventsBetween = (db: Db, range: Between): Promise<SealedEventRow[]> =>
  rows.rows(db, range.since, range.upto, range.limit)

export const addSeal = (db: Db, seal: SealRow): Promise<number> =>
  add.count(db, seal.upto, seal.since, seal.previous, seal.digest, seal.signature, seal.sealed_at)

export const sealsAfter = (db: Db, upto: number, limit: number): Promise<SealRow[]> =>
  after.rows(db, upto, limit)

export const eventsOutside = async (db: Db, upto: number) =>
  (await outside.row(db, upto)) ?? { before: 0, unsealed: 0, oldest: null }
