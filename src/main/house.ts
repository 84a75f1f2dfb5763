// The house as it is opened once at start: keys, the password lane, and the configuration and epoch
// in force, read anew when another node has changed them. Must never hold anything that another
// node would need to know.
import { loadConfiguration } from '../domain/configuration/configuration.ts'
import type { House, Moment, Phones, OpenConnections, Ringer } from '../domain/moment.ts'
import { noRinger } from '../domain/approving/no-ringer.ts'
import { noPhones } from '../domain/phones/no-phones.ts'
import { factors } from '../factors/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { OpenLane } from '../lib/hashing/password-lane.ts'
import { passkeyDomainOf } from '../lib/methods/passkey-domain.ts'
import type { Keyring } from '../lib/seal.ts'
import { languages } from '../shapes/language.ts'
import { readEpoch, readEpochSince } from '../store/house.ts'
import type { Database } from '../store/database.ts'

export interface HouseParts {
  readonly database: Database
  readonly keys: Keyring
  readonly passwords: OpenLane
  readonly address: URL
  readonly phoneAddress?: URL
  readonly passkeyDomain?: string
  readonly clock: Clock
  /** Absent where nothing is sent from here. */
  readonly phones?: Phones
  /** Absent where nobody is rung from here. */
  readonly ringer?: Ringer
  /** Absent where no other house can be asked. */
  readonly connected?: OpenConnections
}

export interface OpenHouse {
  readonly house: House
  /** A moment of the house's own, for what no request asked for. */
  moment(): Moment
  /** Reads configuration and epoch anew. */
  refresh(): Promise<void>
}

export async function openHouse(parts: HouseParts): Promise<OpenHouse> {
  const { database, clock } = parts
  let configuration = await loadConfiguration(database)
  let epoch = await readEpoch(database)
  let epochSince = await readEpochSince(database)
  const house: House = {
    db: database,
    keys: parts.keys,
    address: parts.address,
    ...(parts.phoneAddress && { phoneAddress: parts.phoneAddress }),
    passkeyDomain: parts.passkeyDomain ?? passkeyDomainOf(parts.address.hostname),
    passwords: parts.passwords,
    factors,
    phones: parts.phones ?? noPhones,
    ringer: parts.ringer ?? noRinger,
    ...(parts.connected && { connected: parts.connected }),
    configuration: () => configuration,
    epoch: () => epoch,
    epochSince: () => epochSince,
  }
  return {
    house,
    moment: () => ({
      now: clock.now(),
      house,
      db: database,
      language: languages[0],
      from: { address: '', networks: [] },
    }),
    async refresh() {
      const [newest, present] = [await loadConfiguration(database), await readEpoch(database)]
      if (present !== epoch) epochSince = await readEpochSince(database)
      configuration = newest
      epoch = present
    },
  }
}
