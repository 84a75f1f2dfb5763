import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { statement, type Database } from '../database.ts'
import { migrate } from './migrate.ts'

let database: Database
beforeAll(async () => {
  database = await townDatabase()
})

const names = statement<{ name: string }>('names', 'select name from migrations order by number')
const pretend = statement('pretend', `insert into migrations (number, name) values (9999, 'later')`)

test('migrating twice, also at once, does nothing the second time', async () => {
  const before = await names.rows(database)
  await Promise.all([migrate(database), migrate(database), migrate(database)])
  expect(await names.rows(database)).toEqual(before)
  expect(before[0]).toEqual({ name: '0001-the-house.sql' })
})

test('a schema from a newer version is refused with one sentence that says what to do', async () => {
  await pretend.count(database)
  await expect(migrate(database)).rejects.toThrow(/newer version .*schema 9999.* install/)
})
