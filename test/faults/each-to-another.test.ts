// FLT-NET-2: two servers, and a balancer before them to which nothing sticks: each request goes to
// the other one than the last. Every walk comes to its end, and nobody meets a fault.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { invite } from '../../src/domain/people/invitations.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { townDatabase } from '../town/database.ts'
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { asks, li, openHelpdesk } from '../door/helpdesk.ts'
import {
  adding,
  adds,
  appCode,
  codeTo,
  handsOver,
  opens,
  type Person,
  signsIn,
  stateOn,
} from '../door/pc-and-phone.ts'
import { sends, turns } from '../door/turned-aside.ts'
import { atPassword, known, typesPassword } from '../door/typed-password.ts'

const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const per = { login: 'per.aas@fjordvik.example', number: '+4799999951' }
const siri = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }

let town: Town
let helps: Visitor
beforeAll(async () => {
  const change = (file: string): string =>
    file.replace(/^accepts = .*"voice"\]$/m, (line) => line.replace(']', ', "codes"]'))
  ;({ town, helps } = await openHelpdesk(await townDatabase(), { isBalanced: true, change }))
})
afterAll(() => town.close())

/** Both were asked, and neither has failed. */
afterAll(() => {
  const carried = [...(town.balancer?.carried.values() ?? [])]
  expect(Math.min(...carried)).toBeGreaterThan(50)
  expect(Math.max(...carried) - Math.min(...carried)).toBeLessThanOrEqual(1)
  expect(town.balancer?.faults).toEqual([])
})

/** Answers whatever is asked until nothing is, as somebody does who has the phone at hand. */
async function goesOn(who: Visitor, { number }: Person, password = known): Promise<string[]> {
  const kinds: string[] = []
  for (let at = 0; at < 12 && who.last.screen; at += 1) {
    const kind = String(who.last.screen['kind'])
    kinds.push(kind)
    if (who.last.screen['kind'] === 'notice') break
    if (kind === 'begin' || kind === 'summary') await who.answer({})
    else if (kind === 'password' || kind === 'new-password') await who.answer({ password })
    else if (kind === 'enter-phone' || isUnsent(who)) await who.answer({ do: 'send' })
    else if (kind === 'enter-code') await who.answer({ code: codeTo(town, number) })
    else expect.unreachable(who.last.text)
    expect(who.last.problem).toBeUndefined()
    await who.follow()
  }
  return kinds
}

const sent = z.looseObject({ sent: z.looseObject({ state: z.literal('unsent') }) })
const isUnsent = (who: Visitor): boolean => sent.safeParse(who.last.screen).success

const isIn = async (who: Visitor, { login }: Pick<Person, 'login'>): Promise<boolean> =>
  (await who.get('/')).text.includes(`"login":"${login}"`)

it('a first set-up, from the letter to the start page', async () => {
  const person = await findPersonByName(town.moment(), siri.login)
  const letter = await invite(town.moment(), person?.id ?? '', { channel: 'paper' })
  if (letter.is !== 'invited') throw new Error(letter.because)
  const who = visitor(town.origin)
  await who.get(`/start/${letter.token}`)
  await goesOn(who, siri)
  expect(await isIn(who, siri)).toBe(true)
})

it('a sign-in, and everything that is done with one’s own methods', async () => {
  const pc = await adding(town, bjorn, 'codes')
  await pc.answer({})
  const own = z.object({
    methods: z.array(z.object({ id: z.string(), factor: z.string() })),
    ended: z.array(z.object({ id: z.string(), factor: z.string() })),
  })
  const page = async () => own.parse(JSON.parse((await pc.get('/security')).text))
  const presses = async (address: string, method: string | undefined): Promise<void> => {
    await pc.post(address, { token: pc.last.form?.token ?? '', method: method ?? '' })
  }
  const sheet = (await page()).methods.find(({ factor }) => factor === 'codes')
  await presses('/security/remove', sheet?.id)
  await pc.answer({})
  const { methods, ended } = await page()
  expect([methods, ended].map((all) => all.map(({ factor }) => factor))).toEqual([
    ['password', 'sms'],
    ['codes'],
  ])
  await presses('/security/restore', ended[0]?.id)
  expect((await page()).methods.map(({ factor }) => factor)).toContain('codes')
})

