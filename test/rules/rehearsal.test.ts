// A rehearsal held against the truth: people sign in by the rules of today, the rules of tomorrow
// are rehearsed on what was recorded, and then they are applied and the same people come again from
// the same places. What the rehearsal has said of each of them is what happens.
import { expect } from 'vitest'
import { asApplied } from '../../src/domain/applying/as-applied.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import type { Difference } from '../../src/domain/policy/need.ts'
import { rehearse } from '../../src/domain/policy/rehearsing.ts'
import { factors } from '../../src/factors/index.ts'
import { imagine } from '../../src/flows/imagine.ts'
import { houseFile } from '../attacks/house-file.ts'
import { codeOf, giveApp, giveNumber, wideBudgets } from '../attacks/methods.ts'
import type { Person } from '../attacks/people.ts'
import { attack, openRig, type Rig } from '../attacks/rig.ts'
import { answerName, authorize, authorizing, name } from '../attacks/verbs.ts'
import { ask } from '../attacks/witness.ts'

openRig()

const accepts = ['password', 'totp', 'sms']
const places = { office: '10.1.0.7', surgery: '10.2.0.7', home: '203.0.113.7' }
const networks = [
  { id: 'kontor', ranges: ['10.1.0.0/16'] },
  { id: 'legekontor', ranges: ['10.2.0.0/16'] },
]
const twoProofs = { id: 'alle', need: { proofs: 2, accepts } }

const today = {
  ...houseFile,
  phones: wideBudgets,
  networks,
  rules: [
    { id: 'inne', where: ['kontor'], need: { proofs: 1, accepts } },
    { id: 'skole', whom: ['skole'], need: { proofs: 1, accepts } },
    twoProofs,
  ],
}
const tomorrow = (her: Person) => ({
  ...today,
  rights: [{ id: 'drift', may: 'administer', whom: ['drift'] }],
  groups: [...houseFile.groups, { id: 'drift', name: 'Drift' }],
  rules: [
    { id: 'henne', whom: [her.login], need: { proofs: 2, accepts } },
    {
      id: 'post',
      applications: ['post'],
      outside: ['kontor'],
      need: { proofs: 2, accepts: ['password', 'totp'] },
    },
    { id: 'lege', whom: ['ansatte'], where: ['legekontor'], need: { proofs: 1, accepts } },
    {
      id: 'skole',
      whom: ['skole'],
      need: { proofs: 1, accepts, methods: ['app'], firstByOneProof: true },
    },
    { id: 'inne', where: ['kontor'], need: { proofs: 1, accepts } },
    twoProofs,
  ],
})

interface Comer {
  readonly person: Person
  readonly from: string
  readonly toApplication: boolean
  readonly key: Buffer | undefined
  readonly number: string | undefined
}

/** Of both groups, with each set of methods, from each place; every other one to an application. */
async function comers(rig: Rig): Promise<readonly Comer[]> {
  const all: Comer[] = []
  for (const groups of ['ansatte', 'skole'])
    for (const from of Object.values(places))
      for (const has of [[], ['totp'], ['sms'], ['totp', 'sms']]) {
        const person = await rig.colleague('ola', { groups })
        const key = has.includes('totp') ? await giveApp(rig, person) : undefined
        const number = has.includes('sms') ? await giveNumber(rig, person) : undefined
        all.push({ person, from, toApplication: all.length % 2 === 1, key, number })
      }
  return all
}

interface Came {
  readonly proofs: number
  readonly end: 'in' | 'sets up' | 'stopped'
}

/** Whatever is asked is answered, as far as there is something to answer with. */
async function comes(rig: Rig, comer: Comer): Promise<Came> {
  const { person, from } = comer
  const browser = rig.browser(from)
  const before = await sessionsOf(rig, person)
  if (comer.toApplication) {
    await authorize(browser, authorizing('post'))
    await answerName(browser, person.login)
  } else await name(browser, person.login)
  for (let proofs = 0; ; proofs += 1) {
    const { kind, by } = browser.last.screen ?? {}
    if (kind === 'password') await browser.answer({ password: person.password })
    else if (kind === 'enter-code' && by === 'totp' && comer.key)
      await browser.answer({ code: codeOf(rig, comer.key) })
    else if (kind === 'enter-code' && by === 'sms' && comer.number)
      await browser.answer({ code: rig.town.phones.codeTo(comer.number) })
    else if (kind === 'scan-code') return { proofs, end: 'sets up' }
    else if ((await sessionsOf(rig, person)) > before) return { proofs, end: 'in' }
    else return { proofs, end: 'stopped' }
    if (browser.last.problem) throw new Error(`${person.login}: ${browser.last.text}`)
    if ((await sessionsOf(rig, person)) > before) return { proofs: proofs + 1, end: 'in' }
    await browser.follow()
  }
}

