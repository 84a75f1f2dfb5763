// The ground that faults happen on: a database of its own, the wire to it, and a hand of ours that
// reaches the rows past the wire, to invite people and to look at what became of them.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import type { Moment } from '../../src/domain/moment.ts'
import { openPasswordLane } from '../../src/lib/hashing/password-lane.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { openHouse, type OpenHouse } from '../../src/main/house.ts'
import { openPool } from '../../src/store/server/pool.ts'
import type { Database } from '../../src/store/database.ts'
import type pg from 'pg'
import { whenFileEnds } from '../town/run/closing.ts'
import { townAddress } from '../town/database.ts'
import { openWire, type Wire } from '../town/wire/wire.ts'
import { faultsHouse } from './people.ts'
import { publicAddress, type ToServe } from './served.ts'

export interface FaultTown {
  readonly opened: OpenHouse
  /** Past the wire. */
  readonly database: Database
  readonly wire: Wire
  /** What a server of this town is started with. */
  readonly toServe: ToServe
  moment(): Moment
}

export async function faultTown(address?: pg.PoolConfig): Promise<FaultTown> {
  const where = address ?? (await townAddress())
  const masterKey = randomBytes(32)
  const keys = openKeyring(masterKey)
  const database = openPool({ ...where, max: 4 })
  const passwords = openPasswordLane({ keys })
  const wire = await openWire(where)
  const opened = await openHouse({
    database,
    keys,
    passwords,
    address: new URL(publicAddress),
    clock: systemClock,
  })
  const read = readHouseFile(faultsHouse, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(opened.moment(), read.file)
  await opened.refresh()
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  whenFileEnds(async () => {
    await wire.close()
    await passwords.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    opened,
    database,
    wire,
    toServe: { databaseUrl: wire.url, dataFolder: folder, masterKey },
    moment: opened.moment,
  }
}
