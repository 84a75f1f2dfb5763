// The fourth and the fifth guide: an operator of the service desk sets up one method on the way to
// it, a code app on the PC or a code by SMS. They come by Feide, as SimpleSAMLphp plays it; and
// with a password of the house, for whoever has no account there.
import { equal, match } from 'node:assert/strict'
import type { FeidePerson } from '../saml/feide/feide.ts'
import { withoutFeide } from '../town/without-app.ts'
import { guidePassword as password, karisPhone } from './first-guide.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'

export const operator = 'kari.nordmann@fjordvik.university.example'
const goal = applicationNamed('Fjordvik hjelp')
/** Its door is where the guide begins. */
const desk: Scene['goal'] = (town) => `${goal(town)}desk`

const feide: readonly FeidePerson[] = [
  {
    name: 'kari.nordmann',
    password,
    attributes: {
      eduPersonPrincipalName: operator,
      displayName: 'Kari Nordmann',
      givenName: 'Kari',
      sn: 'Nordmann',
    },
  },
]

export const byFeideAndEnpass = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'Feide and a code app on the way to the service desk',
    { example: 'ntnu', goal: desk, feide },
    async (stage) => {
      await comesByFeide(stage)
      await choosesCodeApp(stage)
      await keepsKeyInEnpass(stage)
      await isOperator(stage)
    },
  ),
  ...more,
})

export const byFeideAndSms = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'Feide and an SMS on the way to the service desk',
    { example: 'ntnu', goal: desk, feide },
    async (stage) => {
      await comesByFeide(stage)
      await choosesSms(stage)
      await isOperator(stage)
    },
  ),
  ...more,
})

export const byEnpass = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'a code app on the way to the service desk',
    { example: 'ntnu', goal, change: withoutFeide },
    async (stage) => {
      await comesFromHelp(stage)
      await choosesCodeApp(stage)
      await keepsKeyInEnpass(stage)
      await isInHelp(stage)
    },
  ),
  ...more,
})

export const bySms = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'an SMS on the way to the service desk',
    { example: 'ntnu', goal, change: withoutFeide },
    async (stage) => {
      await comesFromHelp(stage)
      await choosesSms(stage)
      await isInHelp(stage)
    },
  ),
  ...more,
})

export async function comesFromHelp(stage: Stage): Promise<void> {
  await stage.town.knows(operator, password)
  await asksForAMethod(stage)
}

/** The desk says whose house its operators are at home in: they meet no page of ours before it. */
async function comesByFeide({ town, kari, step }: Stage): Promise<void> {
  const [help] = town.applications
  await step('Gå til hjelp.ntnu.no. Pålogging for operatør', async () => {
    await kari.opens(help?.address ?? '')
    await kari.sees('Fjordvik hjelp')
    await kari.presses('Pålogging for operatør')
  })
  await step('Logg inn med Feide, Bokmål', async () => {
    await kari.sees('Skriv inn brukernavn og passord')
    await kari.types('Brukernavn', 'kari.nordmann')
    await kari.tabsOnTo('Passord')
    await kari.types('Passord', password)
    await kari.presses('Logg inn')
  })
  await step('Mer informasjon er påkrevd', () => readsWhatMayBeSetUp(kari))
}

/** From the first press to the list of what may be set up. */
export async function asksForAMethod({ town, kari, step }: Stage): Promise<void> {
  const [help] = town.applications
  await step('Pålogging for operatør', async () => {
    await kari.opens(`${help?.address}sign-in`)
    await kari.sees('Logg inn')
    await kari.reads('Du skal til Fjordvik hjelp.')
    await standsOnEveryPage(kari)
  })
  await step('Logg inn med brukernavn og passord', async () => {
    await kari.types('Brukernavn', 'kari.nordmann')
    await kari.presses('Neste steg')
    await kari.sees('Skriv inn passordet')
    await kari.types('Skriv inn passordet', password)
    await kari.presses('Logg inn')
  })
  await step('Mer informasjon er påkrevd', () => readsWhatMayBeSetUp(kari))
}

