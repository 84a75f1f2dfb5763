// From the welcome letter to an application with a passkey, of the device's own and in a security
// key, on the PC and on the phone; and then into a browser that nobody is signed in in, from the
// field for the name, with nothing typed.
import { equal } from 'node:assert/strict'
import { describe, test } from 'vitest'
import {
  asksForACode,
  isReady,
  makesAPassword,
  readsTheMail,
  rules,
  typesTheCode,
} from './first-guide.ts'
import { isOnStartPage } from './going-on.ts'
import { playing } from './playing.ts'
import { scene, type Scene, type Stage } from './scene.ts'
import { withoutApp } from '../town/without-app.ts'

const play = playing()

/** What we recommend, with a method that resists phishing for everybody. */
const rule = {
  ...rules.withoutApp,
  steps: 4,
  expects: ['Du blir spurt overalt. Da bekrefter du med en av metodene dine.'],
}
const wantsPasskeys = (file: string): string =>
  withoutApp(file).replace('methods = ["second"]', 'methods = ["resists-phishing"]')

type Key = Parameters<Stage['kari']['hasPasskeys']>[0]

const withKey = (key: Key): Scene =>
  scene('with a passkey', { example: 'demo', change: wantsPasskeys }, async (stage) => {
    const { kari } = stage
    await readsTheMail(stage, rule)
    await kari.hasPasskeys(key)
    await asksForACode(stage, rule)
    await typesTheCode(stage, rule)
    await makesAPassword(stage, rule)
    await kari.sees('Legg til en passnøkkel')
    await kari.presses('Opprett passnøkkel')
    await isReady(stage, rule)
    await opensEpost(stage)
    await signsOut(stage)
    await kari.opens(`${stage.town.origin}/`)
    // The browser shows its own at the field for the name, and this one is chosen there; what is to
    // be put in it asks for when that is pressed.
    if (key === 'security key') await kari.presses('Logg inn med passnøkkel')
    await isOnStartPage(stage, kari)
    await opensEpost(stage)
  })

async function opensEpost({ kari, town }: Stage): Promise<void> {
  await kari.presses(/^E-post/)
  await kari.sees('E-post')
  await kari.reads('Logget inn som Kari Nordmann')
  equal(kari.tab.url(), town.applications[0]?.address)
}

async function signsOut({ kari, town }: Stage): Promise<void> {
  await kari.opens(`${town.origin}/`)
  await kari.presses('Logg ut')
}

describe.each(['desktop', 'phone'] as const)('%s', (size) => {
  test.each(['device', 'security key'] as const)('%s', async (key) => {
    await play({ ...withKey(key), look: { size } })
  })
})
