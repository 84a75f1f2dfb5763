// Holds that every text is there in every language, takes the same arguments, and is in the
// language it says it is in.
import { describe, expect, test } from 'vitest'
import { pairSizes } from '../src/domain/visits/hand-overs.ts'
import { icuArguments } from '../src/lib/written/icu.ts'
import { letterStates, problemCodes, refusalCodes } from '../src/shapes/problem.ts'
import { languages } from '../src/shapes/language.ts'
import { sayDate, sayDayAndTime, sayTime } from './dates.ts'
import * as en from './en/all.ts'
import { isTextKey, languageNames, languageOf, say, sayBest, sayProblem } from './index.ts'
import * as nb from './nb/all.ts'
import * as nn from './nn/all.ts'
import * as se from './se/all.ts'

type Texts = Readonly<Record<string, string>>
const bokmaal: Texts = nb.all
const nynorsk: Texts = nn.all
const english: Texts = en.all
const samisk: Texts = se.all
const keys = Object.keys(bokmaal)

/**
 * Words that Nynorsk and Bokmål spell alike. A new one is added here by somebody who has read it
 * in both.
 */
const alike = new Set(
  [
    'Logg inn med {by}|Logg inn med {name}|Brukt sist',
    'Kopier koden',
    'Vil du dele dette med {application}?|Ja, del dette|Nei, gå tilbake|Du sa ja {at}.',
    'Få mobilappen',
    'Legg til appen slik mobilen viser deg.',
    '{app} på {name}',
    'Legg til {method}|Bruk {method}|bruke {method}|Vis {method}|Få {method}|Logg inn med {method}',
    'godkjenn med varsel',
    'Legg til mobilen|Legg til mobilen din hos {service}',
    'Skriv eller lim inn koden|Legg til mobilen din|Vis koden|Du avviste på mobilen|Godkjenn på denne mobilen|Du har godkjent.|Avviste på mobilen',
    'Språk|Få hjelp|Saksnummer {number}|Personvern|Vilkår|Tilbake|Hjelp til innlogging|Steg {at} av {of}|Logg ut',
    '{browser} på {system}|Administrator',
    'Kontoen er {account} hos {organisation}.|Kom i gang|Aktiver kontoen din',
    'Ring {name}|Send e-post til {name}|Startkode|Neste steg|Logg inn|Endre passord',
    'Gå til {by}|Du skal til {application}.|Ny her?|Skriv inn passordet|Vis passord|Skriv inn PIN-koden',
    'Du har {count, plural, one {# forsøk} other {# forsøk}} igjen.|Krav til passordet|oppfylt|Lagre passordet',
    'Du er klar, {firstName}|Gå til {application}|Feil kode. Prøv på nytt.|Passordet er for kort.',
    'Feil kode. Du har {triesLeft, plural, one {# forsøk} other {# forsøk}} igjen.|Passordet er for langt.',
    'For mange forsøk. Vent litt, og prøv igjen.|For mange forsøk. Prøv igjen {until}.|Feil: {title}',
    'Skriv passordet ditt.|Skriv koden.|Vi er straks tilbake|Skriv inn startkoden',
    'Dette tok for lang tid|Prøv på nytt|Tilbake til appen|Vil du logge ut?|Vil du logge ut overalt?|Logg ut overalt|Avbryt',
    'Passord|PIN-kode|Startside|God dag, {firstName}|God kveld, {firstName}|Hei, {firstName}|Hjelp:|Startkode:',
    'Kom i gang med {service}-kontoen din, {firstName}|Ny lenke til {service}-kontoen din, {firstName}',
    '{service}-kontoen din er klar, {firstName}|Skriv telefonnummeret ditt.|Skriv svaret.',
    'Vil du slette denne metoden?|Slett metoden',
    'Metode {at} av {of}: {wish}|ferdig|Ha mobilen klar.|appen|telefonen|kodeappen',
    'passnøkkelen|spørsmålet|Bruk PIN-koden|Send kode|Send på nytt|Send på nytt (om {left})',
    'Ring meg|Ring på nytt|Ring på nytt (om {left})|Legg til telefonen din|Land|Telefonnummer',
    'Skriv inn koden|Kodeapp|Enpass, 1Password, Google Authenticator og andre.|SMS|Oppringing',
    'Kodebrikke|Appen på mobilen|Passnøkkel|{method}: {name}|{method} for {account}',
    'Du bruker PIN-kode, finger eller ansikt.|Reservekode|Godkjenn på mobilen|Mobil',
    'som reserve|kode på SMS|Telefon|kode som appen viser|PIN-kode, finger eller ansikt',
    'Mobilen er ferdig.|Skriv koden som står på PC-en|Koden er brukt',
    'Hei. Dette er {service}.|Koden din er: {digits}',
    'Legg {issuer} inn i {app}|Kopier nøkkel|Nøkkelen er kopiert.|Konto',
    'Opprett passnøkkel|Bruk passnøkkelen din|Bruk passnøkkel|Logg inn med passnøkkel',
    'Spørsmål|Svar|Skriv ut|Last ned|Kopier|Standard|bruke passnøkkelen',
    'Ny metode på {service}-kontoen din|Sist brukt {at}.|Bruk som standard|Lagre|Slett',
    'Metoden er tilbake.|Ta tilbake|Mobilen er borte|Vent litt med nummeret|Er kontoen låst?|Lås opp kontoen|E-post|kode på e-post|Koden din for {service}|Koden',
    '{place} må {whom} bruke totrinns innlogging i {applications}|overalt|på {networks}|alle',
    '{place} må {whom} bruke tretrinns innlogging i {applications}|alle i {groups}|i {applications}',
    'med {count, plural, one {# unntak} other {# unntak}}|Unntak: {whom} (til og med {until}).',
    'Du er på {networks}.|{application} spør overalt.|{application} spør til visse tider.',
    'Kontoen din kan hjelpe eller administrere andre. Derfor spør vi deg overalt.|På {networks}|Overalt',
    'på {days}|Grunn: {reason}|«{name}»|passord|passnøkkel|reservekode|varsel i appen',
    '{name} ({login}), {destination}, {place}, {time}, {browser}|til «{application}»|Må lage nytt passord.',
    'Fordi: Regelen «{rule}». {sentence}|Appen får vite nivået {level}.|viser {kind}|invitert|låst',
    '{count, plural, one {# steg} other {# steg}}:|Ring eller snakk med {name}|Spør på nytt|Spurt {at}',
    'Ja, det er {name}|Nei|Nei, ta det tilbake|Takk for svaret|Svar ja eller nei',
    'Godkjenn|Meg|Skann koden på PC-en|Trykk på Del-knappen|Trykk på «•••»|Trykk på «Vis mer»',
    'Legg til denne mobilen|Mobilen spør deg om å få bruke låsen sin.|Legg til mobilen|Vent litt …',
    'Lagre PIN-koden|Skriv PIN-koden til appen|Skriv PIN-koden.',
    'Prøv å godkjenne|Avvis|Slett siste siffer|Godkjent|Du avviste|Gå til appen|Ser etter …',
    'Skann QR-koden|Det kameraet ser|Slå på lyset|Slå av lyset|Zoom|Skann koden på den gamle mobilen|Ja',
    'Stopp og logg ut|Sist brukt i dag {time}|Sist brukt {day} {time}',
    'Eller lim inn det som står ved koden|oss|Skann på nytt|Vil du lagre denne kontoen?|Nøkkel',
    'Skann QR-kode|Skriv nøkkelen|Legg til kode|neste kode: {code}|Kopier koden for {name}',
    'Koden er kopiert.|Slett {name}|Slett kontoen|Ny mobil?|Slett mobilen',
    'QR-kode for den nye mobilen|Flytt til den nye mobilen|Denne mobilen er klar',
    'For mange forsøk. Prøv igjen {time}.',
  ].flatMap((line) => line.split('|')),
)

