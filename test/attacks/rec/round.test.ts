// The way round of a forgotten password: what may be skipped, bent or flooded, and by whom.
import { expect } from 'vitest'
import { rawCall, together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import { chooses, giveApp, codeOf as appCode, wrongOf } from '../methods.ts'
import { answering } from '../packets.ts'
import {
  atNewPassword,
  begins,
  codesIn,
  isAtDoor,
  lettersTo,
  messageFor,
  presses,
  turns,
} from '../recovery.ts'
import { attack, newAddress, openRig } from '../rig.ts'
import { authorize, authorizing, name, signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

attack('ATK-REC-01 no page of a new password before two proofs', async (rig) => {
  const alice = await begins(rig)
  const { login } = alice.person
  const honest = rig.browser()
  await atNewPassword(rig, honest, alice)
  const eve = rig.browser()
  await turns(eve, login)
  const next = rig.newPassword()
  await rig.attack({}, async () => {
    const { form } = eve.last
    const asked = Number(form?.question.split('.').at(-1))
    for (const question of ['renew', 'prove', 'prove.mail', 'prove.sms', 'identify', 'summary'])
      for (const version of [asked - 1, asked, asked + 1]) {
        const fields = { token: form?.token ?? '', question: `${question}.${version}` }
        await eve.post(form?.action ?? '', { ...fields, password: next, renewed: 'true' })
        await eve.get(form?.action ?? '')
        expect(eve.last.screen?.['kind']).toBe('enter-code')
      }
    for (const choice of ['mail', 'totp', 'codes', 'passkey', 'password', 'renew', 'sms', '']) {
      await presses(eve, { do: 'choose', choice })
      expect(eve.last.screen?.['kind']).not.toBe('new-password')
      await presses(eve, { password: next })
      expect(eve.last.screen?.['kind']).not.toBe('new-password')
    }
    // Back, and round once more, as often as anybody likes.
    await presses(eve, { do: 'back' })
    for (const does of ['forgotten', 'locked', 'forgotten', 'back'] as const) {
      await presses(eve, { do: does })
      await presses(eve, { password: next })
      expect(eve.last.screen?.['kind']).not.toBe('new-password')
    }
  })
  await rig.pass(3601)
  // One proof is half the way, and no other means of the same number is the rest of it.
  await turns(eve, login)
  await presses(eve, { code: await messageFor(rig, eve, alice.number) })
  await rig.attack({}, async () => {
    for (const choice of ['sms', 'voice', 'question', 'password']) {
      await chooses(eve, choice)
      await presses(eve, { password: next })
      expect(eve.last.screen?.['kind']).not.toBe('new-password')
    }
  })
})

attack('ATK-REC-01b a way round that is left half-way has changed nothing', async (rig) => {
  const alice = await begins(rig)
  const browser = rig.browser()
  await atNewPassword(rig, browser, alice)
  await rig.attack({}, async () => {
    // Two proofs were shown; at the door they are none.
    await presses(browser, { do: 'back' })
    isAtDoor(browser, alice.person)
    await presses(browser, { password: rig.newPassword() })
    expect(browser.last.problem?.code).toBe('wrong-name-or-password')
    await presses(browser, { do: 'forgotten' })
    expect(browser.last.screen).toMatchObject({ kind: 'enter-code', isDiscreet: true })
  })
  await presses(browser, { do: 'back' })
  await rig.forgiven(() => presses(browser, { password: alice.person.password }))
  // And the message is asked for anew.
  expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
  expect(await whoIsIn(browser)).toBeUndefined()
})

attack('ATK-REC-01c what a session has shown counts nowhere on the way round', async (rig) => {
  const alice = await begins(rig, { need: { proofs: 1 } })
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, alice.person))
  expect(await whoIsIn(browser)).toBe(alice.person.login)
  await rig.attack({}, async () => {
    await browser.get('/password')
    await browser.follow()
    const { form } = browser.last
    await browser.post(form?.action ?? '', {
      token: form?.token ?? '',
      question: form?.question ?? '',
      do: 'forgotten',
    })
    await browser.get(form?.action ?? '')
    expect(browser.last.screen).toMatchObject({ kind: 'password' })
  })
})

attack('ATK-REC-01e no account of a session brings its proofs along', async (rig) => {
  const alice = await begins(rig)
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, alice.person))
  await browser.follow()
  await rig.forgiven(() => browser.answer({ code: rig.town.phones.codeTo(alice.number) }))
  expect(await whoIsIn(browser)).toBe(alice.person.login)
  await authorize(browser, authorizing('post', { prompt: 'select_account' }))
  expect(browser.last.screen?.['kind']).toBe('choose-account')
  await rig.attack({ sessions: 1 }, async () => {
    await presses(browser, { do: 'forgotten' })
    await presses(browser, { person: alice.person.id })
    // Her session lets her in, and stands in for no forgotten password.
    expect(browser.last.to ?? browser.last.location).toContain('post.fjordvik.example')
  })
})

