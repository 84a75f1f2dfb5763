// The PostgreSQL of a house that has none: our own child, on a unix socket, with its rows in the
// data folder. Commits wait for the disk here as anywhere. Must never be reachable from outside the
// machine.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { CannotStart, whyNotWritten } from '../../lib/cannot-start.ts'
import { packagedBinaries } from './binaries.ts'
import {
  arrange,
  beginCluster,
  openFolder,
  openSocketFolder,
  type DataFolder,
} from './data-folder.ts'
import { makeCluster } from './launch.ts'
import { lockFolder } from './lock.ts'
import { stopOrphan } from './orphan.ts'
import { reachableBinaries } from './relocate.ts'
import { supervise, whyEnded } from './supervise.ts'

export interface Embedded {
  readonly address: pg.PoolConfig
  close(): Promise<void>
}

/** Small: an organisation's sign-ins fit in little, and the whole house shall stay below 200 MB. */
const settings = {
  max_connections: 40,
  // Taken only as it is touched: an idle house holds a few of them.
  shared_buffers: '64MB',
  work_mem: '2MB',
  maintenance_work_mem: '16MB',
  max_wal_size: '256MB',
  max_wal_senders: 0,
  max_worker_processes: 1,
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_logical_replication_workers: 0,
  autovacuum_max_workers: 1,
  autovacuum_worker_slots: 2,
  // Workers that read ahead are processes too; rows here are few and warm.
  io_method: 'sync',
  jit: 'off',
  // A row that collides would be quoted in the log, and a log must hold no secret.
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const

const database = 'portvakt'

export async function openEmbedded(
  dataFolder: string,
  tell: (sentence: string) => void,
): Promise<Embedded> {
  const folder = openFolder(dataFolder)
  const lock = await lockFolder(folder)
  try {
    const data = arrange(folder)
    const binaries = reachableBinaries(data.user)
    if (data.isNew) await makeNew(data, binaries)
    else await takeOver(data)
    const socket = openSocketFolder(data)
    const engine = { ...data, binaries, socketFolder: socket.path, options: settings }
    const supervised = await supervise(engine, tell)
    const close = async () => {
      await supervised.stop()
      socket.remove()
      lock.release()
    }
    const address = { host: socket.path, user: 'portvakt', database, max: 24 }
    try {
      if (data.isNew || !(await hasDatabase(address))) await makeDatabase(address)
    } catch (fault) {
      await close()
      throw fault
    }
    return { address, close }
  } catch (fault) {
    lock.release()
    throw whyNotWritten(fault, folder)
  }
}

async function makeNew(data: DataFolder, binaries: string): Promise<void> {
  const begun = beginCluster(data)
  const { made, said } = await makeCluster({
    binaries,
    cluster: begun.at,
    user: data.user,
    syncs: true,
  })
  if (!made) throw whyEnded(data, said)
  begun.keep()
}

async function takeOver(data: DataFolder): Promise<void> {
  const made = readFileSync(join(data.cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = packagedBinaries().version.split('.', 1)[0]
  if (made !== ours) {
    throw new CannotStart(
      `${data.cluster} was made by PostgreSQL ${made} and this version of Portvakt brings ` +
        `${ours}: start the earlier version, or move the rows with pg_dump and DATABASE_URL.`,
    )
  }
  await stopOrphan(data.cluster)
}

async function hasDatabase(address: pg.PoolConfig): Promise<boolean> {
  return await onMaintenance(address, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    return found.rowCount === 1
  })
}

async function makeDatabase(address: pg.PoolConfig): Promise<void> {
  await onMaintenance(address, (client) => client.query(`create database ${database}`))
}

async function onMaintenance<Result>(
  address: pg.PoolConfig,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...address, database: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
