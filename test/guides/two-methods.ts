// The second and the third guide: two methods on the way to E-post in a municipality, and the same
// from its short address: with the app, and with a code app where there is none. Inside the network
// a password begins; from outside the two halves change places, since a known number is then the
// second proof.
import { equal, match, ok } from 'node:assert/strict'
import { withoutApp } from '../town/without-app.ts'
import { guidePassword as password } from './first-guide.ts'
import { addsTheApp, approvesOn, findsCodeRenewed, readsHowToAdd, type Whose } from './phone-app.ts'
import type { Counted } from '../town/browser/count.ts'
import type { Phone } from '../town/browser/phone.ts'
import { applicationNamed, scene, type Scene, type Stage } from './scene.ts'

const login = 'kari.nordmann@fjordvik.kommune.example'
export const phone = '+47 999 99 963'

/** The tests stand where the municipality stands. */
export const fromInside = (file: string): string =>
  file.replace('"10.20.0.0/16"', '"127.0.0.0/8", "::1/128"')

export const kommune = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'two methods on the way to E-post',
    { example: 'kommune', change: fromInside, goal: applicationNamed('E-post') },
    async (stage) => {
      await comesFromEpost(stage)
      await addsOurApp(stage, 'first')
      await addsThePhone(stage, 'second')
      await isReady(stage, 'Gå til E-post', 'app')
      await isInEpost(stage)
    },
  ),
  ...more,
})

/** The same before there was an app, or where somebody takes a code app. */
export const kommuneByCodeApp = (more: Partial<Scene> = {}): Scene => ({
  ...kommune(),
  title: 'two methods on the way to E-post, by a code app',
  change: (file) => withoutApp(fromInside(file)),
  play: async (stage) => {
    await comesFromEpost(stage)
    await addsACodeApp(stage, 'first')
    await addsThePhone(stage, 'second')
    await isReady(stage, 'Gå til E-post', 'code-app')
    await isInEpost(stage)
  },
  ...more,
})

/** Whoever is not quick, and then would rather have a code app, and then not. */
export const kommuneHesitating = (): Scene =>
  scene(
    'one page, and a code that runs out',
    { example: 'kommune', change: fromInside },
    async (stage) => {
      const { kari, step } = stage
      await comesFromEpost(stage)
      await kari.sees('Legg til mobilen din')
      await findsCodeRenewed(stage)
      await step('Jeg vil konfigurere en annen metode', async () => {
        await kari.presses('Kodeapp')
        await kari.sees('Legg Fjordvik kommune inn i kodeappen')
        await kari.reads('Metode 1 av 2: appen', 'Velg en annen måte:')
        await kari.presses(/^Appen/)
        await kari.sees('Legg til mobilen din')
      })
    },
  )

/** The doctors’ office, a zone inside the network, where the tests stand. */
const fromTheDoctors = (file: string): string =>
  file
    .replace('"10.20.0.0/16"', '"10.20.0.0/16", "127.0.0.0/8", "::1/128"')
    .replace('["10.20.30.0/24"', '["10.20.30.0/24", "127.0.0.0/8", "::1/128"')

export const kommuneFromTheDoctors = (): Scene =>
  scene(
    'two methods from the doctors’ office',
    { example: 'kommune', change: fromTheDoctors, goal: applicationNamed('E-post') },
    async (stage) => {
      await comesFromEpost(stage)
      await stage.step('Unntak gjelder for legekontoret', async () => {
        await stage.kari.sees('Legg til telefonen din')
        await stage.kari.reads('Legekontoret blir spurt også på Kommunens nettverk.')
      })
      await addsBothFromOutside(stage)
    },
  )

export const kommuneFromOutside = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'two methods from outside: the phone first',
    { example: 'kommune', goal: applicationNamed('E-post') },
    async (stage) => {
      await comesFromEpost(stage)
      await addsBothFromOutside(stage)
    },
  ),
  ...more,
})

/** Nobody adds a phone with a password alone: the number that is known is the second proof. */
async function addsBothFromOutside(stage: Stage): Promise<void> {
  await addsThePhone(stage, 'first')
  await addsOurApp(stage, 'second')
  await isReady(stage, 'Gå til E-post', 'app')
  await isInEpost(stage)
}

export const alstahaug = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'two methods from the short address',
    { example: 'alstahaug', change: fromInside },
    async (stage) => {
      await opensShortAddress(stage)
      await addsOurApp(stage, 'first')
      await addsThePhone(stage, 'second')
      await isReady(stage, 'Gå til startsiden', 'app')
      await isAtStart(stage)
    },
  ),
  ...more,
})

