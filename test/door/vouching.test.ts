// A leader vouches: asked by whoever has lost the phone or forgotten the password, after a first
// proof; answered with a number that only the asking page shows; collected once, when it counts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findPersonByName, setState } from '../../src/domain/people/people.ts'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { hears } from './line.ts'
import { codeTo, signsIn } from './pc-and-phone.ts'
import { known, typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const gunhild = 'gunhild.bo@fjordvik.kommune.example'
const waitSeconds = 30 * 60

let database: Database
let town: Town
let leader: Visitor
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: (file) =>
      withoutApp(file)
        .replace(/^whenLost = .*$/m, 'whenLost = ["codes", "leader"]')
        .replace(/^accepts = \["sms".*$/m, 'accepts = ["sms", "mail", "leader"]'),
  })
  for (const { login } of [kari, ola, ase]) await town.knows(login, known)
  await signsIn(town, kari)
  leader = await signsIn(town, ola)
})
afterAll(() => town.close())

const waitingShape = z.object({
  kind: z.literal('ask-leader'),
  name: z.literal('Ola Nordmann'),
  state: z.literal('waiting'),
  number: z.string().regex(/^\d{6}$/),
  pair: z.array(z.number()),
})

const othersShape = z.object({
  others: z.array(z.object({ choice: z.string(), factor: z.string() })),
})
const isNumber = ({ factor }: { readonly factor: string }): boolean => factor === 'sms'

/** The code in the message that a press sends her; she is told of the asking as well. */
async function messageFor(who: Visitor, fields: Record<string, string>): Promise<string> {
  const codes = (): readonly string[] =>
    town.gateway.arrivedAt(kari.number).flatMap(({ text }) => /^\d{6}/.exec(text)?.[0] ?? [])
  const before = codes().length
  await presses(who, fields)
  await expect.poll(() => codes().length, { timeout: 10_000 }).toBe(before + 1)
  return codes().at(-1) ?? ''
}

const idOf = async (login: string): Promise<string> =>
  (await findPersonByName(town.moment(), login))?.id ?? ''

/** At the page that says who will be asked, in a browser of her own. */
async function atAsking(): Promise<Visitor> {
  const who = await typesPassword(town, kari.login)
  await presses(who, { do: 'lost' })
  await presses(who, { do: 'choose', choice: 'phone-away' })
  await presses(who, { do: 'choose', choice: 'leader' })
  expect(who.last.screen).toMatchObject({ kind: 'ask-leader', state: 'unasked' })
  return who
}

async function presses(who: Visitor, fields: Record<string, string>): Promise<void> {
  await who.answer(fields)
  if (who.last.to !== undefined) await who.follow()
}

/** Pressed: what her page shows, and the link that her leader was sent. */
async function asks() {
  const who = await atAsking()
  await presses(who, { do: 'send' })
  const shown = waitingShape.parse(who.last.screen)
  const path = `/vouch/${await newest()}`
  // Asked three times an hour at most: the next one shall not have to wait for this one.
  await ask(database, 'delete from throttles')
  return { who, path, ...shown }
}

const newest = async (): Promise<string> =>
  (
    await ask<{ id: string }>(database, 'select id from challenges order by made_at desc limit 1')
  )[0]?.id ?? ''

/** On her page, having shown what it asks for. */
async function opens(path: string, who: Visitor = leader): Promise<Visitor> {
  await who.get(path)
  if (who.last.to === undefined) return who
  await who.follow()
  // Left alone for long enough, a session is over.
  if (who.last.screen?.['kind'] === 'choose-account')
    await presses(who, { person: await idOf(ola.login) })
  if (who.last.screen?.['kind'] === 'who') await presses(who, { name: ola.login })
  if (who.last.screen?.['kind'] === 'password') await presses(who, { password: known })
  if (who.last.screen?.['kind'] === 'enter-code')
    await presses(who, { code: codeTo(town, ola.number) })
  return who
}

const stateOn = async (who: Visitor): Promise<unknown> =>
  (await who.get(who.last.path)).screen?.['state']

const told = async (login: string) =>
  (
    await ask<{ data: { what?: string }; kind: string }>(
      database,
      `select kind, data from events where person_id = $1 and kind like 'challenge.%' order by id`,
      [await idOf(login)],
    )
  ).map(({ kind }) => kind)

const mails = async (login: string, kind: string): Promise<number> =>
  (
    await ask(database, 'select 1 from messages where person_id = $1 and kind = $2', [
      await idOf(login),
      kind,
    ])
  ).length

