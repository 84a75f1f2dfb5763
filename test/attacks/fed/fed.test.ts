// Another house that says who somebody is: what it says is bound to this house, this visit, this
// browser and the person who was named; its level counts, and it never lets anybody in.
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import {
  signed,
  startIdentity,
  type Claims,
  type IdentityHouse,
  type SigningKey,
} from '../../../examples/identity/identity.ts'
import { invented } from '../../oracles/invented-numbers.ts'
import { publicAddress } from '../../town/node-order.ts'
import { picks } from '../../town/connection.ts'
import type { Visitor } from '../../town/visitor.ts'
import { methodsHouse, withPhone } from '../methods.ts'
import type { Person } from '../people.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { presses, turns } from '../recovery.ts'
import { identitySecret } from '../town.ts'
import { ask } from '../witness.ts'

let identity: IdentityHouse
let signs: ((claims: Claims, key: SigningKey) => string) | undefined
/** Every code that was brought to be redeemed. */
let redeemed = 0
beforeAll(async () => {
  identity = await startIdentity({
    port: 0,
    clientId: 'portvakt',
    secret: identitySecret,
    returnTo: [`${publicAddress}/connections/fjordvik-id/callback`],
    people: [],
    signs: (claims, key) => (signs ?? signed)(claims, key),
    asked: async (path) => {
      if (path === '/token') redeemed += 1
    },
  })
})
afterAll(() => identity.close())
openRig()

const recover = { accepts: ['identity', 'sms', 'mail'] }
const house = (): object =>
  methodsHouse({
    need: { recover, whenLost: ['identity'] },
    more: {
      connections: [
        {
          id: 'fjordvik-id',
          name: 'Fjordvik-ID',
          use: 'identity',
          issuer: identity.issuer,
          clientId: 'portvakt',
          levels: ['fjordvik-high'],
        },
      ],
    },
  })

let numbers = 0
interface Numbered {
  readonly person: Person
  readonly pid: string
}

/** Somebody whose number the house has, and nobody else does. */
async function numbered(rig: Rig, name: string): Promise<Numbered> {
  numbers += 1
  const pid = invented(numbers)
  rig.town.canaries.add(pid)
  return { person: await rig.colleague(name, { number: pid }), pid }
}

async function begins(rig: Rig): Promise<Numbered> {
  await rig.town.apply(house())
  return numbered(rig, 'alice')
}

/** Pressed for at the first page of the way round, and picked over there. */
async function goes(browser: Visitor, pid: string, weak = false): Promise<URL> {
  expect(browser.last.screen).toMatchObject({ kind: 'identity' })
  await browser.answer({ do: 'send' })
  return picks(browser.last.to ?? '', { pid, weak })
}

const pathOf = ({ pathname, search }: URL): string => pathname + search
const stateOf = (back: URL): readonly string[] => (back.searchParams.get('state') ?? '').split('.')

/** Back from there: the page posts what it came with. */
async function comes(browser: Visitor, back: URL): Promise<string | undefined> {
  await browser.get(pathOf(back))
  const { problem } = await presses(browser, {})
  return problem?.code
}

async function honest(rig: Rig, { person, pid }: Numbered): Promise<Visitor> {
  const browser = rig.browser()
  await turns(browser, person.login)
  expect(await rig.forgiven(async () => comes(browser, await goes(browser, pid)))).toBeUndefined()
  expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'mail' })
  return browser
}

const hour = 3600
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

