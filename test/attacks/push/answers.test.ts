// Two answers to one request, an answer said twice, and an answer of somebody else's phone: the
// first decision stands, a no wins over a yes, and nobody answers for another. And whoever is gone
// is not let in by a phone.
import { expect } from 'vitest'
import { type Packet, together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import { doubleSeconds, letIn, roundsOn } from '../double.ts'
import { answering } from '../packets.ts'
import { attack, newAddress, openRig, type Rig, rounds } from '../rig.ts'
import { ask, liveSessions } from '../witness.ts'
import { cameIn, methodsOf, removes } from '../methods.ts'
import { lettersTo } from '../recovery.ts'
import {
  asksPhones,
  given,
  givePhone,
  heldBack,
  isIn,
  looksAgain,
  onTwo,
  pushHouse,
  wordIn,
} from './approving.ts'

openRig()

attack('ATK-PUSH-08 the first decision stands, and a no wins', async (rig) => {
  await rig.town.apply(pushHouse())
  const alice = await rig.colleague('alice')
  const [near, far] = [await givePhone(rig, alice), await givePhone(rig, alice)]

  const denied = await asksPhones(rig, alice)
  const first = await near.waiting()
  expect(await near.refuse('deny', first)).toBe('denied')
  await rig.attack({}, async () => {
    for (const phone of [near, far])
      expect(await phone.approve({ number: denied.number }, first)).toBe('over')
    expect(await looksAgain(rig, denied)).toBeUndefined()
  })

  // Until the page has gone on, whoever thinks again is heard.
  const taken = await asksPhones(rig, alice)
  const second = await near.waiting()
  expect(await near.approve({ number: taken.number }, second)).toBe('approved')
  await rig.attack({}, async () => {
    expect(await far.refuse('deny', second)).toBe('denied')
    expect(await near.approve({ number: taken.number }, second)).toBe('over')
    expect(await looksAgain(rig, taken)).toBeUndefined()
  })

  // And no later: what was approved and collected is nobody's to answer.
  const entered = await asksPhones(rig, alice)
  const third = await near.waiting()
  expect(await near.approve({ number: entered.number }, third)).toBe('approved')
  expect(await looksAgain(rig, entered)).toBe(alice.login)
  await rig.attack({}, async () => {
    expect(await far.refuse('deny', third)).toBe('over')
    expect(await far.approve({ number: entered.number }, third)).toBe('over')
  })
  expect(await isIn(rig, entered.browser)).toBe(alice.login)
})

attack(
  'ATK-PUSH-08c «that was not me» shows out who has come in, and is its owner’s alone',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const [alice, bob] = [await rig.colleague('alice'), await rig.colleague('bob')]
    const [hers, far, his] = [
      await givePhone(rig, alice),
      await givePhone(rig, alice),
      await givePhone(rig, bob),
    ]
    const comesIn = async () => {
      const asking = await asksPhones(rig, alice)
      const request = await hers.waiting()
      expect(await hers.approve({ number: asking.number }, request)).toBe('approved')
      expect(await looksAgain(rig, asking)).toBe(alice.login)
      return { ...asking, request }
    }
    const stolen = await comesIn()
    // Her phones show it as it was asked, and nobody else's does.
    expect((await far.look()).approved).toEqual([stolen.request])
    expect(await his.look()).not.toHaveProperty('approved')
    await rig.attack({ events: [] }, async () => {
      expect(await his.refuse('not-me', stolen.request)).toBe('over')
      expect(await far.refuse('deny', stolen.request)).toBe('over')
      const { shown } = stolen.request
      const other = { ...stolen.request, shown: { ...shown, service: 'Fjordbank' } }
      expect(await far.refuse('not-me', other)).toBe('over')
      expect(await isIn(rig, stolen.browser)).toBe(alice.login)
    })
    expect(await far.refuse('not-me', stolen.request)).toBe('denied')
    expect(await isIn(rig, stolen.browser)).toBeUndefined()
    expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
    expect(await far.look()).not.toHaveProperty('approved')
    const subjects = () => lettersTo(rig, alice.login).map(({ subject }) => subject)
    await expect
      .poll(subjects, { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/Noen prøvde/))
    // It is said once, and for ten minutes.
    const own = await comesIn()
    await rig.attack({ events: [] }, async () => {
      expect(await hers.refuse('not-me', stolen.request)).toBe('over')
      await rig.pass(601)
      expect(await hers.look()).not.toHaveProperty('approved')
      expect(await hers.refuse('not-me', own.request)).toBe('over')
      expect(await isIn(rig, own.browser)).toBe(alice.login)
    })
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-16 a button whose address is sent to somebody lets nobody in but their own browser',
  async (rig) => {
    const { alice, phone } = await given(rig)
    // Mallory has the password, and sends what is behind the button of his page.
    const his = await asksPhones(rig, alice)
    const first = await phone.waiting()
    expect(his.here).not.toBe(his.seen)
    await rig.attack({}, async () => {
      const approves = (more: object) => phone.answers(first, more, phone.lock)
      expect(wordIn(await approves({ here: his.here, number: his.number }))).toBe('bad-message')
      const { body } = await approves({ here: his.here })
      expect(body).toMatchObject({ is: 'approved', back: expect.stringContaining('/m/back/') })
      const back = new URL(String(Reflect.get(Object(body), 'back')))
      expect(await looksAgain(rig, his)).toBeUndefined()
      // He knows where it leads, and not what with.
      const [id = '', secret = ''] = back.pathname.slice('/m/back/'.length).split('.')
      for (const of of [
        id,
        `${id}.`,
        `${id}.${his.here}`,
        `${id}.${his.seen}`,
        `${id}.x${secret}`,
      ]) {
        await his.browser.get(`/m/back/${of}`)
        expect(await looksAgain(rig, his)).toBeUndefined()
      }
      // Her own browser is led nowhere by it.
      const hers = rig.browser()
      await hers.get(back.pathname)
      expect(await isIn(rig, hers)).toBeUndefined()
      expect(await looksAgain(rig, his)).toBeUndefined()
      expect(await phone.approve({ number: his.number }, first)).toBe('over')
    })
    await rig.pass(601)
    const own = await asksPhones(rig, alice)
    const request = await phone.waiting()
    // What is in the picture is not what is behind the button.
    expect(wordIn(await phone.answers(request, { here: own.seen }, phone.lock))).toBe(
      'wrong-number',
    )
    const again = await asksPhones(rig, alice)
    const { body } = await phone.answers(await phone.waiting(), { here: again.here }, phone.lock)
    expect(await looksAgain(rig, again)).toBeUndefined()
    await again.browser.get(new URL(String(Reflect.get(Object(body), 'back'))).pathname)
    expect(again.browser.last.to).toBe(again.page)
    expect(await looksAgain(rig, again)).toBe(alice.login)
  },
  30,
  onTwo,
)

attack(
  'ATK-PUSH-08b a yes and a no in one moment are a no, or nobody has waited for it',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await rig.colleague('alice')
    const [near, far] = [await givePhone(rig, alice), await givePhone(rig, alice)]
    for (let round = 0; round < roundsOn(rig); round += 1) {
      const asking = await asksPhones(rig, alice)
      const { browser, number } = asking
      const request = await near.waiting()
      const [yes, no, ...pages] = await together(rig.nodes, [
        heldBack(near, request, 'approve', { number }),
        heldBack(far, request, 'deny'),
        answering(rig, browser, {}),
        answering(rig, browser, {}),
      ])
      const words = [yes, no].map((answer) => String(answer?.body))
      const came = letIn(pages) > 0
      // Either the page was quicker than the no, or nobody is in.
      expect([came, words[1]], words.join(' ')).toEqual(
        came ? [true, '{"is":"over"}'] : [false, '{"is":"denied"}'],
      )
      if (!came) expect(await looksAgain(rig, asking)).toBeUndefined()
      if (round % 3 === 2) await rig.pass(601)
    }
  },
  doubleSeconds,
)

