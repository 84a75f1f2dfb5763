// The methods a person has, in daily use: another way at the next sign-in, one more added and one
// taken away, and nothing left of what was given up half-way.
import { equal } from 'node:assert/strict'
import { describe, test } from 'vitest'
import { kari as login } from '../town/portvakt.ts'
import { guidePassword as password, karisPhone } from './first-guide.ts'
import { isOnStartPage } from './going-on.ts'
import { playing } from './playing.ts'
import { scene, type Scene, type Stage } from './scene.ts'
import { withoutApp } from '../town/without-app.ts'

const play = playing()

/** In, with a password and a number, both shown in this very visit. */
const signedIn = (walk: Scene['play']) =>
  play(
    scene('signed in with two methods', { example: 'demo', change: withoutApp }, async (stage) => {
      await stage.town.knows(login, password)
      await stage.kari.opens(`${stage.town.origin}/`)
      await entersNameAndPassword(stage.kari)
      await stage.kari.sees('Legg til telefonen din')
      await stage.kari.presses('Send kode')
      await entersSmsCode(stage.kari)
      await stage.kari.presses('Gå til startsiden')
      await isOnStartPage(stage, stage.kari)
      await walk(stage)
    }),
  )

async function entersNameAndPassword(kari: Stage['kari']): Promise<void> {
  await kari.sees('Logg inn')
  await kari.types('Brukernavn', 'kari.nordmann')
  await kari.presses('Neste steg')
  await kari.types('Skriv inn passordet', password)
  await kari.presses('Logg inn')
}

async function entersSmsCode(kari: Stage['kari']): Promise<void> {
  await kari.sees('Skriv inn koden')
  await kari.types('Skriv inn koden', (await kari.readsSms(karisPhone)).code)
  await kari.presses('Bekreft')
}

const scan = 'Legg Fjordvik Handel inn i kodeappen'

async function readsCode({ kari, apps }: Stage): Promise<string> {
  await kari.opensOnPhone(apps.onPhone)
  await kari.presses('+')
  await kari.holdsPhoneToScreen()
  await kari.presses('Lagre')
  const code = await kari.readsCodeFor(login)
  await kari.looksUpFromPhone()
  return code
}

async function addsCodeApp(stage: Stage): Promise<string> {
  const { kari } = stage
  await kari.presses('Innlogging og sikkerhet')
  await kari.presses(/^Kodeapp/)
  await kari.sees(scan)
  const code = await readsCode(stage)
  await kari.types('Kode fra appen', code)
  await kari.presses('Bekreft')
  await kari.reads('Metoden er lagt til.')
  return code
}

const ownMethods = ({ tab }: Stage['kari']): Promise<number> =>
  tab.locator('section[aria-labelledby="methods"] ul.own > li').count()

describe('«Innlogging og sikkerhet»', () => {
  test('keeps nothing of a method that was given up before it was shown to work', () =>
    signedIn(async ({ kari }) => {
      await kari.presses('Innlogging og sikkerhet')
      await kari.sees('Innlogging og sikkerhet')
      equal(await ownMethods(kari), 2)
      await kari.presses(/^Kodeapp/)
      await kari.sees(scan)
      await kari.presses('Avbryt')
      await kari.presses('Innlogging og sikkerhet')
      await kari.sees('Innlogging og sikkerhet')
      equal(await ownMethods(kari), 2)
    }))

  test('adds a method and takes one away, and never the last that the rule asks for', () =>
    signedIn(async (stage) => {
      const { kari } = stage
      await addsCodeApp(stage)
      equal(await ownMethods(kari), 3)
      await kari.pressesInRow('Mobil som slutter på 44', 'Slett')
      await kari.reads('Mobil som slutter på 44')
      await kari.presses(/^Slett/)
      await kari.reads('Metoden er slettet.')
      equal(await ownMethods(kari), 2)
      await kari.reads('Slettet det siste døgnet', 'Ta tilbake')
      equal(await kari.tab.getByRole('button', { name: /^Slett/ }).count(), 0)
    }))
})

describe('the next sign-in', () => {
  test('asks by one of them, takes no code twice, and has another way a press away', () =>
    signedIn(async (stage) => {
      const used = await addsCodeApp(stage)
      const kari = await stage.another()
      await kari.opens(`${stage.town.origin}/`)
      await entersNameAndPassword(kari)
      await kari.sees('Skriv inn koden fra kodeappen')
      await kari.reads('Åpne appen, og finn koden for Fjordvik Handel.')
      await kari.reads('Hvorfor blir jeg spurt?', 'Prøv en annen måte:')
      // A code works once, and this one has set the app up.
      await kari.types('Skriv inn koden fra kodeappen', used)
      await kari.presses('Bekreft')
      await kari.reads('Denne koden er brukt.')
      await kari.presses('SMS')
      await entersSmsCode(kari)
      await isOnStartPage(stage, kari)
    }))
})
