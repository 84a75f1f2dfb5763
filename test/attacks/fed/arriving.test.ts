// What another house says counts when it is the answer to what it was asked, fresh, and for as much
// as the connection says; and nobody waits for one that is slow.
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import { signed, type Claims, type SigningKey } from '../../../examples/identity/identity.ts'
import { presses } from '../recovery.ts'
import { attack, openRig } from '../rig.ts'
import { name, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'
import {
  arrives,
  arrivingHouse,
  byLogin,
  comesBack,
  connectionTo,
  eppn,
  leaves,
  newSubject,
  picked,
  startHouse,
  twoProofs,
  type House,
} from './arriving.ts'

let feide: House
let eve: House
beforeAll(async () => {
  feide = await startHouse('feide')
  eve = await startHouse('eve', { isNameless: true })
})
afterAll(async () => {
  await feide.close()
  await eve.close()
})
openRig()

const hour = 3600
const seconds = (): number => Math.floor(Date.now() / 1000)

const feideOnly = (more: object = {}, asks: Parameters<typeof arrivingHouse>[1] = {}): object =>
  arrivingHouse([connectionTo(feide, 'feide', { ...byLogin, ...more })], asks)

const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const mutants: readonly ((claims: Claims, key: SigningKey) => string)[] = [
  (claims, key) => signed(claims, { ...key, privateKey: strangers.privateKey }),
  (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  (claims, key) => signed({ ...claims, nonce: undefined }, key),
  (claims, key) => signed({ ...claims, nonce: 'another' }, key),
  (claims, key) => signed({ ...claims, iss: 'https://login.eve.example/tenant' }, key),
  (claims, key) => signed({ ...claims, aud: 'another' }, key),
  (claims, key) => signed({ ...claims, aud: ['portvakt', 'another'], azp: 'another' }, key),
  (claims, key) => signed({ ...claims, exp: 1 }, key),
  (claims, key) => signed({ ...claims, sub: undefined }, key),
]

attack('ATK-FED-05e nobody comes in by an answer that is not as it was asked for', async (rig) => {
  await rig.town.apply(feideOnly())
  const alice = await rig.colleague('alice')
  const subject = newSubject()
  feide.says = { [eppn]: alice.login }
  expect(await whoIsIn((await arrives(rig, subject)).browser)).toBe(alice.login)
  await rig.attack({}, async () => {
    for (const mutant of mutants) {
      feide.signs = mutant
      const { seen } = await arrives(rig, subject)
      feide.signs = undefined
      expect(seen.problem?.code).toBe('identity-failed')
    }
  })
})

attack(
  'ATK-FED-05f what one house was asked is never answered by another’s way back',
  async (rig) => {
    await rig.town.apply(
      arrivingHouse([connectionTo(feide, 'feide', byLogin), connectionTo(eve, 'eve')]),
    )
    const alice = await rig.colleague('alice')
    const subject = newSubject()
    feide.says = { [eppn]: alice.login }
    await arrives(rig, subject)
    const before = eve.asked.get('/token') ?? 0
    await rig.attack({}, async () => {
      // Eve's house was pressed for, and sends alice on to Feide with what it was given.
      const browser = rig.browser()
      const asked = await leaves(browser, 'eve')
      const on = new URL('/authorize', feide.issuer)
      on.search = asked.search
      on.searchParams.set(
        'redirect_uri',
        asked.searchParams.get('redirect_uri')?.replace('/eve/', '/feide/') ?? '',
      )
      const back = await picked(on, subject)
      expect(back.pathname).toBe('/connections/feide/callback')
      // Eve's house does not promise to say who answers: that must be no way round.
      back.searchParams.delete('iss')
      expect((await comesBack(browser, back)).problem?.code).toBe('identity-failed')
      expect(await whoIsIn(browser)).toBeUndefined()
    })
    expect(eve.asked.get('/token') ?? 0).toBe(before)
  },
)

attack('ATK-FED-06 what is not said, or not trusted, is asked for here', async (rig) => {
  const alice = await rig.colleague('alice')
  const subject = newSubject()
  const trusting = { trusts: [twoProofs] }
  const need = { proofs: 2, methods: ['sms'] }
  await rig.town.apply(feideOnly(trusting, { need }))
  const name = { [eppn]: alice.login, amr: ['pwd', 'mfa', 'phr'] }
  feide.says = { ...name, acr: twoProofs }
  const both = await arrives(rig, subject)
  expect(both.seen.screen).toMatchObject({ kind: 'enter-phone' })
  await rig.town.apply(feideOnly(trusting, { need: { proofs: 2 } }))
  const { browser } = await arrives(rig, subject)
  expect(await whoIsIn(browser)).toBe(alice.login)
  const [session] = await ask<{ acr: string }>(
    rig.town.database,
    `select acr from sessions where person_id = $1`,
    [alice.id],
  )
  expect(session?.acr).toBe('urn:portvakt:2fa')
  await rig.attack({}, async () => {
    for (const acr of [undefined, 'urn:mace:feide.no:auth:level:fad08:2', `${twoProofs} `, 'mfa']) {
      feide.says = { ...name, ...(acr !== undefined && { acr }) }
      const { browser: hers } = await arrives(rig, subject)
      expect(await whoIsIn(hers)).toBeUndefined()
    }
  })
  await rig.town.apply(feideOnly({ ...trusting, levelFrom: 'assurance' }, { need: { proofs: 2 } }))
  await rig.attack({}, async () => {
    // Over SAML the level is an attribute: that it was asked for as a context says nothing.
    feide.says = { ...name, acr: twoProofs, assurance: ['urn:mace:feide.no:auth:level:fad08:2'] }
    expect(await whoIsIn((await arrives(rig, subject)).browser)).toBeUndefined()
  })
  await rig.town.apply(feideOnly({}, { need: { proofs: 2 } }))
  await rig.attack({}, async () => {
    // Nor where the connection trusts none.
    feide.says = { ...name, acr: twoProofs }
    expect(await whoIsIn((await arrives(rig, subject)).browser)).toBeUndefined()
  })
})

attack('ATK-FED-07 what was shown long ago is asked for once more over there', async (rig) => {
  await rig.town.apply(feideOnly({ trusts: [twoProofs], maxAge: '8 hours' }))
  const alice = await rig.colleague('alice')
  const subject = newSubject()
  const said = { [eppn]: alice.login, acr: twoProofs }
  const browser = rig.browser()
  await rig.attack({}, async () => {
    feide.says = { ...said, auth_time: seconds() - 20 * hour }
    const leads = await leaves(browser)
    expect(leads.searchParams.get('max_age')).toBe(`${8 * hour}`)
    expect(leads.searchParams.has('prompt')).toBe(false)
    const told = await comesBack(browser, await picked(leads, subject))
    expect(told.problem?.code).toBe('elsewhere-old')
    feide.says = { ...said, auth_time: undefined }
    const silent = await arrives(rig, subject)
    expect(silent.seen.problem?.code).toBe('elsewhere-old')
  })
  const again = new URL((await browser.answer({ do: 'send' })).to ?? '')
  expect(again.searchParams.get('prompt')).toBe('login')
  feide.says = { ...said, auth_time: seconds() + hour }
  await comesBack(browser, await picked(again, subject))
  expect(await whoIsIn(browser)).toBe(alice.login)
  // A clock that runs ahead over there makes nothing newer than it is.
  const [session] = await ask<{ at: string }>(
    rig.town.database,
    `select proofs -> 0 ->> 'at' as at from sessions where person_id = $1`,
    [alice.id],
  )
  expect(Date.parse(session?.at ?? '')).toBeLessThanOrEqual(rig.town.moment().now.getTime())
})

attack(
  'ATK-FED-10 tokens of unknown keys fetch the keys anew once, and not each time',
  async (rig) => {
    await rig.town.apply(feideOnly())
    const alice = await rig.colleague('alice')
    const subject = newSubject()
    feide.says = { [eppn]: alice.login }
    await arrives(rig, subject)
    await rig.attack({}, async () => {
      const backs = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const browser = rig.browser()
          return { browser, back: await picked(await leaves(browser), subject) }
        }),
      )
      const before = feide.asked.get('/keys') ?? 0
      feide.signs = (claims, key) =>
        signed(claims, { ...key, kid: newSubject(), privateKey: strangers.privateKey })
      const told = await Promise.all(backs.map(({ browser, back }) => comesBack(browser, back)))
      feide.signs = undefined
      expect(new Set(told.map(({ problem }) => problem?.code))).toEqual(
        new Set(['identity-failed']),
      )
      // Once on each of the two nodes at most.
      expect((feide.asked.get('/keys') ?? 0) - before).toBeLessThanOrEqual(2)
    })
  },
)

