// FLT-CFG-1: a server that is given something else than the others in what keeps people safe does
// not begin, and says what; a configuration that cannot be read is not taken, and the one before
// stays in force.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { readRange } from '../../src/lib/ip-range.ts'
import { openDoor, type OpenDoor } from '../../src/main.ts'
import type { Settings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { townAddress } from '../town/database.ts'
import { openWire, type Wire } from '../town/wire/wire.ts'
import { faultsHouse } from './people.ts'
import { freePort, settingsFor } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
const ranges = (...written: string[]) => written.flatMap((one) => readRange(one) ?? [])

let wire: Wire
let settings: Settings
let database: Database
let first: OpenDoor
beforeAll(async () => {
  wire = await openWire(await townAddress())
  settings = { ...(await settingsFor(folder)), trustedProxies: ranges('10.1.0.0/16', '10.2.0.1') }
  database = openPool(wire.address)
  first = await openDoor(settings, database, systemClock)
})
afterAll(async () => {
  await first.close()
  await database.close()
  await wire.close()
  rmSync(folder, { recursive: true })
})

/** Begins beside the first, and is closed at once; gives what was said where it did not begin. */
async function begins(other: Partial<Settings>): Promise<string> {
  const own = openPool(wire.address)
  try {
    const beside = { ...settings, port: await freePort(), ...other }
    await (await openDoor(beside, own, systemClock)).close()
    return 'began'
  } catch (fault) {
    if (fault instanceof CannotStart) return fault.message
    throw fault
  } finally {
    await own.close()
  }
}

const differs = (names: string): unknown =>
  expect.stringContaining(`Another server of this database has something else in ${names}: `)

test.each([
  ['PORTVAKT_ADDRESS', { address: new URL('https://logginn.elsewhere.example') }],
  ['PORTVAKT_PASSKEY_DOMAIN', { passkeyDomain: 'elsewhere.example' }],
  ['PORTVAKT_PHONE_ADDRESS', { phoneAddress: new URL('https://telefon.fjordvik.example') }],
  ['PORTVAKT_TRUSTED_PROXIES', { trustedProxies: ranges('10.1.0.0/16') }],
  [
    'PORTVAKT_ADDRESS and PORTVAKT_TRUSTED_PROXIES',
    { address: new URL('http://localhost:9'), trustedProxies: ranges('0.0.0.0/0') },
  ],
])('another %s beside one that serves does not begin', async (names, other) => {
  expect(await begins(other)).toEqual(differs(names))
})

test('the same in another order begins, and so does another after the first has left', async () => {
  expect(await begins({ trustedProxies: ranges('10.2.0.1', '10.1.0.0/16') })).toBe('began')
  const alone = openPool(await townAddress())
  const elsewhere = { ...settings, port: await freePort(), passkeyDomain: 'elsewhere.example' }
  await (await openDoor(elsewhere, alone, systemClock)).close()
  await alone.close()
  const again = openPool(alone.address)
  await (await openDoor({ ...settings, port: await freePort() }, again, systemClock)).close()
  await again.close()
})

test('a server whose lines were cut is known again to those that come after', async () => {
  wire.cutAll()
  const other = { passkeyDomain: 'elsewhere.example' }
  await expect.poll(() => begins(other)).toEqual(differs('PORTVAKT_PASSKEY_DOMAIN'))
})

test('a configuration that cannot be read leaves the one before in force, and is told of', async () => {
  const moment = first.opened.moment
  const read = readHouseFile(faultsHouse, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(moment(), read.file)
  await first.refresh()
  const stands = first.opened.house.configuration()
  const sees = () => fetch(new URL('/help', settings.address))
  expect((await sees()).status).toBe(200)
  await database.send('', `update organisations set value = '{"name": 7}'`, [])
  await expect(first.refresh()).rejects.toThrow()
  expect(first.opened.house.configuration()).toEqual(stands)
  expect((await sees()).status).toBe(200)
  const refused = readHouseFile(
    { ...faultsHouse, rules: [{ id: 'alle', need: { proofs: 0 } }] },
    factors,
  )
  expect(refused).toMatchObject({ is: 'wrong' })
  await applyConfiguration(moment(), read.file)
  await first.refresh()
  expect(first.opened.house.configuration().version).toBeGreaterThan(stands.version)
})
