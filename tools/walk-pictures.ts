// Pictures of the first guide as it is really walked: a whole house, a real browser, and one
// picture of each view that is met.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guide } from '../test/guides/first-guide.ts'
import { play } from '../test/guides/scene.ts'
import { openTownBrowser, type Look, type TownBrowser } from '../test/town/browser/town-browser.ts'
import { smallPng } from './small-png.ts'

const views = ['mail', 'begin', 'new-password', 'summary', 'start-page', 'mail-app', 'hours-app']

export async function pictureTheWalk(folder: URL): Promise<void> {
  const browser = await openTownBrowser()
  try {
    for (const size of ['desktop', 'phone'] as const)
      for (const scheme of ['light', 'dark'] as const) await walk(browser, { size, scheme, folder })
  } finally {
    await browser.close()
  }
}

interface Sitting extends Required<Pick<Look, 'size' | 'scheme'>> {
  readonly folder: URL
}

/** A house of its own for each, since a letter can be used once. */
async function walk(browser: TownBrowser, { size, scheme, folder }: Sitting): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'portvakt-pictures-'))
  const store = await openStore({ dataFolder })
  const left = [...views]
  try {
    await play(
      guide('demo', {
        look: {
          size,
          scheme,
          async show(tab) {
            const name = `walk-${views.length - left.length + 1}-${left.shift()}`
            const picture = smallPng(await tab.screenshot())
            writeFileSync(new URL(`${name}-${size}-${scheme}.png`, folder), picture)
          },
        },
      }),
      { database: store.database, browser },
    )
  } finally {
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
