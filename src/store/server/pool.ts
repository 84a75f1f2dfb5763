// Connections to PostgreSQL, shared: a named statement is prepared once per connection, a
// transaction holds one connection. Some of them do not wait for the disk: what may be lost in a
// crash is sent there. Must never let a lost connection take the server down; the next statement
// gets a new one.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Answered, Database, Db } from '../database.ts'
import { openListening } from './listening.ts'
import { sendPrepared } from './prepared.ts'
import { asUnavailable, isComingBack, isLost, wasUndone } from './passing.ts'

// Ours are few, short and asked again and again: to plan them anew each time costs more than to run
// them. A plan that was made while a table was empty must not read it through when it is full.
// Nobody waits longer for a lock than a person waits for a page; and a transaction whose
// server has stopped in the middle of it (a machine that was paused) does not keep its locks.
const settings = [
  `set timezone = 'UTC'`,
  'set plan_cache_mode = force_generic_plan',
  'set enable_seqscan = off',
  'set enable_bitmapscan = off',
  'set jit = off',
  `set lock_timeout = '2s'`,
  `set idle_in_transaction_session_timeout = '60s'`,
].join('; ')
const withoutWaiting = 'set synchronous_commit = off'
/** Others use the database too: a hundred connections are all that most have. */
const most = { durable: 10, quick: 6 }
const connectMs = 2_000
/** A line that was cut without a word answers nothing, ever. */
const answerMs = 30_000
const waitMs = 50
const waitMostMs = 3_000
const triesMost = 3

export function openPool(address: pg.PoolConfig): Database {
  const config: pg.PoolConfig = {
    application_name: 'portvakt',
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    keepAlive: true,
    ...address,
  }
  const durable = openConnections({ max: most.durable, ...config }, settings)
  const quick = openConnections({ max: most.quick, ...config }, `${settings}; ${withoutWaiting}`)
  const listening = openListening(config)
  return {
    address: config,
    send: (name, text, values, how) =>
      untilDone(() => sendOnce(how ? quick : durable, { name, text, values })),
    transaction: (work) => untilDone(() => transaction(durable, work)),
    listen: (channel, heard) => listening.listen(channel, heard),
    show: (marks) => listening.show(marks),
    close: async () => {
      await listening.close()
      await Promise.all([durable.end(), quick.end()])
    },
  }
}

function openConnections(config: pg.PoolConfig, begin: string): pg.Pool {
  const pool = new pg.Pool(config)
  // A connection that breaks tells its statement, or the next one that wants it; nobody else has to
  // hear.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    // A connection that breaks here tells the statement that follows.
    client.query(begin).catch(() => {})
  })
  return pool
}

/**
 * Once more, from its beginning, where PostgreSQL has undone it for another's sake: what came to
 * nothing may be sent again.
 */
async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (fault) {
      if (tries === triesMost || !wasUndone(fault)) throw asUnavailable(fault)
    }
    await wait(tries * waitMs)
  }
}

interface Sent {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

async function sendOnce<Row>(pool: pg.Pool, sent: Sent): Promise<Answered<Row>> {
  const client = await connect(pool)
  let lost = false
  try {
    return await send<Row>(client, sent)
  } catch (fault) {
    lost = !(fault instanceof pg.DatabaseError) || isLost(fault)
    throw fault
  } finally {
    client.release(lost)
  }
}

async function send<Row>(to: pg.PoolClient, sent: Sent): Promise<Answered<Row>> {
  if (sent.name !== '') return sendPrepared(to, sent)
  const answer = await to.query({ text: sent.text, values: [...sent.values] })
  return { rows: answer.rows as Row[], count: answer.rowCount ?? 0 }
}

/**
 * PostgreSQL that is being started again is back in a moment; nothing was sent yet, so asking again
 * is safe.
 */
async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  const until = performance.now() + waitMostMs
  for (;;) {
    try {
      return await pool.connect()
    } catch (fault) {
      if (performance.now() >= until || !isComingBack(fault)) throw fault
    }
    await wait(waitMs)
  }
}

async function transaction<Result>(pool: pg.Pool, work: (db: Db) => Promise<Result>) {
  const client = await connect(pool)
  const db: Db = {
    send: (name, text, values) => send(client, { name, text, values }),
    transaction: (inner) => inner(db),
  }
  try {
    await client.query('begin')
    const result = await work(db)
    const ended = await client.query('commit')
    // A transaction that met an error earlier answers `commit` with ROLLBACK: somebody swallowed
    // that error.
    if (ended.command !== 'COMMIT') throw new Error('The transaction had failed before its commit')
    client.release()
    return result
  } catch (fault) {
    // A line that is gone is not waited for once more.
    const lost = isLost(fault) || !(await isUndone(client))
    client.release(lost)
    throw fault
  }
}

const isUndone = (client: pg.PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  )
