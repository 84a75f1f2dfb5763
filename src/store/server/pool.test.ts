import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { statement, type Database } from '../database.ts'

let database: Database
beforeAll(async () => {
  database = await townDatabase()
})

const sayNumber = statement<{ number: number }>('sayNumber', 'select $1::int as number')
const addGroup = statement('addGroup', 'insert into groups (id, name) values ($1, $1)')
const countGroups = statement<{ count: number }>('countGroups', 'select count(*) from groups')
const backend = statement<{ pid: number }>('backend', 'select pg_backend_pid() as pid')
const cut = statement('cut', 'select pg_terminate_backend($1)')
const notify = statement('notify', 'select pg_notify($1, $2)')

test('a statement with a name answers rows, a row and a count', async () => {
  expect(await sayNumber.rows(database, 7)).toEqual([{ number: 7 }])
  expect(await sayNumber.row(database, 8)).toEqual({ number: 8 })
  expect(await addGroup.count(database, 'teachers')).toBe(1)
  expect(await countGroups.row(database)).toEqual({ count: 1 })
})

test('a transaction that throws leaves nothing, and the inner one joins the outer', async () => {
  const before = await countGroups.row(database)
  const work = database.transaction(async (db) => {
    await addGroup.count(db, 'drivers')
    await db.transaction(async (inner) => await addGroup.count(inner, 'cooks'))
    throw new Error('stop')
  })
  await expect(work).rejects.toThrow('stop')
  expect(await countGroups.row(database)).toEqual(before)
})

test('a swallowed error inside a transaction is not told as success', async () => {
  const work = database.transaction(async (db) => {
    await addGroup.count(db, 'porters')
    await addGroup.count(db, 'porters').catch(() => 0)
  })
  await expect(work).rejects.toThrow('failed before its commit')
})

test('a connection that is cut inside a transaction fails it, and the next statement works', async () => {
  const work = database.transaction(async (db) => {
    const own = await backend.row(db)
    await cut.count(database, own?.pid)
    await sayNumber.row(db, 1)
  })
  await expect(work).rejects.toThrow()
  expect(await sayNumber.row(database, 2)).toEqual({ number: 2 })
})

test('whoever listens hears what is said, also after the connection was cut', async () => {
  const heard: string[] = []
  let wake = () => {}
  await database.listen('news', (payload) => {
    heard.push(payload)
    wake()
  })
  const next = () => new Promise<void>((resolve) => (wake = resolve))
  const first = next()
  await notify.count(database, 'news', 'one')
  await first
  const cutAll = statement(
    'cutListeners',
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`,
  )
  const back = next()
  await cutAll.count(database)
  await back
  const last = next()
  await notify.count(database, 'news', 'two')
  await last
  expect(heard).toEqual(['one', '', 'two'])
})
