// Each kind of proof by keyboard alone: nothing is pressed with a mouse, from the first page to the
// last.
import { describe, expect, test } from 'vitest'
import { kari as newcomer } from '../town/portvakt.ts'
import { guidePassword as password, karisPhone, rules } from './first-guide.ts'
import { operator } from './one-method.ts'
import { playing } from './playing.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'

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
    scene('by keyboard', { example }, async ({ kari, town }) => {
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
        await kari.reachesByKeyboard('Spørsmål')
        await kari.hits('ArrowDown')
        await kari.reachesByKeyboard('Svar')
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
  const onTheWay = (set: (stage: Stage) => Promise<void>): Scene =>
    scene(
      'by keyboard',
      { example: 'ntnu', goal: applicationNamed('Fjordvik hjelp') },
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
})
