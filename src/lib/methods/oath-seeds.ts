// The file that comes with hardware code tokens, as a table: with a header, as for Microsoft Entra
// or from pskc2csv, or without one, as for LinOTP, privacyIDEA, NetIQ and PingID. Must never guess
// what a line leaves open, and never repeat a seed in what it says of the line.
import { type CsvRow, readCsv } from '../written/csv.ts'
import { columnsOf, type SeedColumn, type SeedColumns } from './seed-columns.ts'
import { encodingsIn, readSeed, type SeedEncoding } from './seed-encoding.ts'
import { type CodeShape, usualShape } from './totp.ts'

export interface OathSeed {
  readonly line: number
  readonly serial: string
  readonly key: Buffer
  readonly shape: CodeShape
  /** Whose it is, where the file says so; as it stands there. */
  readonly login?: string
}

export type SeedProblem =
  | 'empty'
  /**
   * PSKC (RFC 6030) or the like. Vendors give the same as a table, and pskc2csv makes one of it.
   */
  | 'xml'
  | 'quote-not-closed'
  | 'quote-astray'
  | 'serial-missing'
  /** «2.3E+12» too: a spreadsheet took the number for a figure, and its last digits are gone. */
  | 'serial-unreadable'
  | 'serial-twice'
  | 'seed-missing'
  | 'seed-unreadable'
  /** It can be read in two ways, and nothing else in the file tells which is meant. */
  | 'seed-ambiguous'
  | 'seed-short'
  | 'seed-twice'
  /** Its codes follow a button and not the clock, as all of Yubico's do. */
  | 'counter-based'
  | 'unknown-digits'
  | 'unknown-period'
  | 'unknown-hash'

export interface BadSeed {
  readonly line: number
  readonly because: SeedProblem
}

export interface ReadSeeds {
  readonly seeds: readonly OathSeed[]
  readonly bad: readonly BadSeed[]
}

/** What a line does not say is as `otherwise`: some vendors write it in the letter only. */
export function readSeeds(text: string, otherwise: CodeShape = usualShape): ReadSeeds {
  if (/^[\s\ufeff]*</.test(text)) return wholeFile('xml')
  const read = readCsv(text)
  if (read.is === 'wrong') return wholeFile(read.because, read.line)
  const rows = read.rows.map(divided).filter(({ cells }) => !cells[0]?.startsWith('#'))
  const named = columnsOf(rows[0]?.cells ?? [])
  const body = named ? rows.slice(1) : rows
  if (body.length === 0) return wholeFile('empty')
  const columns = named ?? headless
  const inFile = encodingsIn(body.map((row) => cellOf(row, columns, 'seed')))
  return withoutTwins(body.map((row) => readRow(row, { columns, inFile, otherwise })))
}

const wholeFile = (because: SeedProblem, line = 1): ReadSeeds => ({
  seeds: [],
  bad: [{ line, because }],
})

/** Some files have only blanks between the serial number and the seed. */
const divided = (row: CsvRow): CsvRow =>
  row.cells.length === 1 ? { ...row, cells: (row.cells[0] ?? '').split(/\s+/) } : row

/** Without a header the serial number is first and the seed second; the rest says what it is. */
const headless: SeedColumns = {
  at: new Map<SeedColumn, number>([
    ['serial', 0],
    ['seed', 1],
  ]),
}

const cellOf = ({ cells }: CsvRow, { at }: SeedColumns, column: SeedColumn): string =>
  cells[at.get(column) ?? -1] ?? ''

interface Reading {
  readonly columns: SeedColumns
  readonly inFile: readonly SeedEncoding[]
  readonly otherwise: CodeShape
}

/** RFC 4226, R6: a shorter secret can be tried through. */
const seedBytesMin = 16

function readRow(row: CsvRow, { columns, inFile, otherwise }: Reading): OathSeed | BadSeed {
  const { line } = row
  const serial = cellOf(row, columns, 'serial')
  const hints = hintsOf(row, columns)
  if (isCounterBased(row, hints)) return { line, because: 'counter-based' }
  if (serial === '') return { line, because: 'serial-missing' }
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$/u.test(serial))
    return { line, because: 'serial-unreadable' }
  const key = readSeed(cellOf(row, columns, 'seed'), columns.encoding, inFile)
  if (typeof key === 'string') return { line, because: key }
  if (key.length < seedBytesMin) return { line, because: 'seed-short' }
  const shape = shapeOf(hints, otherwise)
  if (typeof shape === 'string') return { line, because: shape }
  const login = cellOf(row, columns, 'login')
  return { line, serial, key, shape, ...(login && { login }) }
}

interface Hints {
  readonly digits: string
  readonly period: string
  /** The kind of token and its hash, however they are written. */
  readonly words: string
}

/** Without a header a small figure is how many digits, and a larger one is seconds. */
function hintsOf(row: CsvRow, columns: SeedColumns): Hints {
  const cell = (column: SeedColumn) => cellOf(row, columns, column)
  if (columns !== headless) {
    const words = `${cell('type')} ${cell('hash')}`
    return { digits: cell('digits'), period: cell('period'), words }
  }
  const rest = row.cells.slice(2)
  const figures = rest.filter((each) => /^\d+$/.test(each))
  return {
    digits: figures.find((each) => Number(each) <= 10) ?? '',
    period: figures.find((each) => Number(each) > 10) ?? '',
    words: rest.join(' '),
  }
}

/** Yubico's own lists have no word for it in one of their two shapes: there it is the place. */
const isCounterBased = ({ cells }: CsvRow, { words }: Hints): boolean =>
  /\b(hotp|ocra)/i.test(words) ||
  /^(OATH-HOTP|LOGGING START)$/i.test(cells[0] ?? '') ||
  (cells[1] === '' && /^\d+$/.test(cells[2] ?? '') && /^[0-9a-f]{40}$/i.test(cells[3] ?? ''))

function shapeOf({ digits, period, words }: Hints, otherwise: CodeShape): CodeShape | SeedProblem {
  const hash = /sha-?(\d+)/i.exec(words)?.[1]
  if (!['', '6', '7', '8'].includes(digits)) return 'unknown-digits'
  if (!/^(|(30|60) ?(s|sec|seconds)?)$/i.test(period)) return 'unknown-period'
  if (hash !== undefined && hash !== '1' && hash !== '256' && hash !== '512') return 'unknown-hash'
  return {
    hash: hash === undefined ? otherwise.hash : `sha${hash}`,
    digits: Number(digits) || otherwise.digits,
    stepSeconds: Number.parseInt(period, 10) || otherwise.stepSeconds,
  }
}

/**
 * The first of two stands. Two tokens with one seed would be one proof shown twice (ATK-ENR-10).
 */
function withoutTwins(lines: readonly (OathSeed | BadSeed)[]): ReadSeeds {
  const met = new Set<string>()
  const isNew = (what: string) => !met.has(what) && Boolean(met.add(what))
  const judged = lines.map((line): OathSeed | BadSeed => {
    if ('because' in line) return line
    if (!isNew(`serial ${line.serial.toUpperCase()}`))
      return { line: line.line, because: 'serial-twice' }
    if (!isNew(`seed ${line.key.toString('hex')}`))
      return { line: line.line, because: 'seed-twice' }
    return line
  })
  return {
    seeds: judged.filter((line) => 'key' in line),
    bad: judged.filter((line) => 'because' in line),
  }
}
