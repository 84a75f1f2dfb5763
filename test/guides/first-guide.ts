// The first guide: from the welcome mail to the start page, and two applications opened without a
// question. The lines are the guide's own, in its order; where a page of the guide is gone, its
// why, how long, what to have at hand and where one ends up are looked for on the page that took
// its place. `nano` keeps the guide's own rules, `demo` what we recommend: both send a code to the
// number that is known, and then take the app.
import { equal, ok } from 'node:assert/strict'
import { withoutApp } from '../town/without-app.ts'
import { kari as login } from '../town/portvakt.ts'
import { addsTheApp, readsHowToAdd } from './phone-app.ts'
import { scene, type Scene, type Stage } from './scene.ts'

/** Fifteen signs where a password alone lets in, twelve beside another proof, as guides type. */
export const password = 'havregrøt-og-07'
export const guidePassword = 'havregrøt-07'

export interface Rules {
  readonly password: string
  readonly subject: string
  readonly prepares: string | RegExp
  readonly days: number
  readonly minutes: number
  readonly steps: number
  readonly takesApp: boolean
  readonly demands: readonly (string | RegExp)[]
  /** «Gjenta nytt passord» */
  readonly repeats?: true
  /** When one will be asked from now on. */
  readonly expects: readonly string[]
}

export const recommended: Rules = {
  password: guidePassword,
  subject: 'Kom i gang med FJORD-kontoen din, Kari',
  prepares: 'Det tar omtrent to minutter. Ha mobilen klar.',
  days: 30,
  minutes: 5,
  steps: 4,
  takesApp: true,
  demands: ['Minst 8 tegn', /Ikke et passord som mange andre bruker \(sjekkes når du går videre\)/],
  expects: ['Du blir spurt overalt. Da godkjenner du et varsel.'],
}

export const rules: Readonly<Record<'nano' | 'demo' | 'withoutApp' | 'plain', Rules>> = {
  /** A password alone lets in, and a PIN is the other proof of the first set-up. */
  plain: {
    password,
    subject: 'Kom i gang med FJORD-kontoen din, Kari',
    prepares: /Det tar omtrent to minutter\. Ha PIN-koden klar, 6 siffer\./,
    days: 30,
    minutes: 5,
    steps: 3,
    takesApp: false,
    demands: [
      'Minst 15 tegn',
      /Ikke et passord som mange andre bruker \(sjekkes når du går videre\)/,
    ],
    expects: [],
  },
  nano: {
    password: guidePassword,
    subject: 'Velkommen til ny innloggingstjeneste',
    prepares: 'Det tar omtrent to minutter. Ha mobilen klar.',
    days: 90,
    minutes: 2,
    steps: 5,
    takesApp: true,
    demands: [
      'Minst 7 tegn',
      'Minst ett tall',
      'Ikke brukernavnet, fornavnet eller etternavnet ditt',
    ],
    expects: [
      'På Butikkenes nettverk blir du vanligvis ikke spurt.',
      'Hjemme og på reise godkjenner du et varsel.',
    ],
  },
  demo: recommended,
  withoutApp: {
    ...recommended,
    steps: 3,
    takesApp: false,
    expects: ['Du blir spurt overalt. Da bekrefter du med kode.'],
  },
}

/** The number that stands on the list of people. */
export const karisPhone = '+47 999 99 944'

export const guide = (
  example: 'nano' | 'demo',
  more: Partial<Scene> = {},
  rule: Rules = rules[example],
): Scene => ({
  ...scene(`the first guide, as ${example} has it`, { example }, async (stage) => {
    await readsTheMail(stage, rule)
    await asksForACode(stage, rule)
    await typesTheCode(stage, rule)
    await makesAPassword(stage, rule)
    if (example === 'nano') await choosesAQuestion(stage)
    await takesTheApp(stage, rule)
    await isReady(stage, rule)
    await opensBothApplications(stage)
  }),
  ...more,
})

/** Where an organisation wants the new password twice. */
export const demoWithRepeat = (): Scene =>
  guide(
    'demo',
    { change: (file) => file.replace('[passwords]\n', '[passwords]\nrepeat = true\n') },
    { ...recommended, repeats: true },
  )

/** What we recommend before there was an app: the message is the second proof. */
export const demoWithoutApp = (more: Partial<Scene> = {}): Scene => ({
  ...scene(
    'the first guide without the app',
    { example: 'demo', change: withoutApp },
    async (stage) => {
      const rule = rules.withoutApp
      await readsTheMail(stage, rule)
      await asksForACode(stage, rule)
      await typesTheCode(stage, rule)
      await makesAPassword(stage, rule)
      await isReady(stage, rule)
      await opensBothApplications(stage)
    },
  ),
  ...more,
})

