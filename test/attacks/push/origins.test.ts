// The app on the phone at an origin of its own, in a real browser: what script at the sign-in's
// origin can get at, and what stands at the app's. The town is one process, and every case has a
// phone that was added at the address on the PC.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { adding } from '../../door/pc-and-phone.ts'
import { addingShape, numberOn } from '../../door/phone-that-approves.ts'
import {
  openPhoneWindow,
  presses,
  sees,
  types,
  type PhoneWindow,
} from '../../phone/phone-window.ts'
import { startWholeBrowser } from '../../town/browser/program.ts'
import { townDatabase } from '../../town/database.ts'
import { openTown, type Town } from '../../town/portvakt.ts'
import { appAmongOthers } from '../../town/without-app.ts'
import { asks, everyStore, phoneHost, plantedPage, reachesFor } from './two-origins.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }

let town: Town
let browser: Browser
let phone: PhoneWindow
beforeAll(async () => {
  const database = await townDatabase()
  ;[town, browser] = await Promise.all([
    openTown({ database, example: 'demo', change: appAmongOthers, phoneHost }),
    startWholeBrowser(),
  ])
  phone = await openPhoneWindow({ browser, isPlayed: false })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await town.close()
})

/** With the phone's own lock, to the tiles. */
async function addsPhone(): Promise<void> {
  const { page } = phone
  const pc = await adding(town, kari, 'push')
  const at = pc.last.path
  await page.goto(addingShape.parse(pc.last.screen).address)
  await presses(page, 'Legg til mobilen')
  await sees(page, 'Prøv å godkjenne')
  await pc.get(at)
  await types(page, numberOn(pc))
  await presses(page, 'Godkjenn')
  await sees(page, 'Ferdig. Se på PC-en.')
  await pc.answer({})
  await pc.follow()
  await presses(page, 'Gå til appen')
}

test('ATK-PUSH-11f script at the sign-in’s origin reaches nothing of the app', async () => {
  await addsPhone()
  expect(await phone.page.evaluate<string>(everyStore)).toContain(kari.login)
  const planted = await plantedPage(phone.context, town)
  expect(await planted.evaluate<string>(everyStore)).toBe('[[],{},[],0]')
  expect(new URL(phone.page.url()).origin).toBe(town.phoneOrigin)

  // What it may do with the app itself, and with a code that was read over a shoulder.
  const pc = await adding(town, ola, 'push')
  const { code } = addingShape.parse(pc.last.screen)
  const app = `${town.phoneOrigin}/app/`
  expect(await planted.evaluate(reachesFor(app, code, kari.login))).toEqual({
    framed: 'SecurityError',
    asJson: 'TypeError',
    asText: 'TypeError',
    unread: 'TypeError',
    withCookies: 'TypeError',
    lock: 'SecurityError',
    page: 'TypeError',
    here: 'TypeError',
    said: false,
  })
  await pc.get(pc.last.path)
  expect(pc.last.screen).not.toHaveProperty('came')

  const [opened] = await Promise.all([
    phone.context.waitForEvent('page'),
    planted.evaluate(`void (globalThis.opened = window.open(${JSON.stringify(app)}))`),
  ])
  await sees(opened, /./)
  expect(await planted.evaluate('opened.closed')).toBe(true)
  expect(await opened.evaluate('opener')).toBeNull()
  expect(phone.complaints).toEqual([])
})

