// The post of a test: the queue under a clock that is moved by hand, and a drawing that needs no
// pages.
import { openJobs } from '../../src/outside/jobs.ts'
import type { Draw } from '../../src/outside/post-round.ts'
import type { Database } from '../../src/store/database.ts'
import { afterAll } from 'vitest'
import type { TownTime } from './moment.ts'

/**
 * pg-boss reads the time by one function; here it stands still at the town's clock until the next
 * call.
 */
export async function setJobClock(database: Database, time: TownTime): Promise<void> {
  const now = time.now.toISOString()
  await database.send(
    '',
    `create or replace function pgboss.job_now() returns timestamptz language sql stable as
     $$ select timestamptz '${now}' $$`,
    [],
  )
}

export function townJobs(database: Database, report: (fault: unknown) => void) {
  const jobs = openJobs(database.address, report)
  afterAll(() => jobs.close())
  return jobs
}

export const drawPlainly: Draw = (message) => ({
  from: { name: 'FJORD, Fjordvik Handel', address: 'ikke-svar@logginn.fjordvik.example' },
  subject: `${message.drawable.kind} æøå`,
  text: `Hei, ${message.drawable.facts.firstName}`,
  html: `<p>Hei, ${message.drawable.facts.firstName}</p>`,
})
