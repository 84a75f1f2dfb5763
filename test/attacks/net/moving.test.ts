// A session that moves: let in at one place and used from another. What was enough there is judged
// again here, before any page of the house and at every application.
import { expect } from 'vitest'
import type { Visitor } from '../../town/visitor.ts'
import { allKinds, codeOf as codeNow, giveApp, methodsHouse, keyOn } from '../methods.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { authorize, authorizing, codeOf, errorOf, places, signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const answersFor = { owner: 'IKT-hjelpa', reason: 'An invented place.', expires: '2099-12-31' }
const network = (id: string, range: string) => ({ id, name: id, ranges: [range], ...answersFor })
const at = { office: '203.0.113.7', vpn: '203.0.113.200', home: '198.51.100.77' } as const

/** A password is enough at the office; elsewhere, and through the tunnel from there, it is not. */
const house = (office: object, away: object = {}) =>
  methodsHouse({
    need: { proofs: 2, ...away },
    more: { networks: [network('office', '203.0.113.0/24'), network('vpn', '203.0.113.128/25')] },
    before: [
      { id: 'vpn', where: ['vpn'], need: { proofs: 2, accepts: allKinds } },
      { id: 'office', where: ['office'], need: { accepts: allKinds, ...office }, ...answersFor },
    ],
  })

/** The same browser, with all its cookies, at another address. */
function moves(rig: Rig, browser: Visitor, to: keyof typeof at): Visitor {
  const moved = rig.browser(at[to])
  for (const [name, value] of browser.cookies) moved.cookies.set(name, value)
  return moved
}

const kindOf = (browser: Visitor): unknown => browser.last.screen?.['kind']

const openStart = async (browser: Visitor): Promise<unknown> => {
  await browser.get(places.start)
  await browser.follow()
  return kindOf(browser)
}

const networksOf = async ({ town }: Rig, person: { readonly id: string }) =>
  (
    await ask<{ networks: string[] }>(
      town.database,
      'select networks from sessions where person_id = $1 and ended_at is null',
      [person.id],
    )
  ).map(({ networks }) => networks)

attack('ATK-NET-06b a password of the office opens nothing at home', async (rig) => {
  await rig.town.apply(house({ proofs: 1 }))
  const alice = await rig.colleague('alice')
  const key = await giveApp(rig, alice)
  const office = rig.browser(at.office)
  await signIn(office, alice)
  expect(await whoIsIn(office)).toBe(alice.login)
  expect(codeOf(await authorize(office, authorizing('post')))).toBeTruthy()

  await rig.attack({ events: [] }, async () => {
    for (const place of ['home', 'vpn'] as const) {
      const away = moves(rig, office, place)
      expect(await whoIsIn(away)).toBeUndefined()
      for (const page of [places.start, '/security']) {
        await away.get(page)
        await away.follow()
        expect(away.last.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
        expect(away.last.text).not.toContain(alice.id)
      }
      const quiet = await authorize(away, authorizing('post', { prompt: 'none' }))
      expect(errorOf(quiet)).toBe('login_required')
      expect(codeOf(await authorize(away, authorizing('timer')))).toBeUndefined()
    }
  })
  // Changing nothing: at the office it is as it was.
  expect(await whoIsIn(office)).toBe(alice.login)

  // What the application asked for waits, and comes back as it was asked.
  const home = moves(rig, office, 'home')
  const more = { state: 'of-the-morning', login_hint: alice.login }
  await authorize(home, authorizing('post', more))
  expect(kindOf(home)).toBe('enter-code')
  await home.answer({ code: codeNow(rig, key) })
  const back = await home.follow()
  expect(codeOf(back)).toBeTruthy()
  expect(back.location).toContain('state=of-the-morning')
  expect(await whoIsIn(home)).toBe(alice.login)
  expect(await networksOf(rig, alice)).toEqual([[]])
  // And the way back: what was shown is more than enough there.
  const again = moves(rig, home, 'office')
  expect(await whoIsIn(again)).toBe(alice.login)
  expect(await networksOf(rig, alice)).toEqual([['office']])
  expect(await whoIsIn(moves(rig, again, 'vpn'))).toBe(alice.login)
})

attack('ATK-NET-06c what may wait at the office is set up at home', async (rig) => {
  const wish = { proofs: 1, methods: ['totp'], stayDays: 30, firstByOneProof: true }
  const grace = { ...wish, putOff: { times: 1 } }
  await rig.town.apply(house(grace, wish))
  const alice = await rig.colleague('alice')
  const office = rig.browser(at.office)
  await signIn(office, alice)
  await office.follow()
  expect(office.last.screen?.['putOff']).toMatchObject({ timesLeft: 1 })
  await office.answer({ do: 'put-off' })
  // The last time is not counted twice: whoever is in by it is in, at every application.
  expect(await whoIsIn(office)).toBe(alice.login)
  expect(codeOf(await authorize(office, authorizing('post')))).toBeTruthy()

  const home = moves(rig, office, 'home')
  await rig.attack({ events: [] }, async () => {
    expect(await openStart(home)).toBe('scan-code')
    expect(home.last.screen?.['putOff']).toBeUndefined()
    expect(codeOf(await authorize(home, authorizing('post')))).toBeUndefined()
  })
  await openStart(home)
  await home.answer({ code: codeNow(rig, keyOn(home)) })
  await home.follow()
  expect(await whoIsIn(home)).toBe(alice.login)
  expect(codeOf(await authorize(home, authorizing('post')))).toBeTruthy()
})

attack('ATK-NET-06d a grace that has run out is over for whoever is in by it', async (rig) => {
  const wish = { proofs: 1, methods: ['totp'], stayDays: 30, putOff: { days: 2 } }
  await rig.town.apply(house({ ...wish, firstByOneProof: true }))
  const alice = await rig.colleague('alice')
  const office = rig.browser(at.office)
  await signIn(office, alice, { stay: 'yes' })
  await office.follow()
  await office.answer({ do: 'put-off' })
  await rig.pass(86_400)
  expect(await whoIsIn(office)).toBe(alice.login)
  await rig.pass(86_400)
  await rig.attack({ events: [] }, async () => {
    expect(await whoIsIn(office)).toBeUndefined()
    expect(await openStart(office)).toBe('scan-code')
    expect(office.last.screen?.['putOff']).toBeUndefined()
  })
})

attack('ATK-NET-06e staying signed in is no longer here than the rule here lets', async (rig) => {
  await rig.town.apply(house({ proofs: 1, stayDays: 30 }, { proofs: 1, stayDays: 7 }))
  const alice = await rig.colleague('alice')
  const office = rig.browser(at.office)
  await signIn(office, alice, { stay: 'yes' })
  await rig.pass(8 * 86_400)
  const home = moves(rig, office, 'home')
  await rig.attack({ events: [] }, async () => {
    expect(await whoIsIn(office)).toBe(alice.login)
    expect(await openStart(home)).toBe('password')
    expect(codeOf(await authorize(home, authorizing('post')))).toBeUndefined()
  })
  await openStart(home)
  await home.answer({ password: alice.password })
  expect(await whoIsIn(home)).toBe(alice.login)
  // It stays, as was asked for once, and as long as this place lets it.
  await rig.pass(86_400)
  expect(await whoIsIn(home)).toBe(alice.login)
  await rig.pass(6 * 86_400)
  expect(await whoIsIn(home)).toBeUndefined()
})