attack('ATK-REC-01d two who make one forgotten password anew end with one', async (rig) => {
  const alice = await begins(rig)
  const browsers = [rig.browser(), rig.browser()]
  for (const browser of browsers) await atNewPassword(rig, browser, alice)
  const chosen = browsers.map(() => rig.newPassword())
  const packets = browsers.map((browser, at) =>
    answering(rig, browser, { password: chosen[at] ?? '' }),
  )
  // Pressed twice in each of them, all in one moment.
  await rig.attack({ rows: true }, async () => {
    await together(rig.nodes, [...packets, ...packets])
  })
  const events = await ask(
    rig.town.database,
    `select 1 from events where kind = 'password.changed' and person_id = $1
       and data ->> 'because' = 'forgotten'`,
    [alice.person.id],
  )
  expect(events).toHaveLength(1)
  const right: string[] = []
  for (const password of chosen) {
    const browser = rig.browser()
    await rig.forgiven(() => signIn(browser, { ...alice.person, password }))
    if (browser.last.problem === undefined) right.push(password)
  }
  expect(right).toHaveLength(1)
})

attack('ATK-REC-02 what leads on from a mail is the address of the house', async (rig) => {
  const alice = await begins(rig)
  const evil = [
    ['x-forwarded-host', 'evil.example'],
    ['forwarded', 'host=evil.example'],
    ['x-original-host', 'evil.example'],
  ] as const
  const browser = rig.browser()
  await atNewPassword(rig, browser, alice)
  const { form } = browser.last
  const next = rig.newPassword()
  const fields = { token: form?.token ?? '', question: form?.question ?? '', password: next }
  await rig.attack({ rows: true }, async () => {
    await browser.post(form?.action ?? '', fields, Object.fromEntries(evil))
    expect(browser.last.status).toBe(200)
    // Another Host, also in the first line itself, is nobody's house.
    await browser.follow()
    const own = new URL(rig.origin).host
    const { target, headers, body = '' } = answering(rig, browser, { do: 'forgotten' })
    const asks = async (first: string, host: string): Promise<number> => {
      const written = [...headers, ['host', host], ['content-length', `${body.length}`]]
      const lines = [...written, ['connection', 'close']].map((line) => line.join(': '))
      const bytes = [`POST ${first} HTTP/1.1`, ...lines, '', body].join('\r\n')
      return (await rawCall(rig.nodes, bytes)).status
    }
    const elsewhere = `https://evil.example${target}`
    for (const [first, host] of [
      [target, 'evil.example'],
      [target, `${own}.evil.example`],
      [target, `${own}:80`],
      [elsewhere, own],
      [elsewhere, 'evil.example'],
    ] as const) {
      const status = await asks(first, host)
      expect([first, host, status >= 400 && status < 500]).toEqual([first, host, true])
    }
    expect(await asks(target, own)).toBe(200)
  })
  const { login } = alice.person
  await expect
    .poll(() => lettersTo(rig, login).filter(({ text }) => text.includes('https://')).length)
    .toBeGreaterThan(0)
  for (const letter of lettersTo(rig, login)) {
    const all = JSON.stringify(letter)
    expect(all).not.toContain('evil')
    for (const [address] of all.matchAll(/https?:\/\/[^/\s"\\<>)]+/g))
      expect([rig.origin, 'https://www.w3.org', 'http://www.w3.org']).toContain(address)
  }
})

async function failsOften(eve: Visitor, login: string): Promise<void> {
  await name(eve, login)
  for (let tries = 0; tries < 8; tries += 1) await eve.answer({ password: 'never this one' })
}

attack('ATK-REC-09 what takes a lock away does nothing else', async (rig) => {
  const alice = await begins(rig)
  const { login } = alice.person
  await failsOften(rig.browser(), login)
  const browser = rig.browser()
  await turns(browser, login, 'locked')
  const forForgotten = rig.browser()
  await turns(forForgotten, login)
  await rig.attack({ rows: true }, async () => {
    const code = await messageFor(rig, browser, alice.number)
    // It is bound to the errand that it was sent for, in this browser and in any other.
    const other = await messageFor(rig, forForgotten, alice.number)
    if (other !== code) {
      await presses(browser, { code: other })
      expect(browser.last.problem?.code).toBe('wrong-code')
      await presses(forForgotten, { code })
      expect(forForgotten.last.problem?.code).toBe('wrong-code')
    }
    await presses(browser, { do: 'forgotten' })
    await presses(browser, { code })
    expect(browser.last.screen).toMatchObject({ kind: 'enter-code', isDiscreet: true })
    await rig.pass(3601)
    await failsOften(rig.browser(), login)
    await turns(browser, login, 'locked')
    await presses(browser, { code: await messageFor(rig, browser, alice.number) })
    expect(browser.last.screen).toMatchObject({ kind: 'password', name: login, came: 'unlocked' })
    for (const fields of [{ password: rig.newPassword() }, { code }, { do: 'answer' }])
      await presses(browser, fields)
    expect(browser.last.screen).toMatchObject({ kind: 'password', name: login })
  })
  await rig.forgiven(() => presses(browser, { password: alice.person.password }))
  expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
})

attack(
  'ATK-REC-10 five hundred asked from a hundred places send three messages in an hour',
  async (rig) => {
    const alice = await begins(rig)
    const { login } = alice.person
    const nobody = `nobody${Date.now()}@fjordvik.example`
    const known = rig.browser()
    await rig.forgiven(() => signIn(known, alice.person))
    await known.follow()
    await rig.forgiven(() => known.answer({ code: rig.town.phones.codeTo(alice.number) }))
    const before = rig.town.phones.messagesTo(alice.number).length
    const pages = new Set<string>()
    /** Five times from an address of its own, and every fourth for a name that nobody has. */
    const floods = async (each: number): Promise<void> => {
      const eve = rig.browser(newAddress())
      await turns(eve, each % 4 === 3 ? nobody : login)
      if (each % 3 === 2) await chooses(eve, 'mail')
      for (let time = 0; time < 5; time += 1) {
        await presses(eve, { do: 'send' })
        const { kind, by, isDiscreet } = eve.last.screen ?? {}
        const told = eve.last.problem?.code
        pages.add(JSON.stringify([each % 3 === 2, time, kind, by, isDiscreet, told]))
      }
    }
    await rig.attack({}, async () => {
      const places = Array.from(
        { length: rig.nodes.behind.length === 1 ? 12 : 100 },
        (_none, at) => at,
      )
      for (let at = 0; at < places.length; at += 10)
        await Promise.all(places.slice(at, at + 10).map((each) => floods(each)))
      await rig.pass(1)
      const came = (): number =>
        rig.town.phones.messagesTo(alice.number).length - before + codesIn(rig, login).length
      await expect.poll(came, { timeout: 10_000 }).toBe(3)
      // Her own browser is not kept waiting by any of it.
      const own = rig.browser()
      const cookie = '__Host-portvakt-browser'
      own.cookies.set(cookie, known.cookies.get(cookie) ?? '')
      await turns(own, login)
      for (let time = 0; time < 3; time += 1) {
        await messageFor(rig, own, alice.number)
        await rig.pass(20 * (time + 1) + 1)
      }
    })
    // By message and by mail, and at each of the five presses, one page for everybody.
    expect([...pages]).toHaveLength(10)
    // Nor is a sign-in behind her password.
    const other = rig.browser()
    await rig.forgiven(() => signIn(other, alice.person))
    await other.follow()
    expect(other.last.screen).toMatchObject({
      by: 'sms',
      sent: { state: expect.stringMatching(/asked|sent/) },
    })
  },
  60,
)

attack('ATK-REC-10b what strangers guess keeps nobody out who has the password', async (rig) => {
  const alice = await begins(rig)
  const key = await giveApp(rig, alice.person)
  const eve = rig.browser()
  await turns(eve, alice.person.login)
  await chooses(eve, 'totp')
  await rig.attack({}, async () => {
    for (let tries = 0; tries < 60; tries += 1) {
      await presses(eve, { code: wrongOf(appCode(rig, key)) })
      expect(eve.last.problem?.code).toBe('wrong-app-code')
      await rig.pass(901)
    }
    // No more than the usual fifty of a month are looked at.
    await presses(eve, { code: appCode(rig, key) })
    expect(eve.last.problem?.code).toBe('wrong-app-code')
  })
  const own = rig.browser()
  await rig.forgiven(() => signIn(own, alice.person))
  await own.follow()
  if (own.last.screen?.['by'] !== 'totp') {
    const { others } = own.last.screen ?? {}
    const found = Array.isArray(others) ? others.find(({ factor }) => factor === 'totp') : undefined
    await chooses(own, found?.choice ?? '')
  }
  await rig.forgiven(() => own.answer({ code: appCode(rig, key) }))
  expect(await whoIsIn(own)).toBe(alice.person.login)
})
