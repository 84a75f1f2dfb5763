// The first guide: from the welcome mail to the start page, and two applications opened without a
// question. The lines are the guide's own, in its order; where a page of the guide is gone, its
// why, how long, what to have at hand and where one ends up are looked for on the page that took
// its place. `nano` keeps the guide's own rules, `demo` what we recommend.
import { equal, ok } from 'node:assert/strict'
import { kari as login } from '../town/portvakt.ts'
import { scene, type Scene, type Stage } from './scene.ts'

/** Fifteen signs, where a password alone lets in; twelve where the guide's own rules are looser. */
export const password = 'havregrøt-og-07'

interface Rules {
  readonly password: string
  readonly subject: string
  readonly days: number
  readonly demands: readonly (string | RegExp)[]
}

export const rules: Readonly<Record<'nano' | 'demo', Rules>> = {
  nano: {
    password: 'havregrøt-07',
    subject: 'Velkommen til ny innloggingstjeneste',
    days: 90,
    demands: [
      'Minst 7 tegn',
      'Minst ett tall',
      'Ikke brukernavnet, fornavnet eller etternavnet ditt',
    ],
  },
  demo: {
    password,
    subject: 'Kom i gang med FJORD-kontoen din, Kari',
    days: 30,
    demands: [
      'Minst 15 tegn',
      /Ikke et passord som mange andre bruker \(sjekkes når du går videre\)/,
    ],
  },
}

export const guide = (example: 'nano' | 'demo', more: Partial<Scene> = {}): Scene => ({
  ...scene(`the first guide, as ${example} has it`, { example }, async (stage) => {
    await readsTheMail(stage, rules[example])
    await confirmsThatItIsHer(stage)
    await makesAPassword(stage, rules[example])
    await isReady(stage)
    await opensBothApplications(stage)
  }),
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
  await step('NB! Du må ha mobil-telefonen din tilgjengelig', () =>
    kari.readsInMail(/Det tar omtrent to minutter\. Ha PIN-koden klar, 6 siffer\./),
  )
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

export async function confirmsThatItIsHer({ kari, step, town }: Stage): Promise<void> {
  await step('Velkommen …, Kari! Opprett din konto', async () => {
    await kari.sees('Bekreft at det er deg, Kari')
    await kari.reads('Steg 1 av 3')
    await kari.reads(`Kontoen er ${login} hos Fjordvik Handel.`)
    await kari.reads('Det tar omtrent to minutter. Til slutt er du logget inn.')
    await kari.reads(/Du har fått den på en annen måte enn lenken, for eksempel av lederen din\./)
    await standsOnEveryPage(kari)
  })
  await step('Skriv inn kode, trykk «Bekreft»', async () => {
    const pin = await kari.readsPinOf(login)
    equal(pin.length, 6)
    await kari.types('PIN-kode', pin)
    await kari.presses('Kom i gang')
    ok(kari.tab.url().startsWith(`${town.origin}/visit/`))
  })
}

export async function makesAPassword({ kari, step }: Stage, rule: Rules): Promise<void> {
  await step('Skriv inn nytt passord. Krav til passord: …', async () => {
    await kari.sees('Lag et passord')
    await kari.reads('Steg 2 av 3')
    await kari.reads(...rule.demands)
    await kari.reads('Det gjelder for alle appene dine.')
    await standsOnEveryPage(kari)
    await kari.reads(/Saksnummer \S+/)
  })
  await step('Trykk «Opprett min konto»', async () => {
    await kari.types('Lag et passord', rule.password)
    await kari.presses('Neste steg')
  })
}

export async function isReady({ town, kari, step }: Stage): Promise<void> {
  await step(
    'Din konto er ferdig, klar for innlogging og bruk av tjenesten! Trykk Fullfør',
    async () => {
      await kari.sees('Du er klar, Kari')
      await kari.reads('Steg 3 av 3')
      await kari.reads('Brukernavn', 'Passord', `Vi har sendt en kvittering til ${login}.`)
      await standsOnEveryPage(kari)
      await kari.presses('Gå til startsiden')
    },
  )
  await step('Tilbake på PC: Du er nå pålogget og klar', async () => {
    await kari.sees(/^(God morgen|God dag|God kveld|Hei), Kari$/)
    equal(kari.tab.url(), `${town.origin}/`)
    await kari.reads(/Du er logget inn( som \S+)?\./)
  })
}

/** The guide's promise: everything one needs at work, signed in once. */
async function opensBothApplications({ town, kari, step }: Stage): Promise<void> {
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
async function standsOnEveryPage(kari: Stage['kari']): Promise<void> {
  await kari.reads(/Få hjelp: Brukerstøtte, \+47 999 99 900, kl\. 8–16/, 'Personvern', 'Vilkår')
}
