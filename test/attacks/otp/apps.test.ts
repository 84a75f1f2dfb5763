// Codes that follow the clock: a narrow window, each step once, a key that nobody can guess, and
// comparing that tells nothing by its time.
import { expect, test } from 'vitest'
import { openFactorStage, today } from '../../factors/factor-stage.ts'
import { aboutIn, answered } from '../../factors/factor-suite.ts'
import type { Factor } from '../../../src/factors/factor.ts'
import { sms } from '../../../src/factors/sms/sms.ts'
import { totp } from '../../../src/factors/totp/totp.ts'
import { keyedHash } from '../../../src/lib/digest.ts'
import { decodeBase32 } from '../../../src/lib/methods/base32.ts'
import { codeAt, makeKey, stepAt } from '../../../src/lib/methods/totp.ts'
import type { Visitor } from '../../town/visitor.ts'
import { doubleSeconds, fifty, letIn, roundsOn } from '../double.ts'
import {
  chooses,
  codeOf,
  giveApp,
  giveNumber,
  givePasskey,
  methodsHouse,
  otherOf,
  sceneOf,
  toSecond,
} from '../methods.ts'
import { proofOf } from '../../oracles/soft-authenticator.ts'
import { answering } from '../packets.ts'
import type { Person } from '../people.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { authorizeAs, authorizing, codeOf as grantOf, whoIsIn } from '../verbs.ts'

openRig()

interface WithApp {
  readonly person: Person
  readonly key: Buffer
}

async function withApp(rig: Rig, name: string): Promise<WithApp> {
  const person = await rig.colleague(name)
  return { person, key: await giveApp(rig, person) }
}

async function opened(rig: Rig, person: Person): Promise<Visitor> {
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  expect(browser.last.screen?.['by']).toBe('totp')
  return browser
}

async function begin(rig: Rig): Promise<void> {
  await rig.town.apply(methodsHouse())
  const { person, key } = await withApp(rig, 'honest')
  const own = await opened(rig, person)
  await own.answer({ code: codeOf(rig, key) })
  expect(await whoIsIn(own)).toBe(person.login)
}

/** To the middle of a step: what is asked now is judged in the same one. */
async function toMidStep(rig: Rig): Promise<void> {
  const into = (rig.town.moment().now.getTime() / 1000) % 30
  await rig.pass(into < 10 ? 10 - into : 40 - into)
}

attack('ATK-OTP-06 a code is right one step around now, and no step is used twice', async (rig) => {
  await begin(rig)
  await toMidStep(rig)
  for (const [steps, isRight] of [
    [-3, false],
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ] as const) {
    const { person, key } = await withApp(rig, 'alice')
    const browser = await opened(rig, person)
    await browser.answer({ code: codeOf(rig, key, steps) })
    expect([steps, browser.last.to]).toEqual([steps, isRight ? '/' : undefined])
  }
  // After a step was used, it and every one before it are spent; in another browser too.
  const { person, key } = await withApp(rig, 'bob')
  const browser = await opened(rig, person)
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key, 1) }))
  expect(await whoIsIn(browser)).toBe(person.login)
  const thief = await opened(rig, person)
  await rig.attack({}, async () => {
    for (const steps of [-1, 0, 1]) {
      await thief.answer({ code: codeOf(rig, key, steps) })
      expect([steps, thief.last.problem?.code]).toEqual([steps, 'code-used'])
    }
  })
  await rig.pass(60)
  await thief.answer({ code: codeOf(rig, key) })
  expect(await whoIsIn(thief)).toBe(person.login)
})

attack(
  'ATK-OTP-06b one step in two visits at once lets one of them in',
  async (rig) => {
    await begin(rig)
    for (let time = 0; time < roundsOn(rig); time += 1) {
      const { person, key } = await withApp(rig, 'alice')
      const browsers = [await opened(rig, person), await opened(rig, person)]
      const code = codeOf(rig, key)
      await rig.attack({ sessions: 1, rows: true }, async () => {
        const packets = browsers.map((browser) => answering(rig, browser, { code }))
        expect(letIn(await fifty(rig, packets))).toBe(1)
      })
    }
  },
  doubleSeconds,
)