/** As texts/dates.ts says it, worked out here by itself. */
export const dateIn = (days: number, from: Date): string =>
  new Intl.DateTimeFormat('nb', { dateStyle: 'long', timeZone: 'Europe/Oslo' }).format(
    from.getTime() + days * 86_400_000,
  )

export async function readsTheMail({ town, kari, step }: Stage, rule: Rules): Promise<void> {
  const host = new URL(town.origin).host
  await step('Søk etter «Velkommen til ny innloggingstjeneste» i innboksen din', async () => {
    await kari.waitsForMail(login, rule.subject)
    await kari.reads(/Fra FJORD, Fjordvik Handel <ikke-svar@logginn\.fjordvik\.example>/)
  })
  await step('… har opprettet en brukerkonto for deg', async () => {
    await kari.readsInMail('Hei, Kari')
    await kari.readsInMail(/Fjordvik Handel har laget en FJORD-konto til deg\./)
    await kari.readsInMail(/logger du inn én gang for alt du trenger i jobben/)
  })
  await step('NB! Du må ha mobil-telefonen din tilgjengelig', () => kari.readsInMail(rule.prepares))
  await step(`Denne linken utløper om ${rule.days} dager`, () =>
    kari.readsInMail(`Lenken virker til ${dateIn(rule.days, town.moment().now)} og bare for deg.`),
  )
  await step('Brukernavnet ditt er …, påloggingsside er …', async () => {
    await kari.readsInMail(login)
    await kari.readsInMail(town.origin)
    await kari.readsInMail(`Gå selv til ${host} og velg «Aktiver kontoen din»`)
  })
  await step('Hvis du opplever problemer … kan du sende en epost til Brukerstøtte', () =>
    kari.readsInMail(/Brukerstøtte, \+47 999 99 900, kl\. 8–16, brukerstotte@fjordvik\.example/),
  )
  await step('KLIKK HER for klargjøring: den samme lenken som tekst', async () => {
    const { text, link } = await kari.mail()
    ok(link.startsWith(`${town.origin}/start/`) && text.includes(link))
  })
  await step('Trykk på den blå aktiveringsknappen i mailen, for å starte aktivering', () =>
    kari.pressesInMail('Kom i gang'),
  )
}

export async function asksForACode({ kari, step, town }: Stage, rule: Rules): Promise<void> {
  await step('Velkommen …, Kari! Opprett din konto', async () => {
    await kari.sees('Bekreft at det er deg, Kari')
    await kari.reads(`Steg 1 av ${rule.steps}`)
    await kari.reads(`Kontoen er ${login} hos Fjordvik Handel.`)
    await standsOnEveryPage(kari)
    equal(town.gateway.asked.length, 0)
  })
  await step('Legg til et telefonnummer for å tilbakestille passordet', async () => {
    await kari.reads('Vi sender en kode på SMS til nummeret som slutter på 44.')
    await kari.reads('Vi bruker nummeret bare til å sikre kontoen din.')
    await kari.reads('Operatøren din kan ta betalt for SMS og samtaler.')
    await kari.reads('Er ikke dette nummeret ditt?', 'Jeg har ikke mobil', 'Er du ikke Kari?')
  })
  await step('Trykk «Send kode»', () => kari.presses('Send kode'))
}

export async function typesTheCode({ kari, step, town }: Stage, rule: Rules): Promise<void> {
  let code = ''
  await step('Du får en SMS med verifiseringskode', async () => {
    // There it stands above the keys, where it is pressed.
    if (kari.isOnPhone) return
    const sms = await kari.readsSms(karisPhone)
    code = sms.code
    const host = new URL(town.origin).hostname
    const words = `${code} er koden din for FJORD.\nDel den aldri med andre.`
    equal(sms.text, `${words}\n\n@${host} #${code}`)
    equal(town.gateway.asked.length, 1)
  })
  await step(`Skriv inn kode. NB! Du har kun ${rule.minutes} minutter`, async () => {
    await kari.sees('Skriv inn koden')
    await kari.reads(`Steg 1 av ${rule.steps}`)
    await kari.reads(/Vi sendte den .*kl\. \d\d\.\d\d til nummeret som slutter på 44\./)
    await kari.reads(`Den virker i ${rule.minutes} minutter`)
    await kari.reads('Meldingen er levert.')
    await standsOnEveryPage(kari)
    await kari.reads(/Saksnummer \S+/)
  })
  await step('Har ikke mottatt en kode? Send igjen', async () => {
    await kari.reads(/Send på nytt/, 'Ring meg i stedet')
  })
  await step('Trykk «Bekreft»', async () => {
    if (kari.isOnPhone) return void (await kari.takesSuggestion('Skriv inn koden', karisPhone))
    await kari.types('Skriv inn koden', code)
    await kari.presses('Bekreft')
  })
}

