// A table as text (RFC 4180), as spreadsheets write it: a byte order mark, commas or semicolons,
// quotes, blanks around them. Every row keeps the number of the line it began on, so that a fault
// can be found in the file.
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

export type ReadCsv =
  | { readonly is: 'right'; readonly rows: readonly CsvRow[] }
  | {
      readonly is: 'wrong'
      readonly line: number
      readonly because: 'quote-not-closed' | 'quote-astray'
    }

/** The separator is the one that stands most often in the first line. */
export function readCsv(text: string): ReadCsv {
  const body = text.replace(/^\ufeff/, '')
  const separator = separatorOf(body)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let at = 0
  let line = 1
  let begun = 1
  while (at < body.length) {
    const quoted = body.charAt(at) === '"'
    const end = quoted ? endOfQuoted(body, at) : endOfPlain(body, at, separator)
    if (end < 0) return { is: 'wrong', line: begun, because: 'quote-not-closed' }
    const cell = body.slice(at, end)
    cells.push(quoted ? cell.slice(1, -1).replaceAll('""', '"').trim() : cell.trim())
    if (quoted) line += linesIn(cell)
    const sign = body.charAt(end)
    if (quoted && !['', '\r', '\n', separator].includes(sign))
      return { is: 'wrong', line: begun, because: 'quote-astray' }
    at = end + (body.startsWith('\r\n', end) ? 2 : 1)
    if (sign === separator && at < body.length) continue
    if (sign === separator) cells.push('')
    if (cells.some((each) => each !== '')) rows.push({ line: begun, cells })
    cells = []
    line += 1
    begun = line
  }
  return { is: 'right', rows }
}

function separatorOf(body: string): string {
  const unquoted = body.slice(0, 10_000).replace(/"(?:[^"]|"")*"/g, '')
  const first = unquoted.slice(0, unquoted.search(/[\r\n]|$/))
  const times = (sign: string) => first.split(sign).length
  return [';', ',', '\t'].toSorted((one, other) => times(other) - times(one))[0] ?? ','
}

const plainEnds = {
  ';': /[;\r\n]|$/g,
  ',': /[,\r\n]|$/g,
  '\t': /[\t\r\n]|$/g,
} as const

function endOfPlain(body: string, from: number, separator: string): number {
  const ends =
    separator === ';' ? plainEnds[';'] : separator === ',' ? plainEnds[','] : plainEnds['\t']
  ends.lastIndex = from
  return ends.exec(body)?.index ?? body.length
}

/** Behind the closing quote; -1 when there is none. */
function endOfQuoted(body: string, from: number): number {
  let at = from + 1
  for (;;) {
    const quote = body.indexOf('"', at)
    if (quote < 0) return -1
    if (body.charAt(quote + 1) !== '"') return quote + 1
    at = quote + 2
  }
}

const linesIn = (cell: string): number => cell.split(/\r\n|\r|\n/).length - 1

/** A cell that a spreadsheet would run as a formula (ATK-ADM-11). */
export const isFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell)
