// A database of its own for one test file: real PostgreSQL, migrated, empty. It is dropped when the
// file has ended.
import type pg from 'pg'
import { inject } from 'vitest'
import { randomDigits } from '../../src/lib/random.ts'
import type { Database } from '../../src/store/database.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { whenFileEnds } from './run/closing.ts'
import { onEngine, template } from './run/engine.ts'

/**
 * Call it anywhere: in `beforeAll`, in a test, or at the top of the file with `await`. It closes
 * itself.
 */
export async function townDatabase(): Promise<Database> {
  const database = openPool(await townAddress())
  whenFileEnds(() => database.close())
  return database
}

/** The same without a pool, for whoever starts a whole server or two on it. */
export const townAddress = (): Promise<pg.PoolConfig> => copied(template)

/** A backup, file by file: as it stands now, while nobody is connected to it. */
export const copyOf = ({ database = '' }: pg.PoolConfig): Promise<pg.PoolConfig> => copied(database)

async function copied(from: string): Promise<pg.PoolConfig> {
  const { host } = inject('engine')
  const name = `town_${randomDigits(12)}`
  // File by file: a third of the work of writing each page to the log, which nobody reads here.
  await onEngine(host, `create database ${name} template ${from} strategy file_copy`)
  whenFileEnds(() => onEngine(host, `drop database ${name} with (force)`))
  return { host, user: 'portvakt', database: name, max: 10 }
}

/** What DATABASE_URL must say for a program of its own that shall use this database. */
export const addressAsUrl = (address: pg.PoolConfig): string =>
  `postgresql://portvakt@/${address.database}?host=${encodeURIComponent(address.host ?? '')}`
