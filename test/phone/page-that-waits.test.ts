// The pages that wait for a phone, in a real browser with the house itself: on the phone that has
// the app, and on a PC while time passes. Must never wait for a clock that it could move.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Browser, Page } from 'playwright-core'
import { adding } from '../door/pc-and-phone.ts'
import { addsPhone } from '../door/phone-that-approves.ts'
import { typesPassword } from '../door/typed-password.ts'
import { startBrowser } from '../town/browser/program.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { iphone, openPhoneWindow, presses, sees, type PhoneWindow } from './phone-window.ts'
import { appAmongOthers } from '../town/without-app.ts'

const liv = { login: 'li@fjordvik.example', number: '+4799999949' }
const siri = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }

let town: Town
let browser: Browser
beforeAll(async () => {
  const database = await townDatabase()
  ;[town, browser] = await Promise.all([
    openTown({ database, example: 'demo', change: appAmongOthers }),
    startBrowser(),
  ])
})
afterAll(async () => {
  await browser.close()
  await town.close()
})

/** The PC that waits for the phone. */
async function signsIn(person: typeof liv): Promise<Visitor> {
  const pc = await typesPassword(town, person.login)
  if (pc.last.screen?.['kind'] === 'approve') return pc
  await pc.answer({ do: 'choose', choice: 'push' })
  await pc.follow()
  return pc
}

/** The same page, in the browser of the phone itself. */
async function standsOnPhone(pc: Visitor, { context, page }: PhoneWindow): Promise<void> {
  const cookies = [...pc.cookies].map(([name, value]) => ({ name, value, url: town.origin }))
  await context.addCookies(cookies)
  await page.goto(new URL(pc.last.path, town.origin).href)
}

const follows = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name }).click()

test('on one phone no number is asked, and the app leads back to the page', async () => {
  const window = await openPhoneWindow({ browser, isPlayed: false, isMobile: true })
  const { page, complaints } = window
  await standsOnPhone(await adding(town, liv, 'push'), window)
  await follows(page, 'Fortsett på denne mobilen')
  // The page it came from is behind, and had no words yet to hold them against.
  await sees(page, 'Legg til denne mobilen')
  expect(await page.getByText('det samme står').count()).toBe(0)
  await presses(page, 'Legg til mobilen')
  await page.waitForURL('**/security?done=added')

  await standsOnPhone(await signsIn(liv), window)
  await follows(page, 'Godkjenn på denne mobilen')
  await sees(page, 'Logger du inn nå?')
  expect(await page.getByLabel('Skriv tallet som står på PC-en').count()).toBe(0)
  await presses(page, 'Godkjenn')
  await page.waitForURL(new URL('/', town.origin).href)
  expect(complaints).toEqual([])
  await window.context.close()
})

test('on one iPhone the app on the Home Screen ends it, and the browser then goes on', async () => {
  const userAgent = iphone('18.6')
  const safari = await openPhoneWindow({ browser, isPlayed: false, isMobile: true, userAgent })
  await standsOnPhone(await adding(town, siri, 'push'), safari)
  await follows(safari.page, 'Fortsett på denne mobilen')
  await sees(safari.page, 'Legg FJORD på Hjem-skjermen')
  const manifest = await safari.page.locator('link[rel=manifest]').getAttribute('href')
  const told = await safari.context.request.get(new URL(manifest ?? '', town.origin).href)
  const { start_url: start } = z.object({ start_url: z.string() }).parse(await told.json())

  const app = await openPhoneWindow({ browser, isPlayed: false, isMobile: true, userAgent })
  await app.context.addInitScript(`Object.defineProperty(navigator, 'standalone', { value: true })`)
  await app.page.goto(new URL(start, town.origin).href)
  await presses(app.page, 'Legg til mobilen')
  await sees(app.page, 'Ferdig. Nå er mobilen klar')
  await app.page.getByText('Gå tilbake til nettleseren').waitFor()

  await safari.page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  await safari.page.waitForURL('**/security?done=added')

  // The two have nothing in common: what was pressed in the browser leads to nothing, and back.
  await standsOnPhone(await signsIn(siri), safari)
  await follows(safari.page, 'Godkjenn på denne mobilen')
  await safari.page.getByText('Gå tilbake til siden du kom fra').waitFor()
  await presses(safari.page, 'Tilbake')
  await sees(safari.page, 'Godkjenn på mobilen')
  expect([...safari.complaints, ...app.complaints]).toEqual([])
  await Promise.all([safari, app].map(({ context }) => context.close()))
})

// The last of them: the clock of the house is moved, and that of no phone.
test('a page that waits tells in time: that nothing has come, and that little time is left', async () => {
  await addsPhone(town, bjorn)
  const pc = await signsIn(bjorn)
  const window = await openPhoneWindow({ browser, isPlayed: false })
  const { page, complaints } = window
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.clock.install()
  await standsOnPhone(pc, window)
  const hint = page.getByRole('status').getByText('Kommer det ikke noe varsel')
  expect(await page.locator('[data-late] .late').count()).toBe(2)
  expect(await hint.isVisible()).toBe(false)
  // Without script it is the style that shows it.
  const shown = await page.evaluate(`document.getAnimations().map((waits) => {
    const { visibility } = getComputedStyle(waits.effect.target)
    waits.currentTime = 20_000
    return [visibility, getComputedStyle(waits.effect.target).visibility]
  })`)
  expect(shown).toEqual([
    ['hidden', 'visible'],
    ['hidden', 'visible'],
  ])
  await page.reload()
  expect(await hint.isVisible()).toBe(false)
  await page.clock.fastForward(20_000)
  await hint.waitFor()
  expect(await page.locator('.instead button').first().isVisible()).toBe(true)
  const number = await page.locator('.aloud .letters').innerText()

  const more = page.getByRole('button', { name: 'Jeg trenger mer tid' })
  expect(await more.isVisible()).toBe(false)
  town.pass(101)
  await page.clock.fastForward(85_000)
  await page.getByRole('status').filter({ hasText: 'virker snart ikke lenger' }).waitFor()
  await more.click()
  await page.getByText('Tallet virker i 2:00 til.').waitFor()
  expect(await page.locator('.aloud .letters').innerText()).not.toBe(number)
  expect(await page.evaluate(`document.activeElement.id`)).toBe('heading')
  town.pass(121)
  await page.clock.fastForward(121_000)
  await sees(page, 'Mobilen svarte ikke')
  expect(await page.evaluate(`document.activeElement.id`)).toBe('heading')
  await presses(page, 'Prøv på nytt')
  await sees(page, 'Godkjenn på mobilen')
  expect(complaints).toEqual([])
  await window.context.close()
})