attack('ATK-PUSH-13 a number is typed on the phone of whoever asked, or nowhere', async (rig) => {
  await rig.town.apply(pushHouse())
  const [alice, bob] = [await rig.colleague('alice'), await rig.colleague('bob')]
  const [hers, his] = [await givePhone(rig, alice), await givePhone(rig, bob)]
  const asking = await asksPhones(rig, alice)
  const request = await hers.waiting()
  await rig.attack({}, async () => {
    // Bob at the same desk: he is asked nothing, and types what stands on her page.
    expect((await his.look()).requests).toEqual([])
    expect(await his.approve({ number: asking.number }, request)).toBe('over')
    expect(await his.approve({ seen: asking.seen }, request)).toBe('over')
    expect(await his.refuse('not-me', request)).toBe('over')
    expect(await looksAgain(rig, asking)).toBeUndefined()
    // In her phone's name, by his key.
    const inHerName = await his.posts('look', {
      said: forgedName(his.speaker.next('look'), hers.name),
    })
    expect(wordIn(inHerName)).toBe('unknown-phone')
  })
  const own = await asksPhones(rig, bob)
  const waitsForBob = await his.waiting()
  await rig.attack({}, async () => {
    // Both wait at the same time, and each reads the other's page.
    expect(await his.approve({ number: asking.number }, request)).toBe('over')
    expect(await his.approve({ number: asking.number }, waitsForBob)).toBe('wrong-number')
    expect(await looksAgain(rig, own)).toBeUndefined()
    expect(await looksAgain(rig, asking)).toBeUndefined()
  })
  expect(await hers.approve({ number: asking.number }, request)).toBe('approved')
  // What she approved is her own page's, whoever presses.
  expect(await looksAgain(rig, own)).toBeUndefined()
  expect(await looksAgain(rig, asking)).toBe(alice.login)
})

