// What the house sends to phones, read by other people's code: a real Firefox, and the endpoint of
// the npm package web-push-testing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ringKey } from '../../src/domain/approving/ringing.ts'
import type { Ringer } from '../../src/domain/moment.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import { openRinger } from '../../src/outside/web-push/ringer.ts'
import { ringsShape } from '../../src/shapes/rings.ts'
import { notRead, readWell } from '../push/browser-push.ts'
import { hasFirefox, openFirefox, type OpenFirefox } from '../push/firefox.ts'
import { type MockEndpoint, openMockEndpoint } from '../push/mock-endpoint.ts'

const keys = openKeyring(Buffer.alloc(32, 5))

const ringerAt = (origin: string, of = keys): Ringer =>
  openRinger({
    keys: of,
    address: new URL('https://logginn.fjordvik.example'),
    clock: { now: () => new Date() },
    hosts: [origin],
    internal: ['127.0.0.0/8', '::1'],
    report: () => {},
  })

if (!hasFirefox)
  console.warn('No Firefox on this machine (Debian: firefox-esr): no browser has read a ring.')

describe.skipIf(!hasFirefox)('a real Firefox, skipped where none is installed', () => {
  const timeout = 10_000
  let firefox: OpenFirefox
  beforeAll(async () => {
    firefox = await openFirefox()
  })
  afterAll(() => firefox.close())

  test('reads a ring, wakes the service worker, and refuses one that was changed', async () => {
    const { push } = firefox
    const rings = ringsShape.parse(await firefox.subscribe(ringKey({ keys })))
    const { origin, pathname } = new URL(rings.endpoint)
    const { ring } = ringerAt(origin)
    expect(await ring(rings)).toBe('rung')
    await expect.poll(() => push.words, { timeout }).toEqual([readWell])
    await expect.poll(firefox.heard, { timeout }).toEqual(['1'])

    const changed = Buffer.from(push.posted[0] ?? '')
    changed.writeUInt8(changed.readUInt8(100) ^ 1, 100)
    push.handOn(pathname, changed)
    await expect.poll(() => push.words, { timeout }).toEqual([readWell, notRead])
    // The one after it is heard as the second: the changed one never was.
    expect(await ring(rings)).toBe('rung')
    await expect.poll(firefox.heard, { timeout }).toEqual(['1', '1'])
    expect(push.words).toEqual([readWell, notRead, readWell])
  })
})

describe('the endpoint of web-push-testing', () => {
  let endpoint: MockEndpoint
  beforeAll(async () => {
    endpoint = await openMockEndpoint()
  })
  afterAll(() => endpoint.close())

  test('takes a ring and reads it, until the subscription is over', async () => {
    const phone = await endpoint.subscribe(ringKey({ keys }))
    const rings = ringsShape.parse(phone.rings)
    const { ring } = ringerAt(endpoint.origin)
    expect(await ring(rings)).toBe('rung')
    expect(await ring(rings)).toBe('rung')
    expect(await phone.read()).toEqual(['1', '1'])
    await phone.expire()
    expect(await ring(rings)).toBe('gone')
  })

  test('refuses a house that the phone has not subscribed to', async () => {
    const phone = await endpoint.subscribe(ringKey({ keys }))
    const { ring } = ringerAt(endpoint.origin, openKeyring(Buffer.alloc(32, 6)))
    expect(await ring(phone.rings)).toMatchObject({ because: 'refused' })
    expect(await phone.read()).toEqual([])
  })
})
