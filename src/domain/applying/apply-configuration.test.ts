import { beforeAll, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse, type TownHouse } from '../../../test/town/house.ts'
import { statement, type Database } from '../../store/database.ts'
import {
  loadConfiguration,
  lookIn,
  networksOf,
  organisationOf,
} from '../configuration/configuration.ts'
import { applyConfiguration } from './apply-configuration.ts'
import { type HouseFile, readHouseFile } from './house-file.ts'
import { factors } from '../../factors/index.ts'

const applied = statement<{ data: { changes: string[]; version: number } }>(
  'applied events',
  `select data from events where kind = 'configuration.applied' order by id`,
)

const right = (file: unknown): HouseFile => {
  const read = readHouseFile(file, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  return read.file
}

const full = {
  ...fjordvik,
  lives: { letter: '90 days', code: '120 seconds' },
  passwords: { minLength: 7, minLengthAlone: 7, needsDigit: true },
  phones: { voice: true, voiceReason: 'Telefoner uten meldinger.', perNumber: 4 },
  questions: { own: false },
  codeApps: { shortKeys: true },
  passkeys: { verified: true, deviceBound: true },
  networks: [
    { id: 'kommunen', ranges: ['10.0.0.0/8', '2001:db8::/32'], owner: 'IT', reason: 'Kontor' },
    { id: 'legekontoret', ranges: ['10.7.1.0/24'] },
  ],
  applications: [
    {
      id: 'epost',
      name: 'E-post',
      link: 'https://epost.fjordvik.example',
      groups: ['ansatte'],
      oidc: {
        redirects: ['https://epost.fjordvik.example/tilbake'],
        keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', alg: 'ES256' }],
      },
    },
  ],
  rules: [{ id: 'alle', need: { proofs: 1, stayDays: 30 } }],
}

let db: Database
let house: TownHouse
beforeAll(async () => {
  db = await townDatabase()
  house = await townHouse(db, full)
})
const apply = (file: unknown, dryRun = false) =>
  applyConfiguration(house.at(firstMorning), right(file), { dryRun })

describe('a configuration', () => {
  test('applied twice changes nothing the second time', async () => {
    const before = await applied.rows(db)
    expect(await apply(full)).toMatchObject({ is: 'unchanged', version: 1, changes: [] })
    expect(await applied.rows(db)).toEqual(before)
  })

  test('is read as it was written', async () => {
    const configuration = await loadConfiguration(db)
    expect(configuration.lives).toMatchObject({ letterSeconds: 90 * 86_400, codeSeconds: 120 })
    expect(configuration.passwords).toMatchObject({ minLength: 7, needsDigit: true })
    expect(configuration.phones).toMatchObject({ voice: true, perNumber: 4 })
    expect(configuration.questions).toMatchObject({ own: false })
    expect(configuration.codeApps).toEqual({ shortKeys: true })
    expect(configuration.passkeys).toEqual({ verified: true, deviceBound: true })
    expect(configuration.rules.map((rule) => rule.need.stayDays)).toEqual([30])
    expect(configuration.applications[0]?.oidc?.redirects).toHaveLength(1)
    expect(networksOf(configuration, '10.7.1.9')).toEqual(['kommunen', 'legekontoret'])
    expect(networksOf(configuration, '::ffff:10.8.0.1')).toEqual(['kommunen'])
    expect(networksOf(configuration, '2001:db8:1::1')).toEqual(['kommunen'])
    expect(networksOf(configuration, 'nonsense')).toEqual([])
  })

  test('tells its difference in words, and a dry run changes nothing', async () => {
    const next = {
      ...full,
      lives: { letter: '30 days', code: '2 minutes' },
      networks: full.networks.slice(0, 1),
      rules: [{ id: 'alle', need: { proofs: 1, stayDays: 7 } }],
    }
    const told = await apply(next, true)
    expect(told).toMatchObject({
      is: 'dry-run',
      version: 1,
      changes: [
        'lives.letter: «30 days», was «90 days»',
        'networks «legekontoret»: taken away',
        'rules «alle».need.stayDays: «7», was «30»',
      ],
    })
    expect((await loadConfiguration(db)).lives.letterSeconds).toBe(90 * 86_400)
    expect(await applied.rows(db)).toHaveLength(1)
  })

  test('keeps its difference as an event', async () => {
    const changed = await apply({ ...full, lives: { letter: '2 hours' } })
    const events = await applied.rows(db)
    expect(changed).toMatchObject({ is: 'applied', version: 2 })
    expect(events.at(-1)?.data).toMatchObject({
      version: 2,
      changes: [
        'lives.letter: «2 hours», was «90 days»',
        'lives.code: «5 minutes», was «2 minutes»',
      ],
    })
  })

  test('is heard of by every node when it is in force, and not before', async () => {
    const heard: string[] = []
    await db.listen('configuration', (payload) => heard.push(payload))
    await apply({ ...full, lives: { letter: '3 hours' } }, true)
    await apply({ ...full, lives: { letter: '4 hours' } })
    await expect.poll(() => heard).toEqual(['3'])
  })

  test('applied by two at once comes one after the other', async () => {
    const files = ['5 hours', '6 hours', '7 hours', '8 hours'].map((letter) => ({
      ...full,
      lives: { letter },
    }))
    const all = await Promise.all(files.map((file) => apply(file)))
    const versions = all.map((each) => ('version' in each ? each.version : 0)).toSorted()
    expect(versions).toEqual([4, 5, 6, 7])
    const same = await Promise.all([apply(full), apply(full), apply(full)])
    expect(same.filter((each) => each.is === 'applied')).toHaveLength(1)
  })

  test('does not leave people behind without an organisation', async () => {
    await db.send('a person', personOf, ['p1'])
    const other = { ...fjordvik.organisations[0], id: 'handel', domains: ['handel.example'] }
    expect(await apply({ ...full, organisations: [other] })).toEqual({
      is: 'refused',
      because: ['organisations «fjordvik» cannot be taken away: 1 people belong to it'],
    })
  })
})

const personOf = `insert into people
    (id, organisation_id, login, look, given_name, family_name, state, created_at, changed_at)
  values ($1, 'fjordvik', 'ola@fjordvik.example', 'ola@fjordvik.example', 'Ola', 'Nordmann',
    'invited', '2027-01-01', '2027-01-01')`

describe('a file', () => {
  test('that is wrong is told all its faults at once, each by its place', () => {
    const read = readHouseFile(
      {
        ...full,
        lives: { letter: '200 days', pin: 'long' },
        networks: [{ id: 'Nett', ranges: ['10.0.0.1/8'] }],
        rules: [
          { id: 'a', need: { proofs: 0 } },
          { id: 'a', need: {} },
        ],
        surprise: true,
      },
      factors,
    )
    expect(read).toMatchObject({ is: 'wrong' })
    const faults = read.is === 'wrong' ? read.faults.join('\n') : ''
    for (const part of [
      'lives.letter: is longer than 180 days',
      'lives.pin: «long» is not a time',
      'networks[1].id:',
      'networks[1].ranges[1]: is not a range',
      'rules[1].need.proofs: cannot be fewer than one',
      'surprise',
    ])
      expect(faults).toContain(part)
  })

  test('without rules gets the last one', () => {
    expect(right(fjordvik).rules).toMatchObject([{ id: 'everyone', need: { proofs: 1 } }])
  })

  test('whose rule nobody could meet is refused, before it locks everybody out', () => {
    for (const need of [{ proofs: 2 }, { resistsPhishing: true }]) {
      expect(readHouseFile({ ...full, rules: [{ id: 'a', need }] }, factors)).toEqual({
        is: 'wrong',
        faults: [
          'rules[1].need: asks for more than what it accepts can show: nobody could come in',
        ],
      })
    }
  })

  test('that names a group which is not there, or a domain twice, is refused', () => {
    const [first] = fjordvik.organisations
    const read = readHouseFile(
      {
        ...full,
        organisations: [first, { ...first, id: 'b' }],
        groups: [],
      },
      factors,
    )
    expect(read).toEqual({
      is: 'wrong',
      faults: [
        'organisations[2].domains: «fjordvik.example» stands here twice',
        'applications[1].groups: «ansatte» is no group of this file',
      ],
    })
  })
})

test('the organisation is chosen by id, domain or login, and is the first for anybody else', async () => {
  const configuration = await loadConfiguration(db)
  for (const by of ['fjordvik', 'Fjordvik.Example', 'kari@fjordvik.example', 'eve@other.example'])
    expect(organisationOf(configuration, by).id).toBe('fjordvik')
  expect(lookIn(organisationOf(configuration), 'nn').name).toBe('Fjordvik kommune')
})
