// Takes up the calls that tell applications of ended sessions. Each waits by itself: an application
// that is down holds up nothing else, and is tried for a day. Must never be waited for by a
// request.
import type { Moment } from '../domain/moment.ts'
import type { Database } from '../store/database.ts'
import { secondsToNextJob } from '../store/jobs.ts'
import { openJobs, type Job } from './jobs.ts'

const queue = 'logouts'
const together = 10
const lookSeconds = 60

export interface LogoutCalls {
  readonly database: Database
  readonly moment: () => Moment
  /** One try; `later` asks for another. */
  readonly tell: (
    call: { readonly about: string; readonly tries: number },
    moment: Moment,
  ) => Promise<'told' | 'later' | 'never'>
  readonly report: (fault: unknown) => void
}

export function openLogoutCalls({ database, moment, tell, report }: LogoutCalls): {
  close(): Promise<void>
} {
  // Opened at the first call: a house whose applications do not want to be told pays nothing for
  // it.
  const jobs = openJobs(database.address, report)
  let timer: NodeJS.Timeout | undefined
  let walking: Promise<void> | undefined
  let again = false
  let closed = false

  async function carry(job: Job): Promise<void> {
    try {
      const told = await tell({ about: job.about, tries: job.retryCount }, moment())
      await database.transaction((db) =>
        told === 'later' ? jobs.later(queue, job, db) : jobs.done(queue, job, db),
      )
    } catch (fault) {
      // The job stays taken and comes back by itself when its time is out.
      report(fault)
    }
  }

  async function round(): Promise<number> {
    const next = await secondsToNextJob(database, queue)
    if (next === undefined || next > 0) return next ?? lookSeconds
    const taken = await jobs.take(queue, together)
    await Promise.all(taken.map(carry))
    return taken.length > 0 ? 0 : 1
  }

  async function walk(): Promise<void> {
    while (again && !closed) {
      again = false
      const seconds = await round().catch((fault: unknown) => {
        report(fault)
        return lookSeconds
      })
      clearTimeout(timer)
      if (seconds === 0) again = true
      else if (!closed) timer = setTimeout(wake, Math.min(seconds, lookSeconds) * 1000).unref()
    }
    walking = undefined
  }

  function wake(): void {
    if (closed) return
    again = true
    walking ??= walk()
  }

  // An empty word is heard after the connection was away: anything may have been laid down
  // meanwhile.
  database
    .listen('jobs', (heard) => (heard === '' || heard === queue ? wake() : undefined))
    .catch(report)
  wake()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await walking
      await jobs.close()
    },
  }
}
