// The page that waits, in a real browser: it goes on by itself when the phone is done, and asks by
// itself where nothing can be told.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBrowser } from '../town/browser/program.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { adding, appCode, handsOver, opens } from './pc-and-phone.ts'
import { withoutApp } from '../town/without-app.ts'

let town: Town
let browser: Browser
beforeAll(async () => {
  town = await openTown({ database: await townDatabase(), example: 'demo', change: withoutApp })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await town.close()
})

/** The same browser, with a screen from now on. */
async function onScreen(pc: Visitor): Promise<Page> {
  const context = await browser.newContext({ locale: 'nb-NO' })
  const cookies = [...pc.cookies].map(([name, value]) => ({ name, value, url: town.origin }))
  await context.addCookies(cookies)
  return context.newPage()
}

const isAdded = (url: URL): boolean => url.pathname === '/security'

it('hears of the phone and goes on within two seconds, with nobody pressing anything', async () => {
  const pc = await adding(town, {
    login: 'bjorn.odegard@fjordvik.example',
    number: '+4799999947',
  })
  const waiting = await handsOver(pc)
  const page = await onScreen(pc)
  await page.goto(`${town.origin}${pc.last.path}`)
  await page.getByText('Venter på mobilen').waitFor()
  const phone = await opens(town, waiting)
  await page.getByText('Mobilen er funnet: iPhone.').waitFor()
  const began = performance.now()
  await phone.answer({ code: appCode(town, phone) })
  await page.waitForURL(isAdded)
  expect(performance.now() - began).toBeLessThan(2000)
  await page.context().close()
})

it('asks by itself where nothing can be told', async () => {
  const pc = await adding(town, { login: 'per.aas@fjordvik.example', number: '+4799999951' })
  const waiting = await handsOver(pc)
  const page = await onScreen(pc)
  await page.route(/\/wait\?/, (route) =>
    route.request().headers()['accept'] === 'text/event-stream'
      ? route.fulfill({ status: 502 })
      : route.continue(),
  )
  await page.goto(`${town.origin}${pc.last.path}`)
  const phone = await opens(town, waiting)
  await page.getByText('Mobilen er funnet: iPhone.').waitFor()
  await phone.answer({ code: appCode(town, phone) })
  await page.waitForURL(isAdded)
  await page.context().close()
})
