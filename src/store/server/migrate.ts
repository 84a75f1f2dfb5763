// Brings the tables up to what this version knows: numbered files in migrations/, one transaction
// each, one node at a time. Must never run on a schema that is newer than this program, since an
// old program would write what the new one refuses.
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { CannotStart } from '../../lib/cannot-start.ts'
import type { Database } from '../database.ts'

/** Any number, as long as nobody else in the same database uses it: «port» in ASCII. */
const lockNumber = 0x706f7274

const folder = new URL('../migrations/', import.meta.url)

interface Migration {
  readonly number: number
  readonly name: string
}

export async function migrate(database: Pick<Database, 'address'>): Promise<void> {
  const known = await knownMigrations()
  const client = new pg.Client(database.address)
  client.on('error', () => {})
  await client.connect()
  try {
    const newest = await begin(client)
    const last = known.at(-1)?.number ?? 0
    if (newest > last) throw schemaNewer(newest, last)
    for (const migration of known) if (migration.number > newest) await run(client, migration)
  } finally {
    await client.end()
  }
}

async function knownMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).toSorted()
  return names.map((name) => ({ number: Number(name.slice(0, 4)), name }))
}

/** The number of the newest migration that stands, 0 in an empty database. */
async function begin(client: pg.Client): Promise<number> {
  return await locked(client, async () => {
    await client.query(`
      create table if not exists migrations (
        number integer primary key,
        name text not null,
        ran_at timestamptz not null default clock_timestamp()
      )`)
    return await newestOf(client)
  })
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  const text = await readFile(new URL(migration.name, folder), 'utf8')
  await locked(client, async () => {
    // Another node may have run it while this one waited for the lock.
    if ((await newestOf(client)) >= migration.number) return
    await client.query(text)
    await client.query('insert into migrations (number, name) values ($1, $2)', [
      migration.number,
      migration.name,
    ])
  })
}

async function newestOf(client: pg.Client): Promise<number> {
  const answer = await client.query<{ newest: number }>(
    'select coalesce(max(number), 0) as newest from migrations',
  )
  return answer.rows[0]?.newest ?? 0
}

async function locked<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [lockNumber])
    const result = await work()
    await client.query('commit')
    return result
  } catch (fault) {
    await client.query('rollback').catch(() => undefined)
    throw fault
  }
}

const schemaNewer = (found: number, known: number): CannotStart =>
  new CannotStart(
    `The database was last used by a newer version of Portvakt (schema ${found}, this one ` +
      `knows ${known}): install that version or a later one.`,
  )