attack('ATK-FED-11 a house that is slow, gone or out of time holds nobody up', async (rig) => {
  const slow = await startHouse('feide')
  await rig.town.apply(arrivingHouse([connectionTo(slow, 'feide', byLogin)]))
  const alice = await rig.colleague('alice')
  const subject = newSubject()
  const timed = async (act: () => Promise<unknown>): Promise<void> => {
    const began = performance.now()
    await act()
    expect(performance.now() - began).toBeLessThan(5000)
  }
  await rig.attack({}, async () => {
    slow.says = { [eppn]: alice.login }
    const hers = rig.browser()
    const back = await picked(await leaves(hers), subject)
    // Each call comes within its own time, and all of them together do not.
    slow.waits = () => new Promise((resolve) => setTimeout(resolve, 2700))
    await timed(async () => {
      expect((await comesBack(hers, back)).problem?.code).toBe('identity-away')
    })
    slow.waits = async () => {}
    slow.signs = (claims, key) =>
      signed({ ...claims, iat: seconds() - hour, exp: seconds() - 600 }, key)
    expect((await arrives(rig, subject)).seen.problem?.code).toBe('identity-failed')
  })
  await slow.close()
  const gone = await startHouse('feide')
  await gone.close()
  await rig.town.apply(arrivingHouse([connectionTo(gone, 'feide', byLogin)]))
  // There is another way in, for everybody of that name alike.
  const late = rig.browser()
  await rig.attack({ sessions: 1 }, async () => {
    await timed(() => name(late, alice.login))
    expect(late.last.problem?.code).toBe('identity-away')
    await presses(late, { do: 'choose', choice: 'password' })
    await presses(late, { password: alice.password })
    expect(await whoIsIn(late)).toBe(alice.login)
  })
})
