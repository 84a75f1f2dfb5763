// W14: from the start of the server's process to its first page, from an empty data folder (cold:
// nothing compiled, no cluster) and from one that was used before (warm). There is no peer.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newFolder, startHouse } from './house.ts'
import { machine, median, type Options, type Result } from './result.ts'

const coldBarSeconds = 5
const warmBarSeconds = 1.5
const rounds = 3
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

export async function run(_options: Options = {}): Promise<Result> {
  const cold: number[] = []
  const warm: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const folder = newFolder('start-up')
    rmSync(compiled, { recursive: true, force: true })
    try {
      cold.push(await once(join(folder, 'data')))
      warm.push(await once(join(folder, 'data')))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const parts = { cold: median(cold), warm: median(warm) }
  // The one that is nearer to its bar is the figure.
  const isColdWorse = parts.cold / coldBarSeconds > parts.warm / warmBarSeconds
  return {
    workload: 'W14 start-up',
    unit: `s to the first page, ${isColdWorse ? 'cold' : 'warm'}`,
    ours: isColdWorse ? parts.cold : parts.warm,
    peer: null,
    ratio: null,
    limit: isColdWorse ? coldBarSeconds : warmBarSeconds,
    machine: machine(),
    parts: { ...parts, coldBar: coldBarSeconds, warmBar: warmBarSeconds },
  }
}

async function once(folder: string): Promise<number> {
  const house = await startHouse(folder)
  await house.stop()
  return Math.round(house.firstPageMs) / 1000
}
