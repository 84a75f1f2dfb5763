// Two things at once with methods: one is used while it is taken away or its owner is suspended, a
// number changes under its code, and what may be used once is used fifty times in one moment.
import { expect } from 'vitest'
import { freezeHash } from '../../../src/domain/methods/set-up.ts'
import { keepFreeze } from '../../../src/store/methods/freezes.ts'
import type { Visitor } from '../../town/visitor.ts'
import { doubleSeconds, fifty, roundsOn } from '../double.ts'
import {
  addsMethod,
  cameIn,
  chooses,
  codeOf,
  giveNumber,
  keyOn,
  methodsHouse,
  methodsOf,
  newNumber,
  otherOf,
  removes,
  shownBy,
  toSecond,
} from '../methods.ts'
import { answering, urlencoded, written } from '../packets.ts'
import { attack, openRig, type Rig, rounds } from '../rig.ts'
import { name, openLetter, places, whoIsIn } from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

attack(
  'ATK-RACE-01c whoever is suspended at the code is not in, and sets nothing up',
  async (rig) => {
    await rig.town.apply(methodsHouse())
    await cameIn(rig, 'honest')
    for (let round = 0; round < rounds / 4; round += 1) {
      const alice = await rig.colleague('alice')
      const number = await giveNumber(rig, alice)
      const browser = rig.browser()
      await rig.forgiven(() => toSecond(browser, alice))
      await Promise.all([
        browser.answer({ code: rig.town.phones.codeTo(number) }),
        rig.suspend(alice),
      ])
      expect(await whoIsIn(browser)).toBeUndefined()
      expect(await liveSessions(rig.town.database, alice.id)).toBe(0)

      const bob = await cameIn(rig, 'bob')
      await addsMethod(bob.browser, 'totp')
      const code = shownBy(rig, keyOn(bob.browser))
      // Set up before, or not at all; and nothing after it.
      const { form } = bob.browser.last
      await Promise.all([bob.browser.answer({ code }), rig.suspend(bob.person)])
      expect(await whoIsIn(bob.browser)).toBeUndefined()
      const kinds = (await methodsOf(rig, bob.person)).map(({ factor }) => factor)
      await rig.attack({ events: [] }, async () => {
        const { action = '', token = '', question = '' } = form ?? {}
        await bob.browser.post(action, { token, question, code })
      })
      expect((await methodsOf(rig, bob.person)).map(({ factor }) => factor)).toEqual(kinds)

      const carol = await cameIn(rig, 'carol')
      await addsMethod(carol.browser, 'totp')
      const right = shownBy(rig, keyOn(carol.browser))
      await rig.suspend(carol.person)
      await rig.attack(
        { events: [] },
        async () => void (await carol.browser.answer({ code: right })),
      )
    }
  },
)

attack('ATK-RACE-02c an app that is taken away while it is used leaves nobody in', async (rig) => {
  await rig.town.apply(methodsHouse())
  for (let round = 0; round < rounds / 4; round += 1) {
    const { person, browser, key } = await cameIn(rig, 'alice')
    await giveNumber(rig, person)
    await rig.pass(60)
    const thief = rig.browser()
    await rig.forgiven(() => toSecond(thief, person))
    if (thief.last.screen?.['by'] !== 'totp') await chooses(thief, otherOf(thief, 'totp'))
    const app = (await methodsOf(rig, person)).find(({ factor }) => factor === 'totp')
    await Promise.all([removes(browser, app?.id ?? ''), thief.answer({ code: codeOf(rig, key) })])
    expect((await methodsOf(rig, person)).map(({ factor }) => factor)).not.toContain('totp')
    expect(await whoIsIn(thief)).toBeUndefined()
    expect(await liveSessions(rig.town.database, person.id)).toBe(1)
  }
})

