import { describe, expect, it } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../test/town/house.ts'
import { wallTime } from '../../lib/time/wall-clock.ts'
import type { Expected } from '../../shapes/expected.ts'
import { expectations, expectedFor } from './expected.ts'

const house = await townHouse(await townDatabase())

const two = { proofs: 2, accepts: ['password', 'totp'] }
const one = { proofs: 1, accepts: ['password', 'totp'] }
const town = { id: 'town', name: 'Kommunens nettverk', ranges: ['10.20.0.0/16', '2001:db8::/32'] }
const doctors = { id: 'doctors', name: 'Legekontoret', ranges: ['10.20.30.0/24'] }
const unspoken = { id: 'guests', name: 'Gjestenettet', ranges: ['10.30.0.0/16'] }
const inTown = { id: 'in-town', where: ['town'], need: one }
const last = { id: 'last', need: two }
const kari = { groups: ['ansatte'], login: 'kari.nordmann@fjordvik.example' }

const fileWith = (rules: readonly object[], more: object = {}) => ({
  ...fjordvik,
  networks: [town, doctors, unspoken],
  rules,
  ...more,
})

interface Standing {
  readonly networks?: readonly string[]
  readonly groups?: readonly string[]
  readonly application?: string
}

async function expectedBy(
  rules: readonly object[],
  { networks = [], groups = kari.groups, application }: Standing = {},
  more: object = {},
): Promise<Expected> {
  await house.apply(fileWith(rules, more))
  const { house: open, now } = house.at(firstMorning)
  const person = { ...kari, groups }
  const at = wallTime(now)
  return expectedFor(open.configuration(), { person, networks, application, at })
}

const seen = ({ places, elsewhere }: Expected) => [
  ...places.map(({ name, asks }) => [name, asks]),
  ['elsewhere', elsewhere],
]

describe('what a person can expect', () => {
  it('is the same everywhere where no rule speaks of a place', async () => {
    expect(await expectedBy([last])).toEqual({ places: [], elsewhere: 'always' })
  })

  it('is a password inside a network that a rule names, and more outside of it', async () => {
    const expected = await expectedBy([inTown, last])
    expect(seen(expected)).toEqual([
      ['Kommunens nettverk', 'never'],
      ['elsewhere', 'always'],
    ])
    const turned = { id: 'away', outside: ['town'], need: two }
    expect(seen(await expectedBy([turned, { ...last, need: one }]))).toEqual(seen(expected))
  })

  it('is more in a zone inside that network, and whoever stands there is told', async () => {
    const rules = [{ id: 'zone', where: ['doctors'], need: two }, inTown, last]
    const outside = await expectedBy(rules)
    expect(seen(outside)).toEqual([
      ['Kommunens nettverk', 'never'],
      ['Legekontoret', 'always'],
      ['elsewhere', 'always'],
    ])
    expect(outside.places[1]?.inside).toEqual(['Kommunens nettverk'])
    expect(outside.also).toBeUndefined()
    const there = await expectedBy(rules, { networks: ['town', 'doctors'] })
    expect(there.also).toEqual({ who: ['Legekontoret'], at: 'Kommunens nettverk' })
    const asked = [rules[0] ?? {}, { ...inTown, need: two }, last]
    const alike = await expectedBy(asked, { networks: ['town', 'doctors'] })
    expect(alike.also).toBeUndefined()
  })

  it('takes no network for a part of one that only some of it lies in', async () => {
    const networks = [town, { ...doctors, ranges: ['10.20.30.0/24', '10.99.0.0/24'] }]
    const rules = [{ id: 'zone', where: ['doctors'], need: two }, inTown, last]
    const { places } = await expectedBy(rules, {}, { networks })
    expect(places.map(({ inside }) => inside)).toEqual([[], []])
  })

  it('is more for a group that is asked where others are not, by its name', async () => {
    const rules = [{ id: 'staff', whom: ['ansatte'], where: ['town'], need: two }, inTown, last]
    const expected = await expectedBy(rules)
    expect(seen(expected)[0]).toEqual(['Kommunens nettverk', 'always'])
    expect(expected.also).toEqual({ who: ['Ansatte'], at: 'Kommunens nettverk' })
    const other = await expectedBy(rules, { groups: [] })
    expect(seen(other)[0]).toEqual(['Kommunens nettverk', 'never'])
    expect(other.also).toBeUndefined()
  })

  it('is what the door asks whoever is excepted, holds a right, or comes too late', async () => {
    const except = [{ whom: ['ansatte'], owner: 'Drift', until: '2027-12-31' }]
    expect(seen(await expectedBy([{ ...inTown, except }, last]))[0]?.[1]).toBe('always')
    const rights = [{ id: 'help', may: 'help', whom: ['ansatte'] }]
    expect(seen(await expectedBy([inTown, last], {}, { rights }))[0]?.[1]).toBe('always')
    const networks = [{ ...town, expires: '2027-02-28' }]
    expect(seen(await expectedBy([inTown, last], {}, { networks }))[0]?.[1]).toBe('always')
  })

  it('changes with the clock where a rule does, and says so', async () => {
    const nights = { id: 'nights', when: { from: '22:00', until: '06:00' }, need: two }
    expect(seen(await expectedBy([nights, inTown, last]))).toEqual([
      ['Kommunens nettverk', 'at-times'],
      ['elsewhere', 'always'],
    ])
    const others = { ...nights, whom: ['skole'] }
    expect(seen(await expectedBy([others, inTown, last]))[0]?.[1]).toBe('never')
    const always = { ...nights, when: { from: '22:00', until: '22:00' } }
    expect(seen(await expectedBy([always, inTown, last]))[0]?.[1]).toBe('always')
  })

  it('counts a rule that only reports for nothing', async () => {
    const reports = { id: 'r', where: ['doctors'], reportOnly: true, need: two }
    expect(seen(await expectedBy([reports, { ...last, need: one }]))).toEqual([
      ['elsewhere', 'never'],
    ])
  })
})

describe('applications that ask otherwise', () => {
  const application = (id: string, name: string, more: object = {}) => ({
    id,
    name,
    everyone: true,
    ...more,
  })
  const applications = [
    application('mail', 'E-post'),
    application('cases', 'Saker'),
    application('desk', 'Fjordvik hjelp', { everyone: false, groups: ['skole'] }),
  ]
  const strict = { id: 'strict', applications: ['cases', 'desk'], need: two }

  it('are named, of those that the person may open', async () => {
    await house.apply(fileWith([strict, { ...last, need: one }], { applications }))
    const person = {
      ...kari,
      id: 'kari',
      firstName: 'Kari',
      familyName: 'Nordmann',
      organisation: 'fjordvik',
      state: 'active' as const,
    }
    expect(expectations(house.at(firstMorning), person)).toEqual({
      expects: { places: [], elsewhere: 'never' },
      otherwise: [{ application: 'Saker', places: [], elsewhere: 'always' }],
    })
  })

  it('are asked about with the same rules as at the door', async () => {
    const rules = [strict, { ...last, need: one }]
    const asked = await expectedBy(rules, { application: 'cases' }, { applications })
    expect(asked.elsewhere).toBe('always')
    const mail = await expectedBy(rules, { application: 'mail' }, { applications })
    expect(mail.elsewhere).toBe('never')
  })
})
