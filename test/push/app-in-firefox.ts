// The app in a real Firefox: what a finger does there, and what the lock screen shows. Must never
// play anything of the house or of the app.
import type { Page } from 'puppeteer-core'
import { z } from 'zod'

const pin = '271828'

export const presses = (page: Page, name: string): Promise<void> =>
  page.locator(`::-p-aria(${name}[role="button"])`).click()

export async function sees(page: Page, heading: string): Promise<void> {
  await page.locator(`::-p-aria(${heading}[role="heading"])`).wait()
}

export async function types(page: Page, number: string): Promise<void> {
  for (const digit of number) await presses(page, digit)
}

/** Into each field that is there. */
export async function typesPin(page: Page): Promise<void> {
  await page.locator('input[type=password]').wait()
  for (const field of await page.$$('input[type=password]')) await field.type(pin)
  await page.keyboard.press('Enter')
}

const readBells = `navigator.serviceWorker.getRegistration('/app/')
  .then((registration) => registration.getNotifications())
  .then((all) => all.map(({ title, body }) => title + body))`

export const bells = async (page: Page): Promise<readonly string[]> =>
  z.array(z.string()).parse(await page.evaluate(readBells))
