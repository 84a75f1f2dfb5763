// FLT-PUSH, as whoever signs in meets it: a whole house, a phone that is rung, and a push service
// that is silent, forgets, or says that it rang and did not.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { adding } from '../door/pc-and-phone.ts'
import { typesPassword } from '../door/typed-password.ts'
import { openPushHost, type PushHost } from '../push/push-host.ts'
import { softPhone, type SoftPhone } from '../push/soft-phone.ts'
import { addCommandPhone, type CommandPhone } from '../town/command-phone.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { appAmongOthers } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }

let database: Database
let host: PushHost
let town: Town
let browser: SoftPhone
let phone: CommandPhone
beforeAll(async () => {
  database = await townDatabase()
  host = await openPushHost()
  town = await openTown({
    database,
    example: 'demo',
    pushHosts: [host.origin],
    change: appAmongOthers,
  })
  const pc = await adding(town, kari, 'push')
  browser = softPhone(`${host.origin}/kari`)
  const { code } = z.object({ code: z.string() }).parse(pc.last.screen)
  const now = (): number => town.moment().now.getTime() / 1000
  phone = await addCommandPhone({ at: town.origin, code, now, rings: browser.rings })
  await pc.get(pc.last.path)
  await phone.approve({ number: numberOn(pc) })
  await pc.answer({})
})
afterAll(async () => {
  await town.close()
  await host.close()
})
beforeEach(() => {
  host.answers = { status: 201 }
  host.arrived.length = 0
  // Prompts of the case before are no longer counted.
  town.pass(86_400)
})

const numberOn = ({ last }: Visitor): string =>
  z.object({ number: z.string() }).parse(last.screen).number

/** At the page that shows the number: a request waits, and the phone is rung. */
async function atNumber(): Promise<Visitor> {
  const pc = await typesPassword(town, kari.login)
  if (pc.last.screen?.['kind'] !== 'approve') {
    await pc.answer({ do: 'choose', choice: 'push' })
    await pc.follow()
  }
  expect(pc.last.screen).toMatchObject({ kind: 'approve', state: 'waiting' })
  return pc
}

async function comesIn(pc: Visitor): Promise<void> {
  expect(await phone.approve({ number: numberOn(pc) })).toBe('approved')
  await pc.answer({})
  await pc.follow()
  expect(pc.last.text).toContain('"tiles"')
}

const isRung = async (count: number): Promise<void> =>
  expect.poll(() => host.arrived.length, { timeout: 5_000 }).toBe(count)

test('whoever signs in has their phone rung, with one sign and nothing of what waits', async () => {
  const pc = await atNumber()
  await isRung(1)
  expect(host.arrived.map(({ body }) => browser.read(body).said)).toEqual(['1'])
  await comesIn(pc)
})

test('FLT-PUSH-2 with a push service that never answers a sign-in takes no longer', async () => {
  const timed = async (): Promise<number> => {
    town.pass(601)
    const begun = performance.now()
    const pc = await atNumber()
    await comesIn(pc)
    return performance.now() - begun
  }
  const usual = Math.min(await timed(), await timed())
  host.answers = 'silence'
  host.arrived.length = 0
  const silent = Math.min(await timed(), await timed())
  await isRung(2)
  // The ring hangs for five seconds.
  expect(silent).toBeLessThan(usual + 1_000)
})

test('FLT-PUSH-3 where a 201 came and no ring did, the app that is opened finds what waits', async () => {
  const pc = await atNumber()
  await isRung(1)
  const { path } = pc.last
  expect(pc.last.screen).toMatchObject({ lateIn: 20 })
  town.pass(19)
  expect((await pc.get(path)).screen).toMatchObject({ lateIn: 1 })
  town.pass(1)
  const { screen } = await pc.get(path)
  expect(screen).toMatchObject({ state: 'waiting', lateIn: 0, picture: {} })
  // Whoever has no script is told by the page that is drawn: at once, and among the first of it.
  const drawn = await pc.get(path, { accept: 'text/html' })
  expect(drawn.text).toContain('<div role="status"><p class="">Mobilen har ikke svart ennå.')
  await pc.get(path)
  // Nobody has read what arrived.
  expect(await phone.waiting()).toMatchObject({ kind: 'sign-in' })
  await comesIn(pc)
})

test('FLT-PUSH-4 a ring that comes ten minutes late leads to nothing', async () => {
  const pc = await atNumber()
  await isRung(1)
  const request = await phone.waiting()
  const number = numberOn(pc)
  town.pass(600)
  expect(browser.read(host.arrived[0]?.body ?? Buffer.alloc(0)).said).toBe('1')
  expect(await phone.look()).toMatchObject({ requests: [] })
  expect(await phone.approve({ number }, request)).toBe('over')
  await pc.get('/')
  expect(pc.last.text).not.toContain('"tiles"')
})

test('a phone says where it is rung, and takes it back; nowhere but at a push service', async () => {
  const elsewhere = { ...browser.rings, endpoint: 'https://10.0.0.1/inside' }
  expect(await phone.speaker.say('ring', { rings: elsewhere })).toEqual({ rings: false })
  const refused = await ask<{ data: object }>(
    database,
    `select data from events where kind = 'phone.ring-refused'`,
    [],
  )
  expect(refused.map(({ data }) => data)).toEqual([{ host: '10.0.0.1' }])
  await phone.speaker.say('ring', { rings: browser.rings })
  await phone.speaker.say('ring', { rings: null })
  await comesIn(await atNumber())
  await phone.speaker.say('ring', { rings: browser.rings })
  await comesIn(await atNumber())
  await isRung(1)
})

test('FLT-PUSH-1 a phone that the push service has forgotten approves as before, unrung', async () => {
  host.answers = { status: 410 }
  await comesIn(await atNumber())
  const rows = () =>
    ask<{ rung: boolean }>(database, 'select rings is not null as rung from phones', [])
  await expect.poll(rows, { timeout: 5_000 }).toEqual([{ rung: false }])
  host.arrived.length = 0
  await comesIn(await atNumber())
  expect(host.arrived).toEqual([])
})
