// The job tables are our own migration; this holds that they are what the installed pg-boss would
// have made.
import { readFile } from 'node:fs/promises'
import { getConstructionPlans } from 'pg-boss'
import { expect, test } from 'vitest'
import { townDatabase } from '../../test/town/database.ts'
import { townJobs } from '../../test/town/post.ts'
import { addJobs } from '../store/jobs.ts'

const database = await townDatabase()
const faults: unknown[] = []
const jobs = townJobs(database, (fault) => faults.push(fault))

const words = (sql: string): string => sql.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim()

test('the migration says what the installed pg-boss says', async () => {
  const file = new URL('../store/migrations/0002-jobs.sql', import.meta.url)
  const ours = words(await readFile(file, 'utf8')).split(' select pgboss.create_queue')[0]
  const theirs = words(getConstructionPlans('pgboss'))
    .replace(/^BEGIN; .*?::bigint\); /, '')
    .replace(/ COMMIT;$/, '')
  expect(ours).toBe(theirs)
})

test('a job is taken once, and carries the id of what it is about', async () => {
  await addJobs(database, 'logouts', ['one', 'two'])
  const taken = (await Promise.all([jobs.take('logouts', 5), jobs.take('logouts', 5)])).flat()
  expect(taken.map((job) => job.about).toSorted()).toEqual(['one', 'two'])
  expect(taken.every((job) => job.retryCount === 0 && !job.isLast)).toBe(true)
  expect(await jobs.take('mail', 5)).toEqual([])
  expect(faults).toEqual([])
})

test('a job of an act that was undone does not exist', async () => {
  const act = database.transaction(async (db) => {
    await addJobs(db, 'sms', ['three'])
    throw new Error('undone')
  })
  await expect(act).rejects.toThrow('undone')
  expect(await jobs.take('sms', 5)).toEqual([])
})
