// The house as a command sees it: the rows and the keys, without a door. Beside a running server it
// uses that server's own PostgreSQL. No command judges a password, so there is no lane for that.
import { noRinger } from '../domain/approving/no-ringer.ts'
import { noPhones } from '../domain/phones/no-phones.ts'
import { factors } from '../factors/index.ts'
import { loadConfiguration } from '../domain/configuration/configuration.ts'
import type { House, Moment } from '../domain/moment.ts'
import { refuseForeignKey } from '../domain/signing/signing-keys.ts'
import { openKeyring } from '../lib/seal.ts'
import { carriedBy } from '../outside/text/open-gateway.ts'
import type { Settings } from '../settings.ts'
import { openBeside } from '../store/server/beside.ts'
import type { Database } from '../store/database.ts'
import { readEpoch } from '../store/house.ts'
import { readClock } from '../store/server/clock.ts'
import { openStore } from '../store/server/open-store.ts'

export interface OpenedHouse {
  readonly moment: Moment
  close(): Promise<void>
}

export async function openHouse(settings: Settings): Promise<OpenedHouse> {
  const { database, close } = await openRows(settings)
  try {
    const configuration = await loadConfiguration(database)
    const epoch = await readEpoch(database)
    const house: House = {
      factors,
      // A command sends nothing, but a letter says what the page will ask for, and a rehearsal what
      // could be.
      phones: { ...noPhones, ...carried(settings) },
      ringer: noRinger,
      passkeyDomain: settings.passkeyDomain,
      db: database,
      keys: openKeyring(settings.masterKey),
      configuration: () => configuration,
      epoch: () => epoch,
      address: settings.address,
      ...(settings.phoneAddress && { phoneAddress: settings.phoneAddress }),
      passwords: {
        decoy: '',
        hash: async () => 'busy',
        verify: async () => 'busy',
      },
    }
    const moment: Moment = {
      now: await readClock(database),
      house,
      db: database,
      language: 'nb',
      from: { address: '', networks: [] },
    }
    await refuseForeignKey(moment)
    return { moment, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

/** The demo has a phone beside it that takes messages and calls. */
function carried({ demo, gateways }: Settings): { canText: boolean; canCall: boolean } {
  if (demo && gateways.length === 0) return { canText: true, canCall: true }
  const ways = gateways.flatMap(carriedBy)
  return { canText: ways.includes('sms'), canCall: ways.includes('voice') }
}

async function openRows(
  settings: Settings,
): Promise<{ database: Database; close(): Promise<void> }> {
  const running = settings.databaseUrl ? undefined : await openBeside(settings.dataFolder)
  if (running) return { database: running, close: () => running.close() }
  return openStore({
    dataFolder: settings.dataFolder,
    ...(settings.databaseUrl && { databaseUrl: settings.databaseUrl }),
  })
}
