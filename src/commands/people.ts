// `people import`, `people invite`: lists of people brought in, and their letters
// sent. PINs are printed once, for whoever hands them over; they stand in no log and in no event.
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import {
  type Imported,
  type ImportedPerson,
  importPeople,
} from '../domain/importing/import-people.ts'
import { invite } from '../domain/people/invitations.ts'
import { renewPin } from '../domain/people/leader-list.ts'
import type { Moment } from '../domain/moment.ts'
import { isLastToAdminister } from '../domain/people/last-one.ts'
import { findPersonByName, setState } from '../domain/people/people.ts'
import { forgetBrowsersNow } from '../domain/visits/browsers.ts'
import { sayPlainCode } from '../lib/random.ts'
import { listToInvite } from '../store/people.ts'
import { type Called, type Command, Misunderstood, onlyWord, textOption } from './command.ts'

const bytesMax = 50 * 1024 * 1024

export const peopleImport: Command = {
  words: 'people import',
  takes: 'FILE [--change] [--all-or-nothing] [--dry-run] [--pins FILE]',
  says:
    'Brings in the people of a list (CSV). Bad lines are named, good ones kept. Prints each ' +
    'PIN, or writes them to a file. --change gives whoever is here already the address and the number ' +
    'of the list, and tells those that stood before.',
  options: {
    'all-or-nothing': { type: 'boolean' },
    change: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    pins: { type: 'string' },
  },
  async run(called) {
    const text = readList(onlyWord(called, 'The list'))
    const { moment } = await called.moment()
    const dryRun = called.options['dry-run'] === true
    const allOrNothing = called.options['all-or-nothing'] === true
    // Afterwards would be too late: the people would be in, and their PINs nowhere.
    const pins = textOption(called, 'pins')
    if (pins && !dryRun) writeFileSync(pins, 'login;pin\n', { mode: 0o600, flag: 'wx' })
    const changes = called.options['change'] === true
    const imported = await importPeople(moment, text, { allOrNothing, dryRun, changes })
    const { made, bad } = imported
    for (const { line, because } of bad) called.complain(`  line ${line}: ${because}`)
    tellChanges(called, imported)
    tellPins(called, made)
    if (pins && !dryRun && !made.some((person) => person.pin)) rmSync(pins)
    if (dryRun) called.say(`A dry run: ${bad.length} bad lines, and nothing was changed.`)
    else if (allOrNothing && bad.length > 0)
      called.say(`Nobody was brought in: ${bad.length} bad lines.`)
    else
      called.say(
        `${made.length} people brought in, ${bad.length} bad lines. \`portvakt people invite\` ` +
          `sends the letters.`,
      )
    return bad.length > 0 ? 1 : 0
  },
}

function tellChanges(called: Called, { changed, abroad }: Imported): void {
  for (const { line, login, became } of changed)
    called.say(`  line ${line}: ${login}: ${became.join(', ')}`)
  if (changed.length > 0) called.say(`${changed.length} of those who are here are changed.`)
  const first = abroad.slice(0, 20).map(([domain, count]) => `${domain} (${count})`)
  if (first.length === 0) return
  const more = abroad.length > first.length ? ', and others' : ''
  called.say(`Mail that leaves the house: ${first.join(', ')}${more}.`)
}

function readList(path: string): string {
  // Looked at before it is read: what does not fit in memory is refused as well.
  if (statSync(path).size > bytesMax)
    throw new Misunderstood(`${path} is larger than 50 MB: divide the list`)
  const bytes = readFileSync(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Misunderstood(`${path} is not UTF-8: save it as «CSV UTF-8»`)
  }
}

function tellPins(called: Called, made: readonly ImportedPerson[]): void {
  const lines = made.flatMap(({ login, pin }) => (pin ? [`${login};${pin.pin}`] : []))
  const path = textOption(called, 'pins')
  if (!path || lines.length === 0) {
    for (const line of lines) called.say(`  ${line.replace(';', '  PIN ')}`)
    return
  }
  appendFileSync(path, `${lines.join('\n')}\n`)
  called.say(`${lines.length} PINs are in ${path}, which only you can read.`)
}

