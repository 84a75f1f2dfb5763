// The queue: jobs are laid down in our own transactions (store/jobs.ts) and taken up here, through
// pg-boss. It is opened at the first use, so that no start waits for it. Must never be asked from a
// request.
import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Db } from '../store/database.ts'
import { jobDbOf, openJobPool } from '../store/jobs.ts'

export type Queue = 'mail' | 'sms' | 'logouts'

export interface Job {
  readonly id: string
  /**
   * Which try this is, counted from 0. Settles only what this very try has taken (a claim that ran
   * out settles nothing).
   */
  readonly retryCount: number
  readonly isLast: boolean
  /** The id of the row it is about. */
  readonly about: string
}

export interface Jobs {
  take(queue: Queue, most: number): Promise<Job[]>
  /** In the transaction that keeps what became of it. */
  done(queue: Queue, job: Job, db: Db): Promise<void>
  /** Once more later, after a pause that grows; after the last try it rests as failed. */
  later(queue: Queue, job: Job, db: Db): Promise<void>
  /** Jobs whose taker died come back. Done every minute by itself; here for tests. */
  bringBackLost(): Promise<void>
  close(): Promise<void>
}

const hour = 3600
const aboutShape = z.object({ about: z.string() })

export function openJobs(
  address: Parameters<typeof openJobPool>[0],
  report: (fault: unknown) => void,
): Jobs {
  let opened: Promise<Opened> | undefined
  let closed = false
  const open = async (): Promise<PgBoss> => {
    if (closed) throw new Error('The queue is closed')
    opened ??= start(address, report)
    opened.catch(() => (opened = undefined))
    return (await opened).boss
  }
  return {
    async take(queue, most) {
      const boss = await open()
      const jobs = await boss.fetch(queue, { batchSize: most, includeMetadata: true })
      return jobs.map((job) => ({
        id: job.id,
        retryCount: job.retryCount,
        isLast: job.retryCount >= job.retryLimit,
        about: aboutShape.parse(job.data).about,
      }))
    },
    async done(queue, job, db) {
      const boss = await open()
      await boss.complete(queue, tryOf(job), null, { db: jobDbOf(db) })
    },
    async later(queue, job, db) {
      const boss = await open()
      await boss.fail(queue, tryOf(job), null, { db: jobDbOf(db) })
    },
    async bringBackLost() {
      await (await open()).supervise()
    },
    async close() {
      closed = true
      const last = await opened?.catch(() => undefined)
      await last?.boss.stop({ graceful: false })
      await last?.close()
    },
  }
}

interface Opened {
  readonly boss: PgBoss
  close(): Promise<void>
}

const tryOf = (job: Job) => ({ id: job.id, retryCount: job.retryCount })

async function start(
  address: Parameters<typeof openJobPool>[0],
  report: (fault: unknown) => void,
): Promise<Opened> {
  const { PgBoss } = await import('pg-boss')
  const db = openJobPool(address)
  const boss = new PgBoss({
    db,
    schema: 'pgboss',
    // Nothing is planned by the clock and nothing is measured here: one look a minute for jobs
    // whose taker died.
    schedule: false,
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 60,
    maintenanceIntervalSeconds: 12 * hour,
    queueCacheIntervalSeconds: hour,
    bamIntervalSeconds: hour,
    flowIntervalSeconds: hour,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', report)
  await boss.start()
  return { boss, close: () => db.close() }
}
