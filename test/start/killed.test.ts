// What was confirmed is there after whatever died: the server, the engine, or what watches over it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { statement, type Db } from '../../src/store/database.ts'
import { openStore } from '../../src/store/server/open-store.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { engineNumber, isAlive, startKeeper, until, watcherOf } from './keeper.ts'

const folder = mkdtempSync(join(tmpdir(), 'killed-'))
const cluster = join(folder, 'engine')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const add = statement('addGroup', 'insert into groups (id, name) values ($1, $1)')
const all = statement<{ id: string }>('allGroups', 'select id from groups order by id')
const names = async (db: Db) => (await all.rows(db)).map((row) => row.id)

const addressOf = (said: string) => ({
  host: said.replace('open ', ''),
  user: 'portvakt',
  database: 'portvakt',
})

async function addThrough(said: string, id: string): Promise<void> {
  const database = openPool(addressOf(said))
  await add.count(database, id)
  await database.close()
}

async function namesAfterStart(): Promise<string[]> {
  const store = await openStore({ dataFolder: folder })
  const found = await names(store.database)
  await store.close()
  return found
}

test('after kill -9 of the server its engine ends, and the next start has every row', async () => {
  const keeper = await startKeeper(folder)
  await addThrough(keeper.said, 'a')
  const engine = engineNumber(cluster)
  await keeper.end('SIGKILL')
  expect(await namesAfterStart()).toEqual(['a'])
  expect(isAlive(engine)).toBe(false)
})

test.runIf(process.platform === 'linux')(
  'an engine that nobody watched any more is stopped and its rows are taken over',
  async () => {
    const keeper = await startKeeper(folder)
    await addThrough(keeper.said, 'b')
    const engine = engineNumber(cluster)
    process.kill(watcherOf(cluster) ?? 0, 'SIGKILL')
    await keeper.end('SIGKILL')
    expect(isAlive(engine)).toBe(true)
    expect(await namesAfterStart()).toEqual(['a', 'b'])
    expect(isAlive(engine)).toBe(false)
  },
)

test('after kill -9 of the engine it is started again and statements are answered', async () => {
  const told: string[] = []
  const store = await openStore({ dataFolder: folder, tell: (sentence) => told.push(sentence) })
  await add.count(store.database, 'c')
  const engine = engineNumber(cluster)
  process.kill(engine, 'SIGKILL')
  await until(() => !isAlive(engine) && told.length > 0)
  // The old one's children may answer until they are ended, which comes before the new one.
  await until(() => existsSync(join(cluster, 'postmaster.pid')) && engineNumber(cluster) !== engine)
  // A connection that was open may be told of the break once; the one after it is new.
  const found = await names(store.database).catch(() => names(store.database))
  expect(found).toEqual(['a', 'b', 'c'])
  expect(engineNumber(cluster)).not.toBe(engine)
  expect(told[0]).toMatch(/started again/)
  await store.close()
})

test.runIf(process.platform === 'linux')(
  'a busy child of a killed engine keeps neither the engine nor the next start out',
  async () => {
    const keeper = await startKeeper(folder)
    const database = openPool(addressOf(keeper.said))
    const busy = database
      .send('busy', 'select count(*) from generate_series(1, 10000000000)', [])
      .catch(() => 'cut off')
    const works = statement<{ pid: number }>(
      'works',
      `select pid from pg_stat_activity where query like '%generate_series%' and state = 'active'
        and pid <> pg_backend_pid()`,
    )
    let child: number | undefined
    while (!child) child = (await works.row(database))?.pid
    const engine = engineNumber(cluster)
    process.kill(watcherOf(cluster) ?? 0, 'SIGKILL')
    await keeper.end('SIGKILL')
    process.kill(engine, 'SIGKILL')
    await until(() => !isAlive(engine))
    expect(isAlive(child)).toBe(true)
    expect(await namesAfterStart()).toEqual(['a', 'b', 'c'])
    await until(() => !isAlive(child))
    expect(await busy).toBe('cut off')
    await database.close()
  },
)

test('SIGTERM stops the engine in order', async () => {
  const keeper = await startKeeper(folder)
  const engine = engineNumber(cluster)
  await keeper.end('SIGTERM')
  expect(isAlive(engine)).toBe(false)
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
  expect(existsSync(join(folder, 'run'))).toBe(false)
})

test('a number that went to another program stops neither that program nor the start', async () => {
  const keeper = await startKeeper(folder)
  const written = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  await keeper.end('SIGTERM')
  const other = spawn('sleep', ['60'])
  writeFileSync(join(cluster, 'postmaster.pid'), written.replace(/^\d+/, String(other.pid)))
  expect(await namesAfterStart()).toEqual(['a', 'b', 'c'])
  expect(other.exitCode ?? other.signalCode).toBe(null)
  other.kill()
})
