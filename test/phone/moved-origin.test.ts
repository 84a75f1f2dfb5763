// The app was a path of the public address, and the house gives it an origin of its own: whoever
// has it open comes to the new one, and nothing of it is kept at the old.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { openDoor } from '../../src/main.ts'
import type { Settings } from '../../src/settings.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { houseFile } from '../attacks/house-file.ts'
import { settingsFor } from '../faults/settings.ts'
import { startBrowser } from '../town/browser/program.ts'
import { townAddress } from '../town/database.ts'

/** One server after the other at the same port: both may not stand at once. */
async function serving(address: Awaited<ReturnType<typeof townAddress>>, settings: Settings) {
  const database = openPool(address)
  const door = await openDoor(settings, database, systemClock)
  const read = readHouseFile(houseFile, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(door.opened.moment(), read.file)
  await door.refresh()
  return async () => {
    await door.close()
    await database.close()
  }
}

const left = `Promise.all([
  caches.keys(),
  navigator.serviceWorker.getRegistrations(),
]).then((all) => all.map(({ length }) => length))`

test('an app that is open when it is given an origin of its own moves there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moved-'))
  const settings = await settingsFor(folder)
  const { origin, port } = settings.address
  const phoneAddress = new URL(`http://telefon.localhost:${port}`)
  const [address, browser] = await Promise.all([townAddress(), startBrowser()])
  const page = await browser.newPage()
  const before = await serving(address, settings)
  await page.goto(`${origin}/app/`)
  await page.evaluate('navigator.serviceWorker.ready')
  await page.reload()
  expect(await page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
  await before()

  const after = await serving(address, { ...settings, phoneAddress })
  await page.goto(`${origin}/app/`)
  await page.waitForURL(`${phoneAddress.href}app/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto(`${origin}/help`)
  await expect.poll(() => page.evaluate(left)).toEqual([0, 0])
  await browser.close()
  await after()
  rmSync(folder, { recursive: true })
}, 60_000)
