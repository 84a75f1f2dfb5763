// Connections to PostgreSQL, shared: a named statement is prepared once per connection, a
// transaction holds one connection. Must never let a lost connection take the server down; the next
// statement gets a new one.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Answered, Database, Db } from '../database.ts'
import { openListening } from './listening.ts'

const settings = 'set plan_cache_mode = force_generic_plan; set jit = off'
const waitMs = 50
const waitMostMs = 3_000

export function openPool(address: pg.PoolConfig): Database {
  const config: pg.PoolConfig = {
    application_name: 'portvakt',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...address,
  }
  const pool = new pg.Pool(config)
  // A connection that breaks tells its statement, or the next one that wants it; nobody else has to
  // hear.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    // Ours are few, short and asked again and again: to plan them anew each time costs more than to
    // run them. A connection that breaks here tells the statement that follows.
    client.query(settings).catch(() => {})
  })
  const listening = openListening(config)
  return {
    address: config,
    send: (name, text, values) => sendOnce(pool, { name, text, values }),
    transaction: (work) => transaction(pool, work),
    listen: (channel, heard) => listening.listen(channel, heard),
    close: async () => {
      await listening.close()
      await pool.end()
    },
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
    // PostgreSQL says FATAL a moment before it hangs up: nobody else shall get this connection.
    lost = !(fault instanceof pg.DatabaseError) || fault.severity !== 'ERROR'
    throw fault
  } finally {
    client.release(lost)
  }
}

async function send<Row>(to: pg.PoolClient, sent: Sent): Promise<Answered<Row>> {
  const answer = await to.query({ name: sent.name, text: sent.text, values: [...sent.values] })
  return { rows: answer.rows as Row[], count: answer.rowCount ?? 0 }
}

/**
 * PostgreSQL that is being started again is back in a moment; nothing was sent yet, so asking again
 * is safe.
 */
async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  for (let waited = 0; ; waited += waitMs) {
    try {
      return await pool.connect()
    } catch (fault) {
      if (waited >= waitMostMs || !isComingBack(fault)) throw fault
    }
    await wait(waitMs)
  }
}

/** Not listening, no socket yet, gone while we knocked, or reading its log after a crash. */
function isComingBack(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  if ('code' in fault) return passing.has(String(fault.code))
  return fault.message.startsWith('Connection terminated')
}

const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
])

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
    const lost = await client.query('rollback').then(
      () => false,
      () => true,
    )
    client.release(lost)
    throw fault
  }
}
