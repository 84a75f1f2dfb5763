// The key of a phone and what opens its lock, in the hands of somebody who has copied them, and
// messages in those of somebody who writes them anew.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { claimMove, giveMove, type Lock, look, move, pinLock } from '../../../tools/phone/acts.ts'
import { makeKey, publicOf } from '../../../tools/phone/keys.ts'
import { flag, makeSoftKey } from '../../oracles/soft-authenticator.ts'
import { together } from '../../town/wire/one-packet.ts'
import { lettersTo } from '../recovery.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import {
  asksPhones,
  givePhone,
  type Held,
  isIn,
  lockOfPasskey,
  looksAgain,
  onTwo,
  packet,
  passkeyProving,
  pushHouse,
  stands,
  stranger,
  wordIn,
} from './approving.ts'

openRig()

async function given(rig: Rig) {
  await rig.town.apply(pushHouse())
  const alice = await rig.colleague('alice')
  const phone = await givePhone(rig, alice)
  await phone.look()
  return { alice, phone }
}

const says = async (phone: Held, act: string, more: object = {}): Promise<string> =>
  wordIn(await phone.speaker.ask(act, more))

attack('ATK-PUSH-11 a copied phone opens nothing without the lock', async (rig) => {
  const { alice, phone } = await given(rig)
  const copy = phone.clone()
  const asking = await asksPhones(rig, alice)
  const request = await copy.waiting()
  // The thief has the key, and has read the number over a shoulder: the lock is not theirs.
  const { number, seen } = asking
  await rig.attack({ events: [] }, async () => {
    for (const read of [{ number }, { seen }]) {
      expect(wordIn(await copy.answers(request, read))).toBe('lock-wrong')
      expect(wordIn(await copy.answers(request, read, pinLock(makeKey())))).toBe('lock-wrong')
      // The key of the phone is not the one of its lock.
      const byItself = pinLock(copy.speaker.key)
      expect(wordIn(await copy.answers(request, read, byItself))).toBe('lock-wrong')
      const older = phone.lock(copy.speaker.next('answer', { request: request.id }))
      expect(wordIn(await copy.answers(request, read, () => older))).toBe('lock-wrong')
    }
    expect(await looksAgain(rig, asking)).toBeUndefined()
  })
})

attack(
  'ATK-PUSH-11e the lock of a device opens for one message, here, by a person',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await rig.colleague('alice')
    const own = makeSoftKey()
    const phone = await givePhone(rig, alice, lockOfPasskey(own))
    const honest = await asksPhones(rig, alice)
    expect(await phone.approve({ number: honest.number })).toBe('approved')
    expect(await looksAgain(rig, honest)).toBe(alice.login)

    const asking = await asksPhones(rig, alice)
    const request = await phone.waiting()
    const { number } = asking
    const other = { ...makeSoftKey(), id: own.id }
    const older = phone.lock(phone.speaker.next('answer', { request: request.id, number }))
    const locks: readonly Lock[] = [
      passkeyProving(makeSoftKey()),
      passkeyProving(other),
      passkeyProving(own, { signedBy: other }),
      passkeyProving(own, { flags: flag.present }),
      passkeyProving(own, { flags: flag.verified }),
      passkeyProving(own, { client: { type: 'webauthn.create' } }),
      passkeyProving(own, { client: { crossOrigin: true } }),
      passkeyProving(own, { rpId: 'fjordbank.example' }),
      passkeyProving(own, {}, { origin: 'https://logginn.fjordbank.example' }),
      passkeyProving(own, {}, { challenge: randomBytes(32).toString('base64url') }),
      passkeyProving(own, {}, { challenge: '' }),
      () => older,
      // The other kind of lock, by a key that the house knows.
      pinLock(phone.speaker.key),
    ]
    await rig.attack({ events: [] }, async () => {
      for (const lock of locks)
        expect(wordIn(await phone.answers(request, { number }, lock))).toBe('lock-wrong')
      for (const lock of [[], 'passkey', { kind: 'passkey' }, { kind: 'none' }])
        expect(wordIn(await phone.answers(request, { number }, () => ({ lock })))).toBe(
          'bad-message',
        )
      expect(await looksAgain(rig, asking)).toBeUndefined()
    })
    expect(await phone.approve({ number }, request)).toBe('approved')
    expect(await looksAgain(rig, asking)).toBe(alice.login)
  },
)

