// Each kind of proof by keyboard alone: nothing is pressed with a mouse, from the first page to the
// last.
import { equal } from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { importTokens } from '../../src/domain/methods/tokens.ts'
import { kari as newcomer } from '../town/portvakt.ts'
import { guidePassword as password, karisPhone, rules } from './first-guide.ts'
import { isOnStartPage } from './going-on.ts'
import { operator } from './one-method.ts'
import { playing } from './playing.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'
import { withoutApp, withoutFeide } from '../town/without-app.ts'

const play = playing()

/** Nothing is pressed but on the telephone in the other hand. */
const withoutMouse = async (made: Scene, onPhone = 0): Promise<void> => {
  const { clicks } = await play(made)
  expect(clicks).toBe(onPhone)
}

async function entersTheHouse({ kari }: Stage): Promise<void> {
  await kari.sees('Logg inn')
  await kari.types('Brukernavn', 'kari.nordmann')
  await kari.hitsToLead('Enter')
  await kari.sees('Skriv inn passordet')
  await kari.types('Skriv inn passordet', password)
  await kari.hitsToLead('Enter')
}

describe('the first guide', () => {
  const byKeyboard = (example: 'demo' | 'nano') =>
    scene('by keyboard', { example, change: withoutApp }, async ({ kari, town }) => {
      const rule = rules[example]
      await kari.waitsForMail(newcomer, rule.subject)
      await kari.entersInMailByKeyboard('Kom i gang')
      await kari.sees('Bekreft at det er deg, Kari')
      await kari.entersByKeyboard('Send kode')
      await kari.sees('Skriv inn koden')
      await kari.types('Skriv inn koden', (await kari.readsSms(karisPhone)).code)
      await kari.hitsToLead('Enter')
      await kari.sees('Lag et passord')
      await kari.types('Lag et passord', password)
      await kari.entersByKeyboard('Neste steg')
      if (example === 'nano') {
        await kari.sees('Velg et sikkerhetsspørsmål')
        // Another than the one that is there, and back to the answer.
        for (const key of ['Shift+Tab', 'ArrowDown', 'Tab']) await kari.hits(key)
        await kari.types('Svar', 'Brumlene')
        await kari.hitsToLead('Enter')
      }
      await kari.sees('Du er klar, Kari')
      await kari.entersByKeyboard('Gå til startsiden')
      await kari.reads(/Du er logget inn/)
      await kari.entersByKeyboard(/E-post/)
      await kari.sees('E-post')
      expect(new URL(kari.tab.url()).origin).not.toBe(town.origin)
    })

  test('a text message', () => withoutMouse(byKeyboard('demo')))
  test('a question', () => withoutMouse(byKeyboard('nano')))
})

