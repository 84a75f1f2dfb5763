// What protects an account and is changed: its owner hears of it wherever else they are reached,
// can close the account by a link that can do nothing else, and can take the change back for a day.
// A number that came a moment ago, or has just given a new password, is no key of its own.
import { expect } from 'vitest'
import { formatPhone } from '../../../src/lib/methods/phone-number.ts'
import type { Visitor } from '../../town/visitor.ts'
import {
  addsMethod,
  cameIn,
  chooses,
  codeOf,
  giveApp,
  giveNumber,
  keyOn,
  methodsOf,
  newNumber,
  otherOf,
  removes,
  shownBy,
  toSecond,
} from '../methods.ts'
import type { Person } from '../people.ts'
import { atNewPassword, begins, lettersTo, presses, recoveringHouse, turns } from '../recovery.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const day = 86_400
const soon = { timeout: 10_000 }

const newsAt = ({ town }: Rig, number: string): number =>
  town.phones.messagesTo(number).filter(({ text }) => !/\d{6}/.test(text)).length

const freezesIn = (rig: Rig, address: string): readonly string[] =>
  lettersTo(rig, address).flatMap(({ text }) => /\/freeze\/[\w-]{43}/.exec(text)?.[0] ?? [])

const idOf = async (rig: Rig, person: Person, factor: string): Promise<string> =>
  (await methodsOf(rig, person)).find((method) => method.factor === factor)?.id ?? ''

async function posts(browser: Visitor, act: string, fields: Record<string, string>): Promise<void> {
  await browser.get('/security')
  const token = browser.last.form?.token ?? JSON.parse(browser.last.text).token
  await browser.post(`/security/${act}`, { token, question: '', ...fields })
}

/** Another number in the place of theirs, shown to be in the hand of whoever sits there. */
async function replaces(rig: Rig, browser: Visitor, person: Person): Promise<string> {
  const next = newNumber()
  await posts(browser, 'replace', { method: await idOf(rig, person, 'sms') })
  await browser.follow()
  await browser.answer({ do: 'send', phone: next })
  await browser.follow()
  await browser.answer({ code: rig.town.phones.codeTo(next) })
  expect(browser.last.to).toBe('/security?done=number-changed')
  return next
}

attack(
  'ATK-AUD-06b every change of what protects an account is told wherever else its owner is',
  async (rig) => {
    await rig.town.apply(recoveringHouse())
    const { person, browser } = await cameIn(rig, 'alice')
    const home = `privat.${person.login}`
    await rig.town.database.send('', `insert into addresses values ($1, 'mail', $2, 1, $3)`, [
      person.id,
      home,
      rig.town.moment().now,
    ])
    const first = await giveNumber(rig, person)
    const second = await giveNumber(rig, person)
    const numbers = new Map([
      [first, 0],
      [second, 0],
    ])
    let letters = 0
    /** One letter to each address, and one message to each of these numbers. */
    const isTold = async (what: string, told: readonly string[]): Promise<void> => {
      letters += 1
      for (const number of told) numbers.set(number, (numbers.get(number) ?? 0) + 1)
      for (const address of [person.login, home])
        await expect
          .poll(() => freezesIn(rig, address).length, { ...soon, message: `${what}: ${address}` })
          .toBe(letters)
      for (const [number, count] of numbers)
        await expect
          .poll(() => newsAt(rig, number), { ...soon, message: `${what}: ${number}` })
          .toBe(count)
    }
    await addsMethod(browser, 'totp')
    await browser.answer({ code: shownBy(rig, keyOn(browser)) })
    await isTold('an app was added', [first, second])
    for (const change of ['a sheet was added', 'a sheet was made anew']) {
      await addsMethod(browser, 'codes')
      await browser.answer({})
      await isTold(change, [first, second])
    }
    await removes(browser, await idOf(rig, person, 'codes'))
    await isTold('the sheet was taken away', [first, second])
    const [ended] = await ask<{ id: string }>(
      rig.town.database,
      `select id from ended_methods where person_id = $1`,
      [person.id],
    )
    await posts(browser, 'restore', { method: ended?.id ?? '' })
    await isTold('the sheet was taken back', [first, second])
    const next = await replaces(rig, browser, person)
    numbers.set(next, 0)
    await isTold('a number was replaced', [first, second])
    // And no news of a number says which it is.
    const news = [
      ...rig.town.phones.messages.filter(({ to }) => numbers.has(to)).map(({ text }) => text),
      ...lettersTo(rig, person.login).map((letter) => JSON.stringify(letter)),
    ]
    for (const number of numbers.keys())
      for (const whole of [number.slice(3), formatPhone(number).slice(4)])
        expect(news.filter((text) => text.includes(whole))).toEqual([])
    // Whoever reads the letter can close the account by it, and do nothing else.
    const [link = ''] = freezesIn(rig, home).slice(-1)
    const whoever = rig.browser()
    await rig.attack({ events: [] }, async () => {
      await whoever.get(link)
      expect(whoever.last.screen).toMatchObject({ kind: 'confirm', choices: ['freeze'] })
      for (const path of ['/security', '/password', '/']) {
        await whoever.get(path)
        await whoever.follow()
        expect([path, whoever.last.screen?.['kind']]).toEqual([path, 'who'])
      }
    })
    await rig.attack({ rows: true }, async () => {
      await whoever.get(link)
      await whoever.answer({ password: rig.newPassword(), do: 'answer', choice: 'unfreeze' })
      expect(whoever.last.screen?.['about']).toBe('frozen')
      expect(await whoIsIn(browser)).toBeUndefined()
      expect(await whoIsIn(whoever)).toBeUndefined()
      for (const each of freezesIn(rig, person.login)) {
        await whoever.get(each)
        if (whoever.last.status === 200) await whoever.answer({})
        expect(await stateIn(rig, person)).toBe('suspended')
      }
    })
  },
  60,
)

