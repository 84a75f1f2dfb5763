// Setting up methods: what a rule wants is not talked away, one phone is one method, and nothing
// counts before it is verified.
import { expect } from 'vitest'
import { makeSoftKey, registrationOf } from '../../oracles/soft-authenticator.ts'
import { together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import {
  addsMethod,
  cameIn,
  chooses,
  keyOn,
  methodsHouse,
  methodsOf,
  newNumber,
  otherOf,
  shownBy,
  sceneOf,
  toSecond,
} from '../methods.ts'
import { answering } from '../packets.ts'
import type { Person } from '../people.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { authorize, authorizing, codeOf as grantOf, signIn, whoIsIn } from '../verbs.ts'

openRig()

const kindsOf = async (rig: Rig, person: Person): Promise<readonly string[]> =>
  (await methodsOf(rig, person)).map(({ factor }) => factor)

const twoKinds = {
  proofs: 1,
  accepts: ['password', 'totp', 'passkey'],
  methods: ['totp', 'passkey'],
  firstByOneProof: true,
}

attack('ATK-ENR-09 who has to set up two methods does not come in with one', async (rig) => {
  await rig.town.apply(methodsHouse({ need: twoKinds }))
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, alice))
  await browser.follow()
  expect(browser.last.screen?.['kind']).toBe('scan-code')
  const page = browser.last.path
  await rig.attack({ events: [] }, async () => triesToPass(browser, page))
  await chooses(browser, 'totp')
  await browser.answer({ code: shownBy(rig, keyOn(browser)) })
  await browser.follow()
  expect(browser.last.screen?.['kind']).toBe('passkey')
  await rig.attack({ events: [] }, async () => {
    await triesToPass(browser, page)
    // The app at hand is asked for, and opens nothing either.
    const post = rig.browser()
    for (const [name, value] of browser.cookies) post.cookies.set(name, value)
    await authorize(post, authorizing('post'))
    expect(grantOf(post.last)).toBeUndefined()
  })
  await browser.get(page)
  await chooses(browser, 'passkey')
  await browser.answer({ passkey: registrationOf(makeSoftKey(), sceneOf(browser.last)) })
  await browser.follow()
  if (browser.last.screen?.['kind'] === 'summary') await browser.answer({})
  expect(await whoIsIn(browser)).toBe(alice.login)
})

/** Whatever the page has, and much that it has not. */
async function triesToPass(browser: Visitor, page: string): Promise<void> {
  await browser.get(page)
  for (const fields of [
    { do: 'put-off' },
    { do: 'put-off', choice: 'second' },
    { do: 'choose' },
    { do: 'choose', choice: 'skip' },
    { do: 'choose', choice: 'pin' },
    { do: 'choose', choice: 'pass' },
    { do: 'send' },
    { do: 'correct' },
    { do: 'answer', choice: 'later' },
  ]) {
    const { form } = browser.last
    await browser.post(page, {
      token: form?.token ?? '',
      question: form?.question ?? '',
      ...fields,
    })
    if (browser.last.to) await browser.follow()
    expect([fields, browser.last.path]).toEqual([fields, page])
    await browser.get(page)
  }
  const version = Number(browser.last.form?.question.split('.').at(-1))
  for (const question of ['summary', 'none', 'renew']) {
    const token = browser.last.form?.token ?? ''
    await browser.post(page, { token, question: `${question}.${version}`, choice: '' })
    await browser.get(page)
  }
  expect(await whoIsIn(browser)).toBeUndefined()
  await browser.get(page)
}

attack('ATK-ENR-09b what may be put off twice is put off twice', async (rig) => {
  await rig.town.apply(
    methodsHouse({ need: { ...twoKinds, methods: ['totp'], putOff: { times: 2 } } }),
  )
  const alice = await rig.colleague('alice')
  const standing = async (): Promise<Visitor> => {
    const browser = rig.browser()
    await rig.forgiven(() => signIn(browser, alice))
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('scan-code')
    return browser
  }
  const first = await standing()
  await first.answer({ do: 'put-off' })
  expect(await whoIsIn(first)).toBe(alice.login)
  // Five stand before the page with one time left, and press in the same moment.
  const five: Visitor[] = []
  for (let time = 0; time < 5; time += 1) five.push(await standing())
  await rig.attack({ sessions: 1, rows: true }, async () => {
    await together(
      rig.nodes,
      five.map((browser) => answering(rig, browser, { do: 'put-off' })),
    )
  })
  const late = await standing()
  expect(late.last.screen?.['putOff']).toBeUndefined()
  await rig.attack({ events: [] }, async () => triesToPass(late, late.last.path))
  // A day that has passed is no grace either.
  const until = rig.town.moment().now.toISOString().slice(0, 10)
  await rig.town.apply(
    methodsHouse({ need: { ...twoKinds, methods: ['totp'], putOff: { until } } }),
  )
  const bob = await rig.colleague('bob')
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, bob))
  await browser.follow()
  await rig.attack({ events: [] }, async () => triesToPass(browser, browser.last.path))
})

