// `rehearse`: a million recorded sign-ins held against other rules, by the very function that
// `portvakt rehearse` calls, on a real database. As many events of another kind stand between them.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { asApplied } from '../../src/domain/applying/as-applied.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { rehearse } from '../../src/domain/policy/rehearsing.ts'
import { openHouse } from '../../src/commands/open-house.ts'
import { factors } from '../../src/factors/index.ts'
import { imagine } from '../../src/flows/imagine.ts'
import { readSettings } from '../../src/settings.ts'
import { openStore } from '../../src/store/server/open-store.ts'
import { newFolder } from '../house.ts'
import { machine, type Options, type Result } from '../result.ts'
import { fillHistory, newFile, signIns } from './history.ts'

const barSeconds = 60
const mebibyte = 1_048_576

export async function run(_options: Options = {}): Promise<Result> {
  const folder = newFolder('rehearse')
  const env = { PORTVAKT_DATA: join(folder, 'data') }
  const settings = readSettings({ argv: [], env })
  const read = readHouseFile(newFile, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  const store = await openStore(settings)
  try {
    const began = performance.now()
    await fillHistory(store.database, new Date())
    const filled = performance.now()
    const { moment, close } = await openHouse(settings)
    let peak = 0
    const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
    const before = process.memoryUsage().rss
    const configuration = asApplied(read.file)
    const started = performance.now()
    const told = await rehearse(moment, { configuration, days: 31, list: 20, imagining: imagine })
    const seconds = (performance.now() - started) / 1000
    clearInterval(look)
    await close()
    const { same, more, less, stopped } = told.signIns
    if (same + more + less + stopped !== signIns) throw new Error(JSON.stringify(told.signIns))
    return {
      workload: 'rehearse: a million recorded sign-ins held against forty other rules',
      unit: 's',
      ours: Math.round(seconds * 10) / 10,
      peer: null,
      ratio: null,
      limit: barSeconds,
      machine: machine(),
      parts: {
        'sign-ins a second': Math.round(signIns / seconds),
        'peak memory, MiB': Math.round(peak / mebibyte),
        'before it, MiB': Math.round(before / mebibyte),
        'filled in, s': Math.round((filled - began) / 1000),
        same,
        more,
        less,
        stopped,
      },
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
