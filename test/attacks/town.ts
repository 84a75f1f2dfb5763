// The town of the attacks: two real server processes over one database, a mail server, phones, and
// the house's own rules for setting the scene and for looking into the rows afterwards. One is
// opened for each file of cases.
import { randomBytes } from 'node:crypto'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { openEventSigner } from '../../src/domain/events/event-signer.ts'
import type { Moment } from '../../src/domain/moment.ts'
import { openPasswordLane } from '../../src/lib/hashing/password-lane.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import { openHouse, type OpenHouse } from '../../src/main/house.ts'
import { openPool } from '../../src/store/server/pool.ts'
import type { Database } from '../../src/store/database.ts'
import { townAddress } from '../town/database.ts'
import { publicAddress } from '../town/node-order.ts'
import { type Nodes, openNodes } from '../town/nodes.ts'
import { openPushHost, type PushHost } from '../push/push-host.ts'
import { openTownSmtp, type TownSmtp } from '../town/smtp.ts'
import { houseFile } from './house-file.ts'
import { openPhones, type Phones } from './phones.ts'

/** What a house that says who people are knows ours by, where a case has one. */
export const identitySecret = 'a-secret-of-the-identity-house-0002'

export interface AttackTown {
  readonly database: Database
  readonly nodes: Nodes
  readonly smtp: TownSmtp
  readonly phones: Phones
  /** Through which the phones that approve are rung. */
  readonly pushHost: PushHost
  readonly opened: OpenHouse
  readonly masterKey: Buffer
  /** Everything that was secret in any case so far: it may stand nowhere. */
  readonly canaries: Set<string>
  moment(): Moment
  /** Moves the clock of the house, on every node. */
  pass(seconds: number): Promise<void>
  /** Brings another configuration into force, on every node. */
  apply(file: unknown): Promise<void>
  close(): Promise<void>
}

export async function openAttackTown(): Promise<AttackTown> {
  const address = await townAddress()
  const database = openPool({ ...address, max: 4 })
  const masterKey = randomBytes(32)
  const keys = openKeyring(masterKey)
  const passwords = openPasswordLane({ keys, threads: 1 })
  let offset = 0
  const clock = { now: () => new Date(Date.now() + offset) }
  const url = new URL(publicAddress)
  const opened = await openHouse({ database, keys, passwords, address: url, clock })
  const moment = opened.moment
  await bring(moment(), houseFile)
  // Made here, or a node makes it when it seals for the first time, in the middle of a case.
  await openEventSigner(moment())
  await opened.refresh()
  const smtp = await openTownSmtp()
  const phones = await openPhones()
  const pushHost = await openPushHost()
  const nodes = await openNodes({
    database: address,
    smtpPort: smtp.port,
    masterKey,
    count: 2,
    gateways: [phones.settings],
    identitySecret,
    connectionSecrets: { feide: identitySecret, eve: identitySecret },
    pushHosts: [pushHost.origin],
  })
  return {
    database,
    nodes,
    smtp,
    phones,
    pushHost,
    opened,
    masterKey,
    canaries: new Set(),
    moment,
    async pass(seconds) {
      offset += seconds * 1000
      await nodes.pass(seconds)
    },
    async apply(file) {
      await bring(moment(), file)
      await opened.refresh()
      await nodes.refresh()
    },
    async close() {
      await nodes.close()
      await phones.close()
      await pushHost.close()
      await smtp.close()
      await passwords.close()
      await database.close()
    },
  }
}

async function bring(moment: Moment, file: unknown): Promise<void> {
  const read = readHouseFile(file, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  const applied = await applyConfiguration(moment, read.file)
  if (applied.is === 'refused') throw new Error(applied.because.join('\n'))
}
