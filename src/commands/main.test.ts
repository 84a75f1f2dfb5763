import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../test/town/database.ts'
import { recordEvent } from '../domain/events/events.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { openVisit } from '../domain/visits/visits.ts'
import { readSettings } from '../settings.ts'
import { becameOf, insertSending } from '../store/methods/sendings.ts'
import { run } from './main.ts'
import { openHouse } from './open-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'commands-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

let said: string[] = []
let complained: string[] = []
beforeEach(() => {
  said = []
  complained = []
})
const portvakt = (...argv: string[]) =>
  run(argv, { say: (line) => said.push(line), complain: (line) => complained.push(line) }, settings)
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('apply', () => {
  test('tells the difference first, applies it once, and then has nothing to do', async () => {
    expect(await portvakt('apply', 'examples/demo.toml', '--dry-run')).toBe(0)
    expect(said.at(-1)).toContain('A dry run')
    expect(await portvakt('apply', 'examples/demo.toml')).toBe(0)
    expect(said.at(-1)).toContain('This is version 1')
    expect(await portvakt('apply', 'examples/demo.toml')).toBe(0)
    expect(said.at(-1)).toContain('Nothing is different. Version 1')
    expect(await portvakt('apply', 'examples/nano.toml')).toBe(0)
    expect(said.join('\n')).toContain('lives.letter: «90 days», was «30 days»')
  })

  test('of a file that is wrong changes nothing and names each fault', async () => {
    expect(await portvakt('apply', file('wrong.toml', '[lives]\nletter = "1 year"\n'))).toBe(1)
    expect(complained.join('\n')).toContain('organisations')
    expect(complained.join('\n')).toContain('lives.letter')
    expect(await portvakt('apply', join(folder, 'nowhere.toml'))).toBe(1)
    expect(await portvakt('apply')).toBe(2)
  })
})

describe('connect', () => {
  test('prints the lines of both sides with the values of this house', async () => {
    said = []
    expect(await portvakt('connect', 'grafana', '--at', 'https://grafana.fjordvik.example/x')).toBe(
      0,
    )
    const lines = said.join('\n')
    expect(lines).toContain(`auth_url = ${settings().address.origin}/oidc/authorize`)
    expect(lines).toContain('redirects = ["https://grafana.fjordvik.example/login/generic_oauth"]')
    said = []
    expect(await portvakt('connect', 'topdesk')).toBe(0)
    expect(said.join('\n')).toMatch(/-----BEGIN CERTIFICATE-----\n[\w+/=\n]+\n-----END CERT/)
  })

  test('says which applications it knows, and takes no address in the clear', async () => {
    expect(await portvakt('connect', 'fax')).toBe(2)
    expect(complained.join('\n')).toContain('grafana')
    expect(await portvakt('connect', 'grafana', '--at', 'http://grafana.fjordvik.example')).toBe(2)
  })
})

test('check names what weakens a file, and ends with 1 only when it is asked to', async () => {
  expect(await portvakt('check', 'examples/nano.toml')).toBe(0)
  expect(said.join('\n')).toContain('NIST SP 800-63B-4 3.1.1.2')
  expect(await portvakt('check', 'examples/nano.toml', '--strict')).toBe(1)
  said = []
  expect(await portvakt('check', 'examples/nano.toml', '--people')).toBe(0)
  expect(said.at(-1)).toMatch(/^Held against \d+ people who may sign in: nobody would be stopped/)
  said = []
  expect(await portvakt('check', 'examples/kommune.toml', '--people')).toBe(0)
  expect(said.at(-1)).toBe(
    '  rules «alle-andre-steder»: lets a leader vouch, and nobody here has a leader who may',
  )
})

describe('rules', () => {
  test('of a file stand in order, each with its sentences, its owner, its reason and its end', async () => {
    expect(await portvakt('rules', '--file', 'examples/kommune.toml')).toBe(0)
    expect(said.filter((line) => /^\d/.test(line))).toEqual([
      '1. legekontoret',
      '2. kommunens-nettverk',
      '3. alle-andre-steder',
    ])
    expect(said[2]).toBe('   På Legekontoret må alle bruke totrinns innlogging i alle apper.')
    expect(said).toContain('   Kommuneoverlegen svarer for regelen.')
    expect(said).toContain('   Grunn: Health records are opened there: two proofs, also at work.')
    expect(said.join('\n')).toContain('   Siste dag er 31. desember 2027.')
  })

  test('in force are told in the language that was asked for', async () => {
    await portvakt('apply', 'examples/ntnu.toml')
    said = []
    expect(await portvakt('rules', '--language', 'nn')).toBe(0)
    expect(said).toContain('   Overalt er eitt trinn nok for alle i alle appar.')
    expect(await portvakt('rules', '--language', 'de')).toBe(2)
    expect(await portvakt('rules', 'examples/ntnu.toml')).toBe(2)
    expect(await portvakt('rules', '--file', file('bad.toml', '[lives]\nletter = "1 year"'))).toBe(
      1,
    )
  })
})

