// When a method goes wrong while it is set up: a code that is late, a number that cannot get one, a
// page that is left and come back to. It is told in one sentence beside the field, mended on the
// same page, and nothing stands that was not shown to work.
import { equal, notEqual } from 'node:assert/strict'
import { describe, test } from 'vitest'
import { karisPhone, guidePassword as password } from './first-guide.ts'
import { day } from './going-on.ts'
import { withoutFeide } from '../town/without-app.ts'
import { asksForAMethod, comesFromHelp, isInHelp, operator } from './one-method.ts'
import { playing } from './playing.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'
import { comesFromEpost, fromInside, isInEpost, phone } from './two-methods.ts'
import { withoutApp } from '../town/without-app.ts'

const play = playing()

type Walk = Scene['play']

const atHelp = (walk: Walk) =>
  play(
    scene(
      'to Fjordvik hjelp',
      { example: 'ntnu', goal: applicationNamed('Fjordvik hjelp'), change: withoutFeide },
      (stage) => comesFromHelp(stage).then(() => walk(stage)),
    ),
  )

const atWork = (walk: Walk) =>
  play(
    scene(
      'to E-post',
      {
        example: 'kommune',
        change: (file) => withoutApp(fromInside(file)),
        goal: applicationNamed('E-post'),
      },
      (stage) => comesFromEpost(stage).then(() => walk(stage)),
    ),
  )

const codeField = 'Skriv inn koden'
const appField = 'Kode fra appen'
const otherThan = (code: string): string => (code === '123456' ? '654321' : '123456')

describe('a code that was sent', () => {
  test('is mended on its own page when it is wrong, asked for too soon, replaced or too old', () =>
    atHelp(async (stage) => {
      const { kari, town } = stage
      await kari.presses(/^SMS til nummeret/)
      const { code } = await kari.readsSms(karisPhone)
      await answers(kari, codeField, otherThan(code))
      await kari.reads('Feil kode. Du har 4 forsøk igjen.')
      equal(await kari.tab.getByLabel(codeField, { exact: true }).inputValue(), '')

      await kari.presses(/^Send på nytt/)
      await kari.reads(/Det er sendt mange koder nå\. Du kan be om en ny .*kl\. \d\d\.\d\d/)
      equal(town.gateway.asked.length, 1)

      town.pass(21)
      await kari.presses(/^Send på nytt/)
      equal((await kari.readsSms(karisPhone)).code, code)
      equal(town.gateway.asked.length, 2)

      town.pass(160)
      await kari.presses(/^Send på nytt/)
      const { code: newer } = await kari.readsSms(karisPhone)
      notEqual(newer, code)
      await answers(kari, codeField, code)
      await kari.reads(/Denne koden er byttet ut\. Bruk koden vi sendte .*kl\. \d\d\.\d\d\./)

      town.pass(5 * 60 + 1)
      await answers(kari, codeField, newer)
      await kari.reads('Koden er utløpt. Be om en ny.')
      await kari.presses(/^Send på nytt/)
      await answers(kari, codeField, (await kari.readsSms(karisPhone)).code)
      await isInHelp(stage)
    }))

  test('that could not be sent is told so, and sent when the gateway is back', () =>
    atHelp(async (stage) => {
      const { kari, town } = stage
      await town.gateway.close()
      await kari.presses(/^SMS til nummeret/)
      await kari.sees('Vi fikk ikke sendt SMS-en.')
      await kari.reads(/Den skulle til nummeret som slutter på 44\./, 'Velg en annen måte')
      await town.gateway.open()
      town.pass(120)
      await kari.presses('Send på nytt')
      await answers(kari, codeField, (await kari.readsSms(karisPhone)).code)
      await isInHelp(stage)
    }))

  test('is sent again by no reload, no Back and no second window', () =>
    atHelp(async (stage) => {
      const { kari, town } = stage
      await kari.presses(/^SMS til nummeret/)
      const { code } = await kari.readsSms(karisPhone)
      await kari.sees(codeField)
      await kari.reloads()
      await kari.sees(codeField)
      await kari.opensAnotherTab(kari.tab.url())
      await kari.sees(codeField)
      await kari.presses('Nynorsk')
      await kari.sees('Skriv inn koden')
      await kari.presses('Bokmål')
      equal(town.gateway.asked.length, 1)
      await answers(kari, codeField, code)
      await isInHelp(stage)
    }))
})

async function answers(kari: Stage['kari'], label: string, code: string): Promise<void> {
  await kari.types(label, code)
  await kari.presses('Bekreft')
}

