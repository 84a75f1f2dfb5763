// Draws every kind of page as a picture into docs/screens: desktop and phone, light and dark, with
// invented values. Looked at by people; the tests beside the pages hold what a machine can hold.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { sizes } from '../test/town/browser/town-browser.ts'
import { startPackedBrowser } from '../test/town/browser/program.ts'
import { smallPng } from './small-png.ts'
import { pictureTheWalk } from './walk-pictures.ts'
import type { Invented } from './invented/frame.ts'
import { inventedMails, inventedPages } from './invented/pages.ts'

const folder = new URL('../docs/screens/', import.meta.url)
const words = process.argv.slice(2)
const isWanted = (name: string): boolean =>
  words.length === 0 || words.some((word) => name.includes(word))
const everything = [...inventedPages, ...inventedMails]
const pages = everything.filter(({ name }) => isWanted(name))
mkdirSync(folder, { recursive: true })
// Also of what is drawn no more.
if (words.length === 0)
  for (const file of readdirSync(folder)) if (file.endsWith('.png')) rmSync(new URL(file, folder))

const browser = await startPackedBrowser()
for (const [size, viewport] of Object.entries(sizes))
  for (const scheme of ['light', 'dark'] as const)
    await shoot(browser, { size, viewport, scheme }, pages)
await browser.close()
if (words.length === 0 || words.some((word) => word.includes('walk'))) await pictureTheWalk(folder)

interface Look {
  readonly size: string
  readonly viewport: { readonly width: number; readonly height: number }
  readonly scheme: 'light' | 'dark'
}

async function shoot(from: Browser, look: Look, these: readonly Invented[]): Promise<void> {
  const context = await from.newContext({ viewport: look.viewport, colorScheme: look.scheme })
  const tab = await context.newPage()
  for (const one of these) {
    const { html, csp } = one.draw('nb')
    await tab.route('**/*', (route) =>
      route.fulfill({
        body: html,
        contentType: 'text/html',
        headers: { 'content-security-policy': csp },
      }),
    )
    tab.on('console', (message) => console.error(`${one.name}: ${message.text()}`))
    await tab.goto('http://localhost:8080/')
    const button = tab.locator('.ds-button').first()
    const primary = (await button.count()) > 0 ? await button.boundingBox() : undefined
    if (primary && primary.y + primary.height > look.viewport.height)
      console.error(`${one.name} ${look.size}: the primary button needs scrolling`)
    if (one.name.startsWith('new-password')) await tab.fill('#f-password', 'havregrøt-07')
    // The button that keeps to the edge of a small window goes home when the whole page is in
    // sight.
    const height = await tab.evaluate('document.documentElement.scrollHeight')
    await tab.setViewportSize({
      ...look.viewport,
      height: Math.max(look.viewport.height, Number(height)),
    })
    const picture = smallPng(await tab.screenshot({ fullPage: true }))
    writeFileSync(new URL(`${one.name}-${look.size}-${look.scheme}.png`, folder), picture)
    await tab.setViewportSize(look.viewport)
    await tab.unroute('**/*')
    tab.removeAllListeners('console')
  }
  await context.close()
}
