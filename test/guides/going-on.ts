// What the scenes of things that go wrong have in common: the demo's own rules, signing in, and how
// one sees that somebody has ended on the start page.
import { equal } from 'node:assert/strict'
import type { Walker } from '../town/browser-walker.ts'
import { confirmsThatItIsHer, isReady, makesAPassword, password, rules } from './first-guide.ts'
import { playing } from './playing.ts'
import { scene, type Scene, type Stage } from './scene.ts'

export const day = 86_400
export const demo = rules.demo

export type GoesOn = (title: string, walk: Scene['play']) => Promise<void>

/** Must be called where tests are described, as `playing`. */
export function goingOn(): GoesOn {
  const play = playing()
  return async (title, walk) => {
    await play(scene(title, { example: 'plain' }, walk))
  }
}

/** From the welcome page to the start page. */
export async function finishes(stage: Stage): Promise<void> {
  await confirmsThatItIsHer(stage)
  await makesAPassword(stage, demo)
  await isReady(stage)
}

export async function signsIn(walker: Walker, name = 'kari.nordmann'): Promise<void> {
  await walker.sees('Logg inn')
  await walker.types('Brukernavn', name)
  await walker.presses('Neste steg')
  await walker.sees('Skriv inn passordet')
  await walker.types('Skriv inn passordet', password)
  await walker.presses('Logg inn')
}

export async function isOnStartPage({ town }: Stage, walker: Walker): Promise<void> {
  await walker.sees(/, (Kari|Ola|Per)$/)
  await walker.reads(/Du er logget inn/)
  equal(walker.tab.url(), `${town.origin}/`)
}
