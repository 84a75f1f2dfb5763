import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openPasswordLane } from '../../lib/hashing/password-lane.ts'
import { openKeyring } from '../../lib/seal.ts'
import { breachedHash } from '../../lib/strength/breached.ts'
import { meetsRule } from '../../shapes/password-rule.ts'
import { defaultsShape, organisationShape } from '../configuration/configuration-shape.ts'
import { lastRule } from '../configuration/rule-shape.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { noRinger } from '../approving/no-ringer.ts'
import { noPhones } from '../phones/no-phones.ts'
import { passwordPolicyShape } from './password-policy.ts'
import { judgeNewPassword, passwordRulesFor } from './passwords.ts'

const keys = openKeyring(Buffer.alloc(32, 5))
const lane = openPasswordLane({ keys, threads: 1 })
afterAll(() => lane.close())

const kari: PersonFacts = {
  id: 'kari',
  login: 'kari.nordmann@fjordvik.example',
  firstName: 'Kari',
  familyName: 'Nordmann',
  organisation: 'fjordvik',
  state: 'invited',
  groups: [],
}

const fjordvik = organisationShape.parse({
  id: 'fjordvik',
  domains: ['fjordvik.example'],
  name: 'Fjordvik Handel',
  service: 'Fjordvik ID',
  color: '#1f5fa8',
})

type Policy = Parameters<typeof passwordPolicyShape.parse>[0]

const configured = (policy: Policy = {}, proofs = 2): Configuration => ({
  version: 1,
  organisations: [fjordvik],
  ...defaultsShape.parse({}),
  passwords: passwordPolicyShape.parse(policy),
  lives: { letterSeconds: 1, pinSeconds: 1, codeSeconds: 1, idleSeconds: 1, sessionSeconds: 1 },
  networks: [],
  networkEnds: new Map(),
  rightHolders: new Set(),
  applications: [],
  groups: [],
  rules: [{ ...lastRule, need: { ...lastRule.need, proofs } }],
})

function moment(configuration: Configuration): Moment {
  const db = { send: () => expect.unreachable(), transaction: () => expect.unreachable() }
  return {
    now: new Date('2027-03-01T08:00:00Z'),
    db,
    house: {
      db,
      keys,
      address: new URL('https://id.example'),
      epoch: () => 1,
      configuration: () => configuration,
      passwords: lane,
      factors: [],
      phones: noPhones,
      ringer: noRinger,
      passkeyDomain: 'id.example',
    },
    language: 'nb',
    from: { address: '192.0.2.1', networks: [] },
  }
}

interface More {
  readonly policy?: Policy
  readonly proofs?: number
  readonly repeat?: string
  readonly present?: string
}
const told = async (password: string, more: More = {}) => {
  const { policy, proofs, ...chosen } = more
  const there = moment(configured(policy, proofs))
  return (await judgeNewPassword(there, { password, person: kari, ...chosen }))?.code
}

const good = 'Blåbær og lyng 2'

test('a sentence with blanks, æøå and an emoji is taken as it is', async () => {
  expect(await told(good)).toBeUndefined()
  expect(
    await told('grønn sykkel under trappa, og så enda mer 🌲, 64 tegn i alt her'),
  ).toBeUndefined()
})

test('a password alone must be longer, whatever rule it is that lets in with it', () => {
  const lengthIn = (configuration: Configuration) => passwordRulesFor(kari, configuration)[0]
  expect(lengthIn(configured({}, 1))).toEqual({ rule: 'length', min: 15 })
  expect(lengthIn(configured({}, 2))).toEqual({ rule: 'length', min: 8 })
  const both = [...configured({}, 2).rules, ...configured({}, 1).rules]
  expect(lengthIn({ ...configured(), rules: both })).toEqual({ rule: 'length', min: 15 })
})

test('the server refuses exactly what the page does not tick off', async () => {
  const policy = { minLength: 10, needsDigit: true, needsLetter: true }
  const rules = passwordRulesFor(kari, configured(policy))
  const tried = ['', 'kort', 'lang nok uten tall', '1234567890123', 'Nórdmann og lyng 2', good]
  for (const typed of tried) {
    const isTicked = rules.every((rule) => meetsRule(rule, typed) !== false)
    expect((await told(typed, { policy })) === undefined, typed).toBe(isTicked)
  }
})

test('what others have, what is guessed and what is near are told apart', async () => {
  const policy = { refusesNames: false, words: ['Storgata', 'blåhvalen'] }
  const of = (typed: string) => told(typed, { policy })
  expect(await of('Passord123')).toBe('password-common')
  expect(await of('Sommer2031!')).toBe('password-guessable')
  expect(await of('FjordvikHandel1')).toBe('password-guessable')
  expect(await of('Fjordvik-ID 2026')).toBe('password-guessable')
  expect(await of('Nordmann1985')).toBe('password-guessable')
  expect(await of('Blåhvalen 99!')).toBe('password-guessable')
  expect(await of('Drammen2026')).toBe('password-guessable')
})

test('an organisation that refuses nothing common is asked nothing of the lists', async () => {
  const policy = { refusesCommon: false, leaked: '/nowhere' }
  expect(await told('Passord123', { policy })).toBeUndefined()
})

test('the second field must say the same, in either form of å', async () => {
  const policy = { repeat: true }
  expect(await told(good, { policy })).toBe('passwords-differ')
  expect(await told(good, { policy, repeat: 'Blåbær og lyng 3' })).toBe('passwords-differ')
  expect(await told(good, { policy, repeat: 'Bla\u030abær og lyng 2' })).toBeUndefined()
  expect(await told(good, { repeat: 'not asked for' })).toBeUndefined()
})

test('the password in use may not be chosen again', async () => {
  const present = await lane.hash(good)
  expect(await told(good, { present })).toBe('password-same')
  expect(await told('Tyttebær og mose 3', { present })).toBeUndefined()
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leaked-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a password from the administrator’s list of leaks is refused', async () => {
  const folder = await newFolder()
  const hash = breachedHash(good).toString('hex').toUpperCase()
  await writeFile(join(folder, hash.slice(0, 5)), `${hash.slice(5)}:9\r\n`)
  expect(await told(good, { policy: { leaked: folder } })).toBe('password-leaked')
})

test('when the list of leaks cannot be read no password is taken, and it is tried again', async () => {
  const folder = join(await newFolder(), 'list')
  const policy = { leaked: folder }
  await expect(told(good, { policy })).rejects.toThrow('ENOENT')
  await writeFile(folder, Buffer.alloc(8))
  expect(await told(good, { policy })).toBeUndefined()
})

test('a full queue judges nothing', async () => {
  const there = moment(configured())
  const busy = { ...lane, verify: async () => 'busy' as const }
  const full = { ...there, house: { ...there.house, passwords: busy } }
  const chosen = { password: good, person: kari, present: lane.decoy }
  expect(await judgeNewPassword(full, chosen)).toEqual({ code: 'busy' })
})
