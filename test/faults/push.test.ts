// FLT-PUSH: a push service forgets a phone, refuses, is silent, or says that it rang and did not.
// Nobody waits for it, nobody is let in by it, and the phone is as good as before.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { keepRings, mayRing, ringAll, ringPhones } from '../../src/domain/approving/ringing.ts'
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import type { House, Moment, Ringer } from '../../src/domain/moment.ts'
import { knownPushHosts } from '../../src/lib/web-push/push-address.ts'
import { openRinger } from '../../src/outside/web-push/ringer.ts'
import { type Database, Unavailable } from '../../src/store/database.ts'
import { openPushHost, type PushHost } from '../push/push-host.ts'
import { softPhone, type SoftPhone } from '../push/soft-phone.ts'
import { townDatabase } from '../town/database.ts'
import { firstMorning, townHouse } from '../town/house.ts'

let database: Database
let host: PushHost
let house: House
let keys: House['keys']
let now = new Date(firstMorning)
let moment: () => Moment
let faults: unknown[] = []
beforeAll(async () => {
  database = await townDatabase()
  host = await openPushHost()
  const town = await townHouse(database)
  keys = town.house.keys
  house = { ...town.house, ringer: ringerAt(host, (said) => faults.push(said)) }
  moment = () => ({ ...town.at(now), house })
  for (const person of ['kari', 'ola'])
    await ask(
      `insert into people (id, organisation_id, login, look, given_name, family_name, state,
         created_at, changed_at)
       values ($1, 'fjordvik', $1, $1, 'Kari', 'Nordmann', 'active', now(), now())`,
      person,
    )
})
afterAll(() => host.close())
beforeEach(async () => {
  host.answers = { status: 201 }
  host.arrived.length = 0
  faults = []
  await ask('delete from phones')
  await ask('delete from methods')
  await ask('delete from events')
})

const ringerAt = ({ origin }: PushHost, report: Ringer['report']): Ringer =>
  openRinger({
    keys,
    address: new URL('https://logginn.fjordvik.example'),
    clock: { now: () => now },
    hosts: [origin],
    internal: ['127.0.0.0/8'],
    report,
    pauseMilliseconds: 1,
    timeoutMilliseconds: 10_000,
  })

const pass = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000)
}

const ask = async <Row>(text: string, ...values: unknown[]): Promise<readonly Row[]> =>
  (await database.send<Row>('', text, values)).rows

/** Its method lies beside it, as with every phone that counts. */
async function rowOf(person: string, id: string): Promise<void> {
  await ask(
    `insert into methods (id, person_id, factor, kept, created_at) values ($1, $2, 'push', '', now())`,
    id,
    person,
  )
  await ask(
    `insert into phones (id, person_id, method_id, said, seen_at) values ($1, $2, $1, 1, now())`,
    id,
    person,
  )
}

async function phoneOf(person: string, id: string, at = host): Promise<SoftPhone> {
  await rowOf(person, id)
  const phone = softPhone(`${at.origin}/${id}`)
  expect(await keepRings(moment(), id, phone.rings)).toBe(1)
  return phone
}

interface Standing {
  readonly id: string
  readonly isRung: boolean
  readonly after: Date | null
}
const phones = (): Promise<readonly Standing[]> =>
  ask(`select id, rings is not null as "isRung", rings_after as after from phones order by id`)

const events = (): Promise<readonly unknown[]> =>
  ask('select kind, person_id as person, address, data from events order by id')

const rungAt = (): readonly string[] => host.arrived.map(({ path }) => path).toSorted()

test('every phone of a person is rung, and nobody else’s', async () => {
  const [one, two] = [await phoneOf('kari', 'one'), await phoneOf('kari', 'two')]
  await phoneOf('ola', 'other')
  await rowOf('kari', 'unrung')
  await phoneOf('kari', 'removed')
  await ask(`delete from methods where id = 'removed'`)
  await ringAll(moment(), 'kari')
  expect(rungAt()).toEqual(['/one', '/two'])
  for (const { path, body } of host.arrived)
    expect((path === '/one' ? one : two).read(body).said).toBe('1')
  expect(await events()).toEqual([])
})

test('where a phone is rung stands sealed, and opens in no other row', async () => {
  const { rings } = await phoneOf('kari', 'one')
  await rowOf('kari', 'two')
  const [row] = await ask<{ kept: Buffer }>(`select rings as kept from phones where id = 'one'`)
  for (const part of [rings.endpoint, rings.auth, rings.p256dh])
    expect(row?.kept.toString('latin1')).not.toContain(part)
  await ask(
    `update phones set rings = (select rings from phones where id = 'one') where id = 'two'`,
  )
  await ringAll(moment(), 'kari')
  expect(rungAt()).toEqual(['/one'])
  // Said anew, it is sealed for its own row.
  await keepRings(moment(), 'two', softPhone(`${host.origin}/two`).rings)
  await ringAll(moment(), 'kari')
  expect(rungAt()).toEqual(['/one', '/one', '/two'])
})

test.each([404, 410])(
  'FLT-PUSH-1 after %i the subscription is gone, and the phone stays',
  async (status) => {
    await phoneOf('kari', 'one')
    host.answers = { status }
    await ringAll(moment(), 'kari')
    await ringAll(moment(), 'kari')
    expect(host.arrived).toHaveLength(1)
    expect(await phones()).toEqual([{ id: 'one', isRung: false, after: null }])
    expect(await events()).toEqual([
      { kind: 'phone.ring-ended', person: 'kari', address: null, data: { phone: 'one' } },
    ])
  },
)

