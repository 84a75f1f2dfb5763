// A list of people brought in: every line judged by itself, everything good written in one
// transaction by the thousand. Must never write half a person, and never change somebody who is
// here already but in what change-people.ts names, where it was asked for.
import { needsPins } from '../configuration/configuration.ts'
import { readCsv } from '../../lib/written/csv.ts'
import { randomId } from '../../lib/random.ts'
import { addMemberships } from '../../store/groups.ts'
import * as store from '../../store/people.ts'
import { eventRow, recordEvents } from '../events/events.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { nationalHash } from '../people/national-numbers.ts'
import { type MadePin, makePins } from '../people/pins.ts'
import { readColumns } from './import-columns.ts'
import { type ChangedPerson, changedPerson, findChanges, writeChanges } from './change-people.ts'
import { type BadLine, isBad, type Line, readingOf, readLine } from './import-line.ts'

export interface Importing {
  /** One bad line, and nothing is written. */
  readonly allOrNothing?: boolean
  readonly dryRun?: boolean
  /** Whoever is here already gets the address and the number of the list. */
  readonly changes?: boolean
}

export interface ImportedPerson {
  readonly id: string
  readonly line: number
  readonly login: string
  readonly pin?: MadePin
}

export interface Imported {
  readonly made: readonly ImportedPerson[]
  readonly bad: readonly BadLine[]
  readonly changed: readonly ChangedPerson[]
  /** Domains of no organisation that mail of this list goes to, the most often first. */
  readonly abroad: readonly (readonly [domain: string, count: number])[]
}

const quoteFaults = {
  'quote-not-closed': 'a quote is opened and never closed',
  'quote-astray': 'something stands between a closing quote and the next cell',
} as const
const linesMax = 100_000
const atOnce = 1000

export async function importPeople(
  moment: Moment,
  csv: string,
  { allOrNothing = false, dryRun = false, changes = false }: Importing = {},
): Promise<Imported> {
  const read = readList(moment, csv)
  return inTransaction(moment, async (inside): Promise<Imported> => {
    const { good, bad, known } = await judge(inside, read, changes)
    const looked = await findChanges(inside, known)
    const told = [...bad, ...looked.bad].toSorted((one, other) => one.line - other.line)
    const changed = looked.changes.map(changedPerson)
    const abroad = abroadOf(inside, [
      ...good.flatMap(({ mail }) => mail ?? []),
      ...looked.changes.flatMap(({ mail }) => mail?.after ?? []),
    ])
    if (dryRun) return { made: [], bad: told, changed, abroad }
    if (allOrNothing && told.length > 0) return { made: [], bad: told, changed: [], abroad }
    const { made, taken } = await write(inside, good)
    for (const part of parts(looked.changes)) await writeChanges(inside, part)
    if (allOrNothing && taken.length > 0)
      throw new Error('Somebody else made one of these people at the same moment: import again')
    const left = [...told, ...taken].toSorted((one, other) => one.line - other.line)
    return { made, bad: left, changed, abroad }
  })
}

function readList(moment: Moment, text: string): readonly (Line | BadLine)[] {
  const csv = readCsv(text)
  if (csv.is === 'wrong') return [{ line: csv.line, because: quoteFaults[csv.because] }]
  const [header, ...rows] = csv.rows
  if (!header) return [{ line: 1, because: 'the list is empty' }]
  const columns = readColumns(header)
  if (columns.is === 'wrong') return [{ line: header.line, because: columns.because }]
  if (rows.length > linesMax)
    return [
      { line: header.line, because: `there are more than ${linesMax} lines: divide the list` },
    ]
  const { house } = moment
  const hashOf = (written: string) => nationalHash(house, written)
  const reading = readingOf(house.configuration(), columns.columns, hashOf)
  return rows.map((row) => readLine(row, reading))
}

/** Letters go where a list says: whoever runs it sees which of them leave the house. */
function abroadOf(
  { house }: Moment,
  mails: readonly string[],
): readonly (readonly [string, number])[] {
  const own = new Set(house.configuration().organisations.flatMap(({ domains }) => domains))
  const counts = new Map<string, number>()
  for (const mail of mails) {
    const domain = mail.slice(mail.lastIndexOf('@') + 1)
    if (!own.has(domain)) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)
}

interface Judged {
  readonly good: readonly Line[]
  readonly bad: readonly BadLine[]
  /** Of people who are here already. */
  readonly known: readonly Line[]
}

/**
 * What a line alone cannot tell: who is here already, who stands twice, and whether the leader is
 * anybody.
 */
async function judge(
  inside: Moment,
  read: readonly (Line | BadLine)[],
  changes: boolean,
): Promise<Judged> {
  const bad = read.filter(isBad)
  const lines = read.filter((line): line is Line => !isBad(line))
  const here = new Map<string, string>()
  for (const part of parts(lines)) {
    const looks = part.map((line) => line.look)
    for (const row of await store.findLooks(inside.db, looks)) here.set(row.look, row.login)
  }
  const seen = new Map<string, number>()
  const numbered = await withNumbers(inside, lines)
  const isKnown = (line: Line): boolean => changes && here.get(line.look) === line.login
  const alone = lines.filter((line) => {
    const before = isKnown(line) ? undefined : here.get(line.look)
    const because =
      whyNotNew(line, before, seen.get(line.look)) ??
      // Of somebody who is here already the number is not looked at.
      (isKnown(line) ? undefined : whyNotTheirs(line, numbered))
    if (because) bad.push({ line: line.line, because })
    else {
      seen.set(line.look, line.line)
      if (line.identity) numbered.set(numberOf(line), line.line)
    }
    return !because
  })
  const judged = await withLeaders(
    inside,
    alone.filter((line) => !isKnown(line)),
    bad,
  )
  return { ...judged, known: alone.filter(isKnown) }
}

