// What the columns of a vendor's file are called: each has its own words for the same few things.
// Must never take a column for what it only resembles; a column that nobody knows is left alone.
import type { SeedEncoding } from './seed-encoding.ts'

const names = {
  serial: ['serial', 'serialnumber', 'serialno', 'serialnr', 'sn', 'tokenserial', 'tokenid'],
  seed: ['seed', 'secret', 'secretkey', 'key', 'tokenseed', 'seedkey', 'otpkey', 'hmackey'],
  login: ['upn', 'userprincipalname', 'user', 'username', 'login', 'assignedto'],
  digits: ['digits', 'otplength', 'otplen', 'codelength', 'length', 'responselength'],
  period: ['period', 'interval', 'timeinterval', 'timestep', 'step'],
  type: ['type', 'tokentype', 'otptype'],
  hash: ['hash', 'hashalgorithm', 'hashlib', 'algorithm', 'algo'],
} as const
export type SeedColumn = keyof typeof names

export interface SeedColumns {
  readonly at: ReadonlyMap<SeedColumn, number>
  /** When the header says how the seeds are written. */
  readonly encoding?: SeedEncoding
}

const columnOf = new Map<string, SeedColumn>(
  Object.entries(names).flatMap(([column, words]) =>
    words.map((word) => [word, column as SeedColumn] as const),
  ),
)

/** Nothing when the row is no header: neither the seed nor the serial number is named in it. */
export function columnsOf(cells: readonly string[]): SeedColumns | undefined {
  const at = new Map<SeedColumn, number>()
  let encoding: SeedEncoding | undefined
  for (const [index, cell] of cells.entries()) {
    const word = cell.toLowerCase().replace(/[^a-z0-9]/g, '')
    const column = columnOf.get(word.replace(/(hex|hexadecimal|base32|seconds|sec)$/, ''))
    if (column === undefined || at.has(column)) continue
    at.set(column, index)
    if (column === 'seed' && word.includes('hex')) encoding = 'hex'
    if (column === 'seed' && word.includes('base32')) encoding = 'base32'
  }
  if (!at.has('seed') && !at.has('serial')) return undefined
  return { at, ...(encoding && { encoding }) }
}
