// Codes that are sent: bound to one visit, one person and one number, used once, and dead in time.
import { expect } from 'vitest'
import {
  chooses,
  giveApp,
  methodsHouse,
  newNumber,
  otherOf,
  signInBySms,
  toSecond,
  withPhone,
  wrongOf,
} from '../methods.ts'
import { doubleSeconds, fifty, letIn, roundsOn } from '../double.ts'
import { answering } from '../packets.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import { answerName, proveForChange, whoIsIn } from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'
import type { Person } from '../people.ts'

openRig()

/** A case begins in a house of two proofs, where somebody has come in by a message. */
async function begin(rig: Rig): Promise<void> {
  await rig.town.apply(methodsHouse())
  const honest = await withPhone(rig, 'honest')
  const own = rig.browser()
  await rig.forgiven(() => signInBySms(rig, own, honest))
  expect(await whoIsIn(own)).toBe(honest.person.login)
}

const failedOf = async (rig: Rig, { id }: Person): Promise<number> =>
  (
    await ask<{ count: number }>(
      rig.town.database,
      `select count(*)::int as count from events
       where person_id = $1 and kind = 'proof.failed' and data ->> 'factor' = 'sms'`,
      [id],
    )
  )[0]?.count ?? 0

attack('ATK-OTP-03 a new code gives no new tries', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  const sent = new Set<string>()
  await rig.attack({}, async () => {
    for (let time = 0; time < 25; time += 1) {
      const code = rig.town.phones.codeTo(number)
      sent.add(code)
      for (let tries = 0; tries < 4; tries += 1) {
        await browser.answer({ code: wrongOf(code) })
        expect(browser.last.problem?.field).toBe('code')
      }
      // The next one is made, and not the same sent again: more than half of its life is over.
      await rig.pass(61 + 20 * time)
      await browser.answer({ do: 'send' })
      if (browser.last.form === undefined) await browser.follow()
    }
  })
  // A hundred were sent in all; what waits is not compared.
  expect(await failedOf(rig, person)).toBeLessThan(60)
  expect(sent.size).toBeGreaterThan(20)
  // Of all that were sent only the last is alive, and the count still stands.
  const [first = ''] = sent
  await browser.answer({ code: first })
  expect(browser.last.to).toBeUndefined()
  expect(await liveSessions(rig.town.database, person.id)).toBe(0)
})

attack(
  'ATK-OTP-04 one right code in fifty packets lets one browser in once',
  async (rig) => {
    await begin(rig)
    for (let time = 0; time < roundsOn(rig); time += 1) {
      const { person, number } = await withPhone(rig, 'alice')
      const browser = rig.browser()
      await rig.forgiven(() => toSecond(browser, person))
      const code = rig.town.phones.codeTo(number)
      await rig.attack({ sessions: 1, rows: true }, async () => {
        expect(letIn(await fifty(rig, [answering(rig, browser, { code })]))).toBe(1)
      })
    }
  },
  doubleSeconds,
)

attack('ATK-OTP-07 a code is for the one thing it was asked for', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const codes: string[] = []
  const keep = (): void => void codes.push(rig.town.phones.codeTo(number))
  const one = rig.browser()
  await rig.forgiven(() => toSecond(one, person))
  keep()
  const two = rig.browser()
  await rig.forgiven(() => toSecond(two, person))
  keep()
  // To change the password, which asks for the highest level as well.
  const change = rig.browser()
  await rig.forgiven(() => proveForChange(change, person))
  expect(change.last.screen?.['kind']).toBe('enter-code')
  keep()
  expect(new Set(codes).size).toBe(3)
  await rig.attack({}, async () => {
    // Three wrong ones: each of them is compared.
    for (const [at, browser] of [one, two, change].entries()) {
      await browser.answer({ code: codes[(at + 1) % 3] ?? '' })
      expect(browser.last.problem?.code).toBe('wrong-code')
    }
  })
  await one.answer({ code: codes[0] ?? '' })
  expect(await whoIsIn(one)).toBe(person.login)
  // What set a number up signs nobody in, and the reverse.
  const fresh = newNumber()
  await one.get('/security')
  await one.post('/security/add', { token: tokenOf(one), question: '', choice: 'sms' })
  await one.follow()
  await one.answer({ phone: fresh })
  await one.follow()
  const setUp = rig.town.phones.codeTo(fresh)
  expect(setUp).toMatch(/^\d{6}$/)
  await rig.attack({}, async () => {
    await two.answer({ code: setUp })
    expect(two.last.problem?.code).toBe('wrong-code')
    await one.answer({ code: codes[1] ?? '' })
    expect(one.last.problem?.code).toBe('wrong-code')
  })
})

