// One line of a list of people: read, put in order, or refused with its reason. Must never let a
// name through that could not be told apart by eye, an address nobody can have, or a cell that a
// spreadsheet would run (ATK-ADM-11, ATK-UNI-01).
import { canonicalLogin, lookOf } from '../../lib/names/canonical-name.ts'
import { foldedName, isPersonName } from '../../lib/names/person-name.ts'
import { readMail } from '../../lib/names/mail-address.ts'
import { type CsvRow, isFormula } from '../../lib/written/csv.ts'
import { isPhone, readPhone } from '../../lib/methods/phone-number.ts'
import { isLanguage, type Language } from '../../shapes/language.ts'
import { type Configuration, organisationOf } from '../configuration/configuration.ts'
import type { Organisation } from '../configuration/configuration-shape.ts'
import { cellOf, type Column, type Columns } from './import-columns.ts'

export interface Line {
  readonly line: number
  readonly givenName: string
  readonly familyName: string
  readonly organisation: string
  readonly login: string
  readonly look: string
  readonly mail?: string
  readonly phone?: string
  readonly language?: Language
  readonly groups: readonly string[]
  /** The leader's login. */
  readonly leader?: string
  /** The national number as it is kept: never the number itself. */
  readonly identity?: string
}

export interface BadLine {
  readonly line: number
  readonly because: string
}

export const isBad = (line: Line | BadLine): line is BadLine => 'because' in line

class Bad extends Error {}

/** What every line is read against, looked up once for all of them. */
export interface Reading {
  readonly configuration: Configuration
  readonly columns: Columns
  /** Groups by their id and by their name. */
  readonly groups: ReadonlyMap<string, string>
  /** What is kept of a national number. */
  hashOf(written: string): string | undefined
}

export const readingOf = (
  configuration: Configuration,
  columns: Columns,
  hashOf: Reading['hashOf'],
): Reading => ({
  configuration,
  columns,
  hashOf,
  groups: new Map(
    configuration.groups.flatMap(({ id, name }) => [
      [id, id],
      [name.toLowerCase(), id],
    ]),
  ),
})

export function readLine(row: CsvRow, reading: Reading): Line | BadLine {
  try {
    return lineFrom(row, reading)
  } catch (fault) {
    if (fault instanceof Bad) return { line: row.line, because: fault.message }
    throw fault
  }
}

function lineFrom(row: CsvRow, reading: Reading): Line {
  const { configuration, columns } = reading
  const known = new Set(columns.values())
  if (row.cells.some((each, at) => each !== '' && !known.has(at)))
    throw new Bad('there are more cells than columns')
  const cell = (column: Column) => cellOf(row, columns, column)
  const organisation = organisationIn(
    configuration,
    cell('organisation'),
    cell('login') || cell('mail'),
  )
  const login = loginIn(cell('login') || cell('mail'), organisation)
  const mail = mailIn(cell('mail') || (cell('login').includes('@') ? cell('login') : ''))
  const phone = phoneIn(cell('mobile'))
  const language = languageIn(cell('language'))
  const identity = identityIn(cell('nationalNumber'), reading)
  const leader = cell('leader') && loginIn(cell('leader'), organisation, 'leader')
  return {
    line: row.line,
    givenName: nameIn(cell('givenName'), 'given name'),
    familyName: nameIn(cell('familyName'), 'family name'),
    organisation: organisation.id,
    login,
    look: lookOf(login),
    groups: groupsIn(cell('groups'), reading),
    ...(mail && { mail }),
    ...(phone && { phone }),
    ...(language && { language }),
    ...(leader && { leader }),
    ...(identity && { identity }),
  }
}

function nameIn(cell: string, what: string): string {
  const name = foldedName(cell)
  if (name === '') throw new Bad(`the ${what} is missing`)
  if (name.length > 100) throw new Bad(`the ${what} is longer than 100 signs`)
  if (isFormula(name)) throw new Bad(`the ${what} begins with a sign that a spreadsheet would run`)
  if (!isPersonName(name)) throw new Bad(`the ${what} has signs that are in no name`)
  return name
}

function organisationIn(configuration: Configuration, cell: string, login: string): Organisation {
  if (cell !== '') {
    const found = configuration.organisations.find(
      (each) => each.id === cell.toLowerCase() || each.name.toLowerCase() === cell.toLowerCase(),
    )
    if (!found) throw new Bad(`the organisation «${cell.slice(0, 60)}» is not known`)
    return found
  }
  return organisationOf(configuration, login)
}

function loginIn(cell: string, organisation: Organisation, what = 'login'): string {
  if (cell === '') throw new Bad(`the ${what} is missing`)
  const login = canonicalLogin(cell.includes('@') ? cell : `${cell}@${organisation.domains[0]}`)
  if (login === undefined || isFormula(cell) || isFormula(login))
    throw new Bad(`the ${what} cannot be a user name`)
  const domain = login.slice(login.indexOf('@') + 1)
  if (what === 'login' && !organisation.domains.includes(domain))
    throw new Bad(`${domain} is no domain of ${organisation.name}`)
  return login
}

function mailIn(cell: string): string {
  if (cell === '') return ''
  const mail = readMail(cell)
  if (mail === undefined) throw new Bad('the mail address cannot be one')
  if (isFormula(mail))
    throw new Bad('the mail address begins with a sign that a spreadsheet would run')
  return mail
}

function phoneIn(cell: string): string {
  if (cell === '') return ''
  const phone = readPhone(cell)
  if (!isPhone(phone)) throw new Bad('the mobile number cannot be one')
  return phone.e164
}

/** What is wrong with it is told without a digit of it. */
function identityIn(cell: string, { hashOf }: Reading): string {
  if (cell === '') return ''
  if (/^\d{10}$/.test(cell))
    throw new Bad('the national number has ten digits: a spreadsheet has taken the first zero away')
  const kept = hashOf(cell)
  if (kept === undefined) throw new Bad('the national number cannot be one')
  return kept
}

function languageIn(cell: string): Language | undefined {
  const tag = cell.toLowerCase()
  if (tag === '') return undefined
  const known = new Map<string, Language>([
    ['bokmål', 'nb'],
    ['nynorsk', 'nn'],
    ['english', 'en'],
    ['engelsk', 'en'],
    ['davvisámegiella', 'se'],
    ['nordsamisk', 'se'],
  ])
  const language = isLanguage(tag) ? tag : known.get(tag)
  if (!language) throw new Bad(`the language «${cell.slice(0, 30)}» is not known`)
  return language
}

const groupsIn = (cell: string, { groups }: Reading): readonly string[] => [
  ...new Set(
    cell
      .split(/[,;|]/)
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((name) => {
        const group = groups.get(name.toLowerCase())
        if (!group) throw new Bad(`the group «${name.slice(0, 60)}» is not in the configuration`)
        return group
      }),
  ),
]