attack('ATK-PUSH-11d a key that is in two places is found out and counts no more', async (rig) => {
  const { alice, phone } = await given(rig)
  const copy = phone.clone()
  const asking = await asksPhones(rig, alice)
  const request = await copy.waiting()
  for (let ahead = 0; ahead < 2; ahead += 1) expect(await says(copy, 'look')).toBe('')
  const { number } = asking
  await rig.attack({ rows: true }, async () => {
    // What the copy has said, its owner says again: three in a row are no accident.
    for (let time = 0; time < 2; time += 1) {
      expect(await says(phone, 'look')).toBe('out-of-step')
      expect(await stands(rig, phone)).toBe(true)
    }
    expect(await says(phone, 'look')).toBe('unknown-phone')
    expect(await stands(rig, phone)).toBe(false)
    for (const each of [phone, copy]) {
      expect(await says(each, 'look')).toBe('unknown-phone')
      expect(wordIn(await each.answers(request, { number }, phone.lock))).toBe('unknown-phone')
    }
    expect(await looksAgain(rig, asking)).toBeUndefined()
  })
  // And its owner reads that it does not count any more.
  const subjects = () => lettersTo(rig, alice.login).map(({ subject }) => subject)
  await expect.poll(subjects, { timeout: 10_000 }).toContainEqual(expect.stringMatching(/slettet/))
})

attack('ATK-PUSH-11b nobody makes a phone void who does not hold its key', async (rig) => {
  const { phone } = await given(rig)
  const stranger = await givePhone(rig, await rig.colleague('mallory'))
  const signed = phone.speaker.next('look')
  const [head = '', payload = '', signature = ''] = signed.split('.')
  const [, , theirs = ''] = stranger.speaker.next('look').split('.')
  const posts = async (said: string) => wordIn(await phone.posts('look', { said }))
  await rig.attack({ events: [] }, async () => {
    for (let time = 0; time < 5; time += 1)
      expect(await posts(`${head}.${payload}.${theirs}`)).toBe('unknown-phone')
    const flipped = signature.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'))
    expect(await posts(`${head}.${payload}.${flipped}`)).toBe('unknown-phone')
  })
  expect(await posts(signed)).toBe('')
  // What is older than its time is not judged, and counts for nothing.
  await rig.pass(121)
  await rig.attack({ events: [] }, async () => {
    for (let time = 0; time < 5; time += 1) expect(await posts(signed)).toBe('clock-off')
  })
  expect(await says(phone, 'look')).toBe('')
})

attack(
  'ATK-PUSH-11c a message is for one act, one house and one way to write it',
  async (rig) => {
    const { alice, phone } = await given(rig)
    const asking = await asksPhones(rig, alice)
    const { browser, number } = asking
    const request = await phone.waiting()
    const { id, nonce, shown } = request
    const approval = { request: id, nonce, answer: 'approve', shown, number }
    const next = (act = 'answer', more: object = approval) => phone.speaker.next(act, more)
    const post = async (said: string, act = 'answer') =>
      wordIn(await phone.posts(act, { said, ...phone.lock(said) }))
    const headed = (said: string, header: object): string => {
      const [, ...rest] = said.split('.')
      return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
    }
    const header = { alg: 'ES256', typ: 'portvakt-phone', kid: phone.name }
    await rig.attack({ events: [] }, async () => {
      for (const act of ['look', 'share', 'ring', 'leave', 'apps'])
        expect(await post(next(), act)).toBe('bad-message')
      expect(await post(next('look', {}))).toBe('bad-message')
      const elsewhere = { ...approval, aud: 'https://logginn.fjordbank.example' }
      expect(await post(next('answer', elsewhere))).toBe('bad-message')
      for (const n of [0, -1, 1.5, '9', null, Number.MAX_SAFE_INTEGER + 1])
        expect(await post(next('answer', { ...approval, n }))).toBe('bad-message')
      for (const forged of [
        { ...header, alg: 'none' },
        { ...header, alg: 'HS256' },
        { ...header, alg: 'ES256K' },
        { ...header, typ: 'JWT' },
        { ...header, crit: ['exp'] },
        { ...header, b64: false },
        { ...header, jku: 'https://eve.example/keys' },
        { alg: 'ES256', typ: 'portvakt-phone' },
      ])
        expect(await post(headed(next(), forged))).toBe('bad-message')
      const said = next()
      for (const odd of [
        '',
        '.',
        '..',
        `${said}.`,
        `${said}=`,
        ` ${said}`,
        `${said}\n`,
        said.slice(0, -2),
      ])
        expect(await post(odd)).toBe('bad-message')
      const [head = '', payload = ''] = said.split('.')
      expect(await post(`${head}.${payload}.`)).toBe('bad-message')
      expect(await isIn(rig, browser)).toBeUndefined()
    })
    // And as it should be, it is heard.
    expect(await phone.approve({ number }, request)).toBe('approved')
    expect(await looksAgain(rig, asking)).toBe(alice.login)
  },
  30,
  onTwo,
)

