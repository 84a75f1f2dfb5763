// The columns of a list of people, by every name that a list may give them, in Norwegian and
// English.
import type { CsvRow } from '../../lib/written/csv.ts'

const names = {
  givenName: ['given name', 'first name', 'fornavn', 'fornamn'],
  familyName: ['family name', 'last name', 'surname', 'etternavn', 'etternamn'],
  login: ['login', 'user name', 'username', 'brukernavn', 'brukarnamn'],
  mail: ['mail', 'e-mail', 'email', 'e-post', 'epost'],
  mobile: ['mobile', 'phone', 'mobil', 'mobilnummer', 'telefon', 'mobiltelefon'],
  groups: ['groups', 'group', 'grupper', 'gruppe'],
  leader: ['leader', 'leder', 'leiar', 'nærmeste leder'],
  organisation: ['organisation', 'organization', 'organisasjon', 'virksomhet', 'verksemd'],
  language: ['language', 'språk', 'målform'],
  nationalNumber: [
    'national number',
    'national identity number',
    'fødselsnummer',
    'fødselsnummer/d-nummer',
    'fødselsnr',
    'personnummer',
  ],
} as const

export type Column = keyof typeof names
const isColumn = (name: string): name is Column => Object.hasOwn(names, name)
export type Columns = ReadonlyMap<Column, number>

export type ReadColumns =
  | { readonly is: 'right'; readonly columns: Columns }
  | { readonly is: 'wrong'; readonly because: string }

export function readColumns(header: CsvRow): ReadColumns {
  const columns = new Map<Column, number>()
  for (const [at, cell] of header.cells.entries()) {
    // Spreadsheets leave empty columns behind.
    if (cell === '') continue
    const written = cell
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s_]+/g, ' ')
    const found = Object.entries(names).find(([, known]) => known.some((name) => name === written))
    const column = found?.[0] ?? ''
    if (!isColumn(column)) return wrong(`the column «${cell.slice(0, 60)}» is not known`)
    if (columns.has(column)) return wrong(`the column «${cell}» stands there twice`)
    columns.set(column, at)
  }
  for (const column of ['givenName', 'familyName'] as const) {
    if (!columns.has(column))
      return wrong(`the column «${names[column].join('» or «')}» is missing`)
  }
  if (!columns.has('login') && !columns.has('mail'))
    return wrong('a column «login» or «mail» is missing')
  return { is: 'right', columns }
}

const wrong = (because: string): ReadColumns => ({ is: 'wrong', because })

export const cellOf = (row: CsvRow, columns: Columns, column: Column): string =>
  row.cells[columns.get(column) ?? -1] ?? ''
