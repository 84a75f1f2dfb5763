// `apply` and `check`: a configuration file brought into force, and what can be said against it.
import { countWithLeader } from '../domain/people/vouching.ts'
import { applyConfiguration } from '../domain/applying/apply-configuration.ts'
import { type HouseFile, readHouseFile } from '../domain/applying/house-file.ts'
import { factors } from '../factors/index.ts'
import { stoppedPeople } from '../domain/applying/checking/stopped-people.ts'
import { imagine } from '../flows/imagine.ts'
import type { Finding } from '../domain/applying/checking/finding.ts'
import { lint } from '../domain/applying/checking/lint.ts'
import {
  partnerFindings,
  writtenPartnerFindings,
} from '../domain/applying/checking/partner-ends.ts'
import { systemClock } from '../lib/clock.ts'
import { wallTime } from '../lib/time/wall-clock.ts'
import { openHttpCall } from '../outside/http-call.ts'
import { openDescriptions } from '../outside/saml/descriptions.ts'
import { readHousePart } from '../settings.ts'
import { type Called, type Command, onlyWord } from './command.ts'
import { withMetadata } from './partners/with-metadata.ts'

export const readFile = (called: Called): Promise<HouseFile | undefined> =>
  readHouseAt(called, onlyWord(called, 'The configuration file'))

/** Nothing where the file is not right: every fault has been told. */
export async function readHouseAt(called: Called, path: string): Promise<HouseFile | undefined> {
  const house = await withMetadata(called, readHousePart(path), path)
  if (house === undefined) return undefined
  const read = readHouseFile(house, factors)
  if (read.is === 'right') return read.file
  called.complain(`${path} is not right, and nothing was changed:`)
  for (const fault of read.faults) called.complain(`  - ${fault}`)
  return undefined
}

export const apply: Command = {
  words: 'apply',
  takes: 'FILE [--dry-run]',
  says: 'Brings a configuration into force, and tells the difference. --dry-run only tells it.',
  options: { 'dry-run': { type: 'boolean' } },
  async run(called) {
    const file = await readFile(called)
    if (!file) return 1
    const { moment } = await called.moment()
    const dryRun = called.options['dry-run'] === true
    const applied = await applyConfiguration(moment, file, { dryRun })
    if (applied.is === 'refused') {
      called.complain('Nothing was changed:')
      for (const line of applied.because) called.complain(`  - ${line}`)
      return 1
    }
    for (const line of applied.changes) called.say(`  ${line}`)
    const count = `${applied.changes.length} ${applied.changes.length === 1 ? 'change' : 'changes'}`
    called.say(
      {
        applied: `Applied: ${count}. This is version ${applied.version}.`,
        unchanged: `Nothing is different. Version ${applied.version} stays in force.`,
        'dry-run': `A dry run: ${count}, and nothing was changed.`,
      }[applied.is],
    )
    return 0
  },
}

export const check: Command = {
  words: 'check',
  takes: 'FILE [--strict] [--people] [--partners]',
  says:
    'Says what weakens a configuration, and by which standard; which rules are never asked, ' +
    'overlap, run out or lock somebody out. --people also counts the people of this house who ' +
    'would be stopped by it, and says where a leader shall vouch and nobody has one. --partners also ' +
    'reads what SAML partners say at their addresses, and when their keys run out. --strict ends ' +
    'with 1 when there is anything.',
  options: {
    strict: { type: 'boolean' },
    people: { type: 'boolean' },
    partners: { type: 'boolean' },
  },
  async run(called) {
    const file = await readFile(called)
    if (!file) return 1
    const now = systemClock.now()
    const findings = [
      ...lint(file, wallTime(now).date, factors),
      ...(await writtenPartnerFindings(file.connections, now)),
      ...(called.options['partners'] === true ? await partnersNow(called, file) : []),
    ]
    for (const { place, says, standard } of findings)
      called.say(`  ${place}: ${says} (${standard})`)
    called.say(
      findings.length === 0
        ? 'The file is right, and there is nothing to point out in it.'
        : `The file is right. ${findings.length} things weaken the house, or are worth a look.`,
    )
    const isHeld = called.options['people'] === true
    const stops = isHeld && (await tellStopped(called, file))
    const unled = isHeld && (await tellUnled(called, file))
    const isClean = findings.length === 0 && !stops && !unled
    return called.options['strict'] === true && !isClean ? 1 : 0
  },
}

/** What each says just now; one that does not answer, or is not believed, is a finding. */
async function partnersNow(called: Called, { connections }: HouseFile): Promise<Finding[]> {
  const { moment, settings } = await called.moment()
  const call = openHttpCall({ internal: settings.internalNetworks, bytesMax: 1_048_576 })
  const descriptions = openDescriptions({ call, moment: () => moment })
  const found: Finding[] = []
  for (const connection of connections) {
    const { id, protocol, metadata = '' } = connection
    if (protocol !== 'saml' || metadata.startsWith('<')) continue
    const said = await descriptions.anew(connection).catch(() => undefined)
    found.push(
      ...(said
        ? partnerFindings(connection, said, moment.now)
        : [
            {
              place: `connections «${id}».metadata`,
              says: 'does not answer, or not as it is named here',
              standard: 'SAML 2.0',
            },
          ]),
    )
  }
  return found
}

/** Rules that let leaders vouch, in a house where nobody has a leader who may. */
async function tellUnled(called: Called, { rules }: HouseFile): Promise<boolean> {
  const named = rules.filter(({ need }) =>
    [...need.whenLost, ...need.recover.accepts].includes('leader'),
  )
  if (named.length === 0) return false
  const { moment } = await called.moment()
  if ((await countWithLeader(moment)) > 0) return false
  for (const { id } of named)
    called.say(`  rules «${id}»: lets a leader vouch, and nobody here has a leader who may`)
  return true
}

/** Reads the house that the settings name, and changes nothing. */
async function tellStopped(called: Called, file: HouseFile): Promise<boolean> {
  const { moment } = await called.moment()
  const { people, stopped } = await stoppedPeople(moment, file, imagine)
  for (const { rule, people: count, logins } of stopped) {
    const more = count > logins.length ? `, and ${count - logins.length} more` : ''
    called.say(`  rules «${rule}»: stops ${count}: ${logins.join(', ')}${more}`)
  }
  called.say(
    stopped.length === 0
      ? `Held against ${people} people who may sign in: nobody would be stopped.`
      : `Held against ${people} people who may sign in. Whoever is named has nothing that the ` +
          'rule accepts, and no way to begin. Nothing was changed.',
  )
  return stopped.length > 0
}