attack('ATK-ENR-10 one phone, and one key, is one method', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'alice')
  const number = newNumber()
  const plain = number.slice(3)
  // Two tabs in which the same number is typed; both codes are right.
  const tabs = [rig.browser(), rig.browser()]
  for (const tab of tabs) {
    for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
    await addsMethod(tab, 'sms')
    await tab.answer({ phone: plain })
    await tab.follow()
  }
  const codes = rig.town.phones.messagesTo(number).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '')
  await together(
    rig.nodes,
    tabs.map((tab, at) => answering(rig, tab, { code: codes[at] ?? '' })),
  )
  expect(await kindsOf(rig, person)).toEqual(['password', 'sms', 'totp'])
  const again = rig.browser()
  await rig.forgiven(() => toSecond(again, person))
  await chooses(again, otherOf(again, 'sms'))
  await again.answer({ code: rig.town.phones.codeTo(number) })
  expect(await whoIsIn(again)).toBe(person.login)
  const written = [
    plain,
    number,
    `0047${plain}`,
    `47 ${plain}`,
    `(${number})`,
    plain.split('').join(' '),
  ]
  for (const phone of written) {
    for (const kind of ['sms', 'voice']) {
      await addsMethod(again, kind)
      await rig.attack({}, async () => {
        await again.answer({ phone })
        expect([phone, again.last.to, await kindsOf(rig, person)]).toEqual([
          phone,
          undefined,
          ['password', 'sms', 'totp'],
        ])
      })
    }
  }
  // A key that is set up is not set up once more, by whatever name.
  await addsMethod(again, 'totp')
  const key = keyOn(again)
  const { form } = again.last
  await again.answer({ code: shownBy(rig, key), name: 'En' })
  expect(await kindsOf(rig, person)).toEqual(['password', 'sms', 'totp', 'totp'])
  await rig.pass(60)
  await rig.attack({}, async () => {
    const { action = '', token = '', question = '' } = form ?? {}
    await again.post(action, { token, question, code: shownBy(rig, key), name: 'To' })
    expect(again.last.status).toBe(410)
  })
})

attack('ATK-ENR-11 a number that was never verified is nobody’s method', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'alice')
  const number = newNumber()
  await addsMethod(browser, 'sms')
  await browser.answer({ phone: number })
  await browser.follow()
  expect(rig.town.phones.messagesTo(number)).toHaveLength(1)
  await rig.attack({}, async () => {
    await browser.answer({ code: '' })
    await browser.answer({})
    expect(await kindsOf(rig, person)).toEqual(['password', 'totp'])
    await browser.get('/security')
    expect(browser.last.text).not.toMatch(
      new RegExp(`"(?:label|ending)":"[^"]*${number.slice(-2)}"`),
    )
    const later = rig.browser()
    await toSecond(later, person)
    expect(later.last.screen?.['others'] ?? []).toEqual([])
    for (const choice of ['sms', 'voice', 'known', 'sms.other-number']) {
      await later.answer({ do: 'choose', choice })
      expect([choice, later.last.problem?.code]).toEqual([choice, 'choice-missing'])
    }
    for (const act of ['send', 'call']) {
      await later.answer({ do: act })
      if (!later.last.form) await later.follow()
      expect(later.last.screen?.['by']).toBe('totp')
    }
  })
  expect(rig.town.phones.messagesTo(number)).toHaveLength(1)
})

attack('ATK-ENR-12 a code verifies the number it was sent to, and no other', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser } = await cameIn(rig, 'mallory')
  const hers = newNumber()
  const another = newNumber()
  const maskOf = (number: string): string => `+47 ••• •• •${number.slice(-2)}`
  await addsMethod(browser, 'sms')
  await browser.answer({ phone: hers })
  await browser.follow()
  const code = rig.town.phones.codeTo(hers)
  // Corrected to another number: what was sent to the first says nothing of it.
  await rig.attack({}, async () => {
    await browser.answer({ do: 'correct' })
    await browser.follow()
    await browser.answer({ phone: another })
    await browser.follow()
    await browser.answer({ code })
    expect([browser.last.to, browser.last.problem?.code]).toEqual([undefined, 'wrong-code'])
  })
  // Said in the very answer, in whatever field: the number is the one that was sent to.
  const right = rig.town.phones.codeTo(another)
  const victim = newNumber()
  const said = { phone: victim, number: victim, to: victim, country: 'SE', method: 'known' }
  await browser.answer({ code: right, ...said })
  expect(browser.last.to).toBe('/security?done=added')
  const labels = (await methodsOf(rig, person)).map(({ label }) => label)
  expect(labels).toContain(maskOf(another))
  expect(labels).not.toContain(maskOf(victim))
  expect(rig.town.phones.messagesTo(victim)).toEqual([])
})
