// Whoever is held back after too many wrong passwords is told so once they have shown something
// else, and goes on where they were: by a message with a thumb, by an app with the keys alone. A
// browser that knows them never waited.
import { describe, expect, test } from 'vitest'
import type { Town } from '../../town/portvakt.ts'
import { visitor } from '../../town/visitor.ts'
import {
  asksForAMessage,
  byKeys,
  byThumb,
  givesPassword,
  hasCodeApp,
  isAskedForThePassword,
  isAtApplication,
  showsTheApp,
} from './means.ts'
import { oneTown, type OwnStage } from './one-town.ts'
import { withoutApp } from '../../town/without-app.ts'

const walks = oneTown({ example: 'demo', change: withoutApp })
const wrong = 'Brukernavnet eller passordet stemmer ikke.'
const opened = 'Kontoen var låst etter for mange forsøk. Nå er den åpen igjen.'
/** Each wait is twice the last; the one after the last of these is long enough for anybody. */
const waits = [0, 0, 0, 0, 10, 20, 40]

/** Wrong once more after each wait, and then there is another one. */
async function isHeldBack(town: Town, isWrong: () => Promise<unknown>): Promise<void> {
  for (const seconds of waits) {
    await isWrong()
    town.pass(seconds)
  }
  await isWrong()
}

/** From a browser of her own. */
async function isLockedByEve({ town, who }: OwnStage): Promise<void> {
  const eve = visitor(town.origin)
  await eve.get('/')
  await eve.follow()
  await eve.answer({ name: who.login })
  await eve.follow()
  await isHeldBack(town, () => eve.answer({ password: 'not this' }))
}

async function isInBefore(stage: OwnStage, shows: () => string): Promise<void> {
  await isAskedForThePassword(stage)
  await givesPassword(stage)
  await showsTheApp(stage, shows)
  await isAtApplication(stage)
  await stage.kari.opens(`${stage.town.origin}/`)
  await stage.kari.presses('Logg ut')
}

describe('locked', () => {
  test('by one’s own mistakes on a phone, and out again by a message', async () => {
    const counted = await walks(
      async (stage) => {
        const { kari } = stage
        const shows = await hasCodeApp(stage)
        await isAskedForThePassword(stage)
        await isHeldBack(stage.town, async () => {
          await givesPassword(stage, byThumb, 'feil')
          await kari.reads(wrong)
        })
        await givesPassword(stage)
        await kari.reads(wrong)
        await kari.presses('Er kontoen låst?')
        await kari.reads('Lås opp kontoen', 'så åpner vi den')
        await asksForAMessage(stage)
        await kari.sees('Skriv inn passordet')
        await kari.reads(opened)
        await givesPassword(stage)
        await showsTheApp(stage, shows)
        await isAtApplication(stage)
      },
      { size: 'phone' },
    )
    expect(counted).toEqual({ screens: 6, clicks: 15, typed: 74 })
  })

  test('by somebody else, and out again by an app and the keys alone', async () => {
    const { clicks } = await walks(async (stage) => {
      const { kari } = stage
      const shows = await hasCodeApp(stage)
      const familiar = { ...stage, kari: await stage.another() }
      await isInBefore(familiar, shows)
      await isLockedByEve(stage)
      await isAskedForThePassword(stage, byKeys)
      await givesPassword(stage, byKeys)
      await kari.reads(wrong)
      await kari.entersByKeyboard('Er kontoen låst?')
      await kari.entersByKeyboard('Prøv en annen måte')
      await kari.reads('Lås opp kontoen', 'Velg noe du har.')
      await kari.entersByKeyboard(/^Kode fra kodeappen/)
      await showsTheApp(stage, shows, byKeys)
      await kari.sees('Skriv inn passordet')
      await kari.reads(opened)
      await givesPassword(stage, byKeys)
      await showsTheApp(stage, shows, byKeys)
      await isAtApplication(stage)

      // A browser that knows her never waits for what Eve tries.
      await isLockedByEve(stage)
      await isAskedForThePassword(familiar)
      await givesPassword(familiar)
      await showsTheApp(familiar, shows)
      await isAtApplication(familiar)
    })
    expect(clicks).toBe(0)
  })
})
