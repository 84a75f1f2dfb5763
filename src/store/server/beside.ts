// A way in for commands beside a server that runs on the same data folder: its own PostgreSQL is
// asked on its socket. Must never start one, and never wait long for one that is gone.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { openPool } from './pool.ts'
import { socketIn } from './launch.ts'

const pointedAt = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined

/** Nothing when no server runs there. */
export async function openBeside(dataFolder: string): Promise<Database | undefined> {
  const home = pointedAt(join(dataFolder, 'engine-at')) ?? dataFolder
  const folder = pointedAt(join(dataFolder, 'run-at')) ?? join(home, 'run')
  if (!existsSync(socketIn(folder))) return undefined
  const database = openPool({
    host: folder,
    user: 'portvakt',
    database: 'portvakt',
    max: 4,
    connectionTimeoutMillis: 3000,
  })
  try {
    await database.transaction(async () => undefined)
    return database
  } catch {
    await database.close()
    return undefined
  }
}