export const peopleInvite: Command = {
  words: 'people invite',
  takes: '[LOGIN] [--group G] [--again] [--paper]',
  says:
    'Sends a welcome letter to whoever has none. --again also to whoever has; --paper prints ' +
    'link and start code instead.',
  options: { group: { type: 'string' }, again: { type: 'boolean' }, paper: { type: 'boolean' } },
  async run(called) {
    const { moment } = await called.moment()
    const ids = await whom(called, moment)
    let sent = 0
    let left = 0
    for (const id of ids) {
      const channel = called.options['paper'] === true ? 'paper' : 'mail'
      const invited = await invite(moment, id, { channel, actor: 'command' })
      if (invited.is === 'not-invited') {
        left += 1
        called.complain(`  ${id}: ${reasons[invited.because]}`)
        continue
      }
      sent += 1
      const { person, pin, code, token } = invited
      const link = new URL(`/start/${token}`, moment.house.address).href
      const paper = `, start code ${sayPlainCode(code)}, link ${link}`
      called.say(
        `  ${person.login}${pin ? `  PIN ${pin.pin}` : ''}${channel === 'paper' ? paper : ''}`,
      )
    }
    const made = sent === 1 ? '1 letter' : `${sent} letters`
    called.say(`${made} made${left > 0 ? `, ${left} not` : ''}.`)
    return left > 0 ? 1 : 0
  },
}

const reasons = {
  'not-in-state-invited': 'is not waiting to be invited',
  'no-mail-address': 'has no mail address: use --paper',
  'too-soon': 'got a letter a moment ago',
} as const

async function whom(called: Called, moment: Moment): Promise<readonly string[]> {
  const [login] = called.words
  const group = textOption(called, 'group')
  if (group && !moment.house.configuration().groups.some((each) => each.id === group))
    throw new Misunderstood(`«${group}» is no group of the configuration`)
  if (!login) {
    const again = called.options['again'] === true
    return listToInvite(moment.db, { group, again, now: moment.now })
  }
  return [(await personNamed(moment, login)).id]
}

async function personNamed(moment: Moment, login: string) {
  const person = await findPersonByName(moment, login)
  if (!person) throw new Misunderstood(`Nobody here is called «${login}»`)
  return person
}

export const peoplePin: Command = {
  words: 'people pin',
  takes: 'LOGIN',
  says: 'Makes a new PIN for somebody who has not begun, when the old one ran out. The old one is dead.',
  async run(called) {
    const { moment } = await called.moment()
    const person = await personNamed(moment, onlyWord(called, 'The login'))
    const pin = person.state === 'invited' ? await renewPin(moment, person.id) : undefined
    if (!pin) {
      called.complain(`${person.login} is ${person.state}, and gets no PIN.`)
      return 1
    }
    called.say(`${person.login}  PIN ${pin.pin}, works until ${pin.expiresAt.toISOString()}`)
    return 0
  },
}

export const peopleForgetBrowsers: Command = {
  words: 'people forget-browsers',
  takes: 'LOGIN',
  says:
    'Forgets the browsers that spare a person the second proof: each is asked for all of it again, ' +
    'from the next page.',
  async run(called) {
    const { moment } = await called.moment()
    const person = await personNamed(moment, onlyWord(called, 'The login'))
    const because = 'administrator'
    const count = await forgetBrowsersNow(moment, person.id, { because, actor: 'command' })
    called.say(`${person.login}: ${count === 1 ? '1 browser' : `${count} browsers`} forgotten.`)
    return 0
  },
}

const states = ['active', 'locked', 'suspended', 'removed'] as const

export const peopleState: Command = {
  words: 'people state',
  takes: 'LOGIN active|locked|suspended|removed [--because WHY] [--last]',
  says:
    'Opens, locks, suspends or removes a person. Suspending and removing end every session. --last ' +
    'closes the last one who may administer, too.',
  options: { because: { type: 'string' }, last: { type: 'boolean' } },
  async run(called) {
    const [login, wanted, ...more] = called.words
    const to = states.find((state) => state === wanted)
    if (!login || !to || more.length > 0)
      throw new Misunderstood('The login or the state is missing')
    const { moment } = await called.moment()
    const person = await personNamed(moment, login)
    const isLast = to !== 'active' && (await isLastToAdminister(moment, person))
    if (isLast && called.options['last'] !== true) {
      called.complain(
        `${person.login} is the last who may administer, and was left as it is. Open another one ` +
          'first, or say --last.',
      )
      return 1
    }
    await setState(moment, person.id, to, textOption(called, 'because') ?? 'command')
    called.say(`${person.login} is ${to}, and was ${person.state}.`)
    return 0
  },
}
