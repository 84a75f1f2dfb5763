// `npm run guide -- NAME`: plays a guide in a real browser against a whole house of its own, and
// prints what it cost in one line. Whoever wants to see the steps adds --steps.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/server/open-store.ts'
import { guides } from '../test/guides/all-guides.ts'
import { play, type Scene } from '../test/guides/scene.ts'
import { openTownBrowser } from '../test/town/browser/town-browser.ts'

const words = process.argv.slice(2)
const wanted = words.find((word) => !word.startsWith('--')) ?? ''
const isSteps = words.includes('--steps')
const sceneOf = Object.hasOwn(guides, wanted) ? guides[wanted] : undefined

if (sceneOf) await playAndPrint(wanted, sceneOf())
else {
  console.error(`Which guide? npm run guide -- ${Object.keys(guides).join('|')} [--steps]`)
  process.exitCode = 1
}

async function playAndPrint(name: string, scene: Scene): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'portvakt-guide-'))
  const store = await openStore({ dataFolder })
  const browser = await openTownBrowser()
  try {
    const { screens, clicks, typed } = await play(scene, {
      database: store.database,
      browser,
      ...(isSteps && { hear: (line: string) => console.error(`  ${line}`) }),
    })
    console.log(`${name}: ${screens} screens, ${clicks} clicks, ${typed} typed`)
  } finally {
    await browser.close()
    await store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}