it('a set-up that goes on on a phone', async () => {
  const pc = await adding(town, per)
  const phone = await opens(town, await handsOver(pc))
  expect(await stateOn(pc)).toBe('opened')
  await phone.answer({ code: appCode(town, phone) })
  await phone.follow()
  expect(phone.last.screen).toMatchObject({ about: 'hand-over-done' })
  expect(await stateOn(pc)).toBe('done')
  await pc.answer({})
  expect(pc.last.to).toBe('/security?done=added')
})

it('a forgotten password, and a lock', async () => {
  await town.knows(ase.login, known)
  const forgets = await turns(town, ase.login, 'forgotten')
  await forgets.answer({ code: await sends(town, forgets, ase.number) })
  await forgets.follow()
  expect(forgets.last.screen).toMatchObject({ kind: 'enter-code', by: 'mail' })
  let code = ''
  const asked = async (): Promise<string> => {
    const letters = await (await fetch(town.mailbox)).text()
    return (code = /trolig du[\s\S]*?Koden\D*?(\d{6})/.exec(letters)?.[1] ?? '')
  }
  await expect.poll(asked).not.toBe('')
  await forgets.answer({ code })
  await forgets.follow()
  await forgets.answer({ password: 'tyttebær og lyng 34' })
  await forgets.follow()
  expect(forgets.last.screen).toMatchObject({ kind: 'password', came: 'recovered' })
  const stranger = await atPassword(town, kari.login)
  for (let tries = 0; tries < 12; tries++) await stranger.answer({ password: 'wrong' })
  const locked = await turns(town, kari.login, 'locked')
  await locked.answer({ code: await sends(town, locked, kari.number) })
  await locked.follow()
  expect(locked.last.screen).toMatchObject({ kind: 'password', came: 'unlocked' })
  await goesOn(locked, kari)
  expect(await isIn(locked, kari)).toBe(true)
})

it('a phone that is gone, and a new one in its place', async () => {
  const person = { login: li, number: '+4799999949' }
  const pc = await signsIn(town, person)
  await adds(pc, 'codes')
  const codes = z.array(z.string()).parse(pc.last.screen?.['codes'])
  await pc.answer({})
  const who = await typesPassword(town, li)
  await who.answer({ do: 'lost' })
  await who.follow()
  await who.answer({ do: 'choose', choice: 'phone-gone' })
  await who.follow()
  // On the other server too, at once.
  expect(await isIn(pc, person)).toBe(false)
  await who.answer({ code: codes[0] ?? '' })
  await who.follow()
  await who.answer({ do: 'choose', choice: 'sms' })
  await who.follow()
  await goesOn(who, person)
  expect(await isIn(who, person)).toBe(true)
})

it('a caller and whoever helps see the same two words', async () => {
  const who = visitor(town.origin)
  await who.get('/help/caller')
  await who.answer({})
  await who.follow()
  const { of } = z.object({ of: z.object({ code: z.string() }) }).parse(who.last.screen)
  expect(await asks(helps, 'callers', { code: of.code, language: 'nb' })).toMatchObject({
    found: true,
  })
  await who.get('/help/caller')
  expect(who.last.screen).toMatchObject({ of: { isUsed: true } })
  expect(await asks(helps, 'callers', { code: of.code, language: 'nb' })).toMatchObject({
    found: false,
  })
})

it('two people in one browser, and each goes on as who they choose', async () => {
  const who = await signsIn(town, bjorn)
  const chooses = (): Promise<unknown> => {
    const query = new URLSearchParams({
      client_id: 'epost',
      response_type: 'code',
      redirect_uri: `${town.applications[0]?.address}callback`,
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      prompt: 'select_account',
    })
    return who.get(`/oidc/authorize?${query.toString()}`).then(() => who.follow())
  }
  await chooses()
  await who.answer({ do: 'another-account' })
  await who.follow()
  await who.answer({ name: siri.login })
  await who.follow()
  await goesOn(who, siri)
  expect(await isIn(who, siri)).toBe(true)
  await chooses()
  const listed = z.object({
    accounts: z.array(z.object({ person: z.string(), login: z.string() })),
  })
  const { accounts } = listed.parse(who.last.screen)
  expect(accounts.map(({ login }) => login)).toEqual([siri.login, bjorn.login])
  await who.answer({ person: accounts[1]?.person ?? '' })
  await who.follow()
  expect(who.last.location).toMatch(/callback\?code=/)
  expect(await isIn(who, bjorn)).toBe(true)
})
