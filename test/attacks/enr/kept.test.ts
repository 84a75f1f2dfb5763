// What stays of a method that was set up: a key is never shown again, a session that is over or
// that rests adds none, and what the helpdesk gives is given to another, for a while, and not in
// silence.
import { expect } from 'vitest'
import { givePass } from '../../../src/domain/methods/passes.ts'
import {
  addsMethod,
  cameIn,
  codeOf,
  keyOn,
  methodsHouse,
  newNumber,
  shownBy,
  toSecond,
} from '../methods.ts'
import { attack, openRig } from '../rig.ts'
import { signOut, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

attack('ATK-ENR-14 a key is shown while it is set up, and never after', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'alice')
  await addsMethod(browser, 'totp')
  const page = browser.last.path
  const key = keyOn(browser)
  const shown = String(browser.last.screen?.['key'])
  rig.town.canaries.add(key.toString('base64')).add(shown).add(shown.replaceAll(' ', ''))
  // Only in the browser that sets it up.
  const thief = rig.browser()
  await rig.attack({}, async () => {
    thief.cookies.set('__Host-portvakt', browser.cookies.get('__Host-portvakt') ?? '')
    await thief.get(page)
    expect([thief.last.status, thief.last.text.includes(shown)]).toEqual([403, false])
  })
  await browser.answer({ code: shownBy(rig, key) })
  expect(browser.last.to).toBe('/security?done=added')
  await rig.attack({}, async () => {
    for (const accept of ['application/json', 'text/html']) {
      for (const path of [page, `${page}/wait`, '/security', '/security?done=added', '/']) {
        await browser.get(path, { accept })
        expect([path, isShown(browser.last.text, shown)]).toEqual([path, false])
      }
      await browser.get(page, { accept })
      expect(browser.last.status).toBe(410)
    }
    // Another app of the same person is another key.
    await addsMethod(browser, 'totp')
    expect(keyOn(browser).equals(key)).toBe(false)
  })
  const [kept] = await ask<{ row: string }>(
    rig.town.database,
    `select string_agg(row::text, ' ') as row from events row where person_id = $1`,
    [person.id],
  )
  expect(isShown(kept?.row ?? '', shown)).toBe(false)
})

const isShown = (text: string, key: string): boolean =>
  text.includes(key) || text.includes(key.replaceAll(' ', ''))

attack('ATK-ENR-19b a session that is over, or that rests, adds no method', async (rig) => {
  await rig.town.apply(methodsHouse())
  // Stolen while it rested: what was shown is too old, and is asked for once more.
  const resting = await cameIn(rig, 'alice')
  await rig.pass(16 * 60)
  await rig.attack({}, async () => {
    for (const kind of ['totp', 'passkey', 'sms', 'codes', 'any']) {
      await addsMethod(resting.browser, kind)
      expect([kind, resting.browser.last.screen?.['kind']]).toEqual([kind, 'password'])
    }
    const { form } = resting.browser.last
    for (const question of ['enrol.totp.1', 'enrol.sms.1', 'enrol.1']) {
      const token = form?.token ?? ''
      await resting.browser.post(form?.action ?? '', {
        token,
        question,
        phone: newNumber(),
        code: '1',
      })
      await resting.browser.get(form?.action ?? '')
      expect(resting.browser.last.screen?.['kind']).toBe('password')
    }
  })
  // Signed out in this browser, or everywhere from another: the page that stands open is dead.
  for (const isElsewhere of [false, true]) {
    const { person, browser, key } = await cameIn(rig, 'bob')
    await addsMethod(browser, 'totp')
    const { form } = browser.last
    const thiefs = keyOn(browser)
    await rig.pass(60)
    const own = isElsewhere ? rig.browser() : browser
    if (isElsewhere) {
      await rig.forgiven(() => toSecond(own, person))
      await rig.forgiven(() => own.answer({ code: codeOf(rig, key) }))
    }
    await signOut(own, isElsewhere)
    await rig.attack({ events: [] }, async () => {
      const { action = '', token = '', question = '' } = form ?? {}
      await browser.post(action, { token, question, code: shownBy(rig, thiefs) })
      expect([isElsewhere, browser.last.to === '/security?done=added']).toEqual([
        isElsewhere,
        false,
      ])
      await browser.get(action)
      expect(browser.last.screen?.['kind']).not.toBe('scan-code')
    })
  }
  // The honest one, who is told on every address.
  const { person, browser } = await cameIn(rig, 'carol')
  const { database } = rig.town
  await database.send('', `insert into addresses values ($1, 'mail', $2, 1, $3)`, [
    person.id,
    `privat.${person.login}`,
    rig.town.moment().now,
  ])
  await addsMethod(browser, 'totp')
  await browser.answer({ code: shownBy(rig, keyOn(browser)) })
  expect(browser.last.to).toBe('/security?done=added')
  const told = await ask<{ count: number }>(
    database,
    `select count(*)::int as count from messages where person_id = $1 and kind = 'methods-changed'`,
    [person.id],
  )
  expect(told).toEqual([{ count: 2 }])
})

attack(
  'ATK-ENR-20 a pass is for another, for a while, and is not given in silence',
  async (rig) => {
    const accepts = ['password', 'totp', 'pass']
    await rig.town.apply(methodsHouse({ need: { accepts, methods: ['second'] } }))
    const desk = await rig.colleague('desk')
    const alice = await rig.colleague('alice')
    const moment = { ...rig.town.moment(), house: rig.town.opened.house }
    await rig.attack({ events: [] }, async () => {
      await expect(givePass(moment, { person: desk.id, by: desk.id })).rejects.toThrow()
      for (const so of [{ minutes: 100_000 }, { minutes: 0 }, { uses: 1_000 }, { uses: 0 }])
        await expect(givePass(moment, { person: alice.id, by: desk.id, ...so })).rejects.toThrow()
    })
    const dave = await rig.suspended()
    await expect(givePass(moment, { person: dave.id, by: desk.id })).rejects.toThrow()
    const messages = async (): Promise<number> =>
      (
        await ask<{ count: number }>(
          rig.town.database,
          `select count(*)::int as count from messages where person_id = $1`,
          [alice.id],
        )
      )[0]?.count ?? 0
    const before = await messages()
    const { code } = await givePass(moment, { person: alice.id, by: desk.id })
    // The person hears of it, by every way that stood before.
    expect(await messages()).toBe(before + 1)
    const given = await ask<{ actor: string }>(
      rig.town.database,
      `select actor from events where person_id = $1 and kind = 'pass.given'`,
      [alice.id],
    )
    expect(given).toEqual([{ actor: desk.id }])
    // It stands beside a password and never for it; it works once, and counts as no way of her own.
    const browser = rig.browser()
    await rig.attack({}, async () => {
      const thief = rig.browser()
      await thief.get('/')
      await thief.follow()
      await thief.answer({ name: alice.login })
      await thief.follow()
      await thief.answer({ code })
      expect(thief.last.screen?.['kind']).toBe('password')
      await thief.answer({ password: code })
      expect(await whoIsIn(thief)).toBeUndefined()
    })
    await rig.forgiven(() => toSecond(browser, alice))
    expect(browser.last.screen?.['by']).toBe('pass')
    await rig.forgiven(() => browser.answer({ code }))
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('scan-code')
    const again = rig.browser()
    await rig.attack({}, async () => {
      await toSecond(again, alice)
      if (again.last.screen?.['by'] === 'pass') await again.answer({ code })
      expect(again.last.to).toBeUndefined()
      expect(await whoIsIn(again)).toBeUndefined()
    })
  },
)
