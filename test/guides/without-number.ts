// Rows of the guides where the organisation knows no number beforehand: what stands in for it, and
// how much more there is to type. Each is its guide in everything else.
import { equal } from 'node:assert/strict'
import { kari as login } from '../town/portvakt.ts'
import {
  isReady,
  makesAPassword,
  opensBothApplications,
  readsTheMail,
  recommended,
  standsOnEveryPage,
  takesTheApp,
  type Rules,
} from './first-guide.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'
import {
  addsOurApp,
  comesFromEpost,
  fromInside,
  isInEpost,
  isReady as hasBoth,
} from './two-methods.ts'

/** The list of people, with nobody's number on it. */
const people = (list: string): string => list.replaceAll(/;\+47 999 99 \d{3};/g, ';;')

/** A number is wished for by name: otherwise one chooses among all that may be second. */
const wantsNumber = (file: string): string =>
  file.replace('methods = ["second", "app"]', 'methods = ["phone", "app"]')

/** With a PIN from the leader as the second proof. */
export const demoByStartCode = (): Scene =>
  scene(
    'the first guide with a code from the leader, and no number known',
    { example: 'demo', people, change: wantsNumber },
    async (stage) => {
      const rule: Rules = { ...recommended, prepares: /Ha PIN-koden klar, 6 siffer\./, steps: 5 }
      await readsTheMail(stage, rule)
      await typesTheLeadersCode(stage, rule)
      await makesAPassword(stage, rule)
      await addsOwnNumber(stage, 'Legg til telefonen din', '999 99 944')
      await takesTheApp(stage, rule)
      await isReady(stage, rule)
      await opensBothApplications(stage)
    },
  )

/** The letter is enough, which `portvakt check` warns of: its own page asks for the password. */
export const demoByLetter = (): Scene =>
  scene(
    'the first guide with nothing but the letter, and no number known',
    { example: 'demo', people, change: (file) => letterIsEnough(wantsNumber(file)) },
    async (stage) => {
      const { kari, step } = stage
      const rule: Rules = { ...recommended, prepares: 'Det tar omtrent to minutter.', steps: 4 }
      await readsTheMail(stage, rule)
      await step('Velkommen …, Kari! Opprett din konto', async () => {
        await kari.sees('Bekreft at det er deg, Kari')
        await kari.reads(`Steg 1 av ${rule.steps}`, `Kontoen er ${login} hos Fjordvik Handel.`)
        await kari.reads(...rule.demands)
        await standsOnEveryPage(kari)
        await kari.types('Lag et passord', rule.password)
        await kari.presses('Kom i gang')
      })
      await addsOwnNumber(stage, 'Legg til telefonen din', '999 99 944')
      await takesTheApp(stage, rule)
      await isReady(stage, rule)
      await opensBothApplications(stage)
    },
  )

const letterIsEnough = (file: string): string =>
  file.replace('[rules.need]\n', '[rules.need]\nletterAlone = true\n')

async function typesTheLeadersCode({ kari, step }: Stage, rule: Rules): Promise<void> {
  await step('Velkommen …, Kari! Opprett din konto', async () => {
    await kari.sees('Bekreft at det er deg, Kari')
    await kari.reads(`Steg 1 av ${rule.steps}`, `Kontoen er ${login} hos Fjordvik Handel.`)
    await standsOnEveryPage(kari)
    await kari.types('PIN-kode', await kari.readsPinOf(login))
    await kari.presses('Kom i gang')
  })
}

/** What is typed is the number as people say it, and is told back by its last digits. */
async function addsOwnNumber({ kari, step }: Stage, heading: string, phone: string): Promise<void> {
  await step('Legg til telefonnummeret ditt', async () => {
    await kari.sees(heading)
    await kari.reads('Operatøren din kan ta betalt for SMS og samtaler.')
    await kari.types('Telefonnummer', phone.replaceAll(' ', ''))
    await kari.presses('Send kode')
  })
  await step('Du får en SMS med verifiseringskode', async () => {
    const { code } = await kari.readsSms(`+47 ${phone}`)
    await kari.sees('Skriv inn koden')
    await kari.reads(`til nummeret som slutter på ${phone.slice(-2)}.`)
    await kari.types('Skriv inn koden', code)
    await kari.presses('Bekreft')
  })
}

/** The app first, by a password alone, since it is inside; and then a number of one's own. */
export const kommuneWithoutNumber = (): Scene =>
  scene(
    'two methods on the way to E-post, and no number known',
    { example: 'kommune', people, change: fromInside, goal: applicationNamed('E-post') },
    async (stage) => {
      await comesFromEpost(stage)
      await addsOurApp(stage, 'first')
      await addsOwnNumber(stage, 'Reserve i tilfelle du mister mobilen', '999 99 963')
      await hasBoth(stage, 'Gå til E-post', 'app')
      await isInEpost(stage)
    },
  )

/** From outside there is no second proof: nothing is set up, and a sentence says whom to ask. */
export const kommuneTurnedAway = (): Scene =>
  scene(
    'from outside, and no number known',
    { example: 'kommune', people, goal: applicationNamed('E-post') },
    async (stage) => {
      const { kari, town, step } = stage
      await comesFromEpost(stage)
      await step('Utenfor nettverket', async () => {
        await kari.sees('Vi kan ikke slippe deg inn herfra')
        await kari.reads(/IKT-hjelpa, \+47 999 99 910/, 'Bruk en annen konto')
        equal(town.gateway.asked.length, 0)
      })
    },
  )
