// A moment in a test: a clock that is moved by hand, keys of its own, and the database of the file.
// It has no configuration; a test that needs one says which.
import { randomBytes } from 'node:crypto'
import type { House, Moment } from '../../src/domain/moment.ts'
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import { noPhones } from '../../src/domain/phones/no-phones.ts'
import { factors } from '../../src/factors/index.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import type { Database } from '../../src/store/database.ts'

export interface TownTime {
  now: Date
  pass(seconds: number): void
  moment(more?: Partial<Moment>): Moment
  readonly house: House
}

const notHere = (): never => {
  throw new Error('This test has none')
}

export function townTime(database: Database, more: Partial<House> = {}): TownTime {
  const house: House = {
    db: database,
    keys: openKeyring(randomBytes(32)),
    configuration: notHere,
    epoch: () => 1,
    address: new URL('http://localhost:8080'),
    factors,
    phones: noPhones,
    ringer: noRinger,
    passkeyDomain: 'fjordvik.example',
    passwords: { hash: notHere, verify: notHere, decoy: '' },
    ...more,
  }
  const time: TownTime = {
    now: new Date('2026-11-23T08:00:00Z'),
    pass(seconds) {
      time.now = new Date(time.now.getTime() + seconds * 1000)
    },
    moment: (other = {}) => ({
      now: time.now,
      house,
      db: database,
      language: 'nb',
      from: { address: '192.0.2.10', networks: [] },
      ...other,
    }),
    house,
  }
  return time
}