test('FLT-PUSH-1 a place that was given while the old one was rung is not lost with it', async () => {
  await phoneOf('kari', 'one')
  host.answers = 'silence'
  const rung = ringAll(moment(), 'kari')
  await expect.poll(() => host.arrived.length, { timeout: 5_000 }).toBe(1)
  await keepRings(moment(), 'one', softPhone(`${host.origin}/anew`).rings)
  host.answers = { status: 410 }
  // The line is cut, so that it is asked once more, and hears that the old place is gone.
  host.hangUp()
  await rung
  expect(await phones()).toEqual([{ id: 'one', isRung: true, after: null }])
  expect(await events()).toEqual([])
  host.answers = { status: 201 }
  await ringAll(moment(), 'kari')
  expect(host.arrived.at(-1)?.path).toBe('/anew')
})

test.each([
  [429, '90', 90, 'too-many'],
  [406, undefined, 60, 'too-many'],
  [413, undefined, 600, 'refused'],
  [401, undefined, 600, 'refused'],
  [403, undefined, 600, 'refused'],
  [503, '20', 20, 'away'],
])(
  'FLT-PUSH-2 after %i the phone is left alone as long as is asked, and told of once',
  async (...row) => {
    const [status, retryAfter, seconds, because] = row
    await phoneOf('kari', 'one')
    host.answers = { status, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) }
    const until = new Date(now.getTime() + seconds * 1000)
    // Two prompts at once.
    await Promise.all([ringAll(moment(), 'kari'), ringAll(moment(), 'kari')])
    const rung = host.arrived.length
    pass(seconds - 1)
    await ringAll(moment(), 'kari')
    expect(host.arrived).toHaveLength(rung)
    expect(await phones()).toEqual([{ id: 'one', isRung: true, after: until }])
    expect(await events()).toEqual([
      {
        kind: 'phone.ring-put-off',
        person: 'kari',
        address: null,
        data: { phone: 'one', because, until: until.toISOString() },
      },
    ])
    host.answers = { status: 201 }
    pass(1)
    await ringAll(moment(), 'kari')
    expect(host.arrived).toHaveLength(rung + 1)
  },
)

test('FLT-PUSH-2 a phone that says another place is rung at once, and the same is left alone', async () => {
  const { rings } = await phoneOf('kari', 'one')
  host.answers = { status: 403 }
  await ringAll(moment(), 'kari')
  host.answers = { status: 201 }
  await keepRings(moment(), 'one', rings)
  await ringAll(moment(), 'kari')
  expect(rungAt()).toEqual(['/one'])
  await keepRings(moment(), 'one', softPhone(`${host.origin}/anew`).rings)
  await ringAll(moment(), 'kari')
  expect(rungAt()).toEqual(['/anew', '/one'])
})

test.each(['silence', 'a cut line', 'a loop', 'a flood'] as const)(
  'FLT-PUSH-2 with %s at the other end nobody waits, and no line to the database is held',
  async (answers) => {
    const bad = await openPushHost()
    for (let at = 0; at < 12; at += 1) await phoneOf('kari', `phone-${at}`, bad)
    bad.answers = answers
    const ringing = { ...moment(), house: { ...house, ringer: ringerAt(bad, () => {}) } }
    const begun = performance.now()
    for (let at = 0; at < 5; at += 1) ringPhones(ringing, 'kari')
    const given = performance.now() - begun
    await expect.poll(() => bad.arrived.length, { timeout: 5_000 }).toBeGreaterThan(11)
    // All lines of the pool at once, while rings are under way.
    await Promise.all(Array.from({ length: 20 }, () => ask('select 1 as one')))
    expect(given).toBeLessThan(50)
    await bad.close()
  },
)

test('FLT-PUSH-2 a database that is away loses a ring and nothing else; a fault is told of', async () => {
  await phoneOf('kari', 'one')
  const failing = (fault: Error): Moment => {
    const db = { ...database, send: () => Promise.reject(fault) }
    return { ...moment(), house: { ...house, db } }
  }
  ringPhones(failing(new Unavailable('away')), 'kari')
  ringPhones(failing(new Error('a fault')), 'kari')
  await expect.poll(() => faults.map(String)).toEqual(['Error: a fault'])
  expect(host.arrived).toEqual([])
})

test('FLT-PUSH-3 a 201 from a dead place changes nothing: no row says that anybody was reached', async () => {
  await phoneOf('kari', 'one')
  const before = await ask('select * from phones')
  await ringAll(moment(), 'kari')
  expect(host.arrived).toHaveLength(1)
  expect(await ask('select * from phones')).toEqual(before)
  expect(await events()).toEqual([])
})

test('FLT-PUSH-4 a ring that comes late says no more than an early one: nothing', async () => {
  const phone = await phoneOf('kari', 'one')
  await ringAll(moment(), 'kari')
  pass(600)
  await ringAll(moment(), 'kari')
  const read = host.arrived.map(({ body }) => phone.read(body))
  expect(read).toEqual([
    { said: '1', paddingBytes: 63 },
    { said: '1', paddingBytes: 63 },
  ])
  // What waits for two minutes is not carried for ten.
  for (const { headers } of host.arrived) expect(Number(headers.ttl)).toBeLessThanOrEqual(120)
})

test('a subscription is taken only at push services that the house knows', () => {
  const at = (hosts: readonly string[]): Pick<Ringer, 'hosts'> & Ringer => ({ ...noRinger, hosts })
  const endpoint = 'https://fcm.googleapis.com/fcm/send/abc'
  expect(mayRing(endpoint, { ringer: at(knownPushHosts) })).toBe(true)
  expect(mayRing(endpoint, { ringer: at([]) })).toBe(false)
  expect(mayRing('https://10.0.0.1/', { ringer: at(knownPushHosts) })).toBe(false)
})