const mutants: readonly ((claims: Claims, key: SigningKey) => string)[] = [
  (claims, key) => signed(claims, { ...key, privateKey: strangers.privateKey }),
  (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  (claims, key) => signed({ ...claims, nonce: 'another' }, key),
  (claims, key) => signed({ ...claims, iss: 'https://eve.example' }, key),
  (claims, key) => signed({ ...claims, aud: 'another' }, key),
  (claims, key) => signed({ ...claims, aud: ['portvakt', 'another'], azp: 'another' }, key),
  (claims, key) => signed({ ...claims, exp: 1 }, key),
]

attack('ATK-FED-05 an answer that is not as it was asked for is refused', async (rig) => {
  const alice = await begins(rig)
  await honest(rig, alice)
  const browser = rig.browser()
  await rig.attack({}, async () => {
    for (const mutant of mutants) {
      await turns(browser, alice.person.login)
      signs = mutant
      const told = await comes(browser, await goes(browser, alice.pid))
      signs = undefined
      expect(told).toBe('identity-failed')
      await rig.pass(hour)
    }
  })
  // Led here by another house than the one that was asked (RFC 9207): its code is redeemed nowhere.
  const before = redeemed
  await turns(browser, alice.person.login)
  const back = await goes(browser, alice.pid)
  back.searchParams.set('iss', 'https://eve.example')
  expect(await comes(browser, back)).toBe('identity-failed')
  expect(redeemed).toBe(before)
})

attack('ATK-FED-05b what another visit or browser asked for is redeemed nowhere', async (rig) => {
  const alice = await begins(rig)
  await honest(rig, alice)
  const browser = rig.browser()
  await turns(browser, alice.person.login)
  const back = await goes(browser, alice.pid)
  const eve = rig.browser()
  await turns(eve, alice.person.login)
  const own = await goes(eve, alice.pid)
  const before = redeemed
  await rig.attack({ events: ['proof.failed'] }, async () => {
    await eve.get(pathOf(back))
    expect(eve.last.screen).toMatchObject({ about: 'refused-visit-elsewhere' })
    const carried = new URL(back)
    carried.searchParams.set('state', `${stateOf(own)[0]}.${stateOf(back)[1]}`)
    expect(await comes(eve, carried)).toBe('wrong-identity')
  })
  expect(redeemed).toBe(before)
  expect(await comes(browser, back)).toBeUndefined()
})

attack('ATK-FED-05c looking at the address that one comes back to changes nothing', async (rig) => {
  const alice = await begins(rig)
  const browser = rig.browser()
  await turns(browser, alice.person.login)
  const back = await goes(browser, alice.pid)
  const before = redeemed
  await rig.attack({ events: [] }, async () => {
    for (let looks = 0; looks < 3; looks++) await browser.get(pathOf(back))
    // Another site may lead there, and may not press.
    const { form } = browser.last
    const fields = { ...form?.fields, question: form?.question ?? '', token: form?.token ?? '' }
    const site = { origin: 'https://eve.example' }
    expect((await browser.post(form?.action ?? '', fields, site)).status).toBe(403)
  })
  expect(redeemed).toBe(before)
  await browser.get(pathOf(back))
  expect((await presses(browser, {})).problem).toBeUndefined()
})

attack('ATK-FED-05d a stranger learns nothing of whose number is known', async (rig) => {
  const alice = await begins(rig)
  const bob = await rig.colleague('bob')
  const eve = (numbers += 1)
  const walk = async (login: string): Promise<unknown> => {
    const browser = rig.browser()
    await turns(browser, login)
    const before = redeemed
    const told = await comes(browser, await goes(browser, invented(eve)))
    const page = JSON.stringify(browser.last.screen).replaceAll(login, '')
    return { told, page, redeemed: redeemed - before }
  }
  await rig.attack({}, async () => {
    const nobody = await walk('nobody.at.all@fjordvik.example')
    expect(nobody).toMatchObject({ told: 'wrong-identity', redeemed: 1 })
    expect(await walk(alice.person.login)).toEqual(nobody)
    expect(await walk(bob.login)).toEqual(nobody)
  })
})

attack('ATK-FED-08 a level that was not asked for is refused, whatever amr says', async (rig) => {
  const alice = await begins(rig)
  await honest(rig, alice)
  const browser = rig.browser()
  await turns(browser, alice.person.login)
  await rig.attack({ events: ['proof.failed', 'proof.failed'] }, async () => {
    expect(await comes(browser, await goes(browser, alice.pid, true))).toBe('identity-too-weak')
    signs = (claims, key) => signed({ ...claims, amr: ['fjordvik-high', 'BankID'] }, key)
    const told = await comes(browser, await goes(browser, alice.pid, true))
    signs = undefined
    expect(told).toBe('identity-too-weak')
  })
  const because = await ask<{ because: string }>(
    rig.town.database,
    `select data ->> 'because' as because from events
     where kind = 'proof.failed' and person_id = $1`,
    [alice.person.id],
  )
  expect(because.map((row) => row.because)).toEqual(['level', 'level'])
})

attack('ATK-FED-08b alone it is one proof, and opens no door', async (rig) => {
  const alice = await begins(rig)
  await rig.attack({}, async () => {
    const browser = await honest(rig, alice)
    const { form } = browser.last
    await browser.answer({ password: 'et helt nytt passord 27' })
    expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'mail' })
    expect(form?.question).toMatch(/^prove\./)
    await presses(browser, { do: 'back' })
    expect(browser.last.screen).toMatchObject({ kind: 'password' })
  })
})

attack('ATK-FED-03 what was asked for one person is worth nothing for the next', async (rig) => {
  const alice = await begins(rig)
  const mallory = await numbered(rig, 'mallory')
  const browser = rig.browser()
  await turns(browser, mallory.person.login)
  const back = await goes(browser, mallory.pid)
  await rig.attack({ events: ['proof.failed'] }, async () => {
    await browser.get(`/visit/${stateOf(back)[0]}`)
    await presses(browser, { do: 'back' })
    await presses(browser, { do: 'another-account' })
    await presses(browser, { name: alice.person.login })
    await presses(browser, { do: 'forgotten' })
    await goes(browser, mallory.pid)
    expect(await comes(browser, back)).toBe('wrong-identity')
  })
})

attack('ATK-FED-02 a rule that lets it in at the door is refused', async (rig) => {
  const { number } = await withPhone(rig, 'bob')
  expect(number).toMatch(/^\+47/)
  await expect(
    rig.town.apply(methodsHouse({ need: { accepts: ['password', 'identity'], proofs: 2 } })),
  ).rejects.toThrow('accepts «identity», which lets nobody in')
})
