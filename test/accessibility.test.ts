// Everybody can use every page: each kind of screen, drawn with invented values, is scanned by axe
// in light and dark, made narrow and large, and looked at in the colours of somebody's own choice.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventedFrame, type Invented } from '../tools/invented/frame.ts'
import { inventedPages } from '../tools/invented/pages.ts'
import { drawPage } from '../src/pages/page.ts'
import type { Language } from '../src/shapes/language.ts'
import type { Screen } from '../src/shapes/screen.ts'
import { faultsByAxe } from './town/browser/axe.ts'
import { sizes } from './town/browser/town-browser.ts'
import { startBrowser } from './town/browser/program.ts'
import { faultsOfView } from './town/browser/view.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const pageWith = (screen: Screen): Invented => ({
  name: screen.kind,
  draw: (language, color) => drawPage({ screen, frame: inventedFrame(language, color) }),
})

type How = BrowserContextOptions & { readonly language?: Language }

/** One window for each kind of window: a page that is gone leaves nothing behind but a warm one. */
const windows = new Map<string, Page>()

async function windowFor(options: BrowserContextOptions): Promise<Page> {
  const kind = JSON.stringify(options)
  const page = windows.get(kind) ?? (await (await browser.newContext(options)).newPage())
  windows.set(kind, page)
  await page.setViewportSize(options.viewport ?? sizes.desktop)
  await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light', forcedColors: 'none' })
  return page
}

/** Served with its own content security policy, as the house serves it. */
async function shown<Result>(
  invented: Invented,
  { language = 'nb', ...options }: How,
  look: (page: Page) => Promise<Result>,
): Promise<Result> {
  const { html, csp } = invented.draw(language)
  const page = await windowFor({ viewport: sizes.desktop, ...options })
  await page.unrouteAll()
  await page.route('**/*', (route) =>
    route.fulfill({
      body: html,
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': csp },
    }),
  )
  await page.goto('http://localhost:8080/')
  return await look(page)
}

const scan = (page: Page): Promise<readonly string[]> =>
  faultsByAxe(page, { type: 'tag', values: standards })

/** What other colours can change; all else has been looked at in the first. */
const scanColors = (page: Page): Promise<readonly string[]> =>
  faultsByAxe(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] })

const isWider = `document.documentElement.scrollWidth > document.documentElement.clientWidth`
const isCut = `[...document.querySelectorAll('.card *')]
  .filter((one) => {
    const edge = document.querySelector('.card').getBoundingClientRect().right
    return one.getBoundingClientRect().right > edge
  })
  .map((one) => one.outerHTML.slice(0, 80))`
const enlarge = `document.documentElement.style.fontSize = '200%'`
const backToNormal = `document.documentElement.style.fontSize = ''`

/**
 * In forced colours a page keeps only lines and words: a button or a field without a line is gone.
 */
const withoutLine = `[...document.querySelectorAll('main .ds-button, main .ds-input, .card')]
  .filter((one) => one.type !== 'hidden' && one.checkVisibility())
  .filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) === 0)
  .map((one) => one.outerHTML.slice(0, 80))`

const phone = { viewport: sizes.phone, hasTouch: true, isMobile: true } as const

describe.each([...inventedPages])('$name', (invented) => {
  test('is right for everybody at a desk: in light, dark and forced colours, and enlarged', () =>
    shown(invented, { colorScheme: 'light' }, async (page) => {
      expect(await faultsOfView(page)).toEqual([])
      expect(await scan(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await scanColors(page)).toEqual([])
      await page.emulateMedia({ forcedColors: 'active' })
      expect(await page.evaluate(withoutLine)).toEqual([])
      await page.emulateMedia({ forcedColors: 'none' })
      // What a window of 1366 pixels holds at 200 %.
      await page.setViewportSize({ width: 683, height: 384 })
      expect(await page.evaluate(isWider)).toBe(false)
    }))

  test('is right for everybody with a phone: narrow, in dark, with letters twice as large', () =>
    shown(invented, { ...phone, colorScheme: 'dark', language: 'en' }, async (page) => {
      expect(await faultsOfView(page)).toEqual([])
      expect(await scan(page)).toEqual([])
      await page.evaluate(enlarge)
      expect(await page.evaluate(isWider)).toBe(false)
      await page.evaluate(backToNormal)
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate(isWider)).toBe(false)
    }))
})

test('a name of any length stays within the card', async () => {
  const long = pageWith({
    kind: 'password',
    name: 'x'.repeat(300),
    mayStay: true,
    stay: false,
    again: false,
  })
  expect(await shown(long, phone, (page) => page.evaluate(isCut))).toEqual([])
})

test('a fault would be seen: a field without a label, and pale words', async () => {
  const broken: Invented = {
    name: 'broken',
    draw: () => ({
      html: '<html lang="nb"><title>x</title><body><main><h1 style="color:#ddd">pale</h1><input></main>',
      csp: "default-src 'none'; style-src 'unsafe-inline'",
    }),
  }
  const found = await shown(broken, {}, scan)
  expect(found.join()).toMatch(/color-contrast/)
  expect(found.join()).toMatch(/label/)
  expect((await shown(broken, {}, scanColors)).join()).toMatch(/color-contrast/)
})
