// One node of the house in a process of its own: the very server. Over its channel it is told to
// bring people who wait for their phones, and asked when it wrote down each approval and how much
// memory it holds when nothing is left to throw away.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { openDoor } from '../../src/main.ts'
import { readSettings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { signing } from '../sign-in-settings.ts'
import { monotonicMs } from './monotonic.ts'
import { bringWaiting, pointsShape } from './people-who-wait.ts'

const order = z.union([
  z.object({ bring: z.number(), points: pointsShape }),
  z.object({ times: z.literal(true) }),
  z.object({ memory: z.literal(true) }),
])

const address = z.looseObject({ host: z.string() }).parse(JSON.parse(process.argv[2] ?? '{}'))
// Few, so that two nodes have room in the PostgreSQL of a small house.
const database = openPool({ ...address, max: 6 })
/** When each approval was sent to be kept, by the request it answers. */
const times = new Map<string, number>()
const timing: Database = {
  ...database,
  send(name, text, values, how) {
    if (name === 'a phone answers yes') times.set(String(values[0]), monotonicMs())
    return database.send(name, text, values, how)
  },
}
const door = await openDoor(readSettings({ argv: [] }), timing, systemClock)
const need = { proofs: 2, accepts: ['password', 'push'] }
const read = readHouseFile({ ...signing.house, rules: [{ id: 'all', need }] }, factors)
if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
await applyConfiguration(door.opened.moment(), read.file)
await door.refresh()

async function memory() {
  for (let times = 0; times < 4; times += 1) {
    // What opening them has cost is given back too: a house whose machine is short does the same.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    // What was let go of is closed by the system a moment later.
    await wait(100)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed, beside: external }
}

async function carryOut(said: unknown): Promise<unknown> {
  const asked = order.parse(said)
  if ('times' in asked) return [...times]
  if ('memory' in asked) return memory()
  return bringWaiting(door.opened.moment(), asked.bring, asked.points)
}

process.on('message', (said) => void carryOut(said).then((answer) => process.send?.(answer)))
process.on('disconnect', () => void door.close().then(() => database.close()))
process.send?.({ ready: true })
