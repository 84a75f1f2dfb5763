// A phone is added by somebody who is in: others have seen the code, or have one of their own, and
// a phone that is not approved counts for nothing. And whoever is gone is not let in by a phone.
import { expect } from 'vitest'
import { publicOf } from '../../../tools/phone/keys.ts'
import { joiningChallenge, readCode } from '../../../tools/phone/message.ts'
import { flag, makeSoftKey, registrationOf } from '../../oracles/soft-authenticator.ts'
import { together } from '../../town/wire/one-packet.ts'
import { doubleSeconds, roundsOn } from '../double.ts'
import { cameIn, methodsOf, removes } from '../methods.ts'
import { answering } from '../packets.ts'
import { attack, openRig, rounds } from '../rig.ts'
import { liveSessions } from '../witness.ts'
import {
  addsPhone,
  asksPhones,
  bringsPhone,
  givePhone,
  goesOn,
  heldBack,
  looksAgain,
  onTwo,
  numberFor,
  otherNumber,
  packet,
  pushHouse,
  stranger,
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
      expect(await old.approve({ number: await numberFor(hers) }, await herPhone.waiting())).toBe(
        'over',
      )
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
    const { speaker, brings } = stranger(rig)
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
    const adds = async (more: object) =>
      wordIn(await speaker.ask('add', { code, ...brings, ...more }))
    await rig.attack({ events: [] }, async () => {
      for (const odd of [
        { lock: { ...Reflect.get(brings, 'lock'), jwk: key } },
        { lock: { ...Reflect.get(brings, 'lock'), jwk: { ...key, x: key.y } } },
        { lock: { ...Reflect.get(brings, 'lock'), half: '' } },
        { lock: { kind: 'none' } },
        { name: 'x'.repeat(61) },
        { name: '' },
        { system: 'windows' },
        { person: alice.person.id },
      ])
        expect(await adds(odd), JSON.stringify(odd)).toBe('bad-message')
      for (const odd of [
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
    const said = speaker.next('add', { code, ...brings, ...passkey(right) })
    const [first, second] = await together(rig.nodes, [packet('add', said), packet('add', said)])
    const words = [first, second].map((each) =>
      wordIn({ status: 0, body: JSON.parse(each?.body ?? '') }),
    )
    expect(words.toSorted()).toEqual(['', 'code-used'])
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
        const { speaker, brings } = stranger(rig)
        return packet('add', speaker.next('add', { code, ...brings }))
      })
      const answers = await together(rig.nodes, packets)
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status >= 500)).toEqual([])
      expect(await goesOn(adding)).toBe(false)
    }
  },
  doubleSeconds,
)

attack('ATK-RACE-01d whoever is suspended while a phone approves is not in', async (rig) => {
  await rig.town.apply(pushHouse())
  for (let round = 0; round < rounds / 5; round += 1) {
    const alice = await rig.colleague('alice')
    const phone = await givePhone(rig, alice)
    const asking = await asksPhones(rig, alice)
    const request = await phone.waiting()
    await Promise.all([
      together(rig.nodes, [
        heldBack(phone, request, 'approve', { number: asking.number }),
        answering(rig, asking.browser, {}),
      ]),
      rig.suspend(alice),
    ])
    await rig.attack({}, async () => {
      expect(await looksAgain(rig, asking)).toBeUndefined()
      expect(wordIn(await phone.speaker.ask('look'))).toBe('not-open')
      expect(wordIn(await phone.answers(request, { number: asking.number }, phone.lock))).not.toBe(
        'approved',
      )
    })
    expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
  }
})

attack('ATK-RACE-02e a phone that is removed while it approves leaves nobody in', async (rig) => {
  await rig.town.apply(pushHouse())
  for (let round = 0; round < rounds / 5; round += 1) {
    const { person, browser } = await cameIn(rig, 'alice')
    const phone = await givePhone(rig, person)
    const asking = await asksPhones(rig, person)
    const request = await phone.waiting()
    const isBefore = round % 2 === 0
    if (isBefore) expect(await phone.approve({ number: asking.number }, request)).toBe('approved')
    const last = isBefore
      ? answering(rig, asking.browser, {})
      : heldBack(phone, request, 'approve', { number: asking.number })
    await Promise.all([removes(browser, phone.method), together(rig.nodes, [last])])
    expect((await methodsOf(rig, person)).map(({ factor }) => factor)).not.toContain('push')
    expect(await looksAgain(rig, asking)).toBeUndefined()
    expect(wordIn(await phone.speaker.ask('look'))).toBe('unknown-phone')
    // The one who has removed it is in, and nobody else.
    expect(await liveSessions(rig.town.database, person.id)).toBe(1)
  }
})
