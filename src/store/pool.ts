// Connections to PostgreSQL, shared: a named statement is prepared once per connection, a transaction holds one connection.
// Must never let a lost connection take the server down; the next statement gets a new one.
import pg from 'pg'
import type { Answered, Database, Db } from './database.ts'
import { openListening } from './listening.ts'

export function openPool(address: pg.PoolConfig): Database {
  const config: pg.PoolConfig = {
    application_name: 'portvakt',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...address,
  }
  const pool = new pg.Pool(config)
  // A connection that breaks tells its statement, or the next one that wants it; nobody else has to hear.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const listening = openListening(config)
  return {
    address: config,
    send: (name, text, values) => send(pool, { name, text, values }),
    transaction: (work) => transaction(pool, work),
    listen: listening.listen,
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

async function send<Row>(to: pg.Pool | pg.PoolClient, sent: Sent): Promise<Answered<Row>> {
  const answer = await to.query({ name: sent.name, text: sent.text, values: [...sent.values] })
  return { rows: answer.rows as Row[], count: answer.rowCount ?? 0 }
}

async function transaction<Result>(pool: pg.Pool, work: (db: Db) => Promise<Result>) {
  const client = await pool.connect()
  const db: Db = {
    send: (name, text, values) => send(client, { name, text, values }),
    transaction: (inner) => inner(db),
  }
  try {
    await client.query('begin')
    const result = await work(db)
    const ended = await client.query('commit')
    // A transaction that met an error earlier answers `commit` with ROLLBACK: somebody swallowed that error.
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