async function readsWhatMayBeSetUp(kari: Stage['kari']): Promise<void> {
  await kari.sees('Velg hvordan du vil bekrefte at det er deg')
  await kari.reads(
    'Fjordvik hjelp krever totrinns innlogging. Du setter det opp nå, én gang, ' +
      'og kommer deretter rett til Fjordvik hjelp.',
    'Det tar omtrent ett minutt.',
    `Du er logget inn som ${operator}.`,
  )
  await kari.reads('Fjordvik hjelp spør overalt. Da bekrefter du med en av metodene dine.')
  await kari.reads('Passnøkkel på denne enheten', 'Kodeapp', 'SMS til nummeret som slutter på 44')
  await kari.reads('Ring meg på nummeret som slutter på 44', 'En stemme leser opp koden.')
  await kari.reads('Vi bruker nummeret bare til å sikre kontoen din.')
  await kari.reads('Operatøren din kan ta betalt for SMS og samtaler.')
  equal(await kari.tab.locator('ul.pick li').count(), 4)
  await kari.reads('Jeg kan ikke bruke noen av disse', 'Hvorfor blir jeg spurt?')
  await standsOnEveryPage(kari)
}

async function choosesCodeApp({ kari, step }: Stage): Promise<void> {
  await step('Velg Authenticator-app', async () => {
    await kari.presses(/^Kodeapp/)
    await kari.sees('Legg Fjordvik universitet inn i kodeappen')
    await kari.reads('Har du appen på denne enheten?', 'Åpne i appen', 'Kan du ikke skanne?')
    await kari.reads(`Konto ${operator}`, 'Utsteder Fjordvik universitet')
    await kari.reads('Vis meg hvordan')
    await standsOnEveryPage(kari)
  })
  await step('Trykk på den hemmelige nøkkelen for å kopiere den', async () => {
    await kari.touches('Kopier nøkkel')
    await kari.reads('Nøkkelen er kopiert.')
  })
}

async function keepsKeyInEnpass({ kari, apps, step }: Stage): Promise<void> {
  await step('Åpne Enpass. Trykk på + og velg Login', async () => {
    await kari.hasOpen(apps.onPc)
    await kari.turnsToOtherTab()
    await kari.sees('Enpass')
    await kari.touches('+')
    await kari.presses('Login')
  })
  await step('Lim inn nøkkelen i feltet TOTP, og lagre', async () => {
    await kari.types('Navn', 'Fjordvik')
    match(await kari.pastesCopied('Engangskode (TOTP)'), /^[A-Z2-7]{32}$/)
    await kari.presses('Lagre')
  })
  await step('Kopier koden, og lim den inn på nettsiden', async () => {
    await kari.touches(/^\d{3} \d{3}$/)
    await kari.reads('Kopiert')
    await kari.turnsToOtherTab()
    await kari.pastesToLead()
  })
}

async function choosesSms({ town, kari, step }: Stage): Promise<void> {
  await step('Velg telefon, og trykk Neste', () =>
    kari.presses(/^SMS til nummeret som slutter på 44/),
  )
  await step('Du får en SMS', async () => {
    const { code } = await kari.readsSms(karisPhone)
    equal(town.gateway.asked.length, 1)
    await kari.sees('Skriv inn koden')
    await kari.reads(/Vi sendte den .*kl\. \d\d\.\d\d til nummeret som slutter på 44\./)
    await kari.reads('Meldingen er levert.')
    await standsOnEveryPage(kari)
    await kari.types('Skriv inn koden', code)
    await kari.presses('Bekreft')
  })
}

export async function isInHelp({ town, kari, step }: Stage): Promise<void> {
  await step('Du er logget inn som operatør', async () => {
    await kari.reads('Logget inn som Kari Nordmann')
    equal(new URL(kari.tab.url()).href, town.applications[0]?.address)
  })
}

const isOperator = ({ kari, town, step }: Stage): Promise<void> =>
  step('Du er logget inn som operatør', async () => {
    await kari.reads('Logget inn som operatør: Kari Nordmann')
    equal(kari.tab.url(), desk(town))
  })

async function standsOnEveryPage(kari: Stage['kari']): Promise<void> {
  await kari.reads(/Få hjelp: Orakeltjenesten, \+47 999 99 920, kl\. 8–16/, 'Personvern')
  await kari.reads(/Saksnummer \S+/)
}
