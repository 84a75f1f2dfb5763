// Where a factor is tried: a moment with keys and a real lane for slow hashes, whose work is
// counted and which can be made too busy. No database: whoever asks for one says which.
import { afterAll, expect } from 'vitest'
import {
  defaultsShape,
  organisationShape,
} from '../../src/domain/configuration/configuration-shape.ts'
import type { Configuration } from '../../src/domain/configuration/configuration.ts'
import type { Moment, PasswordLane, OpenConnections } from '../../src/domain/moment.ts'
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import { noPhones } from '../../src/domain/phones/no-phones.ts'
import { openPasswordLane } from '../../src/lib/hashing/password-lane.ts'
import { openKeyring, type Keyring } from '../../src/lib/seal.ts'
import type { Db } from '../../src/store/database.ts'
import type { Stage } from './factor-suite.ts'

export interface FactorStage extends Stage {
  readonly keys: Keyring
  readonly lane: PasswordLane
  /** How much work is done before the queue is full; absent: it never is. */
  makeBusy(after: number | undefined): void
}

const configuration: Configuration = {
  ...defaultsShape.parse({ phones: { voice: true } }),
  version: 1,
  organisations: [
    organisationShape.parse({
      id: 'fjordvik',
      domains: ['fjordvik.example'],
      name: 'Fjordvik kommune',
      service: 'Fjordvik',
      color: '#1f5fa8',
    }),
  ],
  lives: { letterSeconds: 1, pinSeconds: 1, codeSeconds: 120, idleSeconds: 1, sessionSeconds: 1 },
  networks: [],
  groups: [],
  applications: [],
  rules: [],
  networkEnds: new Map(),
  rightHolders: new Set(),
}

export const today = new Date('2027-03-01T08:00:00Z')

const noDb: Db = {
  send: () => expect.unreachable(),
  transaction: () => expect.unreachable(),
}

export function openFactorStage(
  so: {
    readonly db?: Db
    readonly questions?: Configuration['questions']
    readonly connections?: Configuration['connections']
    readonly connected?: OpenConnections
  } = {},
): FactorStage {
  const { db = noDb, questions = configuration.questions, connections = [], connected } = so
  const keys = openKeyring(Buffer.alloc(32, 3))
  const lane = openPasswordLane({ keys, threads: 2 })
  afterAll(() => lane.close())
  let work = 0
  let busyAt: number | undefined
  let isTrusting = false
  const isBusy = () => busyAt !== undefined && work >= busyAt
  const passwords: PasswordLane = {
    decoy: lane.decoy,
    hash: async (typed) => (isBusy() ? 'busy' : (work++, lane.hash(typed))),
    verify: async (typed, kept) =>
      isBusy() ? 'busy' : (work++, isTrusting || lane.verify(typed, kept)),
  }
  const moment = (now = today): Moment => ({
    now,
    db,
    house: {
      db,
      keys,
      address: new URL('https://id.example'),
      epoch: () => 1,
      configuration: () => ({ ...configuration, questions, connections }),
      ...(connected && { connected }),
      passwords,
      factors: [],
      phones: noPhones,
      ringer: noRinger,
      passkeyDomain: 'id.example',
    },
    language: 'nb',
    from: { address: '192.0.2.1', networks: [] },
  })
  return {
    keys,
    lane,
    moment,
    work: () => work,
    trust: (isOn) => (isTrusting = isOn),
    makeBusy: (after) => (busyAt = after === undefined ? undefined : work + after),
  }
}
