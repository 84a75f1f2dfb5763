// What the house sends to phones, read by other people's code: a real Firefox, with a page of ours
// and with the app itself, and the endpoint of the npm package web-push-testing.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { ringKey } from '../../src/domain/approving/ringing.ts'
import type { Ringer } from '../../src/domain/moment.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import { openRinger } from '../../src/outside/web-push/ringer.ts'
import { ringsShape } from '../../src/shapes/rings.ts'
import { adding } from '../door/pc-and-phone.ts'
import { typesPassword } from '../door/typed-password.ts'
import { bells, presses, sees, types, typesPin } from '../push/app-in-firefox.ts'
import { type BrowserPush, notRead, readWell } from '../push/browser-push.ts'
import { hasFirefox, openFirefox, type OpenFirefox } from '../push/firefox.ts'
import { type MockEndpoint, openMockEndpoint } from '../push/mock-endpoint.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { appAmongOthers } from '../town/without-app.ts'

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

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const addressShape = z.looseObject({ address: z.string() })
const numberShape = z.looseObject({ number: z.string() })

/** A house that may ring there, and takes an approval as the second proof. */
const townWith = async ({ port }: BrowserPush): Promise<Town> =>
  openTown({
    database: await townDatabase(),
    example: 'demo',
    pushHosts: [`http://127.0.0.1:${port}`],
    change: appAmongOthers,
  })

if (!hasFirefox)
  console.warn('No Firefox on this machine (Debian: firefox-esr): no browser has read a ring.')

describe.skipIf(!hasFirefox)('a real Firefox, skipped where none is installed', () => {
  const timeout = 30_000
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

  test('brings the app, which is rung by the house when it stands, and approves what waits', async () => {
    const { push } = firefox
    const town = await townWith(push)
    onTestFinished(() => town.close())
    const page = await firefox.newPage()
    const pc = await adding(town, kari, 'push')
    await page.goto(addressShape.parse(pc.last.screen).address)
    // Where it may be rung is said with its first word.
    const told = page.waitForResponse((response) => response.url().endsWith('/app/api/add'))
    await presses(page, 'Legg til mobilen')
    await typesPin(page)
    await sees(page, 'Prøv å godkjenne')
    expect(await (await told).json()).toMatchObject({ rings: true })
    await pc.get(pc.last.path)
    await types(page, numberShape.parse(pc.last.screen).number)
    await presses(page, 'Godkjenn')
    await sees(page, 'Ferdig. Se på PC-en.')
    await pc.answer({})

    await page.goto(town.origin)
    const before = push.words.length
    const asking = await typesPassword(town, kari.login)
    await asking.answer({ do: 'choose', choice: 'push' })
    await asking.follow()
    await expect.poll(() => push.words.slice(before), { timeout }).toEqual([readWell])
    await expect.poll(() => bells(page), { timeout }).toEqual(['Godkjenning venter'])

    await page.goto(`${town.origin}/app/`)
    await sees(page, 'Logger du inn nå?')
    await expect.poll(() => bells(page), { timeout }).toEqual([])
    await types(page, numberShape.parse(asking.last.screen).number)
    await presses(page, 'Godkjenn')
    await typesPin(page)
    await sees(page, 'Godkjent')
    await asking.get(asking.last.path)
    expect(asking.last.screen?.['state']).toBe('done')
  }, 120_000)
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
