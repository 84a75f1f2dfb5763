// What the scenes of things that go wrong have in common: the demo's own rules, signing in, and how
// one sees that somebody has ended on the start page.
import { equal, ok } from 'node:assert/strict'
import { kari as login } from '../town/portvakt.ts'
import type { Walker } from '../town/browser/walker.ts'
import { isReady, makesAPassword, password, rules, standsOnEveryPage } from './first-guide.ts'
import { playing } from './playing.ts'
import { scene, type Scene, type Stage } from './scene.ts'

export const day = 86_400
export const { plain } = rules

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
  await makesAPassword(stage, plain)
  await isReady(stage, plain)
}

/** With a PIN, where no number is known. */
export async function confirmsThatItIsHer({ kari, step, town }: Stage): Promise<void> {
  await step('Velkommen …, Kari! Opprett din konto', async () => {
    await kari.sees('Bekreft at det er deg, Kari')
    await kari.reads('Steg 1 av 3')
    await kari.reads(`Kontoen er ${login} hos Fjordvik Handel.`)
    await kari.reads('Det tar omtrent to minutter. Til slutt er du logget inn.')
    await kari.reads(/Du har fått den på en annen måte enn lenken, for eksempel av lederen din\./)
    await standsOnEveryPage(kari)
  })
  await step('Skriv inn kode, trykk «Bekreft»', async () => {
    const pin = await kari.readsPinOf(login)
    equal(pin.length, 6)
    await kari.types('PIN-kode', pin)
    await kari.presses('Kom i gang')
    ok(kari.tab.url().startsWith(`${town.origin}/visit/`))
  })
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
