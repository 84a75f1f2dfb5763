// W15: the memory of the server and its PostgreSQL when nothing happens, after five minutes.
// Counted as the system shares it out (PSS), so that pages used by several programs count once.
// Linux only.
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newFolder, startHouse } from './house.ts'
import { machine, type Options, type Result } from './result.ts'

const barMegabytes = 200
const idleSeconds = 300

export async function run(options: Options = {}): Promise<Result> {
  const folder = newFolder('memory')
  try {
    const house = await startHouse(join(folder, 'data'))
    await wait((options.seconds ?? idleSeconds) * 1000)
    const parts = memoryBelow(house.number)
    await house.stop()
    return {
      workload: 'W15 memory when idle',
      unit: 'MB PSS',
      ours: Object.values(parts).reduce((sum, megabytes) => sum + megabytes, 0),
      peer: null,
      ratio: null,
      limit: barMegabytes,
      machine: machine(),
      parts,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Megabytes of a program and everything it started, by what it is. */
export function memoryBelow(number: number): { server: number; postgres: number } {
  const kilobytes = { server: proportionalSize(number), postgres: 0 }
  const family = new Set([number])
  // Children have higher numbers only most of the time: look until nobody new is found.
  for (let before = 0; before !== family.size;) {
    before = family.size
    for (const [child, parent] of everyProgram()) if (family.has(parent)) family.add(child)
  }
  family.delete(number)
  for (const child of family) kilobytes.postgres += proportionalSize(child)
  return {
    server: Math.round(kilobytes.server / 1024),
    postgres: Math.round(kilobytes.postgres / 1024),
  }
}

function everyProgram(): [number, number][] {
  return readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 0)
    .flatMap((number) => {
      try {
        const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${number}/stat`, 'utf8'))?.[1]
        return [[number, Number(parent)] satisfies [number, number]]
      } catch {
        return []
      }
    })
}

function proportionalSize(number: number): number {
  const rollup = readFileSync(`/proc/${number}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? NaN)
}
