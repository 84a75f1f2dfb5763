// A phone is added by somebody who is in, or takes over from an older one: others have seen the
// code, or have one of their own, and a phone that nobody has approved or compared counts for
// nothing.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import {
  claimMove,
  giveMove,
  type Lock,
  look,
  move,
  newcomer,
  pinLock,
  showMove,
  told,
} from '../../../tools/phone/acts.ts'
import { makeKey, type PublicKey, publicOf } from '../../../tools/phone/keys.ts'
import { joiningChallenge, readCode } from '../../../tools/phone/message.ts'
import { receiver } from '../../../tools/phone/moving.ts'
import { flag, makeSoftKey, registrationOf } from '../../oracles/soft-authenticator.ts'
import { together } from '../../town/wire/one-packet.ts'
import { doubleSeconds, roundsOn } from '../double.ts'
import { cameIn, methodsOf } from '../methods.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import {
  addsPhone,
  asksPhones,
  bringsPhone,
  fromElsewhere,
  given,
  givePhone,
  goesOn,
  type Held,
  looksAgain,
  onTwo,
  numberFor,
  otherNumber,
  packet,
  pushHouse,
  says,
  saysFirst,
  stands,
  stranger,
  type Stranger,
  wordIn,
} from './approving.ts'

openRig()

attack(
  'ATK-PUSH-14 a phone that saw the code counts for nothing without the number',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await cameIn(rig, 'alice')
    const adding = await addsPhone(alice.browser)
    // Eve has photographed the page, and is quicker.
    const hers = await bringsPhone(rig, adding.code)
    await expect(bringsPhone(rig, adding.code)).rejects.toThrow('code-used')
    const number = await numberFor(adding)
    await rig.attack({ rows: false, events: [] }, async () => {
      expect(await goesOn(adding)).toBe(false)
      for (const act of ['share', 'apps', 'leave', 'ring']) {
        const more = {
          ...(act === 'share' && { half: hers.half }),
          ...(act === 'ring' && { rings: null }),
        }
        expect(wordIn(await hers.speaker.ask(act, more))).toBe('unknown-phone')
      }
      const { state, requests } = await hers.look()
      expect([state, requests.map(({ kind }) => kind)]).toEqual(['adding', ['test']])
      expect(JSON.stringify(requests)).not.toContain(number)
      expect(await hers.approve({ number: otherNumber(number) })).toBe('wrong-number')
      expect(await goesOn(adding)).toBe(false)
    })
    const factors = (await methodsOf(rig, alice.person)).map(({ factor }) => factor)
    expect(factors).not.toContain('push')
    // A new code on her page, and Eve's phone is nobody's.
    await alice.browser.get(adding.page)
    await alice.browser.answer({ do: 'send' })
    await alice.browser.get(adding.page)
    const again = { ...adding, code: String(alice.browser.last.screen?.['code']) }
    expect(again.code).not.toBe(adding.code)
    await expect(hers.look()).rejects.toThrow('unknown-phone')
    await expect(bringsPhone(rig, adding.code)).rejects.toThrow(/unknown-code|code-/)
    const own = await bringsPhone(rig, again.code)
    expect(await own.approve({ number: await numberFor(again) })).toBe('approved')
    expect(await goesOn(again)).toBe(true)
    expect((await own.look()).state).toBe('stands')
  },
)

attack(
  'ATK-PUSH-14b a number of another page adds no phone, and asks nothing else',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const [alice, bob] = [await cameIn(rig, 'alice'), await cameIn(rig, 'bob')]
    const old = await givePhone(rig, alice.person)
    const [hers, his] = [await addsPhone(alice.browser), await addsPhone(bob.browser)]
    const herPhone = await bringsPhone(rig, hers.code)
    const hisPhone = await bringsPhone(rig, his.code)
    const asking = await asksPhones(rig, alice.person)
    const request = await old.waiting()
    const test = await hisPhone.waiting()
    await rig.attack({}, async () => {
      // What is added does not approve a sign-in, and what stands approves no test.
      const approves = { number: asking.number }
      await expect(herPhone.approve(approves, { ...request, kind: 'test' })).resolves.toBe('over')
      const forNew = { ...(await herPhone.waiting()), kind: 'sign-in' } as const
      expect(await old.approve({ number: await numberFor(hers) }, forNew)).toBe('over')
      expect(await herPhone.approve({ number: await numberFor(his) }, test)).toBe('over')
      expect(await looksAgain(rig, asking)).toBeUndefined()
      expect(await hisPhone.approve({ number: await numberFor(hers) })).toBe('wrong-number')
      expect(await goesOn(his)).toBe(false)
      expect(await goesOn(hers)).toBe(false)
    })
  },
)

