// `events`: what has happened, read by whoever runs the house. Events are never changed here, and
// hold no secret that could be shown.
import { tellStopped } from '../domain/events/epoch.ts'
import { type EventKind, eventKinds } from '../domain/events/event-kinds.ts'
import { verifyEvents, type Finding } from '../domain/events/event-seals.ts'
import { openEventSigner } from '../domain/events/event-signer.ts'
import type { Moment } from '../domain/moment.ts'
import { findPerson, findPersonByName } from '../domain/people/people.ts'
import { secondsOf } from '../lib/time/lifetime.ts'
import { openAnchor } from '../outside/event-anchor.ts'
import { eventsOfCase, type EventToShow, listEvents, visitsOfCase } from '../store/events.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from './command.ts'

const shownUsually = 50
const shownMost = 100_000

export const eventsList: Command = {
  words: 'events list',
  takes: '[--kind K] [--person P] [--since 2d] [--limit N] [--json]',
  says:
    'Lists what has happened, the newest first. A kind is one of docs/events.md or how it begins, ' +
    'such as `logout`; --json prints each event whole.',
  options: {
    kind: { type: 'string' },
    person: { type: 'string' },
    since: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(called) {
    if (called.words.length > 0) throw new Misunderstood(`«${called.words[0]}» is too much`)
    const kinds = kindsMeant(textOption(called, 'kind'))
    const limit = limitMeant(textOption(called, 'limit'))
    const { moment } = await called.moment()
    const rows = await listEvents(moment.db, {
      kinds,
      person: await personMeant(moment, textOption(called, 'person')),
      since: sinceMeant(textOption(called, 'since'), moment.now),
      // One more than is shown tells whether there are others.
      limit: limit + 1,
    })
    for (const row of rows.slice(0, limit)) {
      called.say(called.options['json'] === true ? JSON.stringify(row) : lineOf(row))
    }
    if (called.options['json'] === true) return 0
    if (rows.length === 0) called.say('Nothing of that kind has happened.')
    if (rows.length > limit) called.say(`There are older ones: --limit ${limit * 10}.`)
    return 0
  },
}

function kindsMeant(said: string | undefined): readonly EventKind[] | undefined {
  if (said === undefined) return undefined
  const all = Object.keys(eventKinds).filter((kind): kind is EventKind => kind in eventKinds)
  const meant = all.filter((kind) => kind === said || kind.startsWith(`${said}.`))
  if (meant.length === 0)
    throw new Misunderstood(`«${said}» is no kind of event. There are ${all.join(', ')}`)
  return meant
}

function limitMeant(said: string | undefined): number {
  const limit = said === undefined ? shownUsually : Number(said)
  if (Number.isInteger(limit) && limit >= 1 && limit <= shownMost) return limit
  throw new Misunderstood(`--limit is a number from 1 to ${shownMost}, and not «${said}»`)
}

async function personMeant(moment: Moment, said: string | undefined): Promise<string | undefined> {
  if (said === undefined) return undefined
  const person = (await findPersonByName(moment, said)) ?? (await findPerson(moment, said))
  if (!person) throw new Misunderstood(`Nobody here is called «${said}»`)
  return person.id
}

const units: Readonly<Record<string, string>> = { m: 'minutes', h: 'hours', d: 'days' }

/** «2d», «12h», «90m», «2 days», or a day or time as computers write it. */
function sinceMeant(said: string | undefined, now: Date): Date | undefined {
  if (said === undefined) return undefined
  const length = secondsOf(said.replace(/[mhd]$/, (unit) => ` ${units[unit]}`)) ?? secondsOf(said)
  if (length !== undefined) return new Date(now.getTime() - length * 1000)
  const at = /^\d{4}-/.test(said) ? new Date(said) : undefined
  if (at && !Number.isNaN(at.getTime())) return at
  throw new Misunderstood(`--since is a length such as 2d or 12h, or a day, and not «${said}»`)
}

/** These say enough by themselves; other facts stand with their name. */
const plainFacts = ['factor', 'outcome', 'because', 'problem']
const namedFacts = [
  'application',
  'from',
  'to',
  'language',
  'about',
  'channel',
  'message',
  'kid',
  'version',
  'changed',
  'epoch',
  'by',
  'until',
  'count',
  'tries',
  'turnedAway',
]

/** «turnedAway» as «turned away». */
const spaced = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function lineOf(row: EventToShow): string {
  const { at, kind, login, data, address, case_number: number } = row
  const facts = (keys: readonly string[], tell: (key: string, value: string) => string) =>
    keys.flatMap((key) =>
      typeof data[key] === 'string' || typeof data[key] === 'number'
        ? [tell(key, String(data[key]))]
        : [],
    )
  return [
    `  ${at.toISOString()}  ${kind}`,
    ...(login === null ? [] : [login]),
    ...facts(plainFacts, (_key, value) => value),
    ...facts(namedFacts, (key, value) => `${spaced(key)} ${value}`),
    ...(address === null ? [] : [`address ${address}`]),
    ...(number === null ? [] : [`case ${number}`]),
  ].join('  ')
}

export const eventsCase: Command = {
  words: 'events case',
  takes: 'NUMBER',
  says: 'Tells what happened in the visit whose case number somebody reads out, step by step.',
  async run(called) {
    const { moment } = await called.moment()
    const number = onlyWord(called, 'The case number').toUpperCase()
    const rows = await eventsOfCase(moment.db, number)
    const isUnderWay = await tellVisits(called, moment, number)
    for (const row of rows) called.say(lineOf({ ...row, case_number: null }))
    if (rows.length > 0 || isUnderWay) return 0
    called.complain(`Nothing has happened yet under ${number}.`)
    return 1
  },
}

async function tellVisits(called: Called, moment: Moment, number: string): Promise<boolean> {
  const visits = await visitsOfCase(moment.db, number, moment.now)
  for (const { flow, application, created_at: begun, expires_at: until } of visits) {
    const to = application === null ? '' : `  application ${application}`
    called.say(
      `  ${begun.toISOString()}  begun: ${flow}${to}  under way until ${until.toISOString()}`,
    )
  }
  return visits.length > 0
}

export const eventsVerify: Command = {
  words: 'events verify',
  takes: '[--anchor FILE]',
  says: 'Reads every event and every seal, and names what was changed, removed or added.',
  options: { anchor: { type: 'string' } },
  async run(called) {
    const { moment, settings } = await called.moment()
    const anchor = called.options['anchor']
    const path = typeof anchor === 'string' ? anchor : settings.eventAnchor
    const heads = await openAnchor(path).heads()
    const signer = await openEventSigner(moment)
    const verdict = await verifyEvents(moment, { signer, heads })
    for (const finding of verdict.findings) called.complain(`  ${finding.is}: ${rowsOf(finding)}`)
    const missing = new Set(
      verdict.findings.flatMap((found) => (found.is === 'head-missing' ? [found.upto] : [])),
    )
    const lost = heads.filter(({ upto }) => missing.has(upto))
    const stopped = await tellStopped(moment, lost)
    if (stopped) called.complain(`  ${stopped.trimEnd()}`)
    const since = verdict.unsealedSince ? ` since ${verdict.unsealedSince.toISOString()}` : ''
    called.say(
      `${verdict.events} events under ${verdict.seals} seals, ${heads.length} heads kept outside, ` +
        `${verdict.unsealed} not sealed yet${since}: ` +
        (verdict.findings.length === 0
          ? 'all as it was written.'
          : `${verdict.findings.length} faults.`),
    )
    return verdict.findings.length > 0 ? 1 : 0
  },
}

function rowsOf(finding: Finding): string {
  if ('count' in finding) return `${finding.count} rows`
  return 'since' in finding
    ? `events ${finding.since} to ${finding.upto}`
    : `up to event ${finding.upto}`
}
