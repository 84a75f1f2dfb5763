// `whatif`: what the door would do with somebody, there, then, on the way to an application. Must
// never let anybody in, or write anything but what it was asked.
import { asApplied } from '../domain/applying/as-applied.ts'
import type { Acr } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { tellWhatIf } from '../domain/people/looking-up.ts'
import { foretell, type WhatIf } from '../flows/foretelling.ts'
import { plainAddress } from '../lib/ip-range.ts'
import { readWallTime } from '../lib/time/wall-clock.ts'
import { type Called, type Command, languageOption, Misunderstood, textOption } from './command.ts'
import { readHouseAt } from './configuration.ts'
import { sayForetold } from './what-if-told.ts'

const levels: Readonly<Record<string, Acr>> = {
  '1fa': 'urn:portvakt:1fa',
  '2fa': 'urn:portvakt:2fa',
  'phishing-resistant': 'urn:portvakt:phishing-resistant',
}

export const whatIf: Command = {
  words: 'whatif',
  takes:
    '--person NAME [--app ID] [--from ADDRESS] [--at TIME] [--browser new|known] ' +
    '[--acr 1fa|2fa|phishing-resistant] [--language nb] [--file FILE]',
  says:
    'Tells what the door would do with somebody: whether they come in, by which rule, and what ' +
    'they are asked. --file asks a file that is not in force.',
  options: {
    person: { type: 'string' },
    app: { type: 'string' },
    from: { type: 'string' },
    at: { type: 'string' },
    browser: { type: 'string' },
    acr: { type: 'string' },
    language: { type: 'string' },
    file: { type: 'string' },
  },
  async run(called) {
    if (called.words.length > 0) throw new Misunderstood(`«${called.words[0]}» is too much`)
    const language = languageOption(called, 'nb')
    const asked = askedIn(called)
    const at = timeIn(called)
    const moments = await momentsOf(called, at)
    if (!moments) return 1
    const { present, moment } = moments
    const foretold = await foretell(asked, moment)
    if (foretold === 'nobody') throw new Misunderstood(`Nobody here is called «${asked.name}»`)
    if (foretold === 'no-such-application')
      throw new Misunderstood(`«${asked.application}» is no application here`)
    await tellWhatIf(present, { person: foretold.person.id, actor: 'command', ...asked, at })
    for (const line of sayForetold(language, foretold, { asked, moment })) called.say(line)
    return 0
  },
}

function askedIn(called: Called): WhatIf {
  const name = textOption(called, 'person')?.trim()
  if (!name) throw new Misunderstood('--person is missing: a user name')
  const application = textOption(called, 'app')
  const level = textOption(called, 'acr')
  const wants = level === undefined ? undefined : levels[level.replace('urn:portvakt:', '')]
  if (level !== undefined && !wants)
    throw new Misunderstood(`«${level}» is no level: 1fa, 2fa or phishing-resistant`)
  return {
    name,
    browser: browserIn(called),
    ...addressIn(called),
    ...(application !== undefined && { application }),
    ...(wants && { wants }),
  }
}

function addressIn(called: Called): Pick<WhatIf, 'address'> {
  const written = textOption(called, 'from')
  if (written === undefined) return {}
  const address = plainAddress(written.trim())
  if (address === undefined)
    throw new Misunderstood(`«${written}» is no address, such as 10.20.1.1 or 2001:db8::7`)
  return { address }
}

function browserIn(called: Called): 'new' | 'known' {
  const written = textOption(called, 'browser') ?? 'new'
  if (written === 'new' || written === 'known') return written
  throw new Misunderstood(`«${written}» is no kind of browser: new or known`)
}

function timeIn(called: Called): Date | undefined {
  const written = textOption(called, 'at')
  if (written === undefined) return undefined
  const at = readWallTime(written)
  if (!at) throw new Misunderstood(`«${written}» is no time, such as 2027-03-01T07:30`)
  return at
}

interface Moments {
  /** When it is asked. */
  readonly present: Moment
  /** What it is asked about: perhaps another time, perhaps another configuration. */
  readonly moment: Moment
}

async function momentsOf(called: Called, at: Date | undefined): Promise<Moments | undefined> {
  const path = textOption(called, 'file')
  const file = path === undefined ? undefined : await readHouseAt(called, path)
  if (path !== undefined && !file) return undefined
  const { moment: present } = await called.moment()
  const configuration = file && asApplied(file)
  const house = configuration && { ...present.house, configuration: () => configuration }
  return { present, moment: { ...present, ...(house && { house }), ...(at && { now: at }) } }
}
