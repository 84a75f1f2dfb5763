// The guides, played in a real browser on the examples as they stand, and what they cost.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTownBrowser, type TownBrowser } from '../town/browser.ts'
import { townDatabase } from '../town/database.ts'
import { guide } from './first-guide.ts'
import { play, type Scene } from './scene.ts'

let browser: TownBrowser
beforeAll(async () => {
  browser = await openTownBrowser()
})
afterAll(() => browser.close())

const played = async (scene: Scene) => play(scene, { database: await townDatabase(), browser })

test.each(['demo', 'nano'] as const)(
  '%s costs five screens, four clicks and 18 keys',
  async (example) => {
    expect(await played(guide(example))).toEqual({ screens: 5, clicks: 4, typed: 18 })
  },
)
