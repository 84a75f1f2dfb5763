// Codes on paper and passes: each is used once, guessed slowly, and kept as a slow hash; a new
// sheet is made by whoever has just shown the most, and the old one dies with it.
import { expect } from 'vitest'
import { keepMethod } from '../../../src/domain/methods/methods.ts'
import { givePass } from '../../../src/domain/methods/passes.ts'
import { codes } from '../../../src/factors/codes/codes.ts'
import type { Visitor } from '../../town/visitor.ts'
import { doubleSeconds, fifty, letIn, roundsOn } from '../double.ts'
import {
  addsMethod,
  chooses,
  codeOf,
  giveApp,
  methodsHouse,
  methodsOf,
  otherOf,
  toSecond,
} from '../methods.ts'
import { answering } from '../packets.ts'
import type { Person } from '../people.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const madeUp = (): string =>
  Array.from({ length: 16 }, () => alphabet[Math.floor(Math.random() * 32)]).join('')

/** Two codes on paper, in their hand. */
async function givePaper(rig: Rig, person: Pick<Person, 'id'>): Promise<readonly string[]> {
  const { house } = rig.town.opened
  const written = [madeUp(), madeUp()]
  const kept = await Promise.all(
    written.map(async (code) => {
      const hash = await house.passwords.hash(code.slice(3))
      if (hash === 'busy') throw new Error('The lane is busy')
      return { selector: code.slice(0, 3), hash }
    }),
  )
  await keepMethod(rig.town.moment(), codes, { person: person.id, kept: { codes: kept } })
  for (const code of written) rig.town.canaries.add(code).add(code.slice(3))
  return written
}

async function toPaper(rig: Rig, person: Person): Promise<Visitor> {
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  if (browser.last.screen?.['by'] !== 'codes') await chooses(browser, otherOf(browser, 'codes'))
  expect(browser.last.screen?.['by']).toBe('codes')
  return browser
}

attack(
  'ATK-REC-07 a code on paper is used once, and guessed ten times an hour at most',
  async (rig) => {
    await rig.town.apply(methodsHouse())
    const alice = await rig.colleague('alice')
    const [first = '', second = ''] = await givePaper(rig, alice)
    const browser = await toPaper(rig, alice)
    await rig.forgiven(() => browser.answer({ code: first }))
    expect(await whoIsIn(browser)).toBe(alice.login)
    // Its owner hears of it, and is led to a new sheet.
    const told = `select 1 from messages where person_id = $1 and kind = 'methods-changed'`
    expect(await ask(rig.town.database, told, [alice.id])).toHaveLength(1)
    await browser.get('/', { accept: 'text/html' })
    expect(browser.last.text).toContain('Du logget inn med en reservekode.')
    const thief = await toPaper(rig, alice)
    await rig.attack({}, async () => {
      await thief.answer({ code: first })
      expect(thief.last.problem?.code).toBe('wrong-recovery-code')
      const until = rig.town.moment().now.getTime() + 3_600_000
      while (rig.town.moment().now.getTime() < until) {
        await thief.answer({ code: madeUp() })
        expect(thief.last.to).toBeUndefined()
        await rig.pass(20)
      }
    })
    const [failed] = await ask<{ count: number }>(
      rig.town.database,
      `select count(*)::int as count from events where person_id = $1 and kind = 'proof.failed'
         and data ->> 'factor' = 'codes'`,
      [alice.id],
    )
    expect(failed?.count).toBeGreaterThan(3)
    expect(failed?.count).toBeLessThanOrEqual(10)
    await rig.pass(3600)
    const late = await toPaper(rig, alice)
    await rig.forgiven(() => late.answer({ code: second }))
    expect(await whoIsIn(late)).toBe(alice.login)
  },
  60,
)

attack(
  'ATK-REC-07b one code on paper in fifty packets lets one browser in once',
  async (rig) => {
    await rig.town.apply(methodsHouse())
    for (let time = 0; time < roundsOn(rig); time += 1) {
      const alice = await rig.colleague('alice')
      const [code = ''] = await givePaper(rig, alice)
      const browsers = [await toPaper(rig, alice), await toPaper(rig, alice)]
      await rig.attack({ sessions: 1, rows: true, busy: true }, async () => {
        const packets = browsers.map((browser) => answering(rig, browser, { code }))
        expect(letIn(await fifty(rig, packets))).toBe(1)
      })
    }
  },
  doubleSeconds,
)

attack(
  'ATK-REC-07c one pass in fifty packets lets one browser in once',
  async (rig) => {
    await rig.town.apply(methodsHouse({ need: { accepts: ['password', 'pass', 'totp'] } }))
    for (let time = 0; time < roundsOn(rig); time += 1) {
      const alice = await rig.colleague('alice')
      const moment = { ...rig.town.moment(), house: rig.town.opened.house }
      const { code } = await givePass(moment, { person: alice.id })
      rig.town.canaries.add(code)
      const browsers = [rig.browser(), rig.browser()]
      for (const browser of browsers) {
        await rig.forgiven(() => toSecond(browser, alice))
        expect(browser.last.screen?.['by']).toBe('pass')
      }
      await rig.attack({ sessions: 1, rows: true, busy: true }, async () => {
        const packets = browsers.map((browser) => answering(rig, browser, { code }))
        expect(letIn(await fifty(rig, packets))).toBe(1)
      })
    }
  },
  doubleSeconds,
)

attack('ATK-REC-08 a new sheet needs a fresh proof, and is the end of the old one', async (rig) => {
  await rig.town.apply(methodsHouse())
  const alice = await rig.colleague('alice')
  const key = await giveApp(rig, alice)
  const [old = '', other = ''] = await givePaper(rig, alice)
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, alice))
  if (browser.last.screen?.['by'] !== 'totp') await chooses(browser, otherOf(browser, 'totp'))
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key) }))
  expect(await whoIsIn(browser)).toBe(alice.login)
  await rig.pass(16 * 60)
  await rig.attack({ events: [] }, async () => {
    await addsMethod(browser, 'codes')
    expect(browser.last.screen?.['kind']).toBe('password')
    const { form } = browser.last
    for (const question of ['enrol.codes.1', 'enrol.codes.2']) {
      await browser.post(form?.action ?? '', { token: form?.token ?? '', question })
      await browser.get(form?.action ?? '')
      expect(browser.last.screen?.['kind']).toBe('password')
    }
  })
  // The old ones still work.
  const still = await toPaper(rig, alice)
  await rig.forgiven(() => still.answer({ code: old }))
  expect(await whoIsIn(still)).toBe(alice.login)
  // By whoever has just shown it: the new ones, and never the old again.
  await addsMethod(still, 'codes')
  expect(still.last.screen?.['kind']).toBe('show-codes')
  const shown: unknown = still.last.screen?.['codes']
  const [made = ''] = Array.isArray(shown) ? shown.map(String) : []
  await still.answer({})
  expect(still.last.to).toBe('/security?done=added')
  expect((await methodsOf(rig, alice)).filter(({ factor }) => factor === 'codes')).toHaveLength(1)
  const thief = await toPaper(rig, alice)
  await rig.attack({}, async () => {
    await thief.answer({ code: other })
    expect(thief.last.problem?.code).toBe('wrong-recovery-code')
  })
  await rig.forgiven(() => thief.answer({ code: made }))
  expect(await whoIsIn(thief)).toBe(alice.login)
})