attack(
  'ATK-OTP-24 where phishing must be resisted a code is not offered, nor taken',
  async (rig) => {
    const strong = {
      id: 'timer',
      applications: ['timer'],
      need: {
        proofs: 2,
        accepts: ['password', 'passkey', 'totp', 'sms'],
        resistsPhishing: true,
        methods: [],
      },
    }
    await rig.town.apply(methodsHouse({ before: [strong] }))
    const alice = await rig.colleague('alice')
    const key = await giveApp(rig, alice)
    const number = await giveNumber(rig, alice)
    const soft = await givePasskey(rig, alice)
    const browser = rig.browser()
    await rig.forgiven(() => authorizeAs(browser, authorizing('timer'), alice))
    expect(browser.last.screen).toMatchObject({ kind: 'passkey', purpose: 'prove' })
    await rig.attack({}, async () => {
      expect(browser.last.screen?.['others'] ?? []).toEqual([])
      for (const choice of ['sms', 'totp', 'voice', 'codes', otherOf(browser, 'sms')]) {
        await browser.answer({ do: 'choose', choice })
        expect([choice, browser.last.problem?.code]).toEqual([choice, 'choice-missing'])
      }
      await browser.answer({ do: 'choose' })
      await browser.follow()
      expect(browser.last.screen?.['choices'] ?? []).toMatchObject([{ factor: 'passkey' }])
      await chooses(browser, 'passkey')
      for (const act of ['send', 'call', 'answer']) {
        await browser.answer({ do: act, code: codeOf(rig, key) })
        if (!browser.last.form) await browser.follow()
        expect(browser.last.screen?.['kind']).toBe('passkey')
      }
      const { form } = browser.last
      for (const question of ['prove.totp.1', form?.question.replace('passkey', 'totp') ?? '']) {
        await browser.post(form?.action ?? '', {
          token: form?.token ?? '',
          question,
          code: codeOf(rig, key),
        })
        await browser.get(form?.action ?? '')
        expect(browser.last.screen?.['kind']).toBe('passkey')
      }
    })
    expect(rig.town.phones.messagesTo(number)).toEqual([])
    // Whoever is in by a code elsewhere is asked for the passkey here.
    const before = rig.browser()
    await rig.forgiven(() => toSecond(before, alice))
    if (before.last.screen?.['by'] !== 'totp') await chooses(before, otherOf(before, 'totp'))
    await before.answer({ code: codeOf(rig, key) })
    expect(await whoIsIn(before)).toBe(alice.login)
    await authorizeAs(before, authorizing('timer'), alice)
    expect(before.last.screen?.['kind']).toBe('passkey')
    await browser.answer({ passkey: proofOf(soft, sceneOf(browser.last)) })
    await browser.follow()
    expect(grantOf(browser.last)).toMatch(/./)
  },
)

const stage = openFactorStage()

test('ATK-OTP-23 of ten thousand keys none is short, like another, or foreseen', () => {
  const keys = new Set<string>()
  const ones = Array.from({ length: 160 }, () => 0)
  const of = (visit: string): Buffer => {
    const { enrol } = totp
    // Each visit has a name that nobody could have foreseen, and the house a key of its own.
    const draw = (purpose: string) => keyedHash(stage.keys.keyFor('questions'), visit, purpose)
    const screen = enrol?.screen(aboutIn(visit, { draw }), stage.moment())
    if (screen?.kind !== 'scan-code') return expect.unreachable()
    return decodeBase32(screen.key.replaceAll(' ', '')) ?? expect.unreachable()
  }
  for (let visit = 0; visit < 10_000; visit += 1) {
    const key = of(`visit-${visit}`)
    expect(key.length * 8).toBeGreaterThanOrEqual(160)
    keys.add(key.toString('hex'))
    for (let bit = 0; bit < 160; bit += 1)
      ones[bit] = (ones[bit] ?? 0) + (((key[bit >> 3] ?? 0) >> (bit & 7)) & 1)
  }
  expect(keys.size).toBe(10_000)
  // Each bit is one in half of them: six standard deviations of 50 are missed by none.
  for (const count of ones) expect(Math.abs(count - 5_000)).toBeLessThan(300)
})

const answersMost = 5_000

