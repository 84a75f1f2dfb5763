// What is guessed at: the number that stands on the page and is typed on the phone, and the PIN
// that opens its lock. Whoever approves without either, or is told either, has come in.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { pinLock } from '../../../tools/phone/acts.ts'
import { makeKey, text } from '../../../tools/phone/keys.ts'
import { softPhone } from '../../push/soft-phone.ts'
import { together } from '../../town/wire/one-packet.ts'
import { authorize, authorizing } from '../verbs.ts'
import { attack, openRig, type Rig, rounds } from '../rig.ts'
import {
  asksPhones,
  givePhone,
  type Held,
  heldBack,
  isIn,
  looksAgain,
  onTwo,
  otherNumber,
  packet,
  pushHouse,
  stands,
  wordIn,
} from './approving.ts'

openRig()

async function given(rig: Rig, digits = 6) {
  await rig.town.apply(pushHouse(digits))
  const alice = await rig.colleague('alice')
  return { alice, phone: await givePhone(rig, alice) }
}

attack('ATK-PUSH-02 nobody approves without the number, or with another', async (rig) => {
  const { alice, phone } = await given(rig)
  const honest = await asksPhones(rig, alice)
  expect(await phone.approve({ number: honest.number })).toBe('approved')
  expect(await looksAgain(rig, honest)).toBe(alice.login)

  const asking = await asksPhones(rig, alice)
  const { browser, number, seen } = asking
  const other = await asksPhones(rig, alice)
  const { requests } = await phone.look()
  const [request] = requests.filter(({ id }) => id !== other.request)
  const [second] = requests.filter(({ id }) => id === other.request)
  if (!request || !second) throw new Error('Two were to wait')
  const approves = async (more: object, lock = phone.lock) =>
    wordIn(await phone.answers(request, more, lock))
  await rig.attack({}, async () => {
    // What is not judged leaves the request as it was.
    expect(await approves({})).toBe('bad-message')
    expect(await approves({ number: Number(number) })).toBe('bad-message')
    expect(await approves({ number: [number] })).toBe('bad-message')
    expect(await approves({ number: null })).toBe('bad-message')
    expect(await approves({ number, seen })).toBe('bad-message')
    expect(await approves({ number, choice: 0 })).toBe('bad-message')
    expect(await approves({ number, answer: 'approved' })).toBe('bad-message')
    expect(await approves({ number, nonce: second.nonce })).toBe('over')
    expect(await approves({ number, request: second.id })).toBe('over')
    const { shown } = request
    expect(await approves({ number, shown: { ...shown, service: 'Fjordbank' } })).toBe('over')
    expect(await approves({ number, shown: { ...shown, at: shown.at + 1 } })).toBe('over')
    // The number without the lock: none, one of another key, and one over another message.
    expect(wordIn(await phone.answers(request, { number }))).toBe('lock-wrong')
    expect(await approves({ number }, pinLock(makeKey()))).toBe('lock-wrong')
    expect(await approves({ number }, () => phone.lock('another message'))).toBe('lock-wrong')
    expect(await isIn(rig, browser)).toBeUndefined()
  })
  await rig.attack({}, async () => {
    expect(await approves({ number: other.number })).toBe('wrong-number')
    expect(await approves({ number })).toBe('over')
    expect(await approves({ seen })).toBe('over')
    expect(await looksAgain(rig, asking)).toBeUndefined()
    // The other one is as it was: one wrong number ends one request.
    expect((await phone.look()).requests.map(({ id }) => id)).toEqual([second.id])
    expect(await looksAgain(rig, other)).toBeUndefined()
  })
  expect(await phone.approve({ number: other.number })).toBe('approved')
  expect(await looksAgain(rig, other)).toBe(alice.login)
})