describe('people', () => {
  test('are not brought in where their PINs cannot be written', async () => {
    await portvakt('apply', 'examples/demo.toml')
    const taken = file('taken.csv', 'somebody else’s')
    expect(await portvakt('people', 'import', 'examples/demo/people.csv', '--pins', taken)).toBe(1)
    expect(await portvakt('people', 'show', 'kari.nordmann@fjordvik.example')).toBe(2)
    expect(readFileSync(taken, 'utf8')).toBe('somebody else’s')
  })

  test('are brought in, invited and shown', async () => {
    const pins = join(folder, 'pins.csv')
    await portvakt('apply', 'examples/demo.toml')
    expect(await portvakt('people', 'import', 'examples/demo/people.csv', '--pins', pins)).toBe(0)
    expect(said.at(-1)).toContain('12 people brought in, 0 bad lines')
    expect(statSync(pins).mode & 0o777).toBe(0o600)
    const none = join(folder, 'none.csv')
    expect(await portvakt('people', 'import', 'examples/demo/people.csv', '--pins', none)).toBe(1)
    expect(existsSync(none)).toBe(false)
    expect(readFileSync(pins, 'utf8')).toMatch(
      /^login;pin\nkari\.nordmann@fjordvik\.example;\d{6}\n/,
    )
    expect(said.join('\n')).not.toMatch(/PIN \d/)

    expect(await portvakt('people', 'invite', '--group', 'skole')).toBe(0)
    expect(said.at(-1)).toBe('2 letters made.')
    expect(await portvakt('people', 'invite')).toBe(0)
    expect(said.at(-1)).toBe('10 letters made.')
    expect(await portvakt('people', 'invite')).toBe(0)
    expect(said.at(-1)).toBe('0 letters made.')
    expect(await portvakt('people', 'invite', 'kari.nordmann', '--paper')).toBe(0)
    expect(said.at(-2)).toMatch(
      /start code [0-9A-Z]{4}-[0-9A-Z]{4}, link http:\/\/localhost:8080\/start\//,
    )
    expect(said.at(-1)).toBe('1 letter made.')
    expect(await portvakt('people', 'show', 'ola.nordmann')).toBe(0)
    expect(said.join('\n')).toMatch(/leads +Kari Nordmann, .*letter sent, PIN \d{6}/)
    expect(await portvakt('people', 'pin', 'kari.nordmann')).toBe(0)
  })

  test('that cannot be brought in are named, and the command ends with 1', async () => {
    const list = file('bad.csv', 'fornavn;etternavn;login\nKari;;kari2\nAnne;Aas;anne\n')
    expect(await portvakt('people', 'import', list, '--all-or-nothing')).toBe(1)
    expect(complained).toEqual(['  line 2: the family name is missing'])
    expect(said.at(-1)).toBe('Nobody was brought in: 1 bad lines.')
    expect(await portvakt('people', 'show', 'anne')).toBe(2)
    writeFileSync(list, Buffer.from('fornavn;etternavn;login\nK\xe5re;Aas;kare\n', 'latin1'))
    expect(await portvakt('people', 'import', list)).toBe(2)
    expect(complained.join('\n')).toContain('not UTF-8')
  })

  test('are suspended, and what leads nowhere is refused', async () => {
    expect(
      await portvakt('people', 'state', 'per.aas', 'suspended', '--because', 'permisjon'),
    ).toBe(0)
    expect(said.at(-1)).toBe('per.aas@fjordvik.example is suspended, and was invited.')
    expect(await portvakt('people', 'state', 'per.aas', 'locked')).toBe(1)
    expect(await portvakt('people', 'state', 'per.aas', 'gone')).toBe(2)
    expect(await portvakt('people', 'invite', 'per.aas')).toBe(1)
    expect(await portvakt('people', 'invite', '--group', 'nowhere')).toBe(2)
  })
})