/** Where nothing is said of it, a number has six digits. */
const strict = (file: string): string =>
  file.replaceAll(/\n\[rules\.need\.push\]\n(#.*\n)?digits = 2\n/g, '')

/**
 * From home, the two halves the other way round; and the next sign-in, from there as well. With six
 * digits instead of two: four typed more, each time.
 */
export const alstahaugFromHome = (told: (next: Counted) => void): Scene =>
  scene(
    'two methods from home, and the next sign-in',
    { example: 'alstahaug', change: strict },
    async (stage) => {
      const sixDigits: Whose = { ...ours, digits: 6 }
      await opensShortAddress(stage)
      await addsThePhone(stage, 'first')
      const phone = await addsOurApp(stage, 'second', sixDigits)
      await isReady(stage, 'Gå til startsiden', 'app')
      await isAtStart(stage)

      const kari = await stage.another()
      kari.takesUp(phone)
      await kari.opens(`${stage.town.origin}/`)
      await kari.sees('Logg inn')
      await typesNameAndPassword({ kari, step: stage.step })
      await stage.step('Du vil få en varsling på din telefon', () =>
        approvesOn(phone, kari, sixDigits),
      )
      await isAtStart({ ...stage, kari })
      told(kari.counted)
    },
  )

const isAtStart = ({ kari, town, step }: Pick<Stage, 'kari' | 'town' | 'step'>): Promise<void> =>
  step('Fullført: startsiden', async () => {
    await kari.sees(/, Kari$/)
    equal(kari.tab.url(), `${town.origin}/`)
  })

export async function comesFromEpost({ town, kari, step }: Stage): Promise<void> {
  await town.knows(login, password)
  const [epost] = town.applications
  await step('Gå til www.office.com. Klikk på Sign in', async () => {
    await kari.opens(`${epost?.address}sign-in`)
    await kari.sees('Logg inn')
    await kari.reads('Du skal til E-post.')
    await kari.reads('Du trenger ikke å skrive @fjordvik.kommune.example.', 'Hjelp til innlogging')
    await standsOnEveryPage(kari)
  })
  await typesNameAndPassword({ kari, step })
}

async function opensShortAddress({ town, kari, step }: Stage): Promise<void> {
  await town.knows(login, password)
  await step('Klikk på lenken for å sette opp totrinns innlogging', async () => {
    await kari.opens(`${town.origin}/oppsett`)
    await kari.sees('Sett opp totrinns innlogging')
    await kari.reads('Du trenger mobilen din. Det tar omtrent to minutter.')
    await kari.reads('Har du ikke mobilen her?', 'Kopier lenken, og gjør det senere.')
    await standsOnEveryPage(kari)
  })
  await typesNameAndPassword({ kari, step })
}

async function typesNameAndPassword({ kari, step }: Pick<Stage, 'kari' | 'step'>): Promise<void> {
  await step('Skriv inn fornavn.etternavn, trykk Neste', async () => {
    await kari.types('Brukernavn', 'kari.nordmann')
    await kari.presses('Neste steg')
  })
  await step('Skriv inn passordet ditt, trykk Sign in', async () => {
    await kari.sees('Skriv inn passordet')
    await kari.reads('Du logger inn som kari.nordmann.', 'Bruk en annen konto', 'Glemt passord?')
    await standsOnEveryPage(kari)
    await kari.types('Skriv inn passordet', password)
    await kari.presses('Logg inn')
  })
}

/** What is scanned and where its code goes: on a small PC too, with nothing scrolled. */
async function hasPictureAndFieldInSight({ tab }: Stage['kari']): Promise<void> {
  const field = tab.locator('#f-code')
  await tab.locator('#f-code:focus').waitFor()
  const height = tab.viewportSize()?.height ?? 0
  for (const seen of [tab.locator('svg.qr'), field]) {
    const { y = -1, height: tall = 0 } = (await seen.boundingBox()) ?? {}
    ok(y >= 0 && y + tall <= height, `from ${y} px, ${tall} high, of ${height}`)
  }
}

type Place = 'first' | 'second'
const counts: Readonly<Record<Place, string>> = { first: '1 av 2', second: '2 av 2' }

/** Told once, on the first page of the walk, whichever method it is about. */
async function saysWhyTheFirstTime({ town, kari }: Stage, isOurs = false): Promise<void> {
  await kari.reads(
    'Fjordvik kommune ber deg sette opp to metoder, så ingen andre kan logge inn som deg.',
    'Det tar omtrent to minutter. Ha mobilen klar.',
  )
  if (town.example === 'kommune') await kari.reads('Når du er ferdig, kommer du til E-post.')
  await kari.reads('På Kommunens nettverk blir du vanligvis ikke spurt.')
  await kari.reads(
    isOurs
      ? 'Hjemme og på reise godkjenner du et varsel.'
      : /Hjemme og på reise (bekrefter du med kode|godkjenner du et varsel)\./,
  )
}

const ours: Whose = { service: 'Fjordvik-pålogging', organisation: 'Fjordvik kommune', login }

export async function addsOurApp(stage: Stage, place: Place, whose = ours): Promise<Phone> {
  const { kari, town, step } = stage
  await step(`Metoden ${counts[place]}: App`, async () => {
    await readsHowToAdd(stage)
    await kari.reads(`Metode ${counts[place]}: appen`, 'Appen (nå)', 'Telefonen')
    if (place === 'first') await saysWhyTheFirstTime(stage, true)
    // Only where the rule that decides here gives it: from outside there is none.
    const mayWait = town.example === 'kommune' && place === 'first'
    if (mayWait) await kari.reads('Hopp over nå (7 dager igjen)')
    else equal(await kari.stands('Hopp over'), false)
    await standsOnEveryPage(kari)
  })
  return addsTheApp(stage, whose)
}

async function addsACodeApp(stage: Stage, place: Place): Promise<void> {
  const { kari, apps, step } = stage
  await step(`Metoden ${counts[place]}: App`, async () => {
    await kari.sees('Legg Fjordvik kommune inn i kodeappen')
    await kari.reads(`Metode ${counts[place]}: appen`, 'Appen (nå)', 'Telefonen')
    if (place === 'first') await saysWhyTheFirstTime(stage)
    await kari.reads(
      kari.isOnPhone
        ? 'Åpne kodeappen på denne mobilen, og skriv tallene den viser.'
        : 'Skann QR-koden med appen, og skriv tallene den viser.',
    )
    await kari.reads(`Konto ${login}`, 'Utsteder Fjordvik kommune', 'Kopier nøkkel')
    if (!kari.isOnPhone) await hasPictureAndFieldInSight(kari)
    await standsOnEveryPage(kari)
  })
  let code = ''
  await step('Åpne appen på telefonen, og scann QR-koden', async () => {
    // Nobody holds a phone up to its own screen.
    if (kari.isOnPhone) await kari.handsToApp('Åpne i appen', apps.onPhone)
    else {
      await kari.opensOnPhone(apps.onPhone)
      await kari.sees('Kodeapp')
      await kari.presses('+')
      await kari.sees('Ny konto')
      await kari.holdsPhoneToScreen()
    }
    await kari.reads('Fjordvik kommune', login)
    await kari.presses('Lagre')
    code = await kari.readsCodeFor(login)
    await kari.looksUpFromPhone()
  })
  await step('Godta på telefonen, og trykk Neste', async () => {
    match(code, /^\d{6}$/)
    await kari.types('Kode fra appen', code)
    await kari.presses('Bekreft')
  })
}

async function addsThePhone(stage: Stage, place: Place): Promise<void> {
  const { town, kari, step } = stage
  await step(`Metoden ${counts[place]}: Telefon`, async () => {
    await kari.sees(headingOfPhone(stage, place))
    await kari.reads(`Metode ${counts[place]}: telefonen`, 'Appen', 'Telefonen (nå)')
    if (place === 'first') await saysWhyTheFirstTime(stage)
    await kari.reads('Fjordvik kommune har registrert et mobilnummer som slutter på 63.')
    await kari.reads('Operatøren din kan ta betalt for SMS og samtaler.')
    await standsOnEveryPage(kari)
    equal(town.gateway.asked.length, 0)
  })
  await step('Send kode i melding, eller Ring meg', async () => {
    await kari.reads('Ring meg i stedet')
    await kari.presses('Send kode')
  })
  await step('Vi har nettopp sendt en 6-sifret kode. Angi koden, trykk Neste', async () => {
    const { code } = await kari.readsSms(phone)
    await kari.sees('Skriv inn koden')
    await kari.reads(/Vi sendte den .*kl\. \d\d\.\d\d til nummeret som slutter på 63\./)
    await standsOnEveryPage(kari)
    await kari.types('Skriv inn koden', code)
    await kari.presses('Bekreft')
  })
}

/** The backup is called one where it comes second. */
const headingOfPhone = (_stage: Stage, place: Place): string =>
  place === 'first' ? 'Legg til telefonen din' : 'Reserve i tilfelle du mister mobilen'

export async function isReady(
  { kari, step }: Stage,
  way: string,
  has: 'app' | 'code-app',
): Promise<void> {
  await step('Vellykket! Sikkerhetsinformasjonen er konfigurert', async () => {
    await kari.sees('Du er klar, Kari')
    if (has === 'app')
      await kari.reads(
        /Fjordvik-pålogging på \S+ åpne appen når du logger inn, og koder/,
        'åpne appen og godkjenne',
      )
    else await kari.reads('Kodeapp')
    await kari.reads('Mobil som slutter på 63')
    // The number serves more than one end, and is not asked for again.
    await kari.reads(/kode på SMS ?når du logger inn ?som reserve/)
    await kari.reads(
      'Appen og SMS-en er på samme mobil. Lag reservekoder i tilfelle du mister den.',
      'Vis reservekoder',
    )
    await kari.reads('Når du logger inn, vil du helst:', 'skrive en kode fra appen')
    await kari.reads(`Vi har sendt en kvittering til ${login}.`)
    await standsOnEveryPage(kari)
  })
  await step('Trykk Ferdig', () => kari.presses(way))
}

export async function isInEpost({ town, kari, step }: Stage): Promise<void> {
  await step('Du er logget inn', async () => {
    await kari.reads('Logget inn som Kari Nordmann')
    equal(new URL(kari.tab.url()).href, town.applications[0]?.address)
  })
}

async function standsOnEveryPage(kari: Stage['kari']): Promise<void> {
  await kari.reads(/Få hjelp: IKT-hjelpa, \+47 999 99 910, kl\. 8–15\.30/, 'Personvern')
  await kari.reads(/Saksnummer \S+/)
}
