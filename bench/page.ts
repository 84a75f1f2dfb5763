// W16: the sign-in page as it leaves the house: how many requests it takes, and its bytes as a
// proxy in front would send them (brotli, quality 11).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { Browser } from './browser.ts'
import { newFolder, startHouse } from './house.ts'
import { machine, type Options, type Result } from './result.ts'

const barBytes = 14 * 1024

export async function run(_options: Options = {}): Promise<Result> {
  const folder = newFolder('page')
  try {
    const house = await startHouse(join(folder, 'data'))
    const browser = new Browser(house.address)
    const visit = (await browser.get('/')).headers.location ?? ''
    const page = (await browser.get(visit)).text
    await house.stop()
    const asked = [...page.matchAll(/<(?:script|img|iframe|link)[^>]*\s(?:src|href)="([^"]+)"/g)]
    return {
      workload: 'W16 sign-in page',
      unit: 'bytes with style and script, brotli',
      ours: brotliCompressSync(page).length,
      peer: null,
      ratio: null,
      limit: barBytes,
      machine: machine(),
      parts: {
        requests: 1 + asked.filter(([, address = '']) => !address.startsWith('data:')).length,
        raw: Buffer.byteLength(page),
        style: Buffer.byteLength(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''),
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