it('lets somebody in whose leader has typed the number, when the waiting time is over', async () => {
  const { who, path, number, pair } = await asks()
  expect(await mails(ola.login, 'vouch-asked')).toBe(1)
  expect(await mails(kari.login, 'vouched')).toBe(1)
  const mailbox = new URL(`?who=${encodeURIComponent(ola.login)}`, town.mailbox)
  const letter = async () => (await fetch(mailbox)).text()
  await expect.poll(letter, { timeout: 10_000 }).toContain(path)
  await opens(path)
  expect(leader.last.screen).toMatchObject({ kind: 'vouch', account: kari.login, pair })
  expect(leader.last.text).not.toContain(number)
  await leader.answer({ code: `${number.slice(0, 3)} ${number.slice(3)}` })
  expect(leader.last.screen).toMatchObject({ kind: 'notice', about: 'vouch-yes' })
  expect(await mails(kari.login, 'vouched')).toBe(2)
  expect(await stateOn(who)).toBe('agreed')
  await who.answer({})
  expect(who.last.problem?.code).toBe('not-vouched-yet')
  // Without a line that tells it by itself the page asks.
  const { path: page } = who.last
  const news = await who.get(`${page}/wait?at=1.agreed`)
  expect(JSON.parse(news.text)).toEqual({ news: 'moved' })
  await who.get(page)
  // And with one it is told of what the clock alone has changed.
  const at = /[^.]+$/.exec(who.last.form?.question ?? '')?.[0]
  const line = await hears(town, `${page}/wait?at=${at}.agreed`, who)
  const heard = line.next()
  town.pass(waitSeconds)
  expect(await heard).toBe('done')
  line.close()
  expect(await stateOn(who)).toBe('done')
  await presses(who, {})
  expect(who.last.path).toBe('/')
  expect(await told(kari.login)).toEqual([
    'challenge.made',
    'challenge.answered',
    'challenge.collected',
  ])
})

it('a no ends it, is told to the person, and takes back a yes that nobody has used', async () => {
  const before = await mails(kari.login, 'vouched')
  const first = await asks()
  await opens(first.path)
  const at = /[^.]+$/.exec(first.who.last.form?.question ?? '')?.[0]
  const line = await hears(town, `${first.who.last.path}/wait?at=${at}.waiting`, first.who)
  const news = line.next()
  await leader.answer({ choice: 'no' })
  expect(await news).toBe('no')
  line.close()
  expect(leader.last.screen).toMatchObject({ about: 'vouch-no' })
  expect(await stateOn(first.who)).toBe('no')
  expect(await mails(kari.login, 'vouched')).toBe(before + 2)
  const second = await asks()
  await opens(second.path)
  await leader.answer({ code: second.number })
  await opens(second.path)
  expect(leader.last.screen).toMatchObject({ kind: 'vouch', isAgreed: true })
  await leader.answer({ choice: 'no' })
  expect(leader.last.screen).toMatchObject({ about: 'vouch-no' })
  town.pass(waitSeconds)
  expect(await stateOn(second.who)).toBe('no')
  await presses(second.who, {})
  expect(second.who.last.screen).toMatchObject({ kind: 'ask-leader', state: 'no' })
})

it('three wrong numbers end it, and the right one comes too late', async () => {
  const { who, path, number } = await asks()
  await opens(path)
  const wrong = String((Number(number) + 1) % 1_000_000).padStart(6, '0')
  await leader.answer({ code: '' })
  expect(leader.last.problem?.code).toBe('code-missing')
  for (const left of [2, 1]) {
    await leader.answer({ code: wrong })
    expect(leader.last.problem).toMatchObject({ code: 'wrong-number', with: { triesLeft: left } })
  }
  const { form } = leader.last
  await leader.answer({ code: wrong })
  expect(leader.last).toMatchObject({ status: 410, screen: { about: 'vouch-over' } })
  await leader.post(form?.action ?? '', { token: form?.token ?? '', code: number })
  expect(leader.last.status).toBe(410)
  expect(await stateOn(who)).toBe('over')
  // The last of them is told, as is the one that came too late.
  expect((await told(kari.login)).slice(-4)).toEqual(Array(4).fill('challenge.failed'))
  await presses(who, { do: 'send' })
  expect(who.last.screen).toMatchObject({ state: 'waiting' })
})

it('is for the leader alone: to everybody else it is a page that there is none of', async () => {
  const { path, number } = await asks()
  const stranger = await signsIn(town, ase)
  for (const address of [path, '/vouch/nothing-like-it']) {
    await stranger.get(address)
    expect(stranger.last).toMatchObject({ status: 404 })
    const pages = stranger.last.text
    await stranger.get('/sign-out')
    await stranger.post(address, { token: stranger.last.form?.token ?? '', code: number })
    expect(stranger.last).toMatchObject({ status: 404, text: pages })
  }
  const nobody = visitor(town.origin)
  for (const address of [path, '/vouch/nothing-like-it']) {
    await nobody.get(address)
    await nobody.follow()
    expect(nobody.last.screen).toMatchObject({ kind: 'who' })
  }
})