/** What the old phone shows as a picture, and a phone that claims it. */
async function offers(rig: Rig, phone: Held) {
  const { key, code } = await move(phone.speaker)
  const claims = async () => {
    const { speaker } = stranger(rig)
    const half = randomBytes(32).toString('base64url')
    const lock = { kind: 'pin', key: makeKey(), half } as const
    const claimed = await claimMove(speaker, { code, lock, name: 'Ny', system: 'other' })
    return { speaker, claimed }
  }
  return { key, code, claims }
}

attack(
  'ATK-PUSH-15 an account moves to the phone that was compared, and to no other',
  async (rig) => {
    const { alice, phone } = await given(rig)
    const asking = await asksPhones(rig, alice)
    const request = await phone.waiting()
    const { key, claims } = await offers(rig, phone)
    // Somebody has photographed the picture, and is quicker; its owner sees another name, and
    // waits.
    const thief = await claims()
    await expect(claims()).rejects.toThrow('code-used')
    const asThief = async (act: string, more: object = {}) =>
      wordIn(await thief.speaker.ask(act, more))
    const gives = async (lock?: Lock) =>
      wordIn(await phone.speaker.ask('move-give', { sealed: 'A'.repeat(64) }, lock))
    await rig.attack({ events: [] }, async () => {
      expect(await look(thief.speaker)).toMatchObject({ state: 'adding', requests: [] })
      const { nonce, shown } = request
      const approval = { request: request.id, nonce, shown, answer: 'approve' }
      expect(await asThief('answer', { ...approval, number: asking.number })).toBe('unknown-phone')
      for (const act of ['apps', 'leave', 'told', 'move']) {
        const more = act === 'move' ? { key: publicOf(makeKey()) } : {}
        expect(await asThief(act, more)).toBe('unknown-phone')
      }
      expect(await asThief('move-give', { sealed: 'A'.repeat(64) })).toBe('unknown-phone')
      // And the key of the old phone alone gives nothing away.
      expect(await gives()).toBe('lock-wrong')
      expect(await gives(pinLock(makeKey()))).toBe('lock-wrong')
      expect(await looksAgain(rig, asking)).toBeUndefined()
    })
    // Another picture is another move: whoever claimed the first is nobody.
    const again = await offers(rig, phone)
    expect(await asThief('look')).toBe('unknown-phone')
    expect(await gives(phone.lock)).toBe('code-over')
    const own = await again.claims()
    const { moving } = await phone.look()
    if (!moving) throw new Error('Nobody is moving')
    const { lock } = phone
    await giveMove(phone.speaker, { key: again.key, to: moving.key, accounts: [], lock })
    expect(await look(own.speaker)).toMatchObject({ state: 'stands' })
    expect(await look(own.speaker)).not.toHaveProperty('moved')
    await rig.attack({ events: [] }, async () => {
      for (const each of [phone, phone.clone()]) {
        expect(await says(each, 'look')).toBe('unknown-phone')
        expect(wordIn(await each.answers(request, { number: asking.number }, phone.lock))).toBe(
          'unknown-phone',
        )
      }
      expect(await gives(phone.lock)).toBe('unknown-phone')
      expect(await asThief('look')).toBe('unknown-phone')
    })
    expect(publicOf(key)).not.toEqual(publicOf(again.key))
  },
)

attack('ATK-PUSH-15b a picture lives two minutes, and is one phone’s of twenty', async (rig) => {
  const { phone } = await given(rig)
  const late = await offers(rig, phone)
  await rig.pass(121)
  await rig.attack({ events: [] }, async () => {
    await expect(late.claims()).rejects.toThrow('unknown-code')
  })
  const { code } = await offers(rig, phone)
  const packets = Array.from({ length: 20 }, () => {
    const { speaker, brings } = stranger(rig)
    const more = { code, ...brings, key: publicOf(makeKey()) }
    return packet('move-claim', speaker.next('move-claim', more))
  })
  const answers = await rig.attack({ events: [] }, () => together(rig.nodes, packets))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  // Whoever compares too late gives nothing.
  await rig.pass(121)
  await rig.attack({ events: [] }, async () => {
    const sealed = 'A'.repeat(64)
    const { lock } = phone
    expect(wordIn(await phone.speaker.ask('move-give', { sealed }, lock))).toBe('code-over')
  })
  expect(await stands(rig, phone)).toBe(true)
})