async function sessionsOf(rig: Rig, { id }: Person): Promise<number> {
  const [row] = await ask<{ count: number }>(
    rig.town.database,
    `select count(*)::int as count from events where kind = 'session.started' and person_id = $1`,
    [id],
  )
  return row?.count ?? 0
}

function differenceBetween(then: Came, now: Came): Difference {
  if (now.end === 'stopped') return then.end === 'in' ? 'stopped' : 'same'
  if (then.end === 'stopped') return 'less'
  if (now.end === 'sets up' || now.proofs > then.proofs) return 'more'
  return now.proofs < then.proofs ? 'less' : 'same'
}

attack(
  'what a rehearsal says of each person is what happens when its rules are applied',
  async (rig) => {
    await rig.town.apply(today)
    const people = await comers(rig)
    const [{ person: her } = never()] = people
    const then = new Map<Comer, Came>()
    for (const comer of people) then.set(comer, await comes(rig, comer))
    const read = readHouseFile(tomorrow(her), factors)
    if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
    // The servers have gateways; the hand that looks past them has none.
    const moment = rig.town.moment()
    const phones = { ...moment.house.phones, canText: true }
    const said = await rehearse(
      { ...moment, house: { ...moment.house, phones } },
      {
        configuration: asApplied(read.file),
        days: 1,
        list: 1000,
        imagining: imagine,
      },
    )
    await rig.pass(120)
    await rig.town.apply(tomorrow(her))
    const differences = new Map<string, Difference>()
    for (const [comer, came] of then)
      differences.set(comer.person.login, differenceBetween(came, await comes(rig, comer)))
    const foretold = people.map(({ person: { login } }) => {
      const { counts } = said.affected.find(({ who }) => who === login) ?? {}
      const means = (['more', 'less', 'stopped'] as const).filter((one) => (counts?.[one] ?? 0) > 0)
      return [login, means.join(' ') || 'same']
    })
    expect(foretold).toEqual([...differences])
    expect(new Set(differences.values()).size, 'each kind of difference').toBe(4)
  },
  120,
)

const never = (): never => {
  throw new Error('Nobody came')
}

attack(
  'a rule that only reports changes nothing, and what it would have meant is what it means in force',
  async (rig) => {
    const reporting = (reportOnly: boolean) => ({
      ...today,
      rules: [
        { id: 'av', whom: ['skole'], where: ['legekontor'], need: { proofs: 2, accepts } },
        {
          id: 'tried',
          reportOnly,
          outside: ['legekontor'],
          need: { proofs: 2, accepts: ['password', 'totp'] },
        },
        ...today.rules,
      ],
    })
    await rig.town.apply({ ...today, rules: [reporting(true).rules[0], ...today.rules] })
    const people = await comers(rig)
    const before = new Map<Comer, Came>()
    for (const comer of people) before.set(comer, await comes(rig, comer))
    await rig.pass(120)
    await rig.town.apply(reporting(true))
    for (const comer of people) expect(await comes(rig, comer)).toEqual(before.get(comer))
    const told: (Difference | undefined)[] = []
    for (const { person } of people) told.push(await reportedOf(rig, person))
    await rig.pass(120)
    await rig.town.apply(reporting(false))
    for (const [at, comer] of people.entries()) {
      const means = differenceBetween(before.get(comer) ?? never(), await comes(rig, comer))
      expect(told[at] ?? 'same', comer.person.login).toBe(means)
    }
    expect(new Set(told)).toEqual(new Set(['same', 'more', 'stopped', undefined]))
  },
  120,
)

async function reportedOf(rig: Rig, { id }: Person): Promise<Difference | undefined> {
  const [row] = await ask<{ means: Difference | null }>(
    rig.town.database,
    `select data #>> '{reported,means}' as means from events
     where kind = 'signin.decided' and person_id = $1 order by id desc limit 1`,
    [id],
  )
  return row?.means ?? undefined
}