/** The same message, said to be another phone's. */
function forgedName(said: string, name: string): string {
  const [, payload = '', signature = ''] = said.split('.')
  const header = { alg: 'ES256', typ: 'portvakt-phone', kid: name }
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`
}

attack(
  'ATK-PUSH-13b approved twice, said again or by another phone, it is one session of its owner',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const [alice, bob] = [await rig.colleague('alice'), await rig.colleague('bob')]
    const phones = [await givePhone(rig, alice), await givePhone(rig, alice)]
    const his = await givePhone(rig, bob)
    const [near, far] = phones
    if (!near || !far) throw new Error('She has two phones')
    let broken = 0
    const all = roundsOn(rig)
    for (let round = 0; round < all; round += 1) {
      const asking = await asksPhones(rig, alice)
      const { browser, number, seen } = asking
      const request = await near.waiting()
      const approvals = [
        heldBack(near, request, 'approve', { number }),
        heldBack(far, request, 'approve', round % 2 ? { number } : { seen }),
      ]
      const wrong = heldBack(his, request, 'approve', { number })
      const before = await sessionsOf(rig, alice.id)
      const from = ['x-forwarded-for', newAddress()] as const
      const answers = await together(
        rig.nodes,
        // The same bytes twice, on both nodes; and the page looks meanwhile.
        [...approvals, wrong, ...approvals, wrong, ...pagesOf(rig, browser)].map((each) => ({
          ...each,
          headers: [...each.headers, from],
        })),
      )
      const words = answers
        .slice(0, 6)
        .map(({ body }) => wordIn({ status: 0, body: JSON.parse(body) }))
      const approved = words.filter((word) => word === 'approved').length
      const byBob = [words[2], words[5]].includes('approved')
      if (letIn(answers) === 0) await looksAgain(rig, asking)
      const after = await sessionsOf(rig, alice.id)
      // And once more, when all is over.
      const again = await near.posts('answer', JSON.parse(approvals[0]?.body ?? '{}') as object)
      const isSound =
        approved === 1 &&
        !byBob &&
        letIn(answers) <= 1 &&
        after - before === 1 &&
        wordIn(again) !== 'approved'
      if (!isSound) broken += 1
      expect(isSound, JSON.stringify({ round, words, before, after })).toBe(true)
      // Each of hers is heard again before three of its messages in a row were not.
      for (const phone of [near, far, his]) await phone.look()
      if (round % 3 === 2) await rig.pass(601)
    }
    console.log(`double approval, replay, wrong phone: ${broken} in ${all} rounds`)
  },
  doubleSeconds,
)

const pagesOf = (rig: Rig, browser: Visitor): Packet[] =>
  Array.from({ length: 3 }, () => answering(rig, browser, {}))

const sessionsOf = async ({ town }: Rig, person: string): Promise<number> =>
  (await ask(town.database, 'select from sessions where person_id = $1', [person])).length

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
