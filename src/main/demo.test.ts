// The demo on its second day, and in a house where somebody has begun to build their own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { townDatabase } from '../../test/town/database.ts'
import { fjordvik } from '../../test/town/house.ts'
import { applyConfiguration } from '../domain/applying/apply-configuration.ts'
import { readHouseFile } from '../domain/applying/house-file.ts'
import { factors } from '../factors/index.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { openKeyring } from '../lib/seal.ts'
import { loadDemo, tellDemo, writeLeaderList } from './demo.ts'
import { openHouse } from './house.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'demo-'))
afterAll(() => rmSync(dataFolder, { recursive: true }))

const address = new URL('http://localhost:8080')
let now = new Date('2027-03-01T08:00:00Z')

const openDemo = async () =>
  openHouse({
    database: await townDatabase(),
    keys: openKeyring(Buffer.alloc(32, 7)),
    passwords: {
      decoy: '',
      hash: async (password) => `plain ${password}`,
      verify: async () => false,
      close: async () => {},
    },
    address,
    clock: { now: () => now },
  })

const karisPin = (): string | undefined =>
  /"login":"kari.nordmann@fjordvik.example","pin":"(\d{6})"/.exec(
    readFileSync(join(dataFolder, 'leader-list.json'), 'utf8'),
  )?.[1]

test('on the second day the leader has asked for new PINs, once', async () => {
  const demo = await openDemo()
  expect(await loadDemo(demo, { port: 8080, dataFolder })).toBe('shown')
  const first = karisPin()
  expect(first).toBeDefined()
  now = new Date('2027-03-02T09:00:00Z')
  await writeLeaderList(demo.moment(), dataFolder)
  const second = karisPin()
  expect(second).toBeDefined()
  expect(second).not.toBe(first)
  await writeLeaderList(demo.moment(), dataFolder)
  expect(karisPin()).toBe(second)
})

test('the demo comes again at another port, and leaves a configuration of somebody’s own alone', async () => {
  const demo = await openDemo()
  await loadDemo(demo, { port: 8080, dataFolder })
  expect(await loadDemo(demo, { port: 9090, dataFolder })).toBe('shown')
  expect(JSON.stringify(demo.house.configuration().applications)).toContain('localhost:9091')

  const own = await openDemo()
  const read = readHouseFile(fjordvik, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join())
  await applyConfiguration(own.moment(), read.file)
  await own.refresh()
  const { version } = own.house.configuration()
  expect(await loadDemo(own, { port: 8080, dataFolder })).toBe('left out')
  await own.refresh()
  expect(own.house.configuration()).toMatchObject({ version, organisations: [{ id: 'fjordvik' }] })
  expect(await findPersonByName(own.moment(), 'ola.nordmann@fjordvik.example')).toBeUndefined()
  expect(tellDemo(address, 'left out')).toContain('your own')
})
