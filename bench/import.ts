// W10: ten thousand people from a list, as `portvakt people import` takes them in: read, checked,
// written and told of, durable. There is no peer.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { applyConfiguration } from '../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../src/domain/applying/house-file.ts'
import { factors } from '../src/factors/index.ts'
import { importPeople } from '../src/domain/importing/import-people.ts'
import { systemClock } from '../src/lib/clock.ts'
import { openDoor } from '../src/main.ts'
import { readSettings } from '../src/settings.ts'
import { openStore } from '../src/store/server/open-store.ts'
import { freePort, newFolder } from './house.ts'
import { machine, median, type Options, type Result } from './result.ts'
import { signing } from './sign-in-settings.ts'

const rounds = 3
const people = 10_000
const barSeconds = 10

export async function run(_options: Options = {}): Promise<Result> {
  const folder = newFolder('import')
  const env = { PORTVAKT_DATA: join(folder, 'data'), PORTVAKT_PORT: String(await freePort()) }
  const settings = { ...readSettings({ argv: [], env }), demo: false }
  const store = await openStore(settings)
  const door = await openDoor(settings, store.database, systemClock)
  try {
    const read = readHouseFile(signing.house, factors)
    if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
    await applyConfiguration(door.opened.moment(), read.file)
    await door.refresh()
    const seconds: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const list = listOf(round)
      const began = performance.now()
      const { made, bad } = await importPeople(door.opened.moment(), list)
      seconds.push((performance.now() - began) / 1000)
      if (made.length !== people) throw new Error(`Not taken in: ${JSON.stringify(bad[0])}`)
    }
    return {
      workload: 'W10 import of ten thousand people',
      unit: 's',
      ours: Math.round(median(seconds) * 100) / 100,
      peer: null,
      ratio: null,
      limit: barSeconds,
      machine: machine(),
    }
  } finally {
    await door.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const listOf = (round: number): string =>
  [
    'Fornavn;Etternavn;Brukernavn;E-post;Leder',
    ...Array.from({ length: people }, (_none, at) => {
      const login = `person-${round}-${at}@fjordvik.example`
      return `Kari ${at};Nordmann;${login};${login};person-${round}-${at % 100}@fjordvik.example`
    }),
  ].join('\n')
