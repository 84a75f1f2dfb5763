// Opens the rows: the PostgreSQL that is named, or our own child when none is; then the tables as
// this version knows them. Must never leave a half-open store behind: what was started is stopped
// when something later fails.
import { CannotStart } from '../../lib/cannot-start.ts'
import type { Database } from '../database.ts'
import { openEmbedded, type Embedded } from './open-embedded.ts'
import { migrate } from './migrate.ts'
import { ownServer, whyNoAnswer } from './own-server.ts'
import { openPool } from './pool.ts'

export interface StoreSettings {
  readonly databaseUrl?: string
  readonly dataFolder: string
  /** Where a sentence goes that whoever runs the house should read. */
  readonly tell?: (sentence: string) => void
}

export interface Store {
  readonly database: Database
  close(): Promise<void>
}

export async function openStore(settings: StoreSettings): Promise<Store> {
  const server = settings.databaseUrl
    ? await named(settings.databaseUrl)
    : await openEmbedded(settings.dataFolder, settings.tell ?? toErrors)
  try {
    await migrate(server)
  } catch (fault) {
    await server.close()
    throw fault instanceof CannotStart ? fault : whyNoAnswer(fault, 'database')
  }
  const database = openPool(server.address)
  return {
    database,
    async close() {
      await database.close()
      await server.close()
    },
  }
}

const toErrors = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

async function named(url: string): Promise<Embedded> {
  return { address: await ownServer(url), close: async () => {} }
}
