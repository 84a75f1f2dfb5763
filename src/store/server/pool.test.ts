import { Socket } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { statement, type Database, Unavailable } from '../database.ts'
import { openPool } from './pool.ts'

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

test('only what may be lost is not waited for, and inside a transaction nothing is lost alone', async () => {
  const text = 'show synchronous_commit'
  const mode = statement<{ synchronous_commit: string }>('mode', text)
  const quickMode = statement<{ synchronous_commit: string }>('quickMode', text, 'quick')
  const waiting = { synchronous_commit: 'on' }
  const strict = openPool({ ...database.address, options: '-c synchronous_commit=on' })
  expect(await mode.row(strict)).toEqual(waiting)
  expect(await quickMode.row(strict)).toEqual({ synchronous_commit: 'off' })
  expect(await mode.row(strict)).toEqual(waiting)
  expect(await strict.transaction((db) => quickMode.row(db))).toEqual(waiting)
  await strict.close()
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

test('whoever listens hears what is said, also where nobody answered at the very first', async () => {
  let isAway = true
  const late = openPool({ ...database.address, stream: () => (isAway ? nowhere() : new Socket()) })
  const heard: string[] = []
  let wake = () => {}
  const next = () => new Promise<void>((resolve) => (wake = resolve))
  const first = next()
  const listening = late.listen('late news', (payload) => {
    heard.push(payload)
    wake()
  })
  await expect(listening).rejects.toThrow('away')
  isAway = false
  await first
  const said = next()
  await notify.count(database, 'late news', 'one')
  await said
  expect(heard).toEqual(['', 'one'])
  await late.close()
})

/** A line on which nobody is there. */
function nowhere(): Socket {
  const socket = new Socket()
  socket.connect = () => socket.destroy(new Error('away'))
  return socket
}

describe('a database that is busy with others (FLT-DB-6)', () => {
  const rename = statement('renameGroup', 'update groups set name = $2 where id = $1')
  const nameOf = statement<{ name: string }>('nameGroup', 'select name from groups where id = $1')
  const trouble = statement(
    'trouble',
    `select set_config('portvakt.trouble', $1, true), pretend_trouble($1)`,
  )
  beforeAll(async () => {
    await database.send(
      '',
      `create function pretend_trouble(code text) returns void language plpgsql as
       $$ begin raise exception using errcode = code; end $$`,
      [],
    )
    for (const id of ['north', 'south']) await addGroup.count(database, id)
  })

  /** Holds a group until it is told to let go. */
  async function hold(id: string): Promise<() => Promise<void>> {
    const held = Promise.withResolvers<void>()
    const free = Promise.withResolvers<void>()
    const work = database.transaction(async (db) => {
      await rename.count(db, id, 'held')
      held.resolve()
      await free.promise
    })
    await held.promise
    return () => {
      free.resolve()
      return work
    }
  }

  test('a lock is waited for two seconds, and then the answer is «not just now»', async () => {
    const letGo = await hold('north')
    const began = performance.now()
    await expect(rename.count(database, 'north', 'mine')).rejects.toThrow(Unavailable)
    expect(performance.now() - began).toBeLessThan(5_000)
    await letGo()
    expect(await rename.count(database, 'north', 'mine')).toBe(1)
  })

  test('of two transactions that wait for each other both are carried out', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let tries = 0
    const cross = async (ids: readonly [string, string], name: string, other: Promise<void>) => {
      const mine = name === 'one' ? first : second
      await database.transaction(async (db) => {
        tries += 1
        await rename.count(db, ids[0], name)
        mine.resolve()
        await other
        await rename.count(db, ids[1], name)
      })
    }
    await Promise.all([
      cross(['north', 'south'], 'one', second.promise),
      cross(['south', 'north'], 'two', first.promise),
    ])
    expect(tries).toBe(3)
    const names = [await nameOf.row(database, 'north'), await nameOf.row(database, 'south')]
    expect(names[0]).toEqual(names[1])
  })

  test('a conflict is tried three times from the beginning, and leaves one row or none', async () => {
    let tries = 0
    const work = (conflicts: number, id: string) => {
      tries = 0
      return database.transaction(async (db) => {
        tries += 1
        await addGroup.count(db, id)
        if (tries <= conflicts) await trouble.rows(db, '40001')
      })
    }
    await work(2, 'east')
    expect(tries).toBe(3)
    expect(await nameOf.row(database, 'east')).toEqual({ name: 'east' })
    await expect(work(99, 'west')).rejects.toThrow(Unavailable)
    expect(tries).toBe(3)
    expect(await nameOf.row(database, 'west')).toBeUndefined()
  })

  test('a pool whose connections are all taken says so within two seconds', async () => {
    const narrow = openPool({ ...database.address, max: 1 })
    const free = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    const work = narrow.transaction(async () => {
      taken.resolve()
      await free.promise
    })
    await taken.promise
    await expect(sayNumber.row(narrow, 1)).rejects.toThrow(Unavailable)
    free.resolve()
    await work
    expect(await sayNumber.row(narrow, 1)).toEqual({ number: 1 })
    await narrow.close()
  })

  test('what is our own fault is neither tried again nor told as passing', async () => {
    await expect(addGroup.count(database, 'north')).rejects.toThrow(/duplicate key/)
    await expect(trouble.rows(database, '22012')).rejects.not.toThrow(Unavailable)
  })
})
