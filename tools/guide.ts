// `npm run guide -- NAME`: plays a guide in a real browser against a whole house of its own, and
// prints what it cost in one line, with an iPhone beside it; then one line for each other kind of
// phone, where the guide has one. Whoever wants to see the steps adds --steps.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guides, guidesWithApp } from '../test/guides/all-guides.ts'
import { play, type Scene } from '../test/guides/scene.ts'
import type { Counted } from '../test/town/browser/count.ts'
import { type PhoneKind, phoneKinds } from '../test/town/browser/phone-kinds.ts'
import { openTownBrowser, type TownBrowser } from '../test/town/browser/town-browser.ts'

const words = process.argv.slice(2)
const wanted = words.find((word) => !word.startsWith('--')) ?? ''
const isSteps = words.includes('--steps')
const sceneOf = Object.hasOwn(guides, wanted) ? guides[wanted] : undefined

const kinds: readonly PhoneKind[] = ['iphone', 'android', 'iphone-26']

if (sceneOf) await playAndPrint(wanted, sceneOf())
else {
  console.error(`Which guide? npm run guide -- ${Object.keys(guides).join('|')} [--steps]`)
  process.exitCode = 1
}

async function playAndPrint(name: string, scene: Scene): Promise<void> {
  const browser = await openTownBrowser()
  try {
    for (const phone of guidesWithApp.includes(name) ? kinds : kinds.slice(0, 1)) {
      const beside = phone === 'iphone' ? name : `${name}, ${phoneKinds[phone].name}`
      const { screens, clicks, typed } = await playWith(browser, { ...scene, look: { phone } })
      console.log(`${beside}: ${screens} screens, ${clicks} clicks, ${typed} typed`)
    }
  } finally {
    await browser.close()
  }
}

/** In a house of its own: a letter can be used once. */
async function playWith(browser: TownBrowser, scene: Scene): Promise<Counted> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'portvakt-guide-'))
  const store = await openStore({ dataFolder })
  try {
    return await play(scene, {
      database: store.database,
      browser,
      ...(isSteps && { hear: (line: string) => console.error(`  ${line}`) }),
    })
  } finally {
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
