// The key of a phone and what opens its lock, in the hands of somebody who has copied them, and
// messages in those of somebody who writes them anew.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { type Lock, pinLock } from '../../../tools/phone/acts.ts'
import { makeKey } from '../../../tools/phone/keys.ts'
import { flag, makeSoftKey } from '../../oracles/soft-authenticator.ts'
import { lettersTo } from '../recovery.ts'
import { attack, openRig } from '../rig.ts'
import {
  asksPhones,
  given,
  givePhone,
  isIn,
  lockOfPasskey,
  looksAgain,
  onTwo,
  passkeyProving,
  pushHouse,
  says,
  stands,
  wordIn,
} from './approving.ts'

openRig()

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

attack(
  'ATK-PUSH-11d a key that is in two places is found out when both have spoken',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await rig.colleague('alice')
    for (const isOwnerFirst of [false, true]) {
      const phone = await givePhone(rig, alice)
      await phone.look()
      const copy = phone.clone()
      const asking = await asksPhones(rig, alice)
      const { number } = asking
      const [first, second] = isOwnerFirst ? [phone, copy] : [copy, phone]
      const request = await first.waiting()
      // One speaks on and on, with numbers far ahead: the other's line is another one all the same.
      for (let ahead = 0; ahead < 3; ahead += 1) expect(await says(first, 'look')).toBe('')
      if (isOwnerFirst) for (let ahead = 0; ahead < 9; ahead += 1) second.speaker.next('look')
      await rig.attack({ rows: true }, async () => {
        expect(await says(second, 'look')).toBe('unknown-phone')
        expect(await stands(rig, phone)).toBe(false)
        for (const each of [phone, copy]) {
          expect(await says(each, 'look')).toBe('unknown-phone')
          expect(wordIn(await each.answers(request, { number }, phone.lock))).toBe('unknown-phone')
        }
        expect(await looksAgain(rig, asking)).toBeUndefined()
      })
      await rig.pass(601)
    }
    // And its owner reads that it does not count any more.
    const subjects = () => lettersTo(rig, alice.login).map(({ subject }) => subject)
    await expect
      .poll(subjects, { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/slettet/))
  },
)

attack('ATK-PUSH-11h a copy made while an answer was awaited is found out as well', async (rig) => {
  const { phone } = await given(rig)
  // Both hold the name of the message that was not answered yet, and may say it once more.
  phone.speaker.next('look')
  const copy = phone.clone()
  expect(await says(copy, 'look')).toBe('')
  const word = await says(phone, 'look')
  expect(['', 'out-of-step']).toContain(word)
  if (word !== '') expect(await says(phone, 'look')).toBe('')
  await rig.attack({ rows: true }, async () => {
    expect(await says(phone, 'look')).toBe('')
    // Its numbers may be as far ahead as it likes.
    for (let ahead = 0; ahead < 9; ahead += 1) copy.speaker.next('look')
    expect(await says(copy, 'look')).toBe('unknown-phone')
    expect(await stands(rig, phone)).toBe(false)
  })
})

attack(
  'ATK-PUSH-11j a copy that makes up what came before is found by its owner’s next word',
  async (rig) => {
    const { phone } = await given(rig)
    expect(await says(phone, 'look')).toBe('')
    const copy = phone.clone({ after: 'A'.repeat(16) })
    await rig.attack({ rows: true }, async () => {
      // Such is what a phone says after the database was put back.
      expect(await says(copy, 'look')).toBe('')
      // However much it goes on, and whatever is forgotten of what its owner said.
      for (let time = 0; time < 33; time += 1) expect(await says(copy, 'look')).toBe('')
      expect(await says(phone, 'look')).toBe('unknown-phone')
      expect(await says(copy, 'look')).toBe('unknown-phone')
      expect(await stands(rig, phone)).toBe(false)
    })
  },
)

attack('ATK-PUSH-11i what is sent again, or late, makes nobody’s phone void', async (rig) => {
  const { phone } = await given(rig)
  const posts = async (said: string) => wordIn(await phone.posts('look', { said }))
  const captured: string[] = []
  for (let time = 0; time < 4; time += 1) {
    const said = phone.speaker.next('look')
    captured.push(said)
    expect(await posts(said)).toBe('')
    expect(await says(phone, 'look')).toBe('')
  }
  // One that was held back, while its owner had pressed again and gone on.
  const late = phone.speaker.next('look')
  for (let time = 0; time < 3; time += 1) expect(await says(phone, 'look')).toBe('')
  await rig.attack({ events: [] }, async () => {
    for (const said of [...captured, ...captured, ...captured, late, late, late])
      expect(await posts(said)).toBe('out-of-step')
    expect(await stands(rig, phone)).toBe(true)
  })
  expect(await says(phone, 'look')).toBe('')
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
