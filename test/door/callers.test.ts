// Who is on the telephone: the code that a caller reads out, what it says of them, and what it is
// good for.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { townDatabase } from '../town/database.ts'
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import * as nb from '../../texts/nb/all.ts'
import { asks, kari, li, openHelpdesk } from './helpdesk.ts'
import { signsIn } from './pc-and-phone.ts'
import { typesPassword } from './typed-password.ts'

const siri = 'siri.ohara@fjordvik.example'

let database: Database
let town: Town
let administers: Visitor
let helps: Visitor

beforeAll(async () => {
  database = await townDatabase()
  ;({ town, administers, helps } = await openHelpdesk(database))
})
afterAll(() => town.close())

const reason = 'Hun ringte, og vi kjenner stemmen'

const codeOn = z.object({
  of: z.object({ code: z.string(), pair: z.tuple([z.number(), z.number()]), isUsed: z.boolean() }),
})

/** The page is looked at, the press shows a code. */
async function shows(browser: Visitor) {
  await browser.get('/help/caller')
  await browser.answer({})
  await browser.follow()
  return codeOn.parse(browser.last.screen).of
}

const words = ([colour, animal]: readonly [number, number]) =>
  [nb.all['pair.colours'], nb.all['pair.animals']]
    .map((list, at) => list.split('|')[at === 0 ? colour : animal])
    .join(' ')

const met = (who: Visitor, code: string) => asks(who, 'callers', { code, language: 'nb' })

const named = async (login: string): Promise<Visitor> => {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  return who
}

const unlocks = (fields: Record<string, string> = {}) =>
  asks(helps, 'people/unlock', { person: kari.login, ...fields })
const missing = { status: 200, done: false, because: 'reason-missing' }

it('a page that is looked at shows no code, and the press shows one that stays', async () => {
  const browser = visitor(town.origin)
  expect((await browser.get('/help/caller')).screen).toEqual({ kind: 'caller' })
  const first = await shows(browser)
  await browser.get('/help/caller')
  expect(codeOn.parse(browser.last.screen).of).toEqual(first)
  const second = await shows(browser)
  expect(second.code).not.toBe(first.code)
  expect(await met(helps, first.code)).toMatchObject({ found: false })
  expect(await met(helps, second.code)).toEqual({
    status: 200,
    found: true,
    words: words(second.pair),
    shown: 'nothing',
    isVerified: false,
  })
  await browser.get('/help/caller')
  expect(codeOn.parse(browser.last.screen).of.isUsed).toBe(true)
})

it('a name that was only typed says that both look at the same page, and no more', async () => {
  const stranger = await named(kari.login)
  const { code, pair } = await shows(stranger)
  expect(await met(helps, code)).toMatchObject({
    found: true,
    words: words(pair),
    shown: 'name',
    isVerified: false,
    person: { login: kari.login, name: 'Kari Nordmann' },
  })
  expect(await unlocks()).toEqual(missing)
  expect(await unlocks({ reason })).toEqual({ status: 200, done: true })
})

it('a proof shown a moment ago says who it is, to the one who was told, for one call', async () => {
  const browser = await typesPassword(town, kari.login)
  const { code } = await shows(browser)
  expect(await met(helps, code)).toMatchObject({ shown: 'proof', isVerified: true })
  expect(await met(helps, code)).toMatchObject({ found: false })
  expect(await met(administers, code)).toMatchObject({ found: false })
  expect(await asks(administers, 'people/unlock', { person: kari.login })).toEqual(missing)
  expect(await asks(helps, 'people/unlock', { person: li })).toEqual(missing)
  expect(await unlocks()).toEqual({ status: 200, done: true })
  const [event] = await ask<{ data: unknown }>(
    database,
    `select data from events where kind = 'person.helped' order by id desc limit 1`,
  )
  expect(event?.data).toEqual({ act: 'unlock', caller: 'proof' })
  const told = JSON.stringify(
    await ask(database, `select c.*, e.data from callers c, events e where e.kind = 'caller.met'`),
  )
  expect(told).not.toContain(code)
  expect(told).not.toContain(code.replace('-', ''))
})

