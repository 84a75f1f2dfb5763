// What goes through a gateway: calls that cost, machines that answer, numbers that were moved,
// messages that come twice or late, and strangers who say that they are the gateway.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import {
  chooses,
  codeOf,
  otherOf,
  giveApp,
  methodsHouse,
  signInBySms,
  toSecond,
  wideBudgets,
  withPhone,
} from '../methods.ts'
import type { Call } from '../phones.ts'
import type { Visitor } from '../../town/visitor.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask, whereStands } from '../witness.ts'

openRig()

async function begin(rig: Rig, house = methodsHouse()): Promise<void> {
  await rig.town.apply(house)
  const honest = await withPhone(rig, 'honest')
  const own = rig.browser()
  await rig.forgiven(() => signInBySms(rig, own, honest))
  expect(await whoIsIn(own)).toBe(honest.person.login)
}

const callsTo = (rig: Rig, number: string): readonly Call[] =>
  rig.town.phones.calls.filter(({ to }) => to === number)

attack(
  'ATK-OTP-14 a number is called three times in ten minutes, and ten in a day',
  async (rig) => {
    const { callsPerNumber: _few, callsPerNumberDay: _day, ...phones } = wideBudgets
    await begin(rig, methodsHouse({ more: { phones } }))
    const { person, number } = await withPhone(rig, 'alice')
    await giveApp(rig, person)
    const browsers = [rig.browser(), rig.browser(), rig.browser(), rig.browser()]
    for (const browser of browsers) {
      await rig.forgiven(() => toSecond(browser, person))
      await chooseText(browser)
    }
    await rig.attack({}, async () => {
      // Each visit waits for itself alone: four of them press at once, twenty-five times.
      for (let time = 0; time < 25; time += 1) {
        await Promise.all(browsers.map((browser) => browser.answer({ do: 'call' })))
        for (const browser of browsers) if (!browser.last.form) await browser.follow()
        await rig.pass(2)
      }
      expect(callsTo(rig, number)).toHaveLength(3)
      const [browser = rig.browser()] = browsers
      await rig.pass(30)
      await browser.answer({ do: 'call' })
      expect(browser.last.problem?.code).toBe('send-later')
      expect(browser.last.screen?.['others']).toMatchObject([{ factor: 'totp' }])
      for (let hour = 0; hour < 22; hour += 1) {
        for (const each of browsers) {
          await each.answer({ do: 'call' })
          if (!each.last.form) await each.follow()
          await rig.pass(220)
        }
      }
      // Of four at once the one too many may have been counted for the day before it was refused.
      expect([9, 10]).toContain(callsTo(rig, number).length)
    })
  },
)

/** Where an app goes first, the message is one press away. */
async function chooseText(browser: Visitor): Promise<void> {
  if (browser.last.screen?.['by'] !== 'sms') await chooses(browser, otherOf(browser, 'sms'))
  expect(browser.last.screen?.['by']).toBe('sms')
}

/** What is said when somebody answers the call, or presses a key in it. */
async function heard(
  rig: Rig,
  call: Call,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const { pathname } = new URL(call.callback)
  const told = await rig.call({
    method: 'POST',
    target: pathname,
    headers: [['content-type', 'application/json']],
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: told.status, text: await told.text() }
}

/** Digits that are said one by one. */
const saidCode = (text: string): string | undefined =>
  /(\d(?:, \d){5})/.exec(text)?.[1]?.replaceAll(', ', '')

attack('ATK-OTP-16 a machine that answers a call hears no code', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  await rig.pass(30)
  await browser.answer({ do: 'call' })
  await browser.follow()
  const page = browser.last.path
  const [call] = callsTo(rig, number)
  if (!call) return expect.unreachable('nobody was called')
  await rig.attack({}, async () => {
    // A greeting, a fax, silence, keys at random, and whatever else a line may bring.
    const noise = [
      { call: call.id },
      ...['2', '3', '9', '0', '#', '*', '11', '1#', ' 1', '１', '', 'true'].map((key) => ({
        call: call.id,
        key,
      })),
      { call: call.id, key: 1 },
      { call: call.id, key: ['1'] },
      { call: call.id, key: null },
      { call: call.id, approved: true },
      '1',
      'key=1',
      '[]',
    ]
    for (const each of noise) {
      const { text } = await heard(rig, call, each)
      expect([each, saidCode(text)]).toEqual([each, undefined])
    }
    // Nothing that is pressed lets anybody in: the code has to be typed.
    await browser.get(page)
    expect(browser.last.screen?.['kind']).toBe('enter-code')
    expect(await whoIsIn(browser)).toBeUndefined()
    // Nor is the code said at the address of another call, or at a guessed one.
    const [, , , , secret = ''] = new URL(call.callback).pathname.split('/')
    for (const other of [randomBytes(18).toString('base64url'), '', secret.slice(1)]) {
      const forged = { ...call, callback: call.callback.replace(secret, other) }
      const { status, text } = await heard(rig, forged, { call: call.id, key: '1' })
      expect([status, saidCode(text)]).toEqual([404, undefined])
    }
  })
  const said = saidCode((await heard(rig, call, { call: call.id, key: '1' })).text)
  expect(said).toMatch(/^\d{6}$/)
  await browser.get(page)
  await browser.answer({ code: said ?? '' })
  expect(await whoIsIn(browser)).toBe(person.login)
  // The words are gone with the life of the code.
  await rig.pass(130)
  expect((await heard(rig, call, { call: call.id, key: '1' })).status).toBe(404)
})

