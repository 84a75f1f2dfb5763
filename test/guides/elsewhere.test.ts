// The way to another house and back, in a real browser: with the script nothing is pressed twice,
// without it there is a press, and Back never leads into a trap.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { openTownBrowser, type TownBrowser } from '../town/browser/town-browser.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { withoutApp } from '../town/without-app.ts'

let town: Town
let browser: TownBrowser
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    change: withoutApp,
    identity: {},
  })
  await town.knows('ola.nordmann@fjordvik.example', 'blåbær og lyng 21')
  browser = await openTownBrowser()
})
afterAll(async () => {
  await browser.close()
  await town.close()
})

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()
const sees = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, exact: true }).waitFor()

async function atIdentity(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.browser.newContext({ javaScriptEnabled })).newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(`${town.origin}/?language=nb`)
  await page.getByLabel('Brukernavn').fill('ola.nordmann')
  await press(page, 'Neste steg')
  await press(page, 'Glemt passord?')
  await press(page, 'Prøv en annen måte')
  await page.getByRole('button', { name: /^Bekreft med Fjordvik-ID/ }).click()
  await sees(page, 'Bekreft med Fjordvik-ID')
  return page
}

it('one goes there by a press and comes back by none', async () => {
  const page = await atIdentity(true)
  await press(page, 'Gå til Fjordvik-ID')
  await sees(page, 'Hvem er du?')
  // Turned back over there, and by the browser's own button as well: the same page stands here.
  await page.goBack()
  await sees(page, 'Bekreft med Fjordvik-ID')
  await press(page, 'Gå til Fjordvik-ID')
  await sees(page, 'Hvem er du?')
  await press(page, 'Avbryt')
  await page.getByText('Du avbrøt.').waitFor()
  await press(page, 'Gå til Fjordvik-ID')
  await page.getByRole('button', { name: /^Ola Nordmann/ }).click()
  await sees(page, 'Skriv inn koden fra e-posten')
  await page.reload()
  await sees(page, 'Skriv inn koden fra e-posten')
})

it('without a script the way back is one press', async () => {
  const page = await atIdentity(false)
  await press(page, 'Gå til Fjordvik-ID')
  await page.getByRole('button', { name: /^Ola Nordmann/ }).click()
  await sees(page, 'Du er tilbake fra Fjordvik-ID')
  await press(page, 'Gå videre')
  await sees(page, 'Skriv inn koden fra e-posten')
  expect(new URL(page.url()).pathname).toMatch(/^\/visit\//)
})
