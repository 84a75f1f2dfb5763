// One browser for a file of tests, and for each scene a town and a database of its own. Must be
// called where tests are described, since the browser opens before the first of them and closes
// after the last.
import { afterAll, beforeAll } from 'vitest'
import { openTownBrowser, type TownBrowser } from '../town/browser/town-browser.ts'
import type { Counted } from '../town/browser/count.ts'
import { townDatabase } from '../town/database.ts'
import { play, type Scene } from './scene.ts'

export function playing(): (scene: Scene) => Promise<Counted> {
  let browser: TownBrowser | undefined
  // A guide is many pages, and the machine may have other things to do.
  beforeAll(async () => {
    browser = await openTownBrowser()
  })
  afterAll(() => browser?.close())
  return async (scene) => {
    if (!browser) throw new Error('The browser is not open yet')
    return play(scene, { database: await townDatabase(), browser })
  }
}
