// Pictures of guides as they are really walked: a whole house, a real browser, and one picture of
// each view that is met.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guides } from '../test/guides/all-guides.ts'
import { play } from '../test/guides/scene.ts'
import { openTownBrowser, type Look, type TownBrowser } from '../test/town/browser/town-browser.ts'
import { smallPng } from './small-png.ts'

/** A guide, what its pictures begin with, and the views in the order they are met. */
const walks: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'demo-without-app': [
    'walk',
    'mail',
    'begin',
    'enter-code',
    'new-password',
    'summary',
    'start-page',
    'mail-app',
    'hours-app',
  ],
  'kommune-code-app': [
    'walk-two-methods',
    'who',
    'password',
    'scan-code',
    'enter-phone',
    'enter-code',
    'summary',
    'mail-app',
  ],
}

export async function pictureTheWalk(folder: URL): Promise<void> {
  const browser = await openTownBrowser()
  try {
    for (const name of Object.keys(walks))
      for (const size of ['desktop', 'phone'] as const)
        for (const scheme of ['light', 'dark'] as const)
          await walk(browser, name, { size, scheme, folder })
  } finally {
    await browser.close()
  }
}

interface Sitting extends Required<Pick<Look, 'size' | 'scheme'>> {
  readonly folder: URL
}

/** A house of its own for each, since a letter can be used once. */
async function walk(browser: TownBrowser, name: string, sitting: Sitting): Promise<void> {
  const { size, scheme, folder } = sitting
  const [before, ...views] = walks[name] ?? ['']
  const made = guides[name]?.scene
  if (!made) throw new Error(`No guide is called ${name}`)
  const dataFolder = mkdtempSync(join(tmpdir(), 'portvakt-pictures-'))
  const store = await openStore({ dataFolder })
  const left = [...views]
  const look: Look = {
    size,
    scheme,
    async show(tab) {
      // The stand-in of another program is nothing to look at.
      if (new URL(tab.url()).pathname.startsWith('/phone')) return
      const view = `${before}-${views.length - left.length + 1}-${left.shift()}`
      const picture = smallPng(await tab.screenshot())
      writeFileSync(new URL(`${view}-${size}-${scheme}.png`, folder), picture)
    },
  }
  try {
    await play({ ...made(), look }, { database: store.database, browser })
  } finally {
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