attack('ATK-RACE-02d what was shown by a method that is gone sets nothing up', async (rig) => {
  await rig.town.apply(methodsHouse())
  for (let round = 0; round < rounds / 4; round += 1) {
    const isAfter = round % 2 === 0
    const thief = await cameIn(rig, 'alice')
    await giveNumber(rig, thief.person)
    await addsMethod(thief.browser, 'totp')
    const page = thief.browser.last
    const code = shownBy(rig, keyOn(thief.browser))
    const owner = rig.browser()
    await rig.forgiven(() => toSecond(owner, thief.person))
    if (owner.last.screen?.['by'] !== 'sms') await chooses(owner, otherOf(owner, 'sms'))
    const [sms] = (await methodsOf(rig, thief.person)).filter(({ factor }) => factor === 'sms')
    expect(sms).toBeDefined()
    await rig.forgiven(() => owner.answer({ code: rig.town.phones.codeTo(numberOf(rig)) }))
    expect(await whoIsIn(owner)).toBe(thief.person.login)
    const app = (await methodsOf(rig, thief.person)).find(({ factor }) => factor === 'totp')
    const steals = () =>
      thief.browser.post(page.form?.action ?? '', {
        token: page.form?.token ?? '',
        question: page.form?.question ?? '',
        code,
      })
    if (isAfter) {
      await removes(owner, app?.id ?? '')
      await steals()
    } else await Promise.all([removes(owner, app?.id ?? ''), steals()])
    const kinds = (await methodsOf(rig, thief.person)).map(({ factor }) => factor)
    if (isAfter) expect(kinds).toEqual(['password', 'sms'])
    expect(await whoIsIn(thief.browser)).toBeUndefined()
  }
})

/** The number of the last message. */
const numberOf = (rig: Rig): string => rig.town.phones.messages.at(-1)?.to ?? ''

attack('ATK-RACE-03d a code dies with the number it was sent to', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'alice')
  const old = await giveNumber(rig, person)
  const standing: Visitor[] = []
  for (let time = 0; time < 2; time += 1) {
    const each = rig.browser()
    await rig.forgiven(() => toSecond(each, person))
    if (each.last.screen?.['by'] !== 'sms') await chooses(each, otherOf(each, 'sms'))
    standing.push(each)
  }
  const codes = rig.town.phones.messagesTo(old).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '')
  const [before] = (await methodsOf(rig, person)).filter(({ factor }) => factor === 'sms')
  // Another number is set up, and the old one is taken away: its codes are nobody's.
  const next = newNumber()
  await addsMethod(browser, 'sms')
  await browser.answer({ phone: next })
  await browser.follow()
  await browser.answer({ code: rig.town.phones.codeTo(next) })
  await removes(browser, before?.id ?? '')
  expect((await methodsOf(rig, person)).filter(({ factor }) => factor === 'sms')).toHaveLength(1)
  await rig.attack({}, async () => {
    for (const [at, each] of standing.entries()) {
      await each.answer({ code: codes[at] ?? '' })
      if (each.last.to) await each.follow()
      expect(await whoIsIn(each)).toBeUndefined()
    }
  })
  // The first set-up: the number that was known is corrected while its code is on the way.
  const carol = await rig.invited()
  const known = newNumber()
  const corrected = newNumber()
  const knows = (number: string) =>
    ask(rig.town.database, 'update people set known_phone = $2 where id = $1', [carol.id, number])
  await knows(known)
  const begins = rig.browser()
  await begins.get(places.letter(carol.token))
  await begins.answer({ do: 'send' })
  await begins.follow()
  expect(rig.town.phones.messagesTo(known)).toHaveLength(1)
  const code = rig.town.phones.codeTo(known)
  await knows(corrected)
  await rig.attack({}, async () => {
    await begins.answer({ code })
    if (begins.last.to) await begins.follow()
    // Refused at the code, or at the latest where it would become something.
    if (begins.last.screen?.['kind'] === 'new-password')
      await begins.answer({ password: rig.newPassword() })
    if (begins.last.to) await begins.follow()
    expect(await whoIsIn(begins)).toBeUndefined()
    expect((await methodsOf(rig, carol)).map(({ factor }) => factor)).toEqual(['pin'])
  })
})