attack('ATK-OTP-17 a number that was moved of late gets no code, in no way', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const key = await giveApp(rig, person)
  rig.town.phones.refuses.set(number, 'ported-recently')
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  await rig.attack({}, async () => {
    await chooseText(browser)
    expect(browser.last.screen?.['sent']).toMatchObject({ state: 'failed' })
    expect(browser.last.screen?.['canCall']).toBe(false)
    expect(browser.last.screen?.['others']).toMatchObject([{ factor: 'totp' }])
    // Whoever has the number now would answer a call as well.
    for (const how of ['call', 'send', 'call']) {
      await rig.pass(70)
      await browser.answer({ do: how })
      if (how === 'call') expect(browser.last.problem?.code).toBe('no-calls')
      if (!browser.last.form) await browser.follow()
    }
  })
  expect(rig.town.phones.messagesTo(number)).toEqual([])
  expect(callsTo(rig, number)).toEqual([])
  const [told] = await ask<{ data: object }>(
    rig.town.database,
    `select data from events where person_id = $1 and kind = 'code.sent' order by id limit 1`,
    [person.id],
  )
  expect(told?.data).toMatchObject({ outcome: 'failed', because: 'ported-recently' })
  if (browser.last.screen?.['by'] !== 'totp') await chooses(browser, otherOf(browser, 'totp'))
  await browser.answer({ code: codeOf(rig, key) })
  expect(await whoIsIn(browser)).toBe(person.login)
})

attack('ATK-OTP-18 of messages in any order the last code works, once', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  // Sent once more in the first half of its life: the same code, in two messages.
  await rig.pass(30)
  await browser.answer({ do: 'send' })
  await browser.follow()
  await rig.pass(61)
  await browser.answer({ do: 'send' })
  await browser.follow()
  const codes = rig.town.phones.messagesTo(number).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '')
  const [first = '', second = '', last = ''] = codes
  expect([first === second, first === last, codes.length]).toEqual([true, false, 3])
  await rig.attack({ sessions: 1, rows: true }, async () => {
    // The older one is the last to arrive, twice.
    for (const late of [first, second]) {
      await browser.answer({ code: late })
      expect(browser.last.problem?.code).toBe('code-replaced')
    }
    const spent = browser.last.form
    await browser.answer({ code: last })
    expect(await whoIsIn(browser)).toBe(person.login)
    for (const again of [last, first]) {
      await browser.post(spent?.action ?? '', {
        token: spent?.token ?? '',
        question: spent?.question ?? '',
        code: again,
      })
      expect(browser.last.status).toBe(410)
    }
  })
})

attack(
  'ATK-OTP-19 what says that it is the gateway is believed a word, or nothing',
  async (rig) => {
    await begin(rig)
    const { person, number } = await withPhone(rig, 'alice')
    const browser = rig.browser()
    await rig.forgiven(() => toSecond(browser, person))
    const page = browser.last.path
    const [message] = rig.town.phones.messagesTo(number)
    if (!message) return expect.unreachable('nothing was sent')
    const stateNow = async (): Promise<unknown> => {
      await browser.get(page)
      return browser.last.screen?.['sent']
    }
    const report = async (target: string, body: object | string): Promise<number> => {
      const told = await rig.call({
        method: 'POST',
        target,
        headers: [['content-type', 'application/json']],
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return told.status
    }
    const right = new URL(message.report).pathname
    const evil = '<script>alert(1)</script>'
    const delivered = { id: message.id, reference: `ref-${message.id}`, state: 'delivered' }
    await rig.attack({ events: [] }, async () => {
      // Without the secret address nothing is heard, whatever is said.
      const secret = right.slice(right.lastIndexOf('/') + 1)
      for (const guess of [
        `${secret}A`,
        secret.slice(0, -1),
        secret.toLowerCase(),
        'null',
        '%2e%2e',
      ]) {
        const target = `/gateways/reports/${guess}`
        expect([guess, await report(target, delivered)]).toEqual([guess, 404])
        expect((await rig.call({ target: `${target}?state=delivered` })).status).toBe(404)
      }
      expect(await stateNow()).toMatchObject({ state: 'sent' })
      // At the secret address: nothing but a state of three, of a message that we know.
      for (const body of [
        { ...delivered, state: 'number changed', to: '+4799999999' },
        { ...delivered, state: evil },
        { ...delivered, state: ['delivered'] },
        { ...delivered, state: 'constructor' },
        { ...delivered, id: evil, reference: `${evil}${message.id}` },
        { id: `${message.id}' or '1'='1`, state: 'delivered' },
        { state: 'delivered' },
        '{"state":"delivered"',
        '[]',
        'null',
      ]) {
        const status = await report(right, body)
        expect([200, 404]).toContain(status)
        expect(await stateNow()).toMatchObject({ state: 'sent' })
      }
      expect(await report(right, { ...delivered, why: evil, refused: evil, text: evil })).toBe(200)
      expect(await stateNow()).toMatchObject({ state: 'delivered', channel: 'sms' })
      // What is certain is not taken back, and nothing that was written is shown or kept.
      await report(right, { ...delivered, state: 'failed', refused: 'ported-recently', at: evil })
      expect(await stateNow()).toMatchObject({ state: 'delivered' })
      await browser.get(page, { accept: 'text/html' })
      expect(browser.last.text).not.toContain('alert(1)')
    })
    expect(await whereStands(rig.town.database, new Set([evil]))).toEqual([])
    await browser.get(page)
    await browser.answer({ code: rig.town.phones.codeTo(number) })
    expect(await whoIsIn(browser)).toBe(person.login)
  },
)