describe('on the way to an application', () => {
  const onTheWay = (
    set: (stage: Stage) => Promise<void>,
    change: (file: string) => string = (file) => file,
  ): Scene =>
    scene(
      'by keyboard',
      {
        example: 'ntnu',
        goal: applicationNamed('Fjordvik hjelp'),
        change: (file) => change(withoutFeide(file)),
      },
      async (stage) => {
        const { kari, town } = stage
        await town.knows(operator, password)
        await kari.opens(`${town.applications[0]?.address}sign-in`)
        await entersTheHouse(stage)
        await kari.sees('Velg hvordan du vil bekrefte at det er deg')
        await set(stage)
        await kari.reads('Logget inn som Kari Nordmann')
      },
    )

  test('a code app', () =>
    withoutMouse(
      onTheWay(async ({ kari, apps }) => {
        await kari.entersByKeyboard(/^Kodeapp/)
        await kari.sees('Legg Fjordvik universitet inn i kodeappen')
        await kari.opensOnPhone(apps.onPhone)
        await kari.presses('+')
        await kari.holdsPhoneToScreen()
        await kari.presses('Lagre')
        const code = await kari.readsCodeFor(operator)
        await kari.looksUpFromPhone()
        await kari.reachesByKeyboard('Kode fra appen')
        await kari.types('Kode fra appen', code)
        await kari.hitsToLead('Enter')
      }),
      3,
    ))

  test('a call', () =>
    withoutMouse(
      onTheWay(async ({ kari }) => {
        await kari.entersByKeyboard(/^Ring meg på nummeret som slutter på 44/)
        await kari.sees('Skriv inn koden du hører')
        await kari.types('Skriv inn koden du hører', await kari.answersCall(karisPhone))
        await kari.hitsToLead('Enter')
      }),
      2,
    ))

  test('a passkey', () =>
    withoutMouse(
      onTheWay(async ({ kari }) => {
        await kari.hasPasskeys()
        await kari.entersByKeyboard(/^Passnøkkel/)
        await kari.sees('Legg til en passnøkkel')
        await kari.entersByKeyboard('Opprett passnøkkel')
      }),
    ))

  test('a code token', () =>
    withoutMouse(
      onTheWay(async ({ kari, town }) => {
        await importTokens(town.moment(), `FTK-000122,${seedOfToken}`)
        await kari.entersByKeyboard(/^Kodebrikke/)
        await kari.sees('Skriv inn koden fra kodebrikken')
        await kari.reachesByKeyboard('Nummeret på kodebrikken')
        await kari.types('Nummeret på kodebrikken', 'ftk 000122')
        await kari.reachesByKeyboard('Koden den viser')
        await kari.types('Koden den viser', tokenShowsAt(town.moment().now))
        await kari.hitsToLead('Enter')
      }, alsoTaking('token')),
    ))
})

const seedOfToken = '3132333435363738393031323334353637383930'

/** As the device itself would, worked out by a library that is not ours. */
const tokenShowsAt = (now: Date): string =>
  new TOTP({ secret: Secret.fromHex(seedOfToken) }).generate({ timestamp: now.getTime() })

const alsoTaking =
  (factor: string) =>
  (file: string): string =>
    withoutApp(file).replaceAll('"voice"]', `"voice", "${factor}"]`)

test('codes on paper, from the press that makes them to the day the phone is gone', () =>
  withoutMouse(
    scene('by keyboard', { example: 'demo', change: alsoTaking('codes') }, async (stage) => {
      const { kari, town } = stage
      await town.knows(newcomer, password)
      await kari.opens(`${town.origin}/`)
      await entersTheHouse(stage)
      await kari.sees('Legg til telefonen din')
      await kari.entersByKeyboard('Send kode')
      await kari.sees('Skriv inn koden')
      await kari.types('Skriv inn koden', (await kari.readsSms(karisPhone)).code)
      await kari.hitsToLead('Enter')
      await kari.entersByKeyboard('Gå til startsiden')
      await kari.entersByKeyboard('Innlogging og sikkerhet')
      await kari.entersByKeyboard(/^Reservekoder/)
      await kari.sees('Reservekodene dine')
      const [code = ''] = await kari.tab.locator('ol.letters > li').allInnerTexts()
      await kari.entersByKeyboard('Jeg har lagret dem')
      await kari.reads('Metoden er lagt til.', '10 koder igjen')
      await withoutThePhone({ ...stage, kari: await stage.another() }, code)
    }),
  ))

async function withoutThePhone(stage: Stage, code: string): Promise<void> {
  const { kari, town } = stage
  await kari.opens(`${town.origin}/`)
  await entersTheHouse(stage)
  await kari.sees('Skriv inn koden')
  await kari.entersByKeyboard('Reservekode')
  await kari.sees('Skriv inn en reservekode')
  await kari.types('Skriv inn en reservekode', code)
  await kari.hitsToLead('Enter')
  await isOnStartPage(stage, kari)
  await kari.entersByKeyboard('Innlogging og sikkerhet')
  await kari.reads('9 koder igjen')
  equal(kari.counted.clicks, 0)
}