export async function makesAPassword({ kari, step }: Stage, rule: Rules): Promise<void> {
  await step('Skriv inn nytt passord. Krav til passord: …', async () => {
    await kari.sees('Lag et passord')
    await kari.reads(`Steg 2 av ${rule.steps}`)
    await kari.reads(...rule.demands)
    await kari.reads('Det gjelder for alle appene dine.')
    await standsOnEveryPage(kari)
    await kari.reads(/Saksnummer \S+/)
  })
  await step('Trykk «Opprett min konto»', async () => {
    await kari.types('Lag et passord', rule.password)
    if (rule.repeats) {
      await kari.tabsOnTo('Gjenta nytt passord')
      await kari.types('Gjenta nytt passord', rule.password)
    }
    await kari.presses('Neste steg')
  })
}

/** Only where the guide's own rules want it. */
async function choosesAQuestion({ kari, step }: Stage): Promise<void> {
  await step('Velg et glemt passordspørsmål', async () => {
    await kari.sees('Velg et sikkerhetsspørsmål')
    await kari.reads('Metode 2 av 3: spørsmålet', 'Telefonen', 'Appen')
    await kari.reads('Velg et du husker svaret på, og som andre ikke kan finne ut.')
    await standsOnEveryPage(kari)
    // One is there, and the others a press away.
    equal(await kari.tab.locator('select option').count(), 10)
  })
  await step('Svar: velg et svar som du husker', async () => {
    await kari.types('Svar', 'Brumlene')
    await kari.presses('Neste steg')
  })
}

const fjord = { service: 'FJORD', organisation: 'Fjordvik Handel', login }

/** Only where it may wait can it be put off. */
export async function takesTheApp(stage: Stage, rule: Rules): Promise<void> {
  const { kari, step } = stage
  await step('Konfigurer faktor: appen. Klikk Neste på din PC', async () => {
    await readsHowToAdd(stage)
    if (rule === rules.nano) await kari.reads('Metode 3 av 3: appen', 'Spørsmålet', 'Appen (nå)')
    else await kari.reads('Metode 2 av 2: appen', 'Hopp over nå (7 dager igjen)')
    await standsOnEveryPage(kari)
    await kari.reads(/Saksnummer \S+/)
  })
  await addsTheApp(stage, fjord)
}

export async function isReady({ town, kari, step }: Stage, rule: Rules): Promise<void> {
  await step(
    'Din konto er ferdig, klar for innlogging og bruk av tjenesten! Trykk Fullfør',
    async () => {
      await kari.sees('Du er klar, Kari')
      await kari.reads(`Steg ${rule.steps} av ${rule.steps}`)
      await kari.reads('Brukernavn', 'Passord', `Vi har sendt en kvittering til ${login}.`)
      await standsOnEveryPage(kari)
    },
  )
  await step('2-faktor benyttes når du logger inn utenfor nettverket', () =>
    kari.reads(...rule.expects),
  )
  if (rule !== rules.plain)
    await step('Registrerte faktorer: SMS-godkjenning', async () => {
      await kari.reads(/Mobil som slutter på 44( Standard)? kode på SMS/)
      if (rule.takesApp)
        await kari.reads(
          // This browser has no push service: nothing is promised that cannot come.
          /FJORD på \S+ åpne appen når du logger inn, og koder/,
          'Når du logger inn, vil du helst:',
          'åpne appen og godkjenne',
          'Appen og SMS-en er på samme mobil. Lag reservekoder i tilfelle du mister den.',
          'Vis reservekoder',
        )
      await kari.reads('Du kan også legge til:')
    })
  await step('Fullfør', () => kari.presses('Gå til startsiden'))
  await step('Tilbake på PC: Du er nå pålogget og klar', async () => {
    await kari.sees(/^(God morgen|God dag|God kveld|Hei), Kari$/)
    equal(kari.tab.url(), `${town.origin}/`)
    await kari.reads(/Du er logget inn( som \S+)?\./)
  })
}

/** The guide's promise: everything one needs at work, signed in once. */
export async function opensBothApplications({ town, kari, step }: Stage): Promise<void> {
  await step('… tilgang til alt du trenger i jobben din med pålogging kun én gang', async () => {
    for (const { name, address } of town.applications) {
      await kari.opens(`${town.origin}/`)
      await kari.presses(new RegExp(`^${name}`))
      await kari.sees(name)
      await kari.reads('Logget inn som')
      equal(new URL(kari.tab.url()).origin, new URL(address).origin)
      await kari.reads(login)
    }
  })
}

/** Help, the case number where there is a visit, and the policies: S1.10, S1.42, S3.30. */
export async function standsOnEveryPage(kari: Stage['kari']): Promise<void> {
  await kari.reads(/Få hjelp: Brukerstøtte, \+47 999 99 900, kl\. 8–16/, 'Personvern', 'Vilkår')
}
