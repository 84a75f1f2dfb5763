// Pictures of guides as they are really walked: a whole house, a real browser with a phone beside
// it or on a phone, and one picture of each view that is met.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guideNamed } from '../test/guides/all-guides.ts'
import { play } from '../test/guides/scene.ts'
import { openTownBrowser, type Look, type TownBrowser } from '../test/town/browser/town-browser.ts'
import { smallPng } from './small-png.ts'

interface Walk {
  readonly guide: string
  /** What its pictures begin with. */
  readonly before: string
  /** The views in the order they are met. */
  readonly views: readonly string[]
}

/** At a desk, with an iPhone beside it. */
const atDesk: readonly Walk[] = [
  {
    guide: 'demo',
    before: 'walk',
    views: [
      'mail',
      'begin',
      'enter-code',
      'new-password',
      'add-phone',
      'on-phone-home-screen',
      'on-phone-add',
      'on-phone-approve',
      'summary',
      'start-page',
      'mail-app',
      'hours-app',
    ],
  },
  {
    guide: 'kommune',
    before: 'walk-two-methods',
    views: [
      'who',
      'password',
      'add-phone',
      'on-phone-home-screen',
      'on-phone-add',
      'on-phone-approve',
      'enter-phone',
      'enter-code',
      'summary',
      'mail-app',
    ],
  },
]

/** All of it on the iPhone itself: no picture to scan and no number to type. */
const onPhone: readonly Walk[] = atDesk.map(({ views, ...walk }) => ({
  ...walk,
  views: views.filter((view) => view !== 'on-phone-approve'),
}))

export async function pictureTheWalk(folder: URL): Promise<void> {
  const browser = await openTownBrowser()
  try {
    for (const size of ['desktop', 'phone'] as const)
      for (const scheme of ['light', 'dark'] as const)
        for (const walk of size === 'desktop' ? atDesk : onPhone)
          await picture(browser, walk, { size, scheme, folder })
  } finally {
    await browser.close()
  }
}

interface Sitting extends Required<Pick<Look, 'size' | 'scheme'>> {
  readonly folder: URL
}

/** A house of its own for each, since a letter can be used once. */
async function picture(browser: TownBrowser, walk: Walk, sitting: Sitting): Promise<void> {
  const { size, scheme, folder } = sitting
  const { guide, before, views } = walk
  const { scene } = guideNamed(guide)
  const dataFolder = mkdtempSync(join(tmpdir(), 'portvakt-pictures-'))
  const store = await openStore({ dataFolder })
  const left = [...views]
  const look: Look = {
    size,
    scheme,
    phone: 'iphone',
    async show(tab) {
      const next = left.shift()
      if (next === undefined) throw new Error(`${guide} has a view too many: ${tab.url()}`)
      const place = String(views.length - left.length).padStart(2, '0')
      const view = `${before}-${place}-${next}`
      const picture = smallPng(await tab.screenshot())
      writeFileSync(new URL(`${view}-${size}-${scheme}.png`, folder), picture)
    },
  }
  try {
    await play({ ...scene(), look }, { database: store.database, browser })
    if (left.length > 0) throw new Error(`${guide} never met ${left.join(', ')}`)
  } finally {
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
