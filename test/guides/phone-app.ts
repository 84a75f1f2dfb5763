// The app on the phone, added and used: the PC shows what is scanned and then the number, the phone
// is led to its Home Screen, asks for leave and its lock, and approves. The PC is never touched in
// between: it goes on by itself.
import { equal, match } from 'node:assert/strict'
import type { Phone } from '../town/browser/phone.ts'
import { systemPresses } from '../town/browser/phone-kinds.ts'
import type { Stage } from './scene.ts'

/** What an organisation calls its sign-in, and the account in it. */
export interface Whose {
  readonly service: string
  readonly organisation: string
  readonly login: string
  /** How many stand on the PC; two where nothing else is said, as in the examples. */
  readonly digits?: number
}

type Kari = Stage['kari']

/** The page on the PC, as every guide has it. */
export async function readsHowToAdd({ kari, town }: Stage): Promise<void> {
  await kari.sees('Legg til mobilen din')
  await kari.reads('Når vi trenger å vite at det er deg, godkjenner du på mobilen.')
  await kari.reads('Velg en annen måte:', 'Kodeapp', 'Jeg har ikke smarttelefon')
  if (kari.isOnPhone) return kari.reads('Bruker du en annen mobil?')
  await kari.reads(
    'Åpne kameraet på mobilen, og hold det mot koden.',
    'Trykk på lenken, og følg mobilen.',
    'Du trenger ikke App Store eller Google Play.',
    'Appen gir deg både varsler og koder. Du velger hva du vil bruke, og kan bytte senere.',
    `Kan du ikke skanne? Gå til ${new URL(town.origin).host}/m på mobilen, og skriv denne koden:`,
    /[0-9A-Z]{4}-[0-9A-Z]{4}/,
    'Send lenken til e-posten min',
    'Venter på mobilen …',
  )
}

/** The code runs out while the page stands open: another stands there, and nobody has pressed. */
export async function findsCodeRenewed({ kari, town, step }: Stage): Promise<void> {
  await step('QR-koden er tegnet på nytt, og ingen merket det', async () => {
    const shown = kari.tab.locator('code.letters:visible')
    const before = await shown.innerText()
    town.pass(601)
    await shown.and(kari.tab.locator(`:not(:text-is("${before}"))`)).waitFor()
    await kari.reads('Venter på mobilen …')
  })
}

/** From the page on the PC to the app that has approved once. */
export async function addsTheApp(stage: Stage, whose: Whose): Promise<Phone> {
  const { kari, step } = stage
  if (kari.isOnPhone) return addsItHere(stage, whose)
  let phone = await kari.takesPhone()
  await step('Holder mobilen opp mot skjermen, og skanner koden', () => phone.scans(kari.tab))
  const pair = await pairOn(kari)
  await step('Last ned appen på din mobil', async () => {
    if (phone.isForHomeScreen)
      await readsHowToInstall(phone, whose, `${pair} · det samme står på PC-en`)
    phone = await phone.toHomeScreen()
  })
  await step('Legg til konto', async () => {
    await readsWhatIsAdded(phone, whose, `${pair} · det samme står på PC-en`)
    await phone.touches('Legg til mobilen')
  })
  await step('Godta varselet på telefonen', async () => {
    await phone.sees('Prøv å godkjenne')
    await phone.reads('Dette er en prøve. Slik ser det ut når du logger inn.')
    await phone.reads(whose.service, 'Avvis', 'Det er ikke meg')
    await typesTheNumber(kari, phone, whose)
    await phone.touches('Godkjenn')
    await phone.isTold('Ferdig. Se på PC-en.')
  })
  return phone
}

/**
 * On the phone itself: a press in place of the camera, and no number, since nothing has to be shown
 * to belong together. The press that adds it is the test as well.
 */
async function addsItHere({ kari, step }: Stage, whose: Whose): Promise<Phone> {
  const browser = await kari.takesPhone()
  let phone = browser
  await step('Fortsetter på den samme mobilen', () => browser.presses('Fortsett på denne mobilen'))
  await step('Last ned appen på din mobil', async () => {
    if (browser.isForHomeScreen)
      await readsHowToInstall(
        browser,
        whose,
        'Når du er ferdig i appen, kommer du tilbake hit og går videre.',
      )
    phone = await browser.toHomeScreen()
  })
  await step('Legg til konto, uten noe tall', async () => {
    await readsWhatIsAdded(phone, whose)
    await phone.touches('Legg til mobilen')
    if (phone === browser) return
    await phone.isTold('Ferdig. Nå er mobilen klar', 'Gå tilbake til nettleseren.')
    await browser.turnsBackToBrowser()
  })
  return phone
}

async function readsWhatIsAdded(phone: Phone, whose: Whose, line = ''): Promise<void> {
  await phone.sees('Legg til denne mobilen')
  await phone.reads('Kari Nordmann', whose.login, whose.organisation)
  await phone.reads(line, /\S+ på \S+/)
  await phone.reads(
    'Mobilen spør deg om to ting: å få vise varsler, og å bruke låsen sin.',
    'Varselet sier fra når noen logger inn som deg.',
    'Den gjør at bare du kan godkjenne.',
    'Appen ser ikke bildene dine, meldingene dine eller hvor du er.',
    'Ikke nå',
  )
}

/** The two words that stand on both. */
async function pairOn(kari: Kari): Promise<string> {
  const found = /Mobilen er funnet: \S+ Det skal stå «([^»]+)» på den også\./
  await kari.reads(found)
  return found.exec(await kari.tab.locator('main').innerText())?.[1] ?? ''
}

async function readsHowToInstall(phone: Phone, { service }: Whose, line: string): Promise<void> {
  await phone.sees(`Legg ${service} på Hjem-skjermen`)
  await phone.reads(
    line,
    'Trykk på Del-knappen',
    'Velg «Legg til på Hjem-skjerm»',
    `Trykk «Legg til», og åpne ${service} fra Hjem-skjermen`,
    'Det passer ikke nå',
  )
}

/** Read off the PC and typed on the phone, which is told of it by nobody else. */
async function typesTheNumber(kari: Kari, phone: Phone, { digits = 2 }: Whose): Promise<void> {
  await kari.reads(/Skriv dette tallet (på|i) /)
  const shown = await kari.tab.locator('.note b.letters').innerText()
  const number = shown.replaceAll(/\s/g, '')
  match(number, new RegExp(`^\\d{${digits}}$`))
  await phone.typesNumber('Skriv tallet som står på PC-en', number)
}

/** The next sign-in: rung, approved with the number, and unlocked; the PC goes on by itself. */
export async function approvesOn(phone: Phone, kari: Kari, whose: Whose): Promise<void> {
  const { service } = whose
  await kari.sees('Godkjenn på mobilen')
  await kari.reads(
    new RegExp(`Skriv dette tallet i ${service} på \\S+:`),
    'Kom det ikke noe varsel? Åpne appen, den ligger der.',
    'Send på nytt',
    'Prøv en annen måte',
  )
  await phone.answersRing()
  await phone.sees('Logger du inn nå?')
  await phone.reads(service, /\S+ på \S+/, 'Avvis', 'Det er ikke meg')
  const before = phone.counted.clicks
  await typesTheNumber(kari, phone, whose)
  await phone.touches('Godkjenn')
  await phone.isTold('Godkjent')
  equal(phone.counted.clicks - before, 1 + systemPresses.lock)
}