/** Wrong by one digit at least, and right in so many that lead. */
function wrongWith(right: string, leading: number): string {
  const other = (Number(right[leading]) + 1 + Math.floor(Math.random() * 9)) % 10
  const rest = Array.from({ length: 5 - leading }, () => Math.floor(Math.random() * 10))
  return `${right.slice(0, leading)}${other}${rest.join('')}`
}

/**
 * How surely time follows the digits that lead: Spearman's rank correlation, as so many standard
 * deviations of what chance alone does (it is one over the root of n - 1).
 */
function correlation(
  pairs: readonly { readonly leading: number; readonly took: number }[],
): number {
  const ranks = (values: readonly number[]): number[] => {
    const sorted = values
      .map((value, at) => ({ value, at }))
      .toSorted((one, other) => one.value - other.value)
    const ranked: number[] = []
    for (let from = 0; from < sorted.length;) {
      let to = from
      while (sorted[to + 1]?.value === sorted[from]?.value) to += 1
      for (let at = from; at <= to; at += 1) ranked[sorted[at]?.at ?? 0] = (from + to) / 2
      from = to + 1
    }
    return ranked
  }
  const one = ranks(pairs.map(({ leading }) => leading))
  const other = ranks(pairs.map(({ took }) => took))
  const mean = (pairs.length - 1) / 2
  const sum = (of: (at: number) => number): number =>
    pairs.reduce((all, _pair, at) => all + of(at), 0)
  const away = (values: readonly number[], at: number): number => (values[at] ?? 0) - mean
  const both = sum((at) => away(one, at) * away(other, at))
  const size = Math.sqrt(sum((at) => away(one, at) ** 2) * sum((at) => away(other, at) ** 2))
  return (both / size) * Math.sqrt(pairs.length - 1)
}

/** One in a hundred by chance, on both sides. */
const chanceMost = 2.576
/** All of them by chance: one in a million. A leak is there each time. */
const looks = 3

const method = { id: 'm', factor: 'any', ageSeconds: 1 }
const open = {
  facts: {},
  madeAt: today.toISOString(),
  expiresAt: new Date(today.getTime() + 120_000).toISOString(),
  sentAt: today.toISOString(),
  channel: 'sms' as const,
  round: 1,
  sends: 1,
}
const key = makeKey()
const keptKey = { key: key.toString('base64'), after: 0 }
const number = { number: '+4799999944' }
interface PhoneKept {
  number: string
  extension?: string
}
const { prove }: Factor<PhoneKept> = sms
const judged = {
  sms: async () => {
    const about = aboutIn<PhoneKept>('one', { method: { ...method, kept: number }, mine: [] })
    const asked = await prove.ask?.(about, stage.moment(), { round: 1 })
    const right = asked && 'send' in asked ? (asked.send?.code ?? '') : ''
    const standing = { ...about, open }
    return {
      right,
      check: (code: string) => prove.check(answered({ code }), standing, stage.moment()),
    }
  },
  totp: async () => {
    const about = aboutIn<typeof keptKey>('one', { method: { ...method, kept: keptKey } })
    return {
      right: codeAt(key, stepAt(today)),
      check: (code: string) => totp.prove.check(answered({ code }), about, stage.moment()),
    }
  },
}

test.each(['sms', 'totp'] as const)(
  'ATK-OTP-20 the time of comparing a code of %s does not follow its leading digits',
  async (factor) => {
    const { right, check } = await judged[factor]()
    expect((await check(right)).is).toBe('right')
    const found: number[] = []
    for (let look = 0; look < looks; look += 1) {
      const pairs: { leading: number; took: number }[] = []
      // By chance and in no order: what drifts while it is measured falls on all of them alike.
      for (let time = 0; time < answersMost; time += 1) {
        const leading = Math.floor(Math.random() * 6)
        const code = wrongWith(right, leading)
        const from = process.hrtime.bigint()
        await check(code)
        pairs.push({ leading, took: Number(process.hrtime.bigint() - from) })
      }
      found.push(Math.abs(correlation(pairs)))
      if ((found.at(-1) ?? 0) < chanceMost) break
    }
    expect(Math.min(...found), found.join(', ')).toBeLessThan(chanceMost)
  },
  60_000,
)