test('what the helpdesk does takes a reason, and says what became of it', async () => {
  const ase = 'ase.sather'
  await portvakt('people', 'invite', ase, '--again')
  for (const word of ['unlock', 'freeze', 'unfreeze', 'letter'])
    expect(await portvakt('people', word, ase)).toBe(2)
  const because = ['--reason', 'spurt om på telefon']
  expect(await portvakt('people', 'unlock', ase, ...because)).toBe(0)
  expect(said.at(-1)).toBe('ase.sather@fjordvik.example waits no more, and was told.')
  expect(await portvakt('people', 'letter', ase, ...because)).toBe(1)
  expect(complained.at(-1)).toContain('a letter was sent a moment ago')
  expect(await portvakt('people', 'freeze', ase, ...because)).toBe(1)
  expect(await portvakt('people', 'unfreeze', ase, ...because)).toBe(1)
  expect(await portvakt('people', 'remove-method', ase, 'none', ...because)).toBe(1)
  expect(await portvakt('people', 'restore-method', ase, ...because)).toBe(2)
  expect(await portvakt('people', 'show', ase)).toBe(0)
  const shown = said.join('\n')
  expect(shown).toMatch(/state +invited/)
  expect(shown).toMatch(/mail +a•••@fjordvik\.example/)
  expect(shown).toMatch(/last sign-in +never/)
})

test('a mail can be looked at before it is sent, in each language and kind', async () => {
  expect(await portvakt('mail', 'preview', 'welcome', '--language', 'nn')).toBe(0)
  expect(said.join('\n')).toContain('Kari')
  expect(said.join('\n')).toContain(
    'From: FJORD, Fjordvik Handel <ikke-svar@logginn.fjordvik.example>',
  )
  for (const kind of ['new-letter', 'receipt', 'password-changed', 'test'])
    expect(
      await portvakt('mail', 'preview', kind, '--html', '--organisation', 'fjordvik-kommune'),
    ).toBe(0)
  expect(await portvakt('mail', 'preview', 'poem')).toBe(2)
  expect(await portvakt('mail', 'preview', 'test', '--language', 'de')).toBe(2)
})

test('events are verified, dead messages listed, and an unknown key is not retired', async () => {
  expect(await portvakt('events', 'verify')).toBe(0)
  expect(said.at(-1)).toContain('all as it was written')
  expect(await portvakt('messages', 'dead')).toBe(0)
  expect(await portvakt('messages', 'retry', 'unknown')).toBe(1)
  expect(await portvakt('mail', 'test', 'kari.nordmann@fjordvik.example', '--language', 'nn')).toBe(
    0,
  )
  expect(await portvakt('mail', 'test', 'nobody')).toBe(2)
  expect(await portvakt('keys', 'retire', 'unknown')).toBe(1)
})

test('gateways are shown with where their reports go, and never with their secret', async () => {
  expect(await portvakt('gateways', 'show')).toBe(0)
  expect(said.join('\n')).toContain('No gateway is named')
  said = []
  const env = {
    PORTVAKT_DATA: folder,
    DATABASE_URL: url,
    PORTVAKT_SMS_PRESET: 'sveve',
    PORTVAKT_SMS_USER: 'fjordvik',
    PORTVAKT_SMS_SECRET: 'not-to-be-seen',
  }
  const teller = {
    say: (line: string) => said.push(line),
    complain: (line: string) => complained.push(line),
  }
  const withGateway = (...argv: string[]) =>
    run(argv, teller, () => readSettings({ env, argv: [] }))
  expect(await withGateway('gateways', 'show')).toBe(0)
  expect(said.join('\n')).toMatch(/sveve-1[^]+\/gateways\/reports\/[\w-]{24}/)
  expect(said.join('\n')).not.toContain('not-to-be-seen')
  // A letter that a command sends says what the page will ask for.
  const having = await openHouse(readSettings({ env, argv: [] }))
  const without = await openHouse({ ...settings(), demo: false })
  expect(having.moment.house.phones.canText).toBe(true)
  expect(without.moment.house.phones.canText).toBe(false)
  await Promise.all([without.close(), having.close()])
})

test('gateways cost counts what was sent, by channel and country', async () => {
  const opened = await openHouse(settings())
  const { db, now } = opened.moment
  for (const id of ['one', 'two']) {
    await insertSending(db, {
      id,
      person: undefined,
      channel: 'sms',
      country: 'NO',
      spoken: undefined,
      now,
    })
    const told = { why: undefined, gateway: 'sveve-1', reference: id, now }
    await becameOf(db, { id, state: 'sent', priceMicros: 390_000, ...told })
  }
  await opened.close()
  expect(await portvakt('gateways', 'cost')).toBe(0)
  expect(said[0]).toMatch(/^sms +NO +sveve-1 +2 sent +0 failed +0\.78/)
  expect(await portvakt('gateways', 'cost', '--days', 'many')).toBe(2)
})