describe('a number', () => {
  test('that gets no messages can be called, and one that was wrong is corrected', () =>
    atWork(async (stage) => {
      const { kari } = stage
      await kari.presses(/^Hopp over nå/)
      await kari.presses('Bruk et annet nummer')
      await kari.types('Telefonnummer', '22 00')
      await kari.presses('Send kode')
      await kari.reads('Nummeret er for kort.')
      await kari.types('Telefonnummer', '22 00 00 11')
      await kari.presses('Send kode')
      await kari.reads('Dette er et fasttelefonnummer. Vi kan ringe deg i stedet.')
      await kari.types('Telefonnummer', '22 00 00 11')
      await kari.presses('Ring meg')
      await kari.sees('Skriv inn koden du hører')
      await kari.presses('Er ikke dette nummeret ditt?')
      await kari.types('Telefonnummer', '999 99 955')
      await kari.presses('Send kode')
      await answers(kari, codeField, (await kari.readsSms('+47 999 99 955')).code)
      await kari.sees('Du er klar, Kari')
      await kari.reads('Mobil som slutter på 55')
    }))
})

describe('the key of a code app', () => {
  test('stays through a wrong code, a reload, a language, a second window and half an hour', () =>
    atHelp(async (stage) => {
      const { kari, town, apps } = stage
      await kari.presses(/^Kodeapp/)
      const heading = 'Legg Fjordvik universitet inn i kodeappen'
      await kari.sees(heading)
      const key = await keyOn(kari)
      await answers(kari, appField, '123456')
      await kari.reads('Feil kode. Du har 4 forsøk igjen. Sjekk at du leser koden')
      equal(await keyOn(kari), key)
      await kari.reloads()
      await kari.presses('English')
      await kari.presses('Bokmål')
      equal(await keyOn(kari), key)
      await kari.opensAnotherTab(kari.tab.url())
      await kari.sees(heading)
      equal(await keyOn(kari), key)
      town.pass(30 * 60 - 10)
      await kari.reloads()
      equal(await keyOn(kari), key)

      apps.offSeconds = -180
      await answers(kari, appField, await scans(stage))
      await kari.reads('Klokka på enheten din går 3 minutter for sent.')
      apps.offSeconds = 0
      await answers(kari, appField, await scans(stage))
      await isInHelp(stage)
    }))

  test('that was left before it was shown to work leaves nothing', () =>
    atHelp(async (stage) => {
      const { kari } = stage
      await kari.presses(/^Kodeapp/)
      const key = await keyOn(kari)
      const elsewhere = await stage.another()
      await asksForAMethod({ ...stage, kari: elsewhere })
      await elsewhere.presses(/^Kodeapp/)
      notEqual(await keyOn(elsewhere), key)
    }))
})

/** As it stands on the page, in groups of four. */
const keyOn = async ({ tab }: Stage['kari']): Promise<string> =>
  (await tab.locator('code').innerText()).trim()

async function scans({ kari, apps }: Stage): Promise<string> {
  await kari.opensOnPhone(apps.onPhone)
  if (!(await kari.stands(operator))) {
    await kari.presses('+')
    await kari.holdsPhoneToScreen()
    await kari.presses('Lagre')
  }
  const code = await kari.readsCodeFor(operator)
  await kari.looksUpFromPhone()
  return code
}

describe('a method', () => {
  test('is put off for as long as the rule allows, and no longer', () =>
    atWork(async (stage) => {
      const { kari, town } = stage
      await kari.presses('Hopp over nå (7 dager igjen)')
      await kari.presses('Hopp over nå (7 dager igjen)')
      await isInEpost(stage)
      town.pass(8 * day)
      const later = await stage.another()
      await later.opens(`${town.applications[0]?.address}sign-in`)
      await later.types('Brukernavn', 'kari.nordmann')
      await later.presses('Neste steg')
      await later.types('Skriv inn passordet', password)
      await later.presses('Logg inn')
      await later.sees('Legg Fjordvik kommune inn i kodeappen')
      equal(await later.stands('Hopp over nå'), false)
      await later.reads(/Fristen gikk ut .+ Du må sette opp dette for å komme videre\./)
    }))

  test('is chosen by the person: another one is a press away, and so is the way back', () =>
    atHelp(async (stage) => {
      const { kari, town } = stage
      await kari.presses(/^Kodeapp/)
      await kari.sees('Legg Fjordvik universitet inn i kodeappen')
      const key = await keyOn(kari)
      await kari.reads('Velg en annen måte:')
      await kari.presses('SMS')
      await kari.sees('Legg til telefonen din')
      await kari.presses('Send kode')
      await kari.sees(codeField)
      await kari.reads('Velg en annen måte:')
      await kari.presses('Kodeapp')
      equal(await keyOn(kari), key)
      await kari.presses('SMS')
      equal(town.gateway.asked.length, 1)
      await answers(kari, codeField, (await kari.readsSms(karisPhone)).code)
      await isInHelp(stage)
    }))

  test('of two can stand alone while the other waits', () =>
    atWork(async (stage) => {
      const { kari } = stage
      await kari.presses('Hopp over nå (7 dager igjen)')
      await kari.presses('Send kode')
      await answers(kari, codeField, (await kari.readsSms(phone)).code)
      if (await kari.stands('Du er klar')) await kari.presses('Gå til E-post')
      await isInEpost(stage)
    }))
})
