// What a page shows of a number or an address: nothing to a stranger, and to whoever has shown one
// thing the same few signs each time, whichever door they come by. Nor does any page tell that
// somebody else has a number.
import { expect } from 'vitest'
import { maskPhone } from '../../../src/lib/methods/phone-number.ts'
import {
  addsMethod,
  cameIn,
  chooses,
  giveApp,
  giveNumber,
  newNumber,
  toSecond,
  wrongOf,
} from '../methods.ts'
import { begins, messageFor, presses, recoveringHouse, turns } from '../recovery.ts'
import { attack, isDeep, newAddress, openRig, type Rig } from '../rig.ts'
import type { Visitor } from '../../town/visitor.ts'
import { name, places } from '../verbs.ts'

openRig()

const languages = ['nb', 'nn', 'en'] as const
/** Each sign that hides one, and what stands around it. */
const masked = /[\w+@.• -]*•[\w+@.• -]*/g

let looks = 0
/** The page as it stands now, for a program and for a person, each time in the next language. */
async function bothOf(browser: Visitor): Promise<string> {
  const path = browser.last.form?.action ?? browser.last.path
  const seen = [browser.last.text, [...browser.last.headers].join()]
  looks += 1
  await browser.get(`${path}?language=${languages[looks % 3]}`, { accept: 'text/html' })
  seen.push(browser.last.text)
  await browser.get(path)
  return [...seen, browser.last.text].join('\n')
}

/** Whatever may be pressed before anything is shown, at each door. */
async function asStranger(browser: Visitor, login: string): Promise<string> {
  const seen: string[] = []
  const look = async (): Promise<void> => void seen.push(await bothOf(browser))
  await name(browser, login)
  await look()
  for (const fields of [
    { password: 'never this one' },
    { do: 'lost' },
    { do: 'choose', choice: 'sms' },
  ]) {
    await presses(browser, fields)
    await look()
  }
  for (const does of ['forgotten', 'locked'] as const) {
    await turns(browser, login, does)
    await look()
    for (const choice of ['sms', 'mail', 'voice', 'totp']) {
      await chooses(browser, choice)
      await look()
      await presses(browser, { do: choice === 'voice' ? 'call' : 'send' })
      await look()
      await presses(browser, { code: '000000' })
      await look()
    }
  }
  for (const path of [places.help, places.startCode, '/m', '/security']) {
    await browser.get(path)
    if (browser.last.to !== undefined) await browser.follow()
    await look()
  }
  return seen.join('\n')
}

/** The pages behind the password: of the second proof, of the ways, and of a phone that is gone. */
async function behindPassword(rig: Rig, browser: Visitor, person: Parameters<typeof toSecond>[1]) {
  const seen: string[] = []
  await rig.forgiven(() => toSecond(browser, person))
  seen.push(await bothOf(browser))
  for (const fields of [
    { do: 'choose', choice: '' },
    { do: 'choose', choice: 'sms' },
    { code: '000000' },
    { do: 'lost' },
    { do: 'back' },
  ]) {
    await presses(browser, fields)
    seen.push(await bothOf(browser))
  }
  return seen.join('\n')
}

attack(
  'ATK-ENUM-05 what is masked is masked alike at every door, and not before one proof',
  async (rig) => {
    const alice = await begins(rig)
    await giveApp(rig, alice.person)
    const number = await giveNumber(rig, alice.person, '+4799986427')
    // An address of which nothing stands in the name that was typed.
    await rig.town.database.send('', `update addresses set address = $2 where person_id = $1`, [
      alice.person.id,
      'hemmelig.adresse@innboks.example',
    ])
    const secrets = ['998642', '998 64', '+4799', alice.number, number, 'emmelig', 'adresse@']
    const isHidden = (text: string): void =>
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    const shown = new Set<string>()
    await rig.attack({}, async () => {
      const stranger = await asStranger(rig.browser(newAddress()), alice.person.login)
      isHidden(stranger)
      expect([...stranger.matchAll(masked)].map(([found]) => found)).toEqual([])
      expect(stranger.includes('innboks')).toBe(false)
      for (let times = 0; times < (isDeep ? 100 : 7); times += 1) {
        const thief = rig.browser(newAddress())
        const text = await behindPassword(rig, thief, alice.person)
        isHidden(text)
        for (const [found] of text.matchAll(masked)) shown.add(found.trim())
        await rig.pass(901)
      }
    })
    // However often, the same few signs.
    expect([...shown].toSorted()).toEqual([maskPhone(alice.number), '+47 ••• •• •27'].toSorted())
    // By one proof of the way round, an address: its first sign and its house.
    await rig.pass(3601)
    const byPhone = rig.browser()
    await turns(byPhone, alice.person.login)
    await presses(byPhone, { code: await messageFor(rig, byPhone, number) })
    const text = await bothOf(byPhone)
    isHidden(text)
    expect(new Set([...text.matchAll(/[\w.]*•+@[\w.]+/g)].map(([found]) => found))).toEqual(
      new Set(['h•••@innboks.example']),
    )
  },
  120,
)

/** What each page says that sets up this number, the last of them by the right code. */
async function setsUp(rig: Rig, called: string, phone: string): Promise<readonly unknown[]> {
  const { browser } = await cameIn(rig, called)
  await addsMethod(browser, 'sms')
  await browser.answer({ do: 'send', phone })
  await browser.follow()
  const { screen: { sent: _when, ending: _last, ...screen } = {}, problem } = browser.last
  const asked = [browser.last.status, screen, problem]
  await browser.answer({ code: wrongOf(rig.town.phones.codeTo(phone)) })
  const refused = browser.last.problem?.code
  await browser.answer({ code: rig.town.phones.codeTo(phone) })
  return [...asked, refused, browser.last.to]
}

attack('ATK-ENUM-04 a number that somebody else has is answered as one nobody has', async (rig) => {
  await rig.town.apply(recoveringHouse())
  const [hers, nobodys] = [newNumber(), newNumber()]
  await setsUp(rig, 'alice', hers)
  // Two may share a phone: to be told no would say that somebody has it.
  const told = await setsUp(rig, 'mallory', hers)
  expect(told).toEqual(await setsUp(rig, 'mallory', nobodys))
  expect(told.slice(-2)).toEqual(['wrong-code', '/security?done=added'])
})