const stateIn = async (rig: Rig, { id }: Person): Promise<string | undefined> =>
  (
    await ask<{ state: string }>(rig.town.database, 'select state from people where id = $1', [id])
  )[0]?.state

attack('ATK-REC-11b a number that was changed gives no new password for a day', async (rig) => {
  await rig.town.apply(recoveringHouse({ recover: { newNumberHours: 24 } }))
  const { person, browser: thief } = await cameIn(rig, 'alice')
  const old = await giveNumber(rig, person)
  const next = await replaces(rig, thief, person)
  await expect.poll(() => newsAt(rig, old), soon).toBe(1)
  expect(newsAt(rig, next)).toBe(0)
  const sent = (): number[] =>
    [old, next].map((number) => rig.town.phones.messagesTo(number).length)
  const before = sent()
  const asks = async (): Promise<Visitor> => {
    const browser = rig.browser()
    await turns(browser, person.login)
    await presses(browser, { do: 'send' })
    return browser
  }
  await rig.attack({}, async () => {
    for (const hours of [0, 12, 11]) {
      await rig.pass(hours * 3600)
      const browser = await asks()
      await presses(browser, { code: '000000' })
      expect(browser.last.problem?.code).toBe('wrong-code')
      await chooses(browser, 'voice')
      await presses(browser, { do: 'call' })
    }
    expect(sent()).toEqual(before)
    expect(rig.town.phones.calls.filter(({ to }) => to === next || to === old)).toEqual([])
  })
  await rig.pass(2 * 3600)
  await asks()
  await expect.poll(sent, soon).toEqual([before[0], (before[1] ?? 0) + 1])
})

attack('ATK-REC-11c a change is taken back by a fresh proof alone, and for a day', async (rig) => {
  await rig.town.apply(recoveringHouse())
  const { person, browser, key } = await cameIn(rig, 'alice')
  const mallory = await cameIn(rig, 'mallory')
  await giveNumber(rig, person)
  const old = await idOf(rig, person, 'sms')
  await replaces(rig, browser, person)
  await rig.attack({ events: [] }, async () => {
    // Not by whoever is somebody else, and not by a session that has rested.
    for (const method of [old, await idOf(rig, person, 'sms'), '']) {
      await posts(mallory.browser, 'restore', { method })
      expect(mallory.browser.last.problem?.code).toBe('not-restorable')
    }
    await rig.pass(16 * 60)
    await posts(browser, 'restore', { method: old })
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('password')
    await posts(browser, 'restore', { method: old })
    expect(browser.last.to).toMatch(/^\/visit\//)
  })
  await browser.follow()
  await rig.forgiven(() => browser.answer({ password: person.password }))
  await browser.follow()
  if (browser.last.screen?.['by'] !== 'totp') await chooses(browser, otherOf(browser, 'totp'))
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key) }))
  await posts(browser, 'restore', { method: old })
  expect(browser.last.to).toBe('/security?done=restored')
  expect((await methodsOf(rig, person)).map(({ id }) => id)).toContain(old)
  // What was taken away a day ago is gone.
  await removes(browser, old)
  await rig.pass(day)
  const late = rig.browser()
  await rig.forgiven(() => toSecond(late, person))
  if (late.last.screen?.['by'] !== 'totp') await chooses(late, otherOf(late, 'totp'))
  await rig.forgiven(() => late.answer({ code: codeOf(rig, key) }))
  await rig.attack({ events: [] }, async () => {
    await posts(late, 'restore', { method: old })
    expect(late.last.problem?.code).toBe('not-restorable')
  })
})

attack('ATK-REC-11d a number that gave a new password is no second proof yet', async (rig) => {
  const alice = await begins(rig, { recover: { waitMinutes: 60 } })
  const key = await giveApp(rig, alice.person)
  const thief = rig.browser()
  await atNewPassword(rig, thief, alice)
  const password = rig.newPassword()
  await presses(thief, { password })
  const isSent = (): number => rig.town.phones.messagesTo(alice.number).length
  const before = isSent()
  const sms = await idOf(rig, alice.person, 'sms')
  const own = { ...alice.person, password }
  await rig.attack({}, async () => {
    await rig.forgiven(() => presses(thief, { password }))
    for (const browser of [thief, rig.browser()]) {
      if (browser !== thief) await rig.forgiven(() => toSecond(browser, own))
      expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
      expect(browser.last.text).not.toContain('"factor":"sms"')
      for (const choice of ['sms', 'voice', sms]) {
        await presses(browser, { do: 'choose', choice })
        await presses(browser, { do: 'send', phone: alice.number })
        await presses(browser, { do: 'call' })
        expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
      }
      expect(await whoIsIn(browser)).toBeUndefined()
    }
    expect(isSent()).toBe(before)
  })
  // Its owner has another way meanwhile, and the number again after an hour.
  const honest = rig.browser()
  await rig.forgiven(() => toSecond(honest, own))
  await rig.forgiven(() => honest.answer({ code: codeOf(rig, key) }))
  expect(await whoIsIn(honest)).toBe(own.login)
  await rig.pass(3601)
  const later = rig.browser()
  await rig.forgiven(() => toSecond(later, own))
  expect(later.last.text).toContain('sms')
})
