// Jobs: what is to be done after the commit. Laid down by one statement together with the row they
// are about, taken up by outside/jobs.ts through pg-boss, whose tables these are
// (migrations/0002-jobs.sql). A job holds an id and nothing else.
import pg from 'pg'
import { type Db, statement } from './database.ts'

/** For another statement to fold in: `with kept as (insert … returning id, channel),
 *  jobs as (${jobsFrom('kept', 'channel', 'id')}) …`.
 *  Every value is the queue's own, as pg-boss itself would write it. */
export const jobsFrom = (from: string, queue: string, about: string): string => `
  insert into pgboss.job (name, data, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
    retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, heartbeat_seconds)
  select q.name, jsonb_build_object('about', ${about}), pgboss.job_now(), pgboss.job_now(), q.expire_seconds,
    q.deletion_seconds, pgboss.job_now() + q.retention_seconds * interval '1 second', q.retry_limit,
    q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.heartbeat_seconds
  from ${from} join pgboss.queue q on q.name = ${queue}`

const add = statement(
  'jobs-add',
  `with wanted as (select $1::text as queue, unnest($2::text[]) as about),
     jobs as (${jobsFrom('wanted', 'wanted.queue', 'wanted.about')})
   select pg_notify('jobs', $1::text)`,
)

/** In the caller's transaction; whoever listens on `jobs` is woken when it commits. */
export const addJobs = (db: Db, queue: string, abouts: readonly string[]): Promise<number> =>
  add.count(db, queue, abouts)

const next = statement<{ seconds: number | null }>(
  'jobs-next',
  `select extract(epoch from min(start_after) - pgboss.job_now())::float8 as seconds
   from pgboss.job where name = $1 and state < 'active'`,
)

/** How long until the next job of the queue can be taken. */
export const secondsToNextJob = async (db: Db, queue: string): Promise<number | undefined> =>
  (await next.row(db, queue))?.seconds ?? undefined

/**
 * What pg-boss asks of a database. Its statements are texts of its own, several in one at times.
 */
export interface JobDb {
  // oxlint-disable-next-line typescript/no-explicit-any -- the library's own contract
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>
}

/**
 * Two connections of its own, so that a campaign never delays a sign-in. They are let go when
 * nothing is to be done.
 */
export function openJobPool(address: pg.PoolConfig): JobDb & { close(): Promise<void> } {
  const pool = new pg.Pool({ ...address, max: 2, idleTimeoutMillis: 5_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    executeSql: (text, values) => pool.query(text, values),
    close: () => pool.end(),
  }
}

/**
 * One transaction of ours, as pg-boss wants it: a job is settled together with the row it is about.
 */
export const jobDbOf = (db: Db): JobDb => ({
  executeSql: async (text, values = []) => ({ rows: (await db.send('', text, values)).rows }),
})