test('ATK-PUSH-11g the app’s origin has no page of the sign-in, and knows no cookie', async () => {
  const pc = await adding(town, ase, 'push')
  const { code } = addingShape.parse(pc.last.screen)
  const cookie = [...pc.cookies].map((pair) => pair.join('=')).join('; ')
  const [main, own] = [town.origin, town.phoneOrigin].map((at) => new URL(at).host)
  if (main === undefined || own === undefined) throw new Error('There are two hosts')
  const at = (host: string, target: string, more = {}) =>
    asks(town, { host, target, headers: { cookie, accept: 'text/html' }, ...more })

  for (const target of [
    pc.last.path,
    '/security',
    '/password',
    '/help',
    '/sign-out',
    '/start',
    '/oidc/authorize?client_id=post',
    '/oidc/token',
    '/oidc/jwks',
    '/.well-known/openid-configuration',
    '/.well-known/change-password',
    '/admin/api/people/find',
    '/health/../security',
    '/%2e%2e/security',
    '//security',
  ])
    expect((await at(own, target)).status, target).toBe(404)
  for (const [target, to] of [
    ['/', '/app/'],
    ['/m', '/app/'],
    [`/m/${code}`, `/app/?add=${code.replace('-', '')}`],
  ] as const) {
    const led = await at(own, target)
    expect([led.status, led.headers.location], target).toEqual([303, to])
  }
  for (const target of [
    '/',
    '/app/',
    '/app/?language=nn',
    '/app/sw.js',
    '/security',
    `/m/${code}`,
  ]) {
    const { headers, body } = await at(own, target)
    expect(headers['set-cookie'], target).toBeUndefined()
    expect(headers['access-control-allow-origin'], target).toBeUndefined()
    expect(headers['content-security-policy'], target).toMatch(/^default-src 'none'/)
    expect(headers.vary ?? '', target).not.toMatch(/cookie/i)
    expect(body, target).not.toContain('ase.sather')
  }

  // And at the sign-in's there is nothing of the app but the way to it.
  const led = await at(main, `/app/?add=${code}&secret=1`)
  expect([led.status, led.headers.location]).toEqual([303, `${town.phoneOrigin}/app/?add=${code}`])
  expect((await at(main, '/app/sw.js')).body).toContain('unregister')
  const script = /src="([^"]+)"/.exec((await at(own, '/app/')).body)?.[1] ?? ''
  expect((await at(own, script)).status).toBe(200)
  for (const target of [script, '/app/manifest.webmanifest', '/app/icon-192.png'])
    expect((await at(main, target)).status, target).toBe(404)

  // One who says both hosts, or comes from the other's pages, is heard at neither.
  const peeks = (host: string, more: Record<string, string> = {}, target = '/app/api/peek') => {
    const headers = { 'content-type': 'application/json', cookie, ...more }
    return asks(town, { host, target, method: 'POST', headers, body: JSON.stringify({ code }) })
  }
  for (const [host, more, target] of [
    [own, { origin: town.origin }],
    [own, { origin: 'null' }],
    [own, { 'sec-fetch-site': 'same-site' }],
    [own, {}, `${town.origin}/app/api/peek`],
    [main, {}],
    [main, { origin: town.origin }],
    [main, {}, `${town.phoneOrigin}/app/api/peek`],
    [main, { 'x-forwarded-host': own }],
  ] as const) {
    const { status, headers } = await peeks(host, more, target)
    expect(status, `${host} ${target} ${JSON.stringify(more)}`).toBeGreaterThanOrEqual(400)
    expect(headers['access-control-allow-origin']).toBeUndefined()
  }
  const origin = town.origin
  const asksLeave = { origin, 'access-control-request-method': 'POST' }
  const preflight = await at(own, '/app/api/peek', { method: 'OPTIONS', headers: asksLeave })
  expect(Object.keys(preflight.headers).join()).not.toContain('access-control')
  await pc.get(pc.last.path)
  expect(pc.last.screen).not.toHaveProperty('came')

  const right = await peeks(own)
  expect(right.status).toBe(200)
  expect(right.headers['set-cookie']).toBeUndefined()
  expect(JSON.parse(right.body)).toMatchObject({ rpId: phoneHost, account: { login: ase.login } })
})

test('a code that is typed at the short address of the sign-in leads to the app', async () => {
  const pc = await adding(town, bjorn, 'push')
  const { code, site } = addingShape.parse(pc.last.screen)
  expect(site).toBe(`${new URL(town.phoneOrigin).host}/m`)
  const page = await phone.context.newPage()
  // The form’s answer leads to another origin, which its policy has to allow.
  await page.goto(`${town.origin}/m`)
  await page.locator('input[name=code]').fill(code.toLowerCase())
  await page.keyboard.press('Enter')
  await page.waitForURL(`${town.phoneOrigin}/app/?add=${code.replace('-', '')}`)
  await sees(page, 'Legg til denne mobilen')
  await page.getByText(bjorn.login).waitFor()
  await page.close()
})
