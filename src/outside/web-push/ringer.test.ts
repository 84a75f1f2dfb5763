import { jwtVerify, createLocalJWKSet } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPushHost, type Answers, type PushHost } from '../../../test/push/push-host.ts'
import { softPhone, type SoftPhone } from '../../../test/push/soft-phone.ts'
import { ringKey } from '../../domain/approving/ringing.ts'
import { openKeyring } from '../../lib/seal.ts'
import { openRinger, type RingerParts } from './ringer.ts'

const keys = openKeyring(Buffer.alloc(32, 3))
const now = new Date('2027-03-01T08:00:00Z')

let host: PushHost
let phone: SoftPhone
let told: unknown[] = []
beforeAll(async () => {
  host = await openPushHost()
})
afterAll(() => host.close())
beforeEach(() => {
  host.answers = { status: 201 }
  host.arrived.length = 0
  told = []
  phone = softPhone(`${host.origin}/phone`)
})

const opened = (more: Partial<RingerParts> = {}) =>
  openRinger({
    keys,
    address: new URL('https://logginn.fjordvik.example'),
    clock: { now: () => now },
    hosts: [host.origin],
    internal: ['127.0.0.0/8'],
    report: (said) => told.push(said),
    pauseMilliseconds: 1,
    ...more,
  })

test('a ring is one sign that this phone alone can read, from this house, for two minutes', async () => {
  expect(await opened().ring(phone.rings)).toBe('rung')
  const [ring] = host.arrived
  if (!ring) throw new Error('Nothing arrived')
  expect([ring.method, ring.path]).toEqual(['POST', '/phone'])
  expect(ring.headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    'content-length': String(ring.body.length),
    ttl: '120',
    urgency: 'high',
  })
  expect(phone.read(ring.body)).toEqual({ said: '1', paddingBytes: 63 })
  expect(() => softPhone('').read(ring.body)).toThrow()
  const [, token = '', key = ''] =
    /^vapid t=(\S+), k=(\S+)$/.exec(ring.headers.authorization ?? '') ?? []
  expect(key).toBe(ringKey({ keys }))
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  )
  const known = createLocalJWKSet({ keys: [{ kty: 'EC', crv: 'P-256', ...(x && y && { x, y }) }] })
  const { payload } = await jwtVerify(token, known, { audience: host.origin, currentDate: now })
  expect(payload.sub).toBe('https://logginn.fjordvik.example')
  const goodFor = Number(payload.exp) - now.getTime() / 1000
  expect(goodFor).toBeGreaterThan(3600)
  expect(goodFor).toBeLessThanOrEqual(86_400)
})

const inSeconds = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const after = (seconds: string): Record<string, string> => ({ 'retry-after': seconds })

test.each<[answers: Answers, came: unknown, calls: number]>([
  [{ status: 200 }, 'rung', 1],
  [{ status: 202 }, 'rung', 1],
  [{ status: 404 }, 'gone', 1],
  [{ status: 410 }, 'gone', 1],
  [{ status: 429 }, { again: inSeconds(60), because: 'too-many' }, 1],
  [{ status: 429, headers: after('7') }, { again: inSeconds(7), because: 'too-many' }, 1],
  [{ status: 406, headers: after('0') }, { again: inSeconds(1), because: 'too-many' }, 1],
  [
    { status: 429, headers: after('Mon, 01 Mar 2027 08:05:00 GMT') },
    { again: inSeconds(300), because: 'too-many' },
    1,
  ],
  [
    { status: 429, headers: after('99999999') },
    { again: inSeconds(86_400), because: 'too-many' },
    1,
  ],
  [{ status: 429, headers: after('soon') }, { again: inSeconds(60), because: 'too-many' }, 1],
  ...[400, 401, 403, 413].map((status): [Answers, unknown, number] => [
    { status },
    { again: inSeconds(600), because: 'refused' },
    1,
  ]),
  ['a loop', { again: inSeconds(600), because: 'refused' }, 1],
  [{ status: 503, headers: after('30') }, { again: inSeconds(30), because: 'away' }, 1],
  [{ status: 500 }, 'failed', 2],
  ['a cut line', 'failed', 2],
])('%j comes to %j', async (answers, came, calls) => {
  host.answers = answers
  expect(await opened().ring(phone.rings)).toEqual(came)
  expect(host.arrived).toHaveLength(calls)
})

test('no more than the beginning of what is poured out is read', async () => {
  host.answers = 'a flood'
  expect(await opened({ timeoutMilliseconds: 2000 }).ring(phone.rings)).toBe('failed')
  // What lies between the two, and no gigabyte.
  expect(host.flooded()).toBeLessThan(33_554_432)
})

test('what fails once and is there a moment later has rung', async () => {
  host.answers = { status: 502 }
  const rung = opened({ pauseMilliseconds: 5 }).ring(phone.rings)
  await expect.poll(() => host.arrived.length, { interval: 1 }).toBe(1)
  host.answers = { status: 201 }
  expect(await rung).toBe('rung')
})

test('whoever never answers is left', async () => {
  host.answers = 'silence'
  expect(await opened({ timeoutMilliseconds: 200 }).ring(phone.rings)).toBe('failed')
})

test('beyond the bound nobody is called, and those under way are not forgotten for it', async () => {
  host.answers = 'silence'
  const { ring } = opened({ timeoutMilliseconds: 15_000 })
  const rings = Array.from({ length: 203 }, () => ring(phone.rings))
  expect(await Promise.all(rings.slice(200))).toEqual(['failed', 'failed', 'failed'])
  await expect.poll(() => host.arrived.length, { timeout: 10_000 }).toBe(200)
  host.answers = { status: 201 }
  host.hangUp()
  expect(new Set(await Promise.all(rings.slice(0, 200)))).toEqual(new Set(['rung']))
  expect(await ring(phone.rings)).toBe('rung')
})

test('that a push service is away is told once, by its host alone, until it is back', async () => {
  const { ring } = opened()
  for (const status of [500, 500, 201, 500]) {
    host.answers = { status }
    await ring(phone.rings)
  }
  expect(told).toHaveLength(2)
  expect(String(told[0])).toContain(new URL(host.origin).host)
  expect(told.join()).not.toContain('phone.rings')
  expect(told.join()).not.toContain('/phone')
})

test.each(['https://fcm.googleapis.com/fcm/send/abc', 'http://127.0.0.1:1/', 'nonsense', ''])(
  'nobody is called at %j, where the house does not know a push service',
  async (endpoint) => {
    expect(await opened().ring({ ...phone.rings, endpoint })).toBe('failed')
    expect(host.arrived).toEqual([])
  },
)

test('a push service inside is called only where its network is open to calls', async () => {
  expect(await opened({ internal: [] }).ring(phone.rings)).toBe('failed')
  expect(host.arrived).toEqual([])
})