/** The token of the forms of a browser stands on every page that has one. */
function tokenOf(browser: Visitor): string {
  const read: unknown = JSON.parse(browser.last.text)
  const token = typeof read === 'object' && read ? Reflect.get(read, 'token') : undefined
  return browser.last.form?.token ?? (typeof token === 'string' ? token : '')
}

attack('ATK-OTP-08 the code of one person is wrong for another', async (rig) => {
  await begin(rig)
  const alice = await withPhone(rig, 'alice')
  const bob = await withPhone(rig, 'bob')
  const hers = rig.browser()
  const his = rig.browser()
  await rig.forgiven(() => toSecond(hers, alice.person))
  await rig.forgiven(() => toSecond(his, bob.person))
  const code = rig.town.phones.codeTo(alice.number)
  expect(code).not.toBe(rig.town.phones.codeTo(bob.number))
  await rig.attack({}, async () => {
    await his.answer({ code })
    expect(his.last.problem?.code).toBe('wrong-code')
    // Her question, from his browser; and in her own walk as him.
    await his.post(hers.last.form?.action ?? '', {
      token: his.last.form?.token ?? '',
      question: hers.last.form?.question ?? '',
      code,
    })
    expect(his.last.status).toBe(403)
    await his.get('/')
    await his.follow()
    await answerName(his, bob.person.login)
    await his.answer({ password: bob.person.password })
    await his.follow()
    await his.answer({ code, person: alice.person.id, name: alice.person.login })
    expect(his.last.problem?.code).toBe('wrong-code')
  })
  // In one browser and one walk: back, another name, and the code that was sent before.
  await rig.attack({}, async () => {
    await hers.answer({ do: 'another-account' })
    await hers.follow()
    await answerName(hers, bob.person.login)
    await hers.answer({ password: bob.person.password })
    await hers.follow()
    expect(hers.last.screen?.['ending']).toBe(bob.number.slice(-2))
    await hers.answer({ code })
    expect(hers.last.problem?.code).toBe('wrong-code')
  })
})

attack('ATK-OTP-09 a code is dead to the second, and stays dead', async (rig) => {
  await begin(rig)
  const { person, number } = await withPhone(rig, 'alice')
  const opened = async (): Promise<Visitor> => {
    const browser = rig.browser()
    await rig.forgiven(() => toSecond(browser, person))
    return browser
  }
  const early = await opened()
  const code = rig.town.phones.codeTo(number)
  await rig.pass(115)
  await early.answer({ code })
  expect(await whoIsIn(early)).toBe(person.login)

  const late = await opened()
  const dead = rig.town.phones.codeTo(number)
  await rig.attack({}, async () => {
    await rig.pass(120)
    await late.answer({ code: dead })
    expect(late.last.problem?.code).toBe('sent-code-expired')
    // Every node has seen how late it was; then the clock is put back.
    await Promise.all(rig.nodes.all.map(() => late.get(late.last.path)))
    await rig.pass(-100)
    await late.answer({ code: dead })
    expect(late.last.to).toBeUndefined()
    await rig.pass(100)
  })
  // Nor by walking the same way once more: the code that comes then is another.
  await rig.attack({}, async () => {
    await late.answer({ do: 'back' })
    await late.follow()
    await answerName(late, person.login)
    await late.answer({ password: person.password })
    await late.follow()
    expect(rig.town.phones.codeTo(number)).not.toBe(dead)
    await late.answer({ code: dead })
    expect(late.last.to).toBeUndefined()
  })
})