attack(
  'ATK-RACE-03e one letter with its PIN in fifty packets makes one password',
  async (rig) => {
    await rig.town.apply(methodsHouse())
    for (let time = 0; time < roundsOn(rig); time += 1) {
      const carol = await rig.invited()
      const browsers = [rig.browser(), rig.browser(), rig.browser()]
      for (const browser of browsers) await rig.forgiven(() => openLetter(browser, carol))
      const answers = await fifty(
        rig,
        browsers.map((browser) => answering(rig, browser, { password: rig.newPassword() })),
      )
      // The house may say that it is busy, and nothing worse.
      expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([])
      const rows = await ask<{ kind: string; count: number }>(
        rig.town.database,
        `select kind, count(*)::int as count from events where person_id = $1
         and kind in ('letter.spent', 'password.changed') group by 1 order by 1`,
        [carol.id],
      )
      expect(rows).toEqual([
        { kind: 'letter.spent', count: 1 },
        { kind: 'password.changed', count: 1 },
      ])
      const again = rig.browser()
      await again.get(places.letter(carol.token))
      expect(again.last.status).toBe(410)
    }
  },
  doubleSeconds,
)

attack('ATK-RACE-09b nothing, a list and null name no method, link or call', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'alice')
  const moment = rig.town.moment()
  const token = `freeze-of-${person.id}`
  await keepFreeze(rig.town.database, {
    tokenHash: freezeHash(rig.town.opened.house, token),
    person: person.id,
    now: moment.now,
    until: new Date(moment.now.getTime() + 86_400_000),
  })
  await browser.get(`/freeze/${token}`)
  expect(browser.last.screen?.['about']).toBe('freeze')
  const own = browser.last.form
  const post = (target: string, type: string, body: string) =>
    rig.call(written(rig, browser, { target, type, body }))
  const fields = { token: own?.token ?? '', question: 'remove' }
  const fixed = new URLSearchParams(fields).toString()
  await rig.attack({ events: [] }, async () => {
    for (const target of ['remove', 'remove/confirmed', 'rename', 'default']) {
      for (const value of [null, [], {}, 0, false, [person.id], { $ne: '' }]) {
        const body = JSON.stringify({ ...fields, method: value, choice: value, name: value })
        const told = await post(`/security/${target}`, 'application/json', body)
        expect([target, value, told.status]).toEqual([target, value, 400])
      }
      for (const said of [
        'method=',
        'method[]=',
        'method=null',
        'method=undefined',
        'choice=',
        '',
      ]) {
        const form = `${fixed}&${said}`
        const told = await post(`/security/${target}`, urlencoded, form)
        const problem: unknown = JSON.parse(await told.text())
        expect([target, said, problem]).toMatchObject([target, said, { problem: {} }])
      }
    }
    for (const guess of ['', '%00', 'null', 'undefined', '[]', '..%2f', token.toUpperCase()]) {
      for (const target of [`/freeze/${guess}`, `/gateways/calls/${guess}/${guess}`]) {
        const told = await post(target, urlencoded, fixed)
        expect([target, told.status >= 400 && told.status < 500]).toEqual([target, true])
        expect(await told.text()).not.toContain(person.firstName)
      }
    }
    // A form of another browser freezes nobody.
    const other = rig.browser()
    await name(other, person.login)
    for (const stolen of ['', 'null', other.last.form?.token ?? '']) {
      await browser.post(`/freeze/${token}`, { token: stolen, question: 'freeze' })
      expect(browser.last.status).toBe(403)
    }
  })
  await browser.get(`/freeze/${token}`)
  await browser.answer({})
  expect(browser.last.screen?.['about']).toBe('frozen')
  expect(await whoIsIn(browser)).toBeUndefined()
})
