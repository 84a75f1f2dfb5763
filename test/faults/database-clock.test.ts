// FLT-CLK-1: the clock of a node is wrong, from the start or all at once. All nodes go by the
// database's, so that nothing lives longer or shorter for it; a node says that its own is off, and
// serves nobody when it is far off, until it is right again.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { openDoor, type OpenDoor } from '../../src/main.ts'
import { openClock } from '../../src/main/clock.ts'
import { openPool } from '../../src/store/server/pool.ts'
import type { Settings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import type pg from 'pg'
import { townAddress } from '../town/database.ts'
import { type Visitor, visitor, type Way } from '../town/visitor.ts'
import { openWire } from '../town/wire/wire.ts'
import { askForCode, isIn, redeem, signIn, tokensIn } from './flows.ts'
import { colleague, faultsHouse } from './people.ts'
import { kill, publicAddress, serve, wayTo } from './served.ts'
import { settingsFor } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'clock-'))
const [minute, year] = [60, 365 * 86_400]
/** What somebody has set the clock of the machine to. */
let aheadSeconds = 0
const hands = {
  wall: () => Date.now() + aheadSeconds * 1000,
  steady: () => performance.now(),
}

let address: pg.PoolConfig
let database: Database
let door: OpenDoor
let settings: Settings
let way: Way
const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
beforeAll(async () => {
  address = await townAddress()
  database = openPool(address)
  settings = {
    ...(await settingsFor(folder)),
    address: new URL(publicAddress),
    passkeyDomain: 'fjordvik.example',
  }
  way = wayTo(settings.port)
  door = await openDoor(settings, database, await openClock(database, hands))
  const read = readHouseFile(faultsHouse, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(door.opened.moment(), read.file)
  await door.refresh()
})
beforeEach(async () => {
  aheadSeconds = 0
  await health()
  warned.mockClear()
})
afterAll(async () => {
  await door.close()
  await database.close()
  rmSync(folder, { recursive: true })
})

const browserAt = (to: Way): Visitor => visitor(publicAddress, to)

const asked = (path: string, accept = 'application/json') =>
  way(new URL(path, publicAddress), {
    method: 'GET',
    headers: new Headers({ accept }),
    redirect: 'manual',
  })

async function health(): Promise<unknown> {
  const answer = await asked('/health/ready')
  return [answer.status, await answer.json()]
}

/** Milliseconds that the house is away from the database. */
async function apart(): Promise<number> {
  const now = door.opened.moment().now.getTime()
  const { rows } = await database.send<{ now: Date }>('', 'select clock_timestamp() as now', [])
  return Math.abs((rows[0]?.now.getTime() ?? 0) - now)
}

test.each([10 * minute, -10 * minute, year, -year])(
  'a clock set %d seconds wrong while we serve: nobody is served, until it is right',
  async (seconds) => {
    const inBefore = browserAt(way)
    const kari = await colleague(door.opened)
    await signIn(inBefore, kari)

    aheadSeconds = seconds
    const refused = await asked('/', 'text/html')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await refused.text()).toMatch(/Vi er straks tilbake[^]*Prøv på nytt/)
    expect((await asked('/oidc/authorize?client_id=post')).status).toBe(503)
    expect((await asked('/oidc/token')).status).toBe(503)
    expect((await inBefore.get('/')).status).toBe(503)
    expect(await health()).toEqual([503, { is: 'clock-wrong' }])
    expect((await asked('/health/live')).status).toBe(200)
    expect(await apart()).toBeLessThan(1000)

    aheadSeconds = 0
    expect(await health()).toEqual([200, { is: 'ready' }])
    expect(await isIn(inBefore, kari)).toBe(true)
    expect(warned.mock.calls.flat()).toEqual([
      expect.stringMatching(
        `seconds ${seconds > 0 ? 'ahead of' : 'behind'} the database’s.*Nobody is served`,
      ),
      expect.stringContaining('right again'),
    ])
  },
)

test.each([25, -25])('a clock that is %d seconds off is told of, and lets in', async (seconds) => {
  aheadSeconds = seconds
  expect(await health()).toEqual([200, { is: 'ready', clock: 'off' }])
  const kari = await colleague(door.opened)
  const browser = browserAt(way)
  await signIn(browser, kari)
  expect(await isIn(browser, kari)).toBe(true)
  expect(await apart()).toBeLessThan(1000)
  expect(warned).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('People are served'))
})

test.skipIf(!existsSync('/usr/bin/faketime'))(
  'a server that is a year ahead starts, says so, and spoils nothing for the others',
  async () => {
    const wire = await openWire(address)
    const { masterKey } = settings
    const wrong = await serve({ databaseUrl: wire.url, dataFolder: folder, masterKey }, '+365d')
    try {
      const told = await browserAt(wrong.way).get('/')
      expect([told.status, told.headers.get('retry-after')]).toEqual([503, '10'])
      expect(wrong.said()).toMatch(/3153\d{4}\.\d seconds ahead of the database/)
      const code = await askForCode(browserAt(way), await colleague(door.opened))
      expect((await redeem(wrong.way, code)).status).toBe(503)
      tokensIn(await redeem(way, code))
    } finally {
      await kill(wrong)
      await wire.close()
    }
  },
)