const shifted = (code: string, zero: number): string =>
  [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')

/** What a reader that guesses would take for the code. */
const disguised: readonly ((code: string) => string)[] = [
  (code) => shifted(code, 0xff10),
  (code) => shifted(code, 0x0660),
  (code) => `+${code}`,
  (code) => `-${code}`,
  (code) => `${code}.0`,
  (code) => `${code}e0`,
  (code) => `0x${Number(code).toString(16)}`,
  (code) => `${code}0`,
  (code) => `0${code}`,
  (code) => code.slice(0, 5),
  (code) => `${code}\u200b`,
  (code) => `${code}\0`,
  (code) => `${code},${code}`,
  () => 'null',
  () => 'true',
  () => '[object Object]',
]

/** So many are compared before anybody waits. */
const atATime = 4

attack('ATK-OTP-11 a code is six digits, and blanks are all that is forgiven', async (rig) => {
  await begin(rig)
  for (let at = 0; at < disguised.length; at += atATime) {
    const { person, number } = await withPhone(rig, 'alice')
    const browser = rig.browser()
    await rig.forgiven(() => toSecond(browser, person))
    await rig.attack({}, async () => {
      for (const disguise of disguised.slice(at, at + atATime)) {
        const code = disguise(rig.town.phones.codeTo(number))
        await browser.answer({ code })
        expect([code, browser.last.problem?.code]).toEqual([code, 'wrong-code'])
      }
    })
  }
  // As something other than a text, twice, and far too long: not even heard.
  const { person, number } = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  const live = rig.town.phones.codeTo(number)
  const packet = answering(rig, browser, {})
  const headers = packet.headers.filter(([header]) => header !== 'content-type')
  const send = (type: string, body: string): Promise<number> =>
    rig
      .call({
        method: 'POST',
        target: packet.target,
        headers: [...headers, ['content-type', type]],
        body,
      })
      .then(({ status }) => status)
  const form = browser.last.form
  const own = { token: form?.token ?? '', question: form?.question ?? '' }
  const written = (code: string): string => new URLSearchParams({ ...own, code }).toString()
  const asForm = 'application/x-www-form-urlencoded'
  await rig.attack({}, async () => {
    for (const code of [Number(live), [live], { code: live }, null, true, [[live]]]) {
      expect(await send('application/json', JSON.stringify({ ...own, code }))).toBe(400)
    }
    expect(await send(asForm, `${written(live)}&code=${live}`)).toBe(400)
    expect(await send('text/plain', written(live))).toBe(400)
    expect(await send(asForm, written(live.repeat(10_000)))).toBe(413)
    // Ten million: whoever is still sending may be hung up on.
    const [long] = await together(rig.nodes, [
      {
        ...packet,
        headers: [...headers, ['content-type', asForm]],
        body: written(live.repeat(1_700_000)),
      },
    ])
    expect([0, 413]).toContain(long?.status)
  })
  await browser.answer({ code: ` ${live.slice(0, 3)} ${live.slice(3)}\u00a0` })
  expect(await whoIsIn(browser)).toBe(person.login)
})

attack('ATK-OTP-12 a code goes to the numbers of the person alone', async (rig) => {
  await begin(rig)
  const alice = await withPhone(rig, 'alice')
  await giveApp(rig, alice.person)
  const bob = await withPhone(rig, 'bob')
  const eves = newNumber()
  const [his] = await ask<{ id: string }>(
    rig.town.database,
    `select id from methods where person_id = $1 and factor = 'sms'`,
    [bob.person.id],
  )
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, alice.person))
  if (browser.last.screen?.['by'] !== 'sms') await chooses(browser, otherOf(browser, 'sms'))
  expect(browser.last.screen?.['by']).toBe('sms')
  expect(rig.town.phones.messagesTo(alice.number)).toHaveLength(1)
  const forged = {
    phone: eves,
    to: eves,
    number: eves,
    extension: '1',
    country: 'NO',
    method: his?.id ?? '',
    methodId: his?.id ?? '',
    person: bob.person.id,
    name: bob.person.login,
  }
  await rig.attack({}, async () => {
    let after = 0
    for (const [field, value] of Object.entries(forged)) {
      after += 1
      await rig.pass(21 * after)
      await browser.answer({ do: 'send', [field]: value })
      await browser.follow()
      await browser.answer({ do: 'correct', [field]: value })
      await browser.follow()
    }
    for (const choice of [his?.id ?? '', eves, 'known', `sms.${his?.id}`, 'sms.other-number']) {
      await browser.answer({ do: 'choose', choice })
      expect([choice, browser.last.problem?.code]).toEqual([choice, 'choice-missing'])
    }
  })
  expect(rig.town.phones.messagesTo(eves)).toEqual([])
  expect(rig.town.phones.messagesTo(bob.number)).toEqual([])
  expect(rig.town.phones.messagesTo(alice.number).length).toBeGreaterThan(5)
})
