// The data folder: one house at a time, any user, any depth.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { statement } from '../../src/store/database.ts'
import { lowUser } from '../../src/store/server/low-user.ts'
import { openStore, type Store } from '../../src/store/server/open-store.ts'
import { startKeeper } from './keeper.ts'

const root = mkdtempSync(join(tmpdir(), 'folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
chmodSync(root, 0o755)

const isRoot = process.getuid?.() === 0
const add = statement('addGroup', 'insert into groups (id, name) values ($1, $1)')
const count = statement<{ count: number }>('countGroups', 'select count(*) from groups')

async function withStore<Result>(folder: string, work: (store: Store) => Promise<Result>) {
  const store = await openStore({ dataFolder: folder })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

test('a row stays from one start to the next, and no two run at once', async () => {
  const folder = join(root, 'first')
  const store = await openStore({ dataFolder: folder })
  await add.count(store.database, 'teachers')
  const second = await startKeeper(folder)
  expect(second.said).toBe(
    `CannotStart: Portvakt already runs on the data folder ${folder} (process ` +
      `${process.pid}): stop it first, or choose another folder with PORTVAKT_DATA.`,
  )
  await expect(openStore({ dataFolder: folder })).rejects.toThrow('already runs')
  expect(await count.row(store.database)).toEqual({ count: 1 })
  await store.close()
  expect(await withStore(folder, ({ database }) => count.row(database))).toEqual({ count: 1 })
})

test('one that is drained when the next starts is waited for', async () => {
  const folder = join(root, 'first')
  const first = await startKeeper(folder)
  const next = withStore(folder, ({ database }) => count.row(database))
  await first.end('SIGTERM')
  expect(await next).toEqual({ count: 1 })
})

test('two that start at the same moment on a new folder: one opens, one is refused', async () => {
  const folder = join(root, 'race')
  const both = await Promise.all([startKeeper(folder), startKeeper(folder)])
  expect(both.filter(({ said }) => said.startsWith('open '))).toHaveLength(1)
  expect(both.filter(({ said }) => said.includes('already runs'))).toHaveLength(1)
  for (const keeper of both) if (keeper.child.exitCode === null) await keeper.end('SIGTERM')
})

test('commits wait for the disk', async () => {
  const shown = statement<{ fsync: string; commit: string; listens: string }>(
    'shown',
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('listen_addresses') as listens`,
  )
  const found = await withStore(join(root, 'first'), ({ database }) => shown.row(database))
  expect(found).toEqual({ fsync: 'on', commit: 'on', listens: '' })
})

test('a path too long for a socket gets a short folder that only we can enter', async () => {
  const folder = join(root, 'a'.repeat(60), 'b'.repeat(60))
  const at = await withStore(folder, async ({ database }) => {
    const host = String(database.address.host)
    expect(dirname(host)).toBe(tmpdir())
    expect(statSync(host).mode & 0o777).toBe(0o700)
    expect(await count.row(database)).toEqual({ count: 0 })
    return host
  })
  expect(existsSync(at)).toBe(false)
  expect(existsSync(join(folder, 'run-at'))).toBe(false)
})

test('a cluster that was half made when the power went is made anew', async () => {
  const folder = join(root, 'half')
  const half = join(folder, 'engine-new-of-before')
  mkdirSync(half, { recursive: true })
  writeFileSync(join(half, 'PG_VERSION'), '18\n')
  expect(await withStore(folder, ({ database }) => count.row(database))).toEqual({ count: 0 })
  expect(existsSync(half)).toBe(false)
})

test('a cluster of another PostgreSQL is refused and left alone', async () => {
  const folder = join(root, 'half')
  const version = join(folder, 'engine', 'PG_VERSION')
  writeFileSync(version, '16\n')
  await expect(openStore({ dataFolder: folder })).rejects.toThrow(/made by PostgreSQL 16.*pg_dump/)
  writeFileSync(version, '18\n')
})

test('a file where the folder should be is named', async () => {
  const path = join(root, 'file')
  writeFileSync(path, '')
  await expect(openStore({ dataFolder: path })).rejects.toThrow(/is not a folder.*PORTVAKT_DATA/)
})

test.runIf(isRoot)('as root the engine runs as somebody else, who owns the cluster', async () => {
  const user = lowUser()
  expect(user?.uid).toBeGreaterThan(0)
  expect(statSync(join(root, 'first', 'engine')).uid).toBe(user?.uid)
  expect(statSync(join(root, 'first', 'engine')).mode & 0o777).toBe(0o700)
})

test.runIf(isRoot)('as root below a closed folder the rows stand elsewhere, and stay', async () => {
  const closed = join(root, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const folder = join(closed, 'data')
  await withStore(folder, ({ database }) => add.count(database, 'cooks'))
  const elsewhere = readFileSync(join(folder, 'engine-at'), 'utf8').trim()
  expect(dirname(elsewhere)).toBe(tmpdir())
  expect(await withStore(folder, ({ database }) => count.row(database))).toEqual({ count: 1 })
  expect(statSync(closed).mode & 0o777).toBe(0o700)
  rmSync(elsewhere, { recursive: true })
  await expect(openStore({ dataFolder: folder })).rejects.toThrow(/is gone: put it back/)
})

test.runIf(isRoot)('an ordinary user has everything as that user', async () => {
  const user = { uid: 65534, gid: 65534 }
  const folder = join(root, 'ordinary')
  mkdirSync(folder)
  chownSync(folder, user.uid, user.gid)
  const keeper = await startKeeper(folder, user)
  expect(keeper.said).toBe(`open ${folder}/run`)
  expect(statSync(join(folder, 'engine')).uid).toBe(user.uid)
  await keeper.end('SIGTERM')
  const closed = await startKeeper(join(root, 'first'), user)
  expect(closed.said).toMatch(/cannot be read and written by this user.*PORTVAKT_DATA/)
})
