// The app on the phone and the house itself, nothing played: a phone is added with its own lock and
// with a PIN, what waits comes by itself, and each answer is what the PC's page then says.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Browser, Page } from 'playwright-core'
import { inventedLogo } from '../../tools/invented/logo.ts'
import { adding } from '../door/pc-and-phone.ts'
import { typesPassword } from '../door/typed-password.ts'
import { startBrowser } from '../town/browser/program.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { picturePoints, readPicture, type Points } from './in-the-window.ts'
import { openPhoneWindow, presses, sees, types, type PhoneWindow } from './phone-window.ts'
import { tab } from './stage.ts'
import { appAmongOthers } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const li = { login: 'li@fjordvik.example', number: '+4799999949' }
const torbjorn = { login: 'torbjorn.fjelltveit@fjordvik.kommune.example', number: '+4799999962' }
const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }

let town: Town
let browser: Browser
/** One of the two organisations has a logo. */
const withLogo = (file: string): string =>
  file.replace('color = "#1f4e8c"\n', `color = "#1f4e8c"\nlogo = "${inventedLogo}"\n`)

beforeAll(async () => {
  const database = await townDatabase()
  ;[town, browser] = await Promise.all([
    openTown({ database, example: 'demo', change: (file) => withLogo(appAmongOthers(file)) }),
    startBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await town.close()
})

const waitingShape = z.looseObject({ kind: z.literal('add-phone'), address: z.string() })
const numberShape = z.looseObject({ number: z.string() })
const numberOn = (pc: Visitor): string => numberShape.parse(pc.last.screen).number

/** From the PC's picture to «Ferdig», and the PC goes on. */
async function addsPhone(
  person: typeof kari,
  window: PhoneWindow,
  lock: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const { page } = window
  const pc = await adding(town, person, 'push')
  const at = pc.last.path
  await page.goto(waitingShape.parse(pc.last.screen).address)
  await presses(page, 'Legg til mobilen')
  await lock(page)
  await sees(page, 'Prøv å godkjenne')
  await pc.get(at)
  await types(page, numberOn(pc))
  await presses(page, 'Godkjenn')
  await sees(page, 'Ferdig. Se på PC-en.')
  await pc.answer({})
}

/** The PC that waits for the phone. */
async function signsIn(person: typeof kari): Promise<Visitor> {
  const pc = await typesPassword(town, person.login)
  if (pc.last.screen?.['kind'] === 'approve') return pc
  await pc.answer({ do: 'choose', choice: 'push' })
  await pc.follow()
  return pc
}

async function state(pc: Visitor): Promise<unknown> {
  await pc.get(pc.last.path)
  return pc.last.screen?.['state']
}

test('a phone with a lock of its own: added, and what waits comes by itself', async () => {
  const window = await openPhoneWindow({ browser, isPlayed: false })
  const { page, complaints } = window
  await addsPhone(kari, window)
  const pc = await signsIn(kari)
  // Nobody looks or presses: the house says so on the line that the app holds.
  await sees(page, 'Logger du inn nå?')
  await types(page, numberOn(pc))
  await presses(page, 'Godkjenn')
  await sees(page, 'Godkjent')
  expect(await state(pc)).toBe('done')
  const other = await signsIn(kari)
  await sees(page, 'Logger du inn nå?')
  await presses(page, 'Avvis')
  await sees(page, 'Du avviste')
  expect(await state(other)).not.toBe('waiting')
  expect(complaints).toEqual([])
  await window.context.close()
})

test('a phone with a PIN: a wrong one is told, and the right one approves', async () => {
  const window = await openPhoneWindow({ browser, isPlayed: false, hasLock: false })
  const { page, complaints } = window
  await addsPhone(ola, window, async () => {
    await page.getByLabel('PIN-kode', { exact: true }).fill('271828')
    await page.getByLabel('en gang til').fill('271828')
    await page.keyboard.press('Enter')
  })
  const pc = await signsIn(ola)
  await sees(page, 'Logger du inn nå?')
  await types(page, numberOn(pc))
  await presses(page, 'Godkjenn')
  for (const [pin, seen] of [
    ['314159', /Feil PIN-kode. Forsøk igjen: \d/],
    ['271828', 'Godkjent'],
  ] as const) {
    await page.getByLabel('PIN-kode').fill(pin)
    await page.keyboard.press('Enter')
    await page.getByText(seen).first().waitFor()
  }
  expect(await state(pc)).toBe('done')
  expect(complaints).toEqual([])
  await window.context.close()
})

test('a new phone takes over from an old one, and what waits then comes to the new', async () => {
  const old = await openPhoneWindow({ browser, isPlayed: false })
  const fresh = await openPhoneWindow({ browser, isPlayed: false })
  await addsPhone(ase, old)
  await presses(old.page, 'Gå til appen')
  await tab(old.page, 'Meg')
  await presses(old.page, 'Ny mobil?')
  await old.page.getByRole('img', { name: 'QR-kode for den nye mobilen' }).waitFor()
  await fresh.page.goto(readPicture(await old.page.evaluate<Points>(picturePoints)))
  await presses(fresh.page, 'Legg til mobilen')
  await sees(fresh.page, 'Se på den gamle mobilen')
  await sees(old.page, 'Flytt til den nye mobilen')
  const pair = await fresh.page.locator('.note').innerText()
  expect(await old.page.locator('.note').innerText()).toContain(pair.split(' · ')[0])
  await presses(old.page, 'Flytt kontoen og kodene')
  await sees(old.page, 'Flyttet til den nye mobilen')
  await sees(fresh.page, 'Denne mobilen er klar')
  const pc = await signsIn(ase)
  await sees(fresh.page, 'Logger du inn nå?')
  await types(fresh.page, numberOn(pc))
  await presses(fresh.page, 'Godkjenn')
  await sees(fresh.page, 'Godkjent')
  expect(await state(pc)).toBe('done')
  expect([...old.complaints, ...fresh.complaints]).toEqual([])
  await Promise.all([old, fresh].map(({ context }) => context.close()))
})

const manifestShape = z.looseObject({
  name: z.string(),
  start_url: z.string(),
  icons: z.array(z.object({ src: z.string() })),
})

const lookOfPage = (page: Page): Promise<unknown> =>
  page.evaluate(`({
    title: document.title,
    name: document.querySelector('.house').innerText,
    manifest: document.querySelector('link[rel=manifest]').getAttribute('href'),
    icon: document.querySelector('link[rel=apple-touch-icon]').getAttribute('href'),
  })`)

test('the app looks like the organisation it was added for, and shows each account as its own', async () => {
  const window = await openPhoneWindow({ browser, isPlayed: false })
  const { page, context, complaints } = window
  const of = '?of=fjordvik-kommune'
  const kommune = {
    title: 'Fjordvik-pålogging',
    name: 'Fjordvik kommune',
    icon: `/app/apple-touch-icon.png${of}`,
  }
  await addsPhone(torbjorn, window)
  const manifest = await page.evaluate<string>(
    `fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.text())`,
  )
  const told = manifestShape.parse(JSON.parse(manifest))
  expect(told).toMatchObject({ name: 'Fjordvik-pålogging – Fjordvik kommune', id: '/app/' })
  expect(told.start_url).toMatch(/^\/app\/\?add=[0-9A-Z]{8}&of=fjordvik-kommune$/)
  expect(told.icons.map(({ src }) => src)).toContain(`/app/icon-192.png${of}`)
  const icon = async (rest: string) =>
    Buffer.from(await (await fetch(`${town.origin}/app/icon-192.png${rest}`)).arrayBuffer())
  expect((await icon(of)).equals(await icon(''))).toBe(false)
  expect((await icon('?of=nobody')).equals(await icon(''))).toBe(true)

  // Wherever it is opened, with a net or without: a press on a bell knows no organisation.
  await page.evaluate('navigator.serviceWorker.ready')
  await page.goto(`${town.origin}/app/`)
  await page.evaluate('navigator.serviceWorker.controller !== null || location.reload()')
  await sees(page, 'Ingenting venter')
  await page.goto(`${town.origin}/app/`)
  await sees(page, 'Ingenting venter')
  const alike = { ...kommune, manifest: `/app/manifest.webmanifest${of}` }
  expect(await lookOfPage(page)).toEqual(alike)
  await context.setOffline(true)
  await page.reload()
  await sees(page, 'Ingenting venter')
  expect(await lookOfPage(page)).toEqual(alike)
  await context.setOffline(false)

  // Another organisation of the same house: the same app, and two accounts that are told apart.
  await addsPhone(li, window)
  await presses(page, 'Gå til appen')
  const both = { ...kommune, name: 'Fjordvik Handel · Fjordvik kommune' }
  expect(await lookOfPage(page)).toMatchObject(both)
  const markOf = (name: string) =>
    page.locator('.whose-account').filter({ hasText: name }).locator('.letter')
  expect(await markOf('Fjordvik Handel').getAttribute('style')).toContain('rgb(11, 93, 81)')
  const logo = markOf('Fjordvik kommune').locator('img')
  expect(await logo.getAttribute('src')).toMatch(/^\/logo\/fjordvik-kommune\?v=/)
  const width = `document.querySelector('.plate img')?.naturalWidth`
  await expect.poll(() => page.evaluate<number | undefined>(width)).toBeGreaterThan(0)
  expect(complaints).toEqual([])
  await context.close()
})