/** A text that is chosen among has its plurals in each branch. */
const pluralClasses = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\b(zero|one|two|few|many|other) \{/g)]
      .map(([, name]) => name ?? '')
      .toSorted(),
  ),
]

describe('the words', () => {
  test.each([
    ['nynorsk', nynorsk, 'nn'],
    ['engelsk', english, 'en'],
  ])('%s has every key, every argument and every plural class', (_, texts, locale) => {
    expect(Object.keys(texts).toSorted()).toEqual(keys.toSorted())
    for (const key of keys) {
      const text = texts[key] ?? ''
      const original = bokmaal[key] ?? ''
      expect(text.trim(), key).not.toBe('')
      expect(icuArguments(text).toSorted(), key).toEqual(icuArguments(original).toSorted())
      if (!original.includes('plural')) continue
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
      expect(pluralClasses(text), key).toEqual(needed)
    }
  })

  test('Northern Sámi has only keys that exist, and takes the arguments of Bokmål', () => {
    for (const [key, text] of Object.entries(samisk)) {
      expect(isTextKey(key), key).toBe(true)
      expect(icuArguments(text), key).toEqual(icuArguments(bokmaal[key] ?? ''))
    }
  })

  test('what Northern Sámi lacks is said in Bokmål, and admitted', () => {
    expect(say('se', 'who.heading')).toBe('Čálit sisa')
    expect(say('se', 'who.domain', { domain: 'fjordvik.example' })).toContain('Du trenger ikke')
    expect(languageOf('se', 'who.heading')).toBe('se')
    expect(languageOf('se', 'who.domain')).toBe('nb')
  })

  test('no Nynorsk text equals its Bokmål outside the named list, and the list has nothing idle', () => {
    const same = keys
      .filter((key) => nynorsk[key] === bokmaal[key])
      .map((key) => bokmaal[key] ?? '')
    expect(same.filter((text) => !alike.has(text))).toEqual([])
    expect([...alike].filter((text) => !same.includes(text))).toEqual([])
  })

  test('every code, notice, way and choice has words in every language', () => {
    const letters = letterStates.filter((state) => state !== 'fresh' && state !== 'begun')
    const notices = [
      ...letters.map((state) => `letter-${state}`),
      ...refusalCodes.map((code) => `refused-${code}`),
      'letter-sent',
      'password-changed',
      'signed-out',
      'signed-out-everywhere',
      'not-enough-proven',
      'account-not-open',
      'application-not-yours',
      'frozen',
      'freeze-unknown',
      'ready',
      'help',
      'fault',
    ]
    const ways = [
      'call',
      'write',
      'stay-signed-in',
      'sign-in',
      'start-page',
      'send-new-letter',
      'enter-start-code',
      'get-help',
      'try-again',
    ]
    const needed = [
      ...problemCodes.map((code) => `problem.${code}`),
      ...notices.flatMap((notice) => [`notice.${notice}`, `notice.${notice}.text`]),
      ...[...ways, 'back-to-application', 'continue'].map((way) => `way.${way}`),
    ]
    for (const texts of [bokmaal, nynorsk, english])
      expect(needed.filter((key) => !texts[key])).toEqual([])
  })

  test('nobody is begged, shouted at, or called by a word the term bank left behind', () => {
    const banned =
      /!|vennligst|ver venleg|please|pålogg|ugyldig|innloggingsmåte|rediger|\bfjern\b|passordet deres/i
    for (const texts of [bokmaal, nynorsk, english, samisk])
      for (const [key, text] of Object.entries(texts)) expect(text, key).not.toMatch(banned)
  })

  test('Nynorsk has no Bokmål words in it', () => {
    const words = [
      'ikke|jeg|noe|hva|hvordan|hvis|fra|enheten|lenken|siden|brukere|brukeren|brukernavn\\w*|annen',
      'bekreft\\w*|fortsett\\w*|begynn\\w*|adressen|nettleser(?!ar|en\\b)\\w*|gjelder|virker|logget|endret',
      'appene|passordene|dere|minutter|tegn|måten|også',
    ]
    const bokmaalOnly = new RegExp(`\\b(?:${words.join('|')})\\b`, 'i')
    for (const [key, text] of Object.entries(nynorsk)) expect(text, key).not.toMatch(bokmaalOnly)
  })

  test('the pair of words that two pages share has as many words in every language', () => {
    const counts = [nb.all, nn.all, en.all].map((texts) =>
      [texts['pair.colours'], texts['pair.animals']].map((words) => new Set(words.split('|')).size),
    )
    expect(counts).toEqual([pairSizes, pairSizes, pairSizes])
  })

  test('a forgotten argument, a wrong one and an unknown key do not compile', () => {
    // @ts-expect-error the application is missing
    expect(say('nb', 'who.lead')).toContain('{application}')
    // @ts-expect-error this text has no such argument
    expect(say('nb', 'who.go', { application: 'E-post' })).toBe('Neste steg')
    // @ts-expect-error a branch of a plural is no argument
    expect(say('nb', 'rule.length', { min: 7, tegn: 1 })).toBe('Minst 7 tegn')
  })

  test('plurals follow the number', () => {
    expect(say('nb', 'rule.length', { min: 8 })).toBe('Minst 8 tegn')
    expect(say('en', 'enter-code.tries', { count: 1 })).toBe('You have 1 try left.')
    expect(say('en', 'enter-code.tries', { count: 4 })).toBe('You have 4 tries left.')
  })

  test('a problem says as much as it knows', () => {
    expect(sayProblem('nb', { code: 'wrong-code', with: { triesLeft: 4 } }).text).toBe(
      'Feil kode. Du har 4 forsøk igjen.',
    )
    expect(sayProblem('nb', { code: 'wrong-code' }).text).toBe('Feil kode. Prøv på nytt.')
    expect(
      sayProblem('nn', { code: 'too-many-tries', with: { until: 'kl. 10.57' } }).text,
    ).toContain('Prøv igjen kl. 10.57.')
    expect(sayBest('nb', 'notice.nothing-of-the-kind')).toBeUndefined()
  })

  test('markup in a name is plain text, and a name can hold braces', () => {
    expect(say('nb', 'who.lead', { application: '<b>{domain}</b> $& #' })).toBe(
      'Du skal til <b>{domain}</b> $& #.',
    )
  })

  test('dates and times are written as people write them', () => {
    const at = '2027-02-19T09:42:00Z'
    expect(sayDate('nb', at)).toBe('19. februar 2027')
    expect(sayDate('en', at)).toBe('19 February 2027')
    expect(sayTime('nn', at)).toBe('kl. 10.42')
    expect(sayTime('en', at)).toBe('10:42')
    expect(sayDayAndTime('nb', at)).toBe('19. februar kl. 10.42')
    expect(sayDayAndTime('se', at)).toBe('19. februar kl. 10.42')
  })

  test('each language is named in its own words', () => {
    expect(languages.map((tag) => languageNames[tag])).toEqual([
      'Bokmål',
      'Nynorsk',
      'Davvisámegiella',
      'English',
    ])
  })
})