attack(
  'ATK-PUSH-02b an empty number, and what only looks like the right one',
  async (rig) => {
    const { alice, phone } = await given(rig)
    for (const like of [
      () => '',
      (number: string) => ` ${number}`,
      (number: string) => `${number}0`,
      (number: string) => number.slice(0, -1),
      (number: string) =>
        number.replace(/\d/, (digit) => String.fromCodePoint(0x660 + Number(digit))),
      (number: string) => `${number.slice(0, 3)} ${number.slice(3)}`,
      otherNumber,
    ]) {
      const asking = await asksPhones(rig, alice)
      const { number } = asking
      const request = await phone.waiting()
      await rig.attack({}, async () => {
        const word = wordIn(await phone.answers(request, { number: like(number) }, phone.lock))
        expect(['wrong-number', 'bad-message']).toContain(word)
        expect(await looksAgain(rig, asking)).toBeUndefined()
        if (word === 'bad-message') return
        expect(wordIn(await phone.answers(request, { number }, phone.lock))).toBe('over')
        expect(await looksAgain(rig, asking)).toBeUndefined()
      })
      await rig.pass(601)
    }
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-03 the phone is never told the number, nor what to choose from',
  async (rig) => {
    const { alice, phone } = await given(rig)
    const asking = await asksPhones(rig, alice)
    const { browser, number, seen } = asking
    const request = await phone.waiting()
    const told: string[] = []
    const hears = async (act: string, more: object) => {
      const { status, body } = await phone.speaker.ask(act, more)
      told.push(JSON.stringify(body))
      return status
    }
    await rig.attack({}, async () => {
      for (const act of ['look', 'apps']) expect(await hears(act, {})).toBe(200)
      expect(await hears('share', { half: phone.half })).toBe(200)
      for (const act of ['number', 'numbers', 'choices', 'request', 'requests', 'hint', 'page'])
        expect(await hears(act, { request: request.id })).toBe(404)
      for (const more of [{ number: true }, { choices: 3 }, { digits: 6 }, { request: request.id }])
        expect(await hears('look', more)).toBe(400)
      const asGet = await rig.call({ target: `/app/api/look?request=${request.id}` })
      told.push(await asGet.text())
      expect(asGet.status).toBeGreaterThanOrEqual(400)
      // What a wrong number is answered says nothing of the right one.
      const { body } = await phone.answers(request, { number: otherNumber(number) }, phone.lock)
      told.push(JSON.stringify(body))
      expect(body).toEqual({ is: 'wrong-number' })
      expect(await hears('look', {})).toBe(200)
      expect(await isIn(rig, browser)).toBeUndefined()
    })
    expect(told.join('\n')).toContain(request.id)
    for (const secret of [number, seen]) expect(told.join('\n')).not.toContain(secret)
    expect(Object.keys(request).toSorted()).toEqual(
      ['digits', 'id', 'kind', 'nonce', 'shown', 'until'].toSorted(),
    )
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-10 whoever carries the ring, or sees it on a locked phone, reads nothing in it',
  async (rig) => {
    const { pushHost } = rig.town
    const { alice, phone } = await given(rig)
    const soft = softPhone(`${pushHost.origin}/her-own-place`)
    expect(await phone.speaker.say('ring', { rings: soft.rings })).toEqual({ rings: true })
    const before = pushHost.arrived.length
    const rung = (count: number) =>
      expect.poll(() => pushHost.arrived.length - before, { timeout: 10_000 }).toBe(count)
    const plain = await asksPhones(rig, alice)
    await rung(1)
    const toPost = rig.browser()
    await authorize(toPost, authorizing('post'))
    const named = await asksPhones(rig, alice, toPost)
    await rung(2)
    const waiting = (await phone.look()).requests
    expect(waiting.map(({ shown }) => shown['application'])).toEqual(['post <b>&"\'', undefined])
    const rings = pushHost.arrived.slice(before)
    // One is as the other, whatever is asked, and says one sign.
    for (const { body, method, path } of rings)
      expect([soft.read(body).said, method, path]).toEqual(['1', 'POST', '/her-own-place'])
    const [first, second] = rings
    expect(first?.body.length).toBe(second?.body.length)
    const told = rings.map(({ headers, path }) => [path, ...Object.entries(headers)].join('\n'))
    const tokens = told.flatMap((each) => [...each.matchAll(/t=[\w-]+\.([\w-]+)/g)])
    const claims = tokens.map(([, part = '']) => Buffer.from(part, 'base64url').toString())
    expect(claims.map((each) => Object.keys(JSON.parse(each) as object).toSorted())).toEqual([
      ['aud', 'exp', 'sub'],
      ['aud', 'exp', 'sub'],
    ])
    const all = [...told, ...claims, ...rings.map(({ body }) => body.toString('latin1'))].join('\n')
    const secrets = [plain, named].flatMap(({ number, seen, request }) => [number, seen, request])
    for (const secret of [...secrets, alice.id, alice.login, alice.firstName, 'post', phone.name])
      expect(all.toLowerCase()).not.toContain(secret.toLowerCase())
  },
  30,
  onTwo,
)

const digitsOfTwo = Array.from({ length: 100 }, (_none, at) => String(at).padStart(2, '0'))

attack(
  'ATK-PUSH-04 a hundred numbers at once are one try',
  async (rig) => {
    await rig.town.apply(pushHouse(2))
    // A phone would be void after three messages out of step: none of these says more than three.
    const alice = await rig.colleague('alice')
    const phones: Held[] = []
    for (let count = 0; count < 34; count += 1) phones.push(await givePhone(rig, alice))
    for (let round = 0; round < rounds / 10; round += 1) {
      const asking = await asksPhones(rig, alice)
      const { number } = asking
      const [first] = phones
      const request = await first?.waiting()
      if (!request) throw new Error('Nobody was asked')
      const packets = digitsOfTwo.flatMap((guess, at) => {
        const phone = phones[at % phones.length]
        return phone ? [heldBack(phone, request, 'approve', { number: guess })] : []
      })
      const answers = await rig.attack({}, () => together(rig.nodes, packets))
      const words = answers.map(({ status, body }) => wordIn({ status, body: JSON.parse(body) }))
      const evaluated = words.filter((word) => word === 'approved' || word === 'wrong-number')
      expect(evaluated).toHaveLength(1)
      const isApproved = words[Number(number)] === 'approved'
      expect(words.includes('approved')).toBe(isApproved)
      const entered = await looksAgain(rig, asking)
      expect(entered).toBe(isApproved ? alice.login : undefined)
      await rig.pass(601)
    }
  },
  120,
)

attack('ATK-PUSH-12 eleven PINs are one too many', async (rig) => {
  const { alice, phone } = await given(rig)
  const right = await asksShare(phone, phone.half)
  expect(right).toMatchObject({ status: 200, body: { left: 9 } })
  // A right proof gives all ten back.
  const honest = await asksPhones(rig, alice)
  expect(await phone.approve({ number: honest.number })).toBe('approved')
  expect(await looksAgain(rig, honest)).toBe(alice.login)
  const thief = phone.clone()
  const shares = new Set<string>()
  await rig.attack({ rows: true }, async () => {
    for (let left = 9; left >= 0; left -= 1) {
      if (left === 5) {
        // Neither a sign-in, nor a no, nor a while gives any back.
        await rig.pass(86_400)
        const { number } = await asksPhones(rig, alice)
        const request = await thief.waiting()
        expect(wordIn(await thief.answers(request, { number }))).toBe('lock-wrong')
        expect(await thief.refuse('deny', request)).toBe('denied')
      }
      const { status, body } = await asksShare(thief, guess())
      expect([status, body]).toMatchObject([200, { left }])
      shares.add(String(Reflect.get(Object(body), 'share')))
    }
    expect(shares.size).toBe(10)
    expect(wordIn(await asksShare(thief, phone.half))).toBe('locked')
    expect(wordIn(await asksShare(thief, phone.half))).toBe('unknown-phone')
    expect(await stands(rig, phone)).toBe(false)
  })
})

const guess = (): string => text(randomBytes(32))
const asksShare = (phone: Held, half: string) => phone.speaker.ask('share', { half })

attack('ATK-PUSH-12d a profile that is put back as it was has no further try', async (rig) => {
  const { phone } = await given(rig)
  const rolledBack = phone.clone()
  await rig.attack({ rows: true }, async () => {
    expect((await asksShare(phone, guess())).status).toBe(200)
    expect(wordIn(await asksShare(rolledBack, guess()))).toBe('unknown-phone')
    expect(wordIn(await asksShare(phone, phone.half))).toBe('unknown-phone')
    expect(await stands(rig, phone)).toBe(false)
  })
})

attack(
  'ATK-PUSH-12e a right PIN gives its tries back whatever the number was, and a wrong one none',
  async (rig) => {
    const { alice, phone } = await given(rig)
    for (let mistake = 0; mistake < 4; mistake += 1) {
      const asking = await asksPhones(rig, alice)
      const request = await phone.waiting()
      // Three shares for each: twelve in all, with a right PIN and a wrong number between them.
      for (const left of [9, 8, 7])
        expect((await asksShare(phone, phone.half)).body).toMatchObject({ left })
      const read = { number: otherNumber(asking.number) }
      expect(await phone.approve(read, request)).toBe('wrong-number')
      // And where the request was over before: the lock was right all the same.
      if (mistake % 2 === 0) {
        expect((await asksShare(phone, phone.half)).body).toMatchObject({ left: 9 })
        expect(await phone.approve(read, request)).toBe('over')
      }
      await rig.pass(601)
    }
    await rig.attack({ rows: true }, async () => {
      const { number } = await asksPhones(rig, alice)
      const request = await phone.waiting()
      for (let left = 9; left >= 0; left -= 1) {
        expect((await asksShare(phone, guess())).body).toMatchObject({ left })
        const wrong = pinLock(makeKey())
        expect(wordIn(await phone.answers(request, { number }, wrong))).toBe('lock-wrong')
      }
      expect(wordIn(await asksShare(phone, phone.half))).toBe('locked')
    })
  },
  30,
  onTwo,
)

attack('ATK-PUSH-12b fifty guesses in one moment are ten', async (rig) => {
  const { phone } = await given(rig)
  await rig.attack({ rows: true }, async () => {
    const packets = Array.from({ length: 50 }, () =>
      packet('share', phone.speaker.next('share', { half: guess() })),
    )
    const answers = await together(rig.nodes, packets)
    const given = answers.filter(({ status }) => status === 200)
    expect(given.length).toBeLessThanOrEqual(10)
    expect(given.length).toBeGreaterThan(0)
    for (const { body } of given) expect(JSON.parse(body)).toHaveProperty('share')
  })
})

attack(
  'ATK-PUSH-12c a share is one phone’s, and no other half’s',
  async (rig) => {
    const { phone } = await given(rig)
    const other = await givePhone(rig, await rig.colleague('bob'))
    const shareOf = async (of: Held, half: string) =>
      String(Reflect.get(Object((await asksShare(of, half)).body), 'share'))
    const own = await shareOf(phone, phone.half)
    expect(own).toMatch(/^[\w-]{43}$/)
    expect(await shareOf(phone, phone.half)).toBe(own)
    expect(await shareOf(other, phone.half)).not.toBe(own)
    const nearly = phone.half.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'))
    expect(await shareOf(phone, nearly)).not.toBe(own)
    await rig.attack({ events: [] }, async () => {
      for (const half of ['', phone.half.slice(1), `${phone.half}A`, null, [phone.half], {}])
        expect(wordIn(await phone.speaker.ask('share', { half }))).toBe('bad-message')
    })
  },
  30,
  onTwo,
)
