// Packs a folder of range files into one sorted file of the first eight bytes of each hash: a fifth
// of the size, and one file to carry. Must never leave a half-written file under the name that was
// asked for.
import { createWriteStream } from 'node:fs'
import { readFile, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { packedLength } from './breached.ts'

/**
 * Gives how many were packed. The ranges are sorted by name, and each is sorted inside: so is the
 * whole.
 */
export async function packBreached(folder: string, path: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => /^[0-9A-F]{5}(\.txt)?$/i.test(name))
  const out = createWriteStream(`${path}.part`)
  let count = 0
  for (const name of names.sort()) {
    const entries = packRange(name.slice(0, 5), await readFile(join(folder, name), 'latin1'))
    count += entries.length
    if (!out.write(Buffer.concat(entries))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  await rename(`${path}.part`, path)
  return count
}

function packRange(prefix: string, text: string): Buffer[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(':'))
    .filter(([rest, times]) => /^[0-9a-f]{35}$/i.test(rest ?? '') && Number(times) > 0)
    .map(([rest]) => Buffer.from(`${prefix}${rest}`.slice(0, packedLength * 2), 'hex'))
    .sort((one, other) => Buffer.compare(one, other))
}
