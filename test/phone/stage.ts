// What the tests of the app in a browser stand on: a house that serves it, one browser, and phones
// that are opened when they are needed.
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../town/browser/program.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import {
  faultsOfScreen,
  openPhoneWindow,
  presses,
  sees,
  types,
  type PhoneWindow,
  type WindowToOpen,
} from './phone-window.ts'

export interface Stage {
  at(rest?: string): string
  phone(more?: Omit<WindowToOpen, 'browser'>): Promise<PhoneWindow>
  /** Added, with its test approved, at the tiles. */
  added(window: PhoneWindow, code?: string): Promise<void>
}

/** A test here goes through ten screens, and a machine of two cores has others beside it. */
const longestMs = 60_000

export function openStage(start: () => Promise<Browser> = startBrowser): Stage {
  vi.setConfig({ testTimeout: longestMs })
  let town: Town
  let browser: Browser
  beforeAll(async () => {
    const database = await townDatabase()
    ;[town, browser] = await Promise.all([openTown({ database, example: 'plain' }), start()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })
  const at = (rest = ''): string => `${town.origin}/app/${rest}`
  return {
    at,
    async phone(more = {}) {
      const window = await openPhoneWindow({ browser, ...more })
      onTestFinished(() => window.context.close())
      return window
    },
    async added({ page }, code = '7F2K9MDQ') {
      await page.goto(at(`?add=${code}`))
      await presses(page, 'Legg til mobilen')
      await sees(page, 'Prøv å godkjenne')
      await types(page, '83')
      await presses(page, 'Godkjenn')
      await sees(page, 'Ferdig. Se på PC-en.')
      await presses(page, 'Gå til appen')
    },
  }
}

export const tab = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name }).click()

export async function seesWell(window: PhoneWindow, heading: string | RegExp): Promise<void> {
  await sees(window.page, heading)
  expect(await faultsOfScreen(window), String(heading)).toEqual([])
}

/** The same of a screen that somebody has pressed something on: the focus is where they are. */
export async function looksWell(window: PhoneWindow): Promise<void> {
  expect(await faultsOfScreen(window, false)).toEqual([])
}

/** What the line would say: something has moved. */
export const hears = (page: Page): Promise<void> =>
  page.evaluate(`void dispatchEvent(new Event('online'))`)