attack(
  'ATK-PUSH-14c what a phone brings is its own, and bound to the code',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await cameIn(rig, 'alice')
    const adding = await addsPhone(alice.browser)
    const code = readCode(adding.code)
    const { speaker, bringsWith } = stranger(rig)
    const brings = bringsWith('add', code)
    const key = publicOf(speaker.key)
    const own = makeSoftKey()
    const scene = { origin: rig.origin, rpId: 'fjordvik.example' }
    const passkey = (challenge: string, forged = {}, at = scene) => ({
      lock: {
        kind: 'passkey',
        response: JSON.parse(registrationOf(own, { ...at, challenge }, forged)) as unknown,
      },
    })
    const right = joiningChallenge('add', code, key)
    const adds = async (more: object) => wordIn(await speaker.ask('add', { ...brings, ...more }))
    await rig.attack({ events: [] }, async () => {
      for (const odd of [
        { lock: { ...brings.lock, jwk: key } },
        { lock: { ...brings.lock, jwk: { ...key, x: key.y } } },
        { lock: { ...brings.lock, half: '' } },
        { lock: { kind: 'none' } },
        { name: 'x'.repeat(61) },
        { name: '' },
        { system: 'windows' },
        { person: alice.person.id },
      ])
        expect(await adds(odd), JSON.stringify(odd)).toBe('bad-message')
      for (const odd of [
        // The key of a PIN that was not used for this: over nothing, another code, another's key.
        { lock: { ...brings.lock, proof: '' } },
        { lock: { ...brings.lock, jwk: publicOf(makeKey()) } },
        { lock: bringsWith('add', '00000000').lock },
        { lock: bringsWith('move-claim', code).lock },
        { lock: stranger(rig).bringsWith('add', code).lock },
        passkey(joiningChallenge('move-claim', code, key)),
        passkey(joiningChallenge('add', '00000000', key)),
        passkey(joiningChallenge('add', code, publicOf(stranger(rig).speaker.key))),
        passkey(right, { flags: flag.present | flag.made }),
        passkey(right, { rpId: 'fjordbank.example' }),
        passkey(right, {}, { ...scene, origin: 'https://logginn.fjordbank.example' }),
        passkey(right, { client: { type: 'webauthn.get' } }),
      ])
        expect(await adds(odd)).toBe('lock-wrong')
      expect(await goesOn(adding)).toBe(false)
    })
    // None of these has used the code; the right one does, once.
    const said = speaker.next('add', { ...brings, ...passkey(right) })
    const [first, second] = await together(rig.nodes, [packet('add', said), packet('add', said)])
    // The network may bring it twice: that is one phone, and one answer.
    expect(first?.status).toBe(200)
    expect(second?.body).toBe(first?.body)
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-14e what a phone was answered is told again to that phone, with all that it brought',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await cameIn(rig, 'alice')
    const adding = await addsPhone(alice.browser)
    const own = stranger(rig)
    const brings = own.bringsWith('add', adding.code)
    const says = ({ speaker }: Stranger, more: object) =>
      saysFirst(rig, 'add', speaker.next('add', more))
    const first = await says(own, brings)
    expect(first).toMatchObject({ status: 200, body: { share: expect.any(String) } })
    // Its answer is lost: signed anew, with another number and time, it is answered the same.
    await rig.pass(60)
    expect(await says(own, brings)).toEqual(first)
    const eve = stranger(rig)
    await rig.attack({ rows: false, events: [] }, async () => {
      expect(wordIn(await says(eve, eve.bringsWith('add', adding.code)))).toBe('code-used')
      // All of hers, by another key; and by her own key the share of another PIN.
      expect(wordIn(await says(eve, brings))).toBe('code-used')
      const { lock } = brings
      for (const more of [
        { lock: { ...lock, half: 'A'.repeat(43) } },
        { lock: own.bringsWith('add', '00000000').lock },
        { name: 'En annen' },
        { system: 'ios' },
      ])
        expect(wordIn(await says(own, { ...brings, ...more }))).toBe('code-used')
      expect(await goesOn(adding)).toBe(false)
    })
    expect(await says(own, brings)).toEqual(first)
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-14d fifty phones with one code in one moment are one phone',
  async (rig) => {
    await rig.town.apply(pushHouse())
    for (let round = 0; round < Math.min(roundsOn(rig), 100) / 4; round += 1) {
      const alice = await cameIn(rig, 'alice')
      const adding = await addsPhone(alice.browser)
      const code = readCode(adding.code)
      const packets = Array.from({ length: 50 }, () => {
        const { speaker, bringsWith } = stranger(rig)
        return packet('add', speaker.next('add', bringsWith('add', code)))
      })
      const answers = await together(rig.nodes, packets)
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status >= 500)).toEqual([])
      expect(await goesOn(adding)).toBe(false)
    }
  },
  doubleSeconds,
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
  /** The old phone sees who has come, and shows its key. */
  const shows = async () => {
    const came = await newcomer(phone.speaker)
    if (!came) throw new Error('Nobody has come')
    return { came, ...(await showMove(phone.speaker, key, came)) }
  }
  return { key, code, claims, shows }
}

const sealed = 'A'.repeat(64)