function whyNotNew(
  line: Line,
  here: string | undefined,
  seen: number | undefined,
): string | undefined {
  if (here === line.login) return `«${line.login}» is here already and was left as it is`
  if (here !== undefined) return `«${line.login}» cannot be told apart from «${here}», who is here`
  return seen === undefined
    ? undefined
    : `«${line.login}» is the name on line ${seen}, or looks like it`
}

/** Where a national number stands already: in an organisation, on a line or with somebody here. */
type Numbered = Map<string, number | 'here'>

const numberOf = ({ organisation, identity }: Pick<Line, 'organisation' | 'identity'>): string =>
  `${organisation} ${identity}`

async function withNumbers(inside: Moment, lines: readonly Line[]): Promise<Numbered> {
  const numbered: Numbered = new Map()
  for (const part of parts(lines.flatMap(({ identity }) => identity ?? [])))
    for (const row of await store.findIdentities(inside.db, part))
      numbered.set(numberOf({ organisation: row.organisation_id, identity: row.identity }), 'here')
  return numbered
}

/** Told without the number, and without whose it is. */
function whyNotTheirs(line: Line, numbered: Numbered): string | undefined {
  const where = line.identity && numbered.get(numberOf(line))
  if (where === undefined || where === '') return undefined
  return where === 'here'
    ? 'the national number belongs to somebody who is here'
    : `the national number stands on line ${where} as well`
}

/**
 * A leader may stand further down in the same list; whoever leads nobody good is nobody's leader.
 */
async function withLeaders(
  inside: Moment,
  lines: readonly Line[],
  bad: readonly BadLine[],
): Promise<Omit<Judged, 'known'>> {
  const wanted = [...new Set(lines.flatMap((line) => line.leader ?? []))]
  const here = new Set<string>()
  for (const part of parts(wanted)) {
    for (const row of await store.findIds(inside.db, part)) here.add(row.login)
  }
  const refused = [...bad]
  let good = lines
  for (;;) {
    const names = new Set(good.map((line) => line.login))
    const isLed = ({ leader }: Line) => !leader || names.has(leader) || here.has(leader)
    const next = good.filter(isLed)
    for (const line of good) {
      if (!isLed(line))
        refused.push({
          line: line.line,
          because: `the leader «${line.leader}» is nobody here or in the list`,
        })
    }
    if (next.length === good.length) return { good, bad: refused }
    good = next
  }
}

async function write(
  inside: Moment,
  lines: readonly Line[],
): Promise<{ made: ImportedPerson[]; taken: BadLine[] }> {
  const made: ImportedPerson[] = []
  const taken: BadLine[] = []
  const ids = new Map<string, string>()
  for (const part of parts(lines)) {
    const rows = part.map((line) => ({ id: randomId(), line }))
    const added = await store.addPeople(inside.db, rows.map(personRow), inside.now)
    const kept = rows.filter(({ id }) => added.has(id))
    for (const { id, line } of rows) {
      if (added.has(id)) ids.set(line.login, id)
      else taken.push({ line: line.line, because: `«${line.login}» was taken at this moment` })
    }
    made.push(...(await writeAround(inside, kept)))
  }
  await writeLeaders(inside, lines, ids)
  return { made, taken }
}

interface Row {
  readonly id: string
  readonly line: Line
}

const personRow = ({ id, line }: Row): store.NewPersonRow => ({
  id,
  organisation_id: line.organisation,
  login: line.login,
  look: line.look,
  given_name: line.givenName,
  family_name: line.familyName,
  language: line.language ?? null,
  known_phone: line.phone ?? null,
  identity: line.identity ?? null,
})

async function writeAround(inside: Moment, rows: readonly Row[]): Promise<ImportedPerson[]> {
  await store.addMailAddresses(
    inside.db,
    rows.flatMap(({ id, line }) => (line.mail ? [{ person: id, mail: line.mail }] : [])),
    inside.now,
  )
  const joined = rows.flatMap(({ id, line }) => line.groups.map((group) => ({ id, group })))
  await addMemberships(
    inside.db,
    joined.map((each) => each.id),
    joined.map((each) => each.group),
  )
  await recordEvents(
    inside,
    rows.map(({ id, line }) =>
      eventRow(inside, 'person.imported', {
        person: id,
        actor: 'command',
        data: { organisation: line.organisation, groups: [...line.groups], line: line.line },
      }),
    ),
  )
  const people = rows.map(({ id }) => id)
  const isNeeded = needsPins(inside.house.configuration())
  const pins = isNeeded ? await makePins(inside, people, 'imported') : []
  const pinOf = new Map(pins.map((pin) => [pin.person, pin]))
  return rows.map(({ id, line }) => {
    const pin = pinOf.get(id)
    return { id, line: line.line, login: line.login, ...(pin && { pin }) }
  })
}

async function writeLeaders(
  inside: Moment,
  lines: readonly Line[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const wanted = lines.filter((line) => line.leader && ids.has(line.login))
  const here = new Map(ids)
  for (const part of parts([...new Set(wanted.flatMap((line) => line.leader ?? []))])) {
    for (const row of await store.findIds(inside.db, part)) here.set(row.login, row.id)
  }
  const pairs = wanted.flatMap((line) => {
    const person = ids.get(line.login)
    const leader = here.get(line.leader ?? '')
    return person && leader ? [{ person, leader }] : []
  })
  for (const part of parts(pairs)) await store.nameLeaders(inside.db, part)
}

function* parts<Each>(all: readonly Each[]): Generator<readonly Each[]> {
  for (let start = 0; start < all.length; start += atOnce) yield all.slice(start, start + atOnce)
}
