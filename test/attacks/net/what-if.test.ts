import { afterAll, expect, test } from 'vitest'
import type { Acr } from '../../../src/domain/facts.ts'
import { networksOf } from '../../../src/domain/configuration/configuration.ts'
import type { House, Moment, SendingOut } from '../../../src/domain/moment.ts'
import { secondsAfter } from '../../../src/lib/clock.ts'
import { foretell, type Foretold, type WhatIf } from '../../../src/flows/foretelling.ts'
import { townDatabase } from '../../town/database.ts'
import { townHouse } from '../../town/house.ts'
import { isDeep } from '../rig.ts'
import { ask } from '../witness.ts'
import { addresses, applications, drawHouse } from './random-house.ts'
import { bringPeople, fillPocket, loginOf, quickLane } from './random-people.ts'
import { chanceFrom } from './random.ts'
import { walkBy, type Walked } from './right-answers.ts'

/** Of 300, whatever is told wrongly of one in a hundred is seen. */
const walks = isDeep ? 1_000 : 300
const walksOfOneHouse = 20
/**
 * The same people each day, one of whom was once told wrongly; and other people in the deep run.
 */
const seed = Number(
  process.env['PORTVAKT_TEST_SEED'] ?? (isDeep ? Date.now() % 1_000_000 : 882_828),
)
const levels: readonly Acr[] = [
  'urn:portvakt:1fa',
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

const database = await townDatabase()
const ways: Record<string, number> = {}
afterAll(() => console.log(`ATK-NET-12: seed ${seed}, ends ${JSON.stringify(ways)}`))

/** What a real visit has come to, as the event at the door says it. */
async function seen({ steps, end, facts }: Walked) {
  if (end === 'no right answer') return { steps, ends: 'no-such-method', rule: facts.need.rule }
  const [decided] = await ask<{ data: Record<string, unknown> }>(
    database,
    `select data from events where kind = 'signin.decided' order by id desc limit 1`,
    [],
  )
  const { outcome, because, rule, acr } = decided?.data ?? {}
  return {
    steps,
    ends: outcome === 'let-in' ? acr : because,
    rule,
    tightened: facts.need.tightened,
    proofs: facts.need.proofs,
  }
}

const stepsOf = ({ steps }: Foretold): string[] =>
  steps.map(({ step, factor, screen }) => `${factor ? `${step}.${factor}` : step}: ${screen}`)

function foreseen(foretold: Foretold) {
  const { ends, rule, need } = foretold
  const steps = stepsOf(foretold)
  if (ends.is === 'stopped' && ends.because === 'no-such-method')
    return { steps, ends: ends.because, rule: rule.id }
  return {
    steps,
    ends: ends.is === 'stopped' ? ends.because : ends.acr,
    rule: rule.id,
    tightened: need.tightened,
    proofs: need.proofs,
  }
}

test(
  'ATK-NET-12 what is foretold of hundreds of people, applications and networks is what happens',
  { timeout: 600_000 },
  async () => {
    const chance = chanceFrom(seed)
    const town = await townHouse(database)
    let last: SendingOut | undefined
    const phones: House['phones'] = {
      canText: true,
      canCall: true,
      send: async (sending) => {
        last = sending
        return { state: 'sent' }
      },
    }
    await town.apply(drawHouse(chance, [loginOf(0)]))
    const house: House = { ...town.house, phones, passwords: quickLane }
    const begin = town.at('2027-01-15T08:00:00Z')
    const people = await bringPeople({ ...begin, house }, walks, chance)
    for (const [at, person] of people.entries()) {
      if (at % walksOfOneHouse === 0) {
        const all = people.slice(at, at + walksOfOneHouse).map((_one, each) => loginOf(at + each))
        await town.apply(drawHouse(chance, all))
        Object.assign(phones, { canText: chance.is(85), canCall: chance.is(60) })
      }
      const now = new Date(begin.now.getTime() + chance.below(380 * 24 * 60) * 60_000)
      const there: Moment = { ...town.at(now), house, browser: `browser-${at}` }
      const before: Moment = { ...there, now: secondsAfter(now, -60) }
      const pocket = await fillPocket(before, { at, person, chance })
      const address = chance.one(addresses)
      const asked: WhatIf = {
        name: pocket.login,
        address,
        ...(chance.is(65) && { application: chance.one(applications) }),
        ...(chance.is(20) && { wants: chance.one(levels) }),
      }
      const foretold = await foretell(asked, there)
      if (typeof foretold === 'string') throw new Error(foretold)
      const { application, wants } = asked
      const networks = networksOf(house.configuration(), address)
      const walked = await walkBy(
        { moment: { ...there, from: { address, networks } }, pocket, sent: () => last },
        {
          protocol: 'oidc',
          ref: 'waiting',
          mayAsk: true,
          ...(application !== undefined && { application }),
          ...(wants && { wants }),
        },
      )
      const real = await seen(walked)
      ways[String(real.ends)] = (ways[String(real.ends)] ?? 0) + 1
      expect(foreseen(foretold), `seed ${seed}, walk ${at}`).toEqual(real)
    }
  },
)
