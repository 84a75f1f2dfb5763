// A window of the app as a phone has it, with the fake house behind it: its own storage, its own
// lock or none. What must hold of every screen is looked at here.
import AxeBuilder from '@axe-core/playwright'
import { z } from 'zod'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { sizes } from '../town/browser/town-browser.ts'
import { faultsOfView } from '../town/browser/view.ts'
import { openFakeHouse, type FakeHouse } from './fake-house.ts'

const android = [
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)',
  'Chrome/153.0.0.0 Mobile Safari/537.36',
].join(' ')
export const iphone = (version: string): string =>
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15',
    `(KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
  ].join(' ')

export interface PhoneWindow {
  readonly context: BrowserContext
  readonly page: Page
  readonly house: FakeHouse
  readonly devtools: CDPSession
  /** What was complained of in the window, by our script or by its policy. */
  readonly complaints: readonly string[]
}

export interface WindowToOpen {
  readonly browser: Browser
  readonly userAgent?: string
  /** The phone has a lock that a page may use. */
  readonly hasLock?: boolean
  /** Also what a page asks of its pointer says so. */
  readonly isMobile?: boolean
  /** Without a real house behind the API. */
  readonly isPlayed?: boolean
  /** The policy of the page would keep a test from putting a worker in place by itself. */
  readonly bypassCSP?: boolean
  /** Of another phone of the same person. */
  readonly house?: FakeHouse
}

export async function openPhoneWindow(asked: WindowToOpen): Promise<PhoneWindow> {
  const { browser, userAgent = android, hasLock = true, isPlayed = true } = asked
  const context = await browser.newContext({
    viewport: sizes.phone,
    locale: 'nb-NO',
    hasTouch: true,
    isMobile: asked.isMobile === true,
    userAgent,
    ...(asked.bypassCSP && { bypassCSP: true }),
  })
  context.setDefaultTimeout(10_000)
  const house = await openFakeHouse(context, isPlayed, asked.house)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (fault) => complaints.push(String(fault)))
  page.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text()))
      complaints.push(line.text())
  })
  const devtools = await context.newCDPSession(page)
  if (hasLock) await giveLock(devtools)
  return { context, page, house, devtools, complaints }
}

async function giveLock(devtools: CDPSession): Promise<void> {
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  })
}

export const sees = (page: Page, heading: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: heading }).waitFor()

export const presses = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()

/** On the app's own keys. */
export async function types(page: Page, number: string): Promise<void> {
  for (const digit of number) await presses(page, digit)
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const told = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

const inSentences = (violations: unknown): readonly string[] =>
  told.parse(violations).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))

/** What other colours can change; the engine is there from the first look at this screen. */
const lookAtColors = `axe.run({ runOnly: ['color-contrast'] }).then((found) => found.violations)`

const isWider = `document.documentElement.scrollWidth > document.documentElement.clientWidth`

/** «PC-en» stands whole, however narrow its line is. */
const brokenWords = `(() => {
  const found = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode
    if (/PC-\\p{L}/u.test(data) && getComputedStyle(parentElement).whiteSpace !== 'nowrap')
      found.push('«' + data + '» may be broken at its hyphen')
  }
  return found
})()`

/**
 * In sentences; empty where all is well. Light and dark, a small phone, a desk, and very narrow.
 */
export async function faultsOfScreen(
  { page }: PhoneWindow,
  isNew = true,
): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(standards)
  const faults = isNew ? [...(await faultsOfView(page))] : []
  faults.push(...inSentences((await axe.analyze()).violations))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(sizes.desktop)
  faults.push(...inSentences(await page.evaluate<unknown>(lookAtColors)))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 320, height: 640 })
  if (await page.evaluate<boolean>(isWider)) faults.push('it is wider than 320 px')
  faults.push(...(await page.evaluate<string[]>(brokenWords)))
  await page.setViewportSize(sizes.phone)
  return faults
}