test('what is not understood ends with 2 and the help', async () => {
  expect(await portvakt('open', 'sesame')).toBe(2)
  expect(complained.join('\n')).toContain('portvakt apply FILE')
  expect(await portvakt('apply', 'x', '--loud')).toBe(2)
  expect(await portvakt('--help')).toBe(0)
})

test('events case tells what happened under a number, step by step, and nothing of others', async () => {
  const opened = await openHouse(settings())
  const moment = { ...opened.moment, caseNumber: 'F7-2031' }
  const person = await findPersonByName(moment, 'kari.nordmann@fjordvik.example')
  const data = { factor: 'pin', flow: 'activate', problem: 'wrong-code' }
  await recordEvent(moment, 'proof.failed', { person: person?.id ?? '', data })
  await opened.close()
  said = []
  expect(await portvakt('events', 'case', 'f7-2031')).toBe(0)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(
    /Z {2}proof\.failed {2}kari\.nordmann@fjordvik\.example {2}pin {2}wrong-code$/,
  )
  expect(await portvakt('events', 'case', 'F7-2032')).toBe(1)
})

test('events case tells of a visit that is still under way', async () => {
  const opened = await openHouse(settings())
  const errand = { protocol: 'oidc', ref: '', application: 'intranett', mayAsk: true } as const
  const moment = { ...opened.moment, caseNumber: 'F7-2040' }
  await openVisit(moment, { flow: 'sign-in', errand })
  await opened.close()
  said = []
  expect(await portvakt('events', 'case', 'f7-2040')).toBe(0)
  expect(said).toEqual([
    expect.stringMatching(
      /^ {2}\S+Z {2}begun: sign-in {2}application intranett {2}under way until \S+Z$/,
    ),
  ])
})

describe('events list', () => {
  test('shows the newest first, by kind, person and time, and how many more there are', async () => {
    const opened = await openHouse(settings())
    const before = { ...opened.moment, now: new Date(opened.moment.now.getTime() - 86_400_000 * 3) }
    const person = await findPersonByName(before, 'kari.nordmann@fjordvik.example')
    const failed = (application: string) => ({
      person: person?.id ?? '',
      data: { application, session: 'a-session', tries: 2, because: 'connect ECONNREFUSED' },
    })
    await recordEvent(opened.moment, 'logout.failed', failed('one'))
    await recordEvent(opened.moment, 'logout.told', { data: { application: 'one' } })
    const wait = { factor: 'pin', by: 'throttle', until: new Date(0), turnedAway: 10 }
    await recordEvent(before, 'proof.held-back', { data: wait })
    await recordEvent(before, 'logout.failed', failed('two'))
    await opened.close()

    said = []
    expect(await portvakt('events', 'list', '--kind', 'logout.failed')).toBe(0)
    expect(said).toHaveLength(2)
    expect(said[0]?.split('  ').slice(2)).toEqual([
      'logout.failed',
      'kari.nordmann@fjordvik.example',
      'connect ECONNREFUSED',
      'application two',
      'tries 2',
    ])
    said = []
    expect(await portvakt('events', 'list', '--kind', 'logout', '--since', '2d')).toBe(0)
    expect(said.map((line) => line.split('  ')[2])).toEqual(['logout.told', 'logout.failed'])
    said = []
    const limited = ['--person', 'kari.nordmann', '--limit', '1', '--kind', 'logout', '--json']
    expect(await portvakt('events', 'list', ...limited)).toBe(0)
    expect(said.map((line) => JSON.parse(line))).toMatchObject([
      {
        kind: 'logout.failed',
        login: 'kari.nordmann@fjordvik.example',
        data: { application: 'two' },
      },
    ])
    said = []
    expect(await portvakt('events', 'list', '--kind', 'proof.held-back')).toBe(0)
    expect(said).toEqual([expect.stringMatching(/ {2}pin {2}.*until 1970-\S+ {2}turned away 10$/)])
    said = []
    expect(await portvakt('events', 'list', '--limit', '2')).toBe(0)
    expect(said).toHaveLength(3)
    expect(said.at(-1)).toBe('There are older ones: --limit 20.')
  })

  test('says what was not understood', async () => {
    expect(await portvakt('events', 'list', '--kind', 'nothing')).toBe(2)
    expect(complained.join()).toContain('logout.failed')
    for (const wrong of [
      ['--since', 'lately'],
      ['--since', '2027-77-01'],
      ['--limit', '0'],
      ['--limit', 'ten'],
      ['--person', 'nobody'],
      ['logout'],
    ])
      expect(await portvakt('events', 'list', ...wrong), wrong.join(' ')).toBe(2)
    expect(await portvakt('events', 'list', '--kind', 'key.retired')).toBe(0)
    expect(said.at(-1)).toBe('Nothing of that kind has happened.')
  })
})