it('asks a leader for the most they have where it was shown too long ago', async () => {
  const { path, number } = await asks()
  await opens(path)
  const { form } = leader.last
  town.pass(16 * 60)
  await leader.post(form?.action ?? '', { token: form?.token ?? '', code: number })
  expect(leader.last.to).toMatch(/^\/visit\//)
  await leader.follow()
  expect(leader.last.screen).toMatchObject({ kind: 'password' })
  await presses(leader, { password: known })
  await presses(leader, { code: codeTo(town, ola.number) })
  expect(leader.last.screen).toMatchObject({ kind: 'vouch' })
})

describe('a yes counts no more', () => {
  const changes: Record<string, readonly [change: string, back: string]> = {
    'where the leader is another one by then': [
      `update people set leader_id = (select id from people where login = '${gunhild}') where login = $1`,
      `update people set leader_id = (select id from people where login = '${ola.login}') where login = $1`,
    ],
    'where the leader is led by whoever asked': [
      `update people p set leader_id = k.id from people k where k.login = $1 and p.id = k.leader_id`,
      `update people p set leader_id = null from people k where k.login = $1 and p.id = k.leader_id`,
    ],
    'where the person is frozen': [
      `update people set state = 'suspended' where login = $1`,
      `update people set state = 'active' where login = $1`,
    ],
  }
  it.each(Object.entries(changes))('%s', async (_name, [change, back]) => {
    const { who, path, number } = await asks()
    await opens(path)
    await leader.answer({ code: number })
    expect(leader.last.screen).toMatchObject({ about: 'vouch-yes' })
    town.pass(waitSeconds)
    await who.get(who.last.path)
    await ask(database, change, [kari.login])
    await presses(who, {})
    expect(who.last.path).not.toBe('/')
    await ask(database, back, [kari.login])
    await who.get('/')
    expect(who.last.to).toMatch(/^\/visit\//)
  })

  it('where the leader is suspended', async () => {
    const { who, path, number } = await asks()
    await opens(path)
    await leader.answer({ code: number })
    town.pass(waitSeconds)
    await who.get(who.last.path)
    await setState(town.moment(), await idOf(ola.login), 'suspended')
    await presses(who, {})
    expect(who.last.path).not.toBe('/')
    await setState(town.moment(), await idOf(ola.login), 'active')
    leader = await signsIn(town, ola)
  })
})

it('nobody answers for half an hour: it is over, and asked anew', async () => {
  const { who, path, number } = await asks()
  town.pass(30 * 60 + 1)
  expect(await stateOn(who)).toBe('over')
  await opens(path)
  expect(leader.last).toMatchObject({ status: 410, screen: { about: 'vouch-over' } })
  await presses(who, { do: 'send' })
  const again = waitingShape.parse(who.last.screen)
  expect(again.number).not.toBe(number)
})

it('three are asked in an hour, and then the page says when', async () => {
  const who = await atAsking()
  for (let times = 0; times < 3; times++) {
    await presses(who, { do: 'send' })
    expect(who.last.screen).toMatchObject({ state: 'waiting' })
  }
  await who.answer({ do: 'send' })
  expect(who.last.problem?.code).toBe('send-later')
})

it('stands beside another proof for a forgotten password, and only after it', async () => {
  await ask(database, 'delete from throttles')
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await presses(who, { name: kari.login })
  await presses(who, { do: 'forgotten' })
  // Before anything is shown there is no such way, for anybody.
  expect(JSON.stringify(who.last.screen)).not.toContain('leader')
  await presses(who, { do: 'choose', choice: 'leader' })
  expect(who.last.problem?.code).toBe('choice-missing')
  await presses(who, { code: await messageFor(who, { do: 'send' }) })
  await presses(who, { do: 'choose', choice: 'leader' })
  await presses(who, { do: 'send' })
  const { number } = waitingShape.parse(who.last.screen)
  await opens(`/vouch/${await newest()}`)
  await leader.answer({ code: number })
  town.pass(waitSeconds)
  await presses(who, {})
  // The message was shown half an hour ago: one of the others is asked for besides.
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'mail' })
  const { others } = othersShape.parse(who.last.screen)
  const choice = others.find(isNumber)?.choice ?? ''
  await presses(who, { code: await messageFor(who, { do: 'choose', choice }) })
  expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'forgotten' })
})

it('both pages work without script', async () => {
  const who = await atAsking()
  const html = { accept: 'text/html' }
  await who.get(who.last.path, html)
  expect(who.last.text).toContain('name="do" value="send"')
  await who.get(who.last.path)
  await presses(who, { do: 'send' })
  await who.get(who.last.path, html)
  expect(who.last.text).toMatch(/value="answer"[^>]*>\s*Gå videre/)
  await opens(`/vouch/${await newest()}`)
  await leader.get(leader.last.path, html)
  expect(leader.last.text).toContain('Ja, det er Kari')
  expect(leader.last.text).toMatch(/name="choice" value="no"/)
})
