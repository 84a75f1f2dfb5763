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
  await kari.reads('Velg en annen måte:', 'Kodeapp')
  if (kari.isOnPhone) return
  await kari.reads(
    'Åpne kameraet på mobilen, og hold det mot koden.',
    'Trykk på lenken, og følg mobilen.',
    'Du trenger ikke App Store eller Google Play.',
    'Appen gir deg både varsler og koder. Du velger hva du vil bruke, og kan bytte senere.',
    `Kan du ikke skanne? Gå til ${new URL(town.origin).host}/m på mobilen, og skriv denne koden:`,
    /[0-9A-Z]{4}-[0-9A-Z]{4}/,
    'Venter på mobilen …',
  )
}

/** From the page on the PC to the app that has approved once. */
export async function addsTheApp(stage: Stage, whose: Whose): Promise<Phone> {
  const { kari, step } = stage
  let phone = await kari.takesPhone()
  await step('Holder mobilen opp mot skjermen, og skanner koden', async () => {
    if (kari.isOnPhone) await phone.follows(await linkOf(kari))
    else await phone.scans(kari.tab)
  })
  const pair = await pairOn(kari)
  await step('Last ned appen på din mobil', async () => {
    if (phone.isForHomeScreen) await readsHowToInstall(phone, whose, pair)
    phone = await phone.toHomeScreen()
  })
  await step('Legg til konto', async () => {
    await phone.sees('Legg til denne mobilen')
    await phone.reads('Kari Nordmann', whose.login, whose.organisation)
    await phone.reads(`${pair} · det samme står på PC-en`, /\S+ på \S+/)
    await phone.reads(
      'Mobilen spør deg om to ting: å få vise varsler, og å bruke låsen sin.',
      'Varselet sier fra når noen logger inn som deg.',
      'Den gjør at bare du kan godkjenne.',
      'Appen ser ikke bildene dine, meldingene dine eller hvor du er.',
      'Ikke nå',
    )
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

/** The button on the same phone leads where the picture leads. */
async function linkOf({ tab }: Kari): Promise<string> {
  const link = tab.getByRole('link', { name: 'Fortsett på denne mobilen' })
  return new URL((await link.getAttribute('href')) ?? '', tab.url()).href
}

/** The two words that stand on both. */
async function pairOn(kari: Kari): Promise<string> {
  const found = /Mobilen er funnet: \S+ Det skal stå «([^»]+)» på den også\./
  await kari.reads(found)
  return found.exec(await kari.tab.locator('main').innerText())?.[1] ?? ''
}

async function readsHowToInstall(phone: Phone, { service }: Whose, pair: string): Promise<void> {
  await phone.sees(`Legg ${service} på Hjem-skjermen`)
  await phone.reads(
    `${pair} · det samme står på PC-en`,
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
