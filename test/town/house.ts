// A house for tests of rules: a real database, a configuration that was really applied, and a clock
// that is moved by hand. Passwords are «hashed» by a lane that keeps them plain: nothing here is
// about hashing.
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import { noPhones } from '../../src/domain/phones/no-phones.ts'
import { factors } from '../../src/factors/index.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { loadConfiguration } from '../../src/domain/configuration/configuration.ts'
import type { House, Moment } from '../../src/domain/moment.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import type { Database } from '../../src/store/database.ts'

export const fjordvik = {
  organisations: [
    {
      id: 'fjordvik',
      domains: ['fjordvik.example'],
      name: 'Fjordvik kommune',
      service: 'Fjordvik',
      color: '#1f5fa8',
    },
  ],
  groups: [
    { id: 'ansatte', name: 'Ansatte' },
    { id: 'skole', name: 'Skole' },
  ],
}

export interface TownHouse {
  readonly house: House
  at(now: Date | string): Moment
  /** Applies a file, and refuses to go on when it is not right. */
  apply(file: unknown, now?: Date | string): Promise<void>
  raiseEpoch(): void
}

export const firstMorning = '2027-03-01T08:00:00Z'

export async function townHouse(db: Database, file: unknown = fjordvik): Promise<TownHouse> {
  let configuration = await loadConfiguration(db)
  let epoch = 1
  const house: House = {
    factors,
    phones: noPhones,
    ringer: noRinger,
    passkeyDomain: 'fjordvik.example',
    db,
    keys: openKeyring(Buffer.alloc(32, 7)),
    configuration: () => configuration,
    epoch: () => epoch,
    address: new URL('https://logginn.fjordvik.example'),
    passwords: {
      decoy: 'decoy',
      hash: async (password) => `plain ${password}`,
      verify: async (password, kept) => kept === `plain ${password}`,
    },
  }
  const at = (now: Date | string): Moment => ({
    now: new Date(now),
    house,
    db,
    language: 'nb',
    from: { address: '192.0.2.1', networks: [] },
  })
  const apply = async (next: unknown, now: Date | string = firstMorning) => {
    const read = readHouseFile(next, factors)
    if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
    const applied = await applyConfiguration(at(now), read.file)
    if (applied.is === 'refused') throw new Error(applied.because.join('\n'))
    configuration = await loadConfiguration(db)
  }
  await apply(file)
  return { house, at, apply, raiseEpoch: () => (epoch += 1) }
}
