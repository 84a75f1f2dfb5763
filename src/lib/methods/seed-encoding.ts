// How a seed is written: in hexadecimal or in base32, and most files do not say which. Must never
// guess by a single seed: read in the wrong way it gives codes too, and they are never right.
import { decodeBase32 } from './base32.ts'

export type SeedEncoding = 'hex' | 'base32'

const readHex = (cell: string): Buffer | undefined => {
  const digits = cell.replace(/^0x/i, '').replace(/[\s-]/g, '')
  return /^(?:[0-9a-f]{2})+$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined
}

/**
 * The encodings that some seed of the file can only have been written in. Of a hundred thousand
 * seeds of 160 bits in hexadecimal one could also be base32, and the other way round hardly any.
 */
export function encodingsIn(cells: readonly string[]): readonly SeedEncoding[] {
  const certain = cells.filter(Boolean).map((cell): SeedEncoding | undefined => {
    const isHex = readHex(cell) !== undefined
    const isBase32 = decodeBase32(cell) !== undefined
    return isHex === isBase32 ? undefined : isHex ? 'hex' : 'base32'
  })
  return (['hex', 'base32'] as const).filter((each) => certain.includes(each))
}

export function readSeed(
  cell: string,
  named: SeedEncoding | undefined,
  inFile: readonly SeedEncoding[],
): Buffer | 'seed-missing' | 'seed-unreadable' | 'seed-ambiguous' {
  if (cell === '') return 'seed-missing'
  const read = { hex: readHex(cell), base32: decodeBase32(cell) }
  if (named) return read[named] ?? 'seed-unreadable'
  if (read.hex === undefined || read.base32 === undefined)
    return read.hex ?? read.base32 ?? 'seed-unreadable'
  const only = inFile.length === 1 ? inFile[0] : undefined
  return (only && read[only]) ?? 'seed-ambiguous'
}
