// `rehearse`: the sign-ins of late held against a file that is in force nowhere. Nothing is changed
// by it.
import type { Difference } from '../domain/policy/need.ts'
import { asApplied } from '../domain/applying/as-applied.ts'
import { type Affected, type Asked, type Counts, rehearse } from '../domain/policy/rehearsing.ts'
import { imagine } from '../flows/imagine.ts'
import { type Called, type Command, Misunderstood, textOption } from './command.ts'
import { readFile } from './configuration.ts'

const daysUsually = 30
const daysMost = 3_650
const listUsually = 20
const listMost = 100_000

export const rehearsal: Command = {
  words: 'rehearse',
  takes: 'FILE [--days 30] [--list 20]',
  says:
    'Holds the sign-ins of the last days against the rules, networks and rights of a file that is ' +
    'not applied, and tells who would be asked for more, for less, or be stopped.',
  options: { days: { type: 'string' }, list: { type: 'string' } },
  async run(called) {
    const days = numberMeant(called, 'days', { least: 1, most: daysMost, usual: daysUsually })
    const list = numberMeant(called, 'list', { least: 0, most: listMost, usual: listUsually })
    const file = await readFile(called)
    if (!file) return 1
    const { moment } = await called.moment()
    const configuration = asApplied(file)
    const told = await rehearse(moment, { configuration, days, list, imagining: imagine })
    const { signIns, people, rules, affected, affectedInAll } = told
    const late = `the last ${days === 1 ? 'day' : `${days} days`}`
    if (sumOf(signIns) === 0) {
      called.say(`Nobody has signed in in ${late}: there is nothing to hold the file against.`)
      return 0
    }
    called.say(`${many(sumOf(signIns), 'sign-in')} of ${late}, held against the file:`)
    for (const means of inOrder)
      called.say(
        `  ${words[means].padEnd(16)} ${many(signIns[means], 'sign-in')} of ${peopled(people[means])}`,
      )
    called.say('By the rule that would decide:')
    for (const { rule, counts } of rules) called.say(`  «${rule}»: ${countsIn(counts)}`)
    if (affected.length > 0) called.say('The most affected first:')
    for (const one of affected) tell(called, one)
    if (affectedInAll > affected.length)
      called.say(`There are ${affectedInAll} in all: --list ${affectedInAll}.`)
    called.say('Nothing was changed.')
    return 0
  },
}

interface Meant {
  readonly least: number
  readonly most: number
  readonly usual: number
}

function numberMeant(called: Called, name: string, { least, most, usual }: Meant): number {
  const said = textOption(called, name)
  const meant = said === undefined ? usual : Number(said)
  if (said?.trim() !== '' && Number.isInteger(meant) && meant >= least && meant <= most)
    return meant
  throw new Misunderstood(`--${name} is a number from ${least} to ${most}, and not «${said}»`)
}

const inOrder = ['stopped', 'more', 'less', 'same'] as const
const words: Readonly<Record<Difference, string>> = {
  stopped: 'stopped',
  more: 'asked for more',
  less: 'asked for less',
  same: 'unchanged',
}

const sumOf = (counts: Counts): number => inOrder.reduce((sum, means) => sum + counts[means], 0)
const many = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`
const peopled = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

const countsIn = (counts: Counts): string =>
  inOrder
    .filter((means) => counts[means] > 0)
    .map((means) => `${words[means]} ${counts[means]}`)
    .join(', ')

function tell({ say }: Called, { who, turns }: Affected): void {
  say(`  ${who}`)
  for (const { means, from, to, times } of turns)
    say(`    ${words[means]} ${many(times, 'time')}: ${askedIn(from)} → ${askedIn(to)}`)
}

const askedIn = ({ rule, proofs, resistsPhishing, sets }: Asked): string =>
  [
    `«${rule}» with ${many(proofs, 'proof')}`,
    ...(resistsPhishing ? ['one that resists phishing'] : []),
    ...(sets > 0 ? [`${many(sets, 'method')} to set up`] : []),
  ].join(', ')
