// `npm run guide -- NAME`: plays a guide in a real browser against a whole house of its own, and
// prints what it cost in one line, with an iPhone beside it; then one line for each other kind of
// phone, where the guide has one. Whoever wants to see the steps adds --steps. Must end with
// failure where a guide costs more than its storyboard says.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guides, over, type Guide } from '../test/guides/all-guides.ts'
import { play, type Scene } from '../test/guides/scene.ts'
import type { Counted } from '../test/town/browser/count.ts'
import { phoneKinds, type PhoneKind } from '../test/town/browser/phone-kinds.ts'
import { openTownBrowser, type TownBrowser } from '../test/town/browser/town-browser.ts'

const words = process.argv.slice(2)
const wanted = words.find((word) => !word.startsWith('--')) ?? ''
const isSteps = words.includes('--steps')
const asked = Object.hasOwn(guides, wanted) ? guides[wanted] : undefined

const kinds: readonly PhoneKind[] = ['iphone', 'android', 'iphone-26']

if (asked) await playAndPrint(wanted, asked)
else {
  console.error(`Which guide? npm run guide -- ${Object.keys(guides).join('|')} [--steps]`)
  process.exitCode = 1
}

async function playAndPrint(name: string, { scene, costs, needs }: Guide): Promise<void> {
  if (needs && !needs.isHere) {
    console.error(`${name} cannot be played here: it needs ${needs.is}.`)
    process.exitCode = 1
    return
  }
  const browser = await openTownBrowser()
  try {
    for (const phone of kinds) {
      const bar = costs[phone]
      if (!bar) continue
      const beside = phone === 'iphone' ? name : `${name}, ${phoneKinds[phone].name}`
      const guide = scene()
      const counted = await playWith(browser, { ...guide, look: { ...guide.look, phone } })
      console.log(`${beside}: ${inWords(counted)}`)
      if (over(counted, bar).length > 0) {
        console.error(`${beside}: the bar is ${inWords(bar)}`)
        process.exitCode = 1
      }
    }
  } finally {
    await browser.close()
  }
}

function inWords({ screens, clicks, typed }: Counted): string {
  return `${screens} screens, ${clicks} clicks, ${typed} typed`
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