it('whoever is signed in has shown it, and helps their frozen account open with a reason', async () => {
  const browser = await signsIn(town, kari)
  const { code } = await shows(browser)
  expect(await met(helps, code)).toMatchObject({ shown: 'session', isVerified: true })
  const at = (act: string, fields = {}) =>
    asks(helps, `people/${act}`, { person: kari.login, ...fields })
  expect(await at('freeze', { reason })).toEqual({ status: 200, done: true })
  expect(await asks(administers, 'people/unfreeze', { person: kari.login, reason })).toEqual({
    status: 200,
    done: false,
    because: 'caller-not-verified',
  })
  expect(await at('unfreeze')).toEqual(missing)
  expect(await at('unfreeze', { reason })).toEqual({ status: 200, done: true })
  await typesPassword(town, kari.login)
})

it('a password that is typed at a frozen account is nobody, and two who help open it', async () => {
  await ask(
    database,
    `update people set state = 'suspended', state_reason = 'not-me' where login = $1`,
    [kari.login],
  )
  const thief = await typesPassword(town, kari.login)
  expect(thief.last.screen).toMatchObject({ kind: 'enter-code' })
  const { code } = await shows(thief)
  expect(await met(helps, code)).toMatchObject({ shown: 'name', isVerified: false })
  const opens = (who: Visitor, act: string, fields = {}) =>
    asks(who, `people/${act}`, { person: kari.login, ...fields })
  const second = { status: 200, done: false, because: 'second-person-needed' }
  for (const who of [helps, administers])
    expect(await opens(who, 'unfreeze', { reason })).toEqual(second)
  expect(await opens(helps, 'unfreeze-by-two')).toEqual(missing)
  for (let times = 0; times < 2; times += 1)
    expect(await opens(helps, 'unfreeze-by-two', { reason })).toEqual(second)
  expect(await opens(administers, 'unfreeze-by-two')).toEqual(missing)
  expect(await opens(administers, 'unfreeze-by-two', { reason })).toEqual({
    status: 200,
    done: true,
  })
  const events = await ask<{ kind: string }>(
    database,
    `select kind from events where kind in ('opening.asked', 'person.helped', 'person.state-changed')
     order by id desc limit 3`,
  )
  expect(events.map(({ kind }) => kind)).toEqual([
    'person.helped',
    'person.state-changed',
    'opening.asked',
  ])
  // What the first one said is said: closed anew, it takes two again.
  await ask(
    database,
    `update people set state = 'suspended', state_reason = 'helpdesk' where login = $1`,
    [kari.login],
  )
  expect(await opens(administers, 'unfreeze-by-two', { reason })).toEqual(second)
  await ask(database, `update people set state = 'active' where login = $1`, [kari.login])
})

it('a code of somebody outside is refused, and not used up by it', async () => {
  const browser = await named(siri)
  const { code } = await shows(browser)
  expect(await met(helps, code)).toEqual({ status: 403, refused: 'not-allowed' })
  expect(await met(administers, code)).toMatchObject({ found: true, person: { login: siri } })
})

it('wrong ones are counted for whoever types them, and a code lives ten minutes', async () => {
  const browser = await typesPassword(town, kari.login)
  const { code } = await shows(browser)
  for (let tries = 0; tries < 5; tries += 1)
    expect(await met(helps, `AAA-AA${tries}`)).toMatchObject({ found: false })
  expect(await met(helps, code)).toMatchObject({ found: false, waitUntil: expect.any(String) })
  town.pass(601)
  await administers.get('/')
  expect(await met(administers, code)).toMatchObject({ found: false })
  await browser.get('/help/caller')
  expect(browser.last.screen).toEqual({ kind: 'caller' })
})