attack(
  'ATK-PUSH-15 an account moves to the phone that was compared, and to no other',
  async (rig) => {
    const { alice, phone } = await given(rig)
    const asking = await asksPhones(rig, alice)
    const request = await phone.waiting()
    const { key, claims, shows } = await offers(rig, phone)
    // Somebody has photographed the picture, and is quicker; its owner sees another name, and
    // waits.
    const thief = await claims()
    await expect(claims()).rejects.toThrow('code-used')
    const { to } = await shows()
    expect(to).toBe(thief.claimed.to)
    const asThief = async (act: string, more: object = {}) =>
      wordIn(await thief.speaker.ask(act, more))
    const gives = async (lock?: Lock) =>
      wordIn(await phone.speaker.ask('move-give', { to, sealed }, lock))
    await rig.attack({ events: [] }, async () => {
      expect(await look(thief.speaker)).toMatchObject({ state: 'adding', requests: [] })
      const { nonce, shown } = request
      const approval = { request: request.id, nonce, shown, answer: 'approve' }
      expect(await asThief('answer', { ...approval, number: asking.number })).toBe('unknown-phone')
      for (const [act, more] of [
        ['apps', {}],
        ['leave', {}],
        ['told', { of: 'moved' }],
        ['move', {}],
        ['move-show', { to, key: publicOf(makeKey()) }],
        ['move-give', { to, sealed }],
      ] as const)
        expect(await asThief(act, more)).toBe('unknown-phone')
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
    const { came } = await again.shows()
    const { lock } = phone
    await giveMove(phone.speaker, { key: again.key, came, accounts: [], lock })
    expect(await look(own.speaker)).toMatchObject({ state: 'stands' })
    await told(own.speaker, 'moved')
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
  const { code, shows } = await offers(rig, phone)
  const packets = Array.from({ length: 20 }, () => {
    const { speaker, bringsWith } = stranger(rig)
    const more = { ...bringsWith('move-claim', code), key: publicOf(makeKey()) }
    return fromElsewhere(packet('move-claim', speaker.next('move-claim', more)))
  })
  const answers = await rig.attack({ events: [] }, () => together(rig.nodes, packets))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const { to } = await shows()
  // Whoever compares too late gives nothing.
  await rig.pass(121)
  await rig.attack({ events: [] }, async () => {
    const { lock } = phone
    expect(wordIn(await phone.speaker.ask('move-give', { to, sealed }, lock))).toBe('code-over')
  })
  expect(await stands(rig, phone)).toBe(true)
})

attack('ATK-PUSH-15c what is given names who gets it, by all its keys', async (rig) => {
  const { phone } = await given(rig)
  const { key, code, shows } = await offers(rig, phone)
  const own = stranger(rig)
  const agreed = makeKey()
  const brings = { ...own.bringsWith('move-claim', code), key: publicOf(agreed) }
  const claims = ({ speaker }: Stranger, more: object) =>
    saysFirst(rig, 'move-claim', speaker.next('move-claim', more))
  const first = await claims(own, brings)
  expect(first).toMatchObject({ status: 200 })
  const eve = stranger(rig)
  const ownJwk: PublicKey = Reflect.get(brings.lock, 'jwk')
  const receiverOf = ({ speaker }: Stranger, agrees = agreed, jwk = ownJwk): string => {
    const lock = { kind: 'pin', jwk } as const
    return receiver({ phone: publicOf(speaker.key), key: publicOf(agrees), lock })
  }
  await rig.attack({ events: [] }, async () => {
    // Its answer is told again to the one who claimed, with the same keys.
    expect(await claims(own, brings)).toEqual(first)
    for (const [by, more] of [
      [eve, brings],
      [eve, { ...eve.bringsWith('move-claim', code), key: publicOf(agreed) }],
      [own, { ...brings, key: publicOf(makeKey()) }],
      [own, { ...brings, lock: { ...brings.lock, half: 'A'.repeat(43) } }],
    ] as const)
      expect(wordIn(await claims(by, more))).toBe('code-used')
    // Nothing is given before the old phone has shown itself, whoever is named.
    const early = { to: receiverOf(own), sealed }
    expect(wordIn(await phone.speaker.ask('move-give', early, phone.lock))).toBe('code-over')
  })
  const { came, to } = await shows()
  expect(to).toBe(receiverOf(own))
  await rig.attack({ events: [] }, async () => {
    for (const other of [
      receiverOf(eve),
      receiverOf(own, makeKey()),
      receiverOf(own, agreed, publicOf(makeKey())),
    ])
      for (const act of ['move-show', 'move-give']) {
        const more = act === 'move-give' ? { sealed } : { key: publicOf(key) }
        const heard = await phone.speaker.ask(act, { to: other, ...more }, phone.lock)
        expect(wordIn(heard)).toBe('code-over')
      }
    // What was shown is not shown again with another key.
    const another = { to, key: publicOf(makeKey()) }
    expect(wordIn(await phone.speaker.ask('move-show', another))).toBe('code-used')
    expect(await stands(rig, phone)).toBe(true)
  })
  await giveMove(phone.speaker, { key, came, accounts: [], lock: phone.lock })
  // Also now the one that has come may ask what its name is.
  expect(await claims(own, brings)).toEqual(first)
})
