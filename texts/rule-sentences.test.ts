import { describe, expect, test } from 'vitest'
import type { ToldNeed, ToldRecovery, ToldRule } from '../src/shapes/told-rule.ts'
import { sayRule } from './rule-sentences.ts'

const need = (more: Partial<ToldNeed> = {}): ToldNeed => ({
  proofs: 2,
  resistsPhishing: false,
  accepts: ['password', 'totp', 'passkey'],
  methods: [],
  letterAlone: false,
  firstByOneProof: false,
  sharedFateAllowed: false,
  ...more,
})
const rule = (more: Partial<ToldRule> = {}): ToldRule => ({
  except: [],
  reportOnly: false,
  need: need(),
  ...more,
})
const recovery = (more: Partial<ToldRecovery> = {}): ToldRecovery => ({
  accepts: ['sms', 'mail', 'question'],
  asksQuestion: false,
  questionCounts: false,
  waitMinutes: 60,
  newNumberHours: 24,
  ...more,
})
const staff = { groups: ['Ansatte'], people: [] }
const spare = { groups: ['Nødkontoer'], people: [] }

const mains: readonly (readonly [ToldRule, nb: string, nn: string, en: string])[] = [
  [
    rule({
      whom: staff,
      outside: ['Kommunens nettverk'],
      except: [{ whom: spare, owner: 'Drift', until: '2027-06-30' }],
    }),
    'Utenfor Kommunens nettverk må alle i Ansatte bruke totrinns innlogging i alle apper, unntatt alle i Nødkontoer (til og med 30. juni 2027).',
    'Utanfor Kommunens nettverk må alle i Ansatte bruke totrinns innlogging i alle appar, unnateke alle i Nødkontoer (til og med 30. juni 2027).',
    'Outside Kommunens nettverk, everyone in Ansatte must use two-step sign-in for all apps, except everyone in Nødkontoer (up to and including 30 June 2027).',
  ],
  [
    rule({ where: ['Kommunens nettverk', 'Legekontoret'], need: need({ proofs: 1 }) }),
    'På Kommunens nettverk eller Legekontoret er ett trinn nok for alle i alle apper.',
    'På Kommunens nettverk eller Legekontoret er eitt trinn nok for alle i alle appar.',
    'On Kommunens nettverk or Legekontoret, one step is enough for everyone to sign in to all apps.',
  ],
  [
    rule({
      whom: { groups: ['Ledere', 'Drift'], people: ['kari.nordmann@fjordvik.example'] },
      where: ['Kommunens nettverk'],
      outside: ['Legekontoret', 'Skolen'],
      applications: ['E-post', 'Saker'],
      when: { days: ['friday', 'saturday'], from: '22:00', until: '06:00' },
      need: need({ proofs: 3 }),
    }),
    'På Kommunens nettverk, men utenfor Legekontoret og Skolen må alle i Ledere eller Drift og kari.nordmann@fjordvik.example bruke tretrinns innlogging i E-post og Saker på fredager og lørdager fra kl. 22.00 til kl. 06.00 dagen etter.',
    'På Kommunens nettverk, men utanfor Legekontoret og Skolen må alle i Ledere eller Drift og kari.nordmann@fjordvik.example bruke tretrinns innlogging i E-post og Saker på fredagar og laurdagar frå kl. 22.00 til kl. 06.00 dagen etter.',
    'On Kommunens nettverk, but outside Legekontoret and Skolen, everyone in Ledere or Drift and kari.nordmann@fjordvik.example must use three-step sign-in for E-post and Saker on Fridays and Saturdays from 22:00 to 06:00 the next day.',
  ],
  [
    rule({ when: { from: '07:00' } }),
    'Overalt må alle bruke totrinns innlogging i alle apper fra kl. 07.00 til midnatt.',
    'Overalt må alle bruke totrinns innlogging i alle appar frå kl. 07.00 til midnatt.',
    'Everywhere, everyone must use two-step sign-in for all apps from 07:00 to midnight.',
  ],
  [
    rule({ applications: ['Timer og vakter'], when: { until: '07:00' } }),
    'Overalt må alle bruke totrinns innlogging i «Timer og vakter» fra midnatt til kl. 07.00.',
    'Overalt må alle bruke totrinns innlogging i «Timer og vakter» frå midnatt til kl. 07.00.',
    'Everywhere, everyone must use two-step sign-in for “Timer og vakter” from midnight to 07:00.',
  ],
]

test.each(mains)('the main sentence names every condition', (told, nb, nn, en) => {
  expect(sayRule('nb', told)[0]).toBe(nb)
  expect(sayRule('nn', told)[0]).toBe(nn)
  expect(sayRule('en', told)[0]).toBe(en)
  expect(sayRule('se', told)).toEqual(sayRule('nb', told))
})

const whole = rule({
  reportOnly: true,
  except: [
    { where: ['Legekontoret'], owner: 'Kommuneoverlegen', reason: 'Prøvetid', until: '2027-06-30' },
    { whom: spare, applications: ['E-post'], owner: 'Drift', until: '2027-12-31' },
  ],
  need: need({
    resistsPhishing: true,
    accepts: ['passkey'],
    methods: ['app', 'phone'],
    putOff: { times: 3, days: 1, until: '2027-06-30' },
    freshMinutes: 60,
    stayDays: 30,
    rememberDays: 1,
    letterAlone: true,
    firstByOneProof: true,
    sharedFateAllowed: true,
  }),
  owner: 'IKT-hjelpa',
  reason: 'Alle begynner i år.',
  expires: '2027-12-31',
})

describe('what a rule says besides', () => {
  test('stands in short sentences, in Bokmål', () => {
    expect(sayRule('nb', whole)).toEqual([
      'Overalt må alle bruke totrinns innlogging i alle apper, med 2 unntak.',
      'Regelen blir bare prøvd: den bestemmer ingenting, men det blir skrevet ned hva den ville ha bestemt.',
      'Unntak: på Legekontoret (til og med 30. juni 2027).',
      'Kommuneoverlegen svarer for unntaket.',
      'Grunn: Prøvetid.',
      'Unntak: alle i Nødkontoer i E-post (til og med 31. desember 2027).',
      'Drift svarer for unntaket.',
      'Bare passnøkkel godtas.',
      'Ett av trinnene må tåle falske innloggingssider, slik en passnøkkel gjør.',
      'Det som er vist, gjelder i 60 minutter, og så blir det spurt på nytt.',
      'Dette skal være satt opp, i denne rekkefølgen: en app med varsel eller kode og en telefon for SMS eller samtale.',
      'Det som mangler, kan utsettes: høyst 3 ganger, høyst 1 dag etter første gang og ikke lenger enn til 30. juni 2027.',
      'En nettleser kan forbli innlogget i 30 dager.',
      'En nettleser kan bli husket i 1 dag, og så lenge er ett trinn nok der.',
      'Svekkelse: Lenken i velkomstbrevet er nok til å aktivere kontoen, uten PIN-kode eller kode på SMS.',
      'Svekkelse: Ett trinn er nok til å sette opp den første metoden.',
      'Svekkelse: To metoder som mistes sammen, regnes som to.',
      'IKT-hjelpa svarer for regelen.',
      'Grunn: Alle begynner i år.',
      'Siste dag er 31. desember 2027. Fra neste dag krever regelen minst like mye som den siste av reglene.',
    ])
  })

  test("tells for whom a leader's word counts, and from when", () => {
    const words = (more: Partial<ToldNeed>): string | undefined =>
      sayRule('nb', rule({ need: need({ leader: { waitMinutes: 30 }, ...more }) })).find((said) =>
        said.startsWith('Lederen'),
      )
    expect(words({ whenLost: ['codes', 'leader'] })).toBe(
      'Lederen kan bekrefte hvem det er når noen har mistet mobilen. Svaret gjelder etter 30 minutter.',
    )
    const leader = { waitMinutes: 0 }
    const recover = recovery({ accepts: ['sms', 'leader'] })
    expect(words({ whenLost: ['leader'], recover, leader })).toBe(
      'Lederen kan bekrefte hvem det er når noen har mistet mobilen eller har glemt passordet. Svaret gjelder med en gang.',
    )
    expect(words({ whenLost: ['codes'], recover: recovery() })).toBeUndefined()
  })

  test('tells what brings back whoever has lost the phone or forgotten the password', () => {
    const words = (more: Partial<ToldNeed>): readonly string[] =>
      sayRule('nb', rule({ need: need(more) })).slice(2)
    expect(words({ whenLost: ['codes', 'pass'], recover: recovery() })).toEqual([
      'Er mobilen borte, eller er den ikke for hånden, godtas også reservekode eller engangskode fra brukerstøtte.',
      'Den som har glemt passordet, viser to av disse, på hver sin måte: kode på SMS og kode på e-post.',
      'Et nummer som ga nytt passord, godtas igjen etter 60 minutter.',
      'Et nummer som er lagt til, kan gi nytt passord etter 24 timer.',
    ])
    const weak = { asksQuestion: true, questionCounts: true, waitMinutes: 0, newNumberHours: 0 }
    expect(words({ whenLost: [], recover: recovery(weak) })).toEqual([
      'Den som har glemt passordet, viser to av disse, på hver sin måte: kode på SMS, kode på e-post og sikkerhetsspørsmål.',
      'Den som har et sikkerhetsspørsmål, svarer på det i tillegg.',
      'Et nummer som ga nytt passord, godtas igjen med en gang.',
      'Et nummer som er lagt til, kan gi nytt passord med en gang.',
      'Svekkelse: Svaret på sikkerhetsspørsmålet er nok som ett av de to for den som har glemt passordet.',
    ])
    expect(words({ whenLost: [], recover: recovery({ accepts: [] }) })).toEqual([
      'Den som har glemt passordet, får hjelp av brukerstøtte.',
    ])
  })

  test('stands in Nynorsk', () => {
    expect(sayRule('nn', whole).slice(0, 14)).toEqual([
      'Overalt må alle bruke totrinns innlogging i alle appar, med 2 unntak.',
      'Regelen blir berre prøvd: han avgjer ingenting, men det blir skrive ned kva han ville ha avgjort.',
      'Unntak: på Legekontoret (til og med 30. juni 2027).',
      'Kommuneoverlegen svarar for unntaket.',
      'Grunn: Prøvetid.',
      'Unntak: alle i Nødkontoer i E-post (til og med 31. desember 2027).',
      'Drift svarar for unntaket.',
      'Berre passnøkkel blir godteke.',
      'Eitt av trinna må tole falske innloggingssider, slik ein passnøkkel gjer.',
      'Det som er vist, gjeld i 60 minutt, og så blir det spurt på nytt.',
      'Dette skal vere sett opp, i denne rekkjefølgja: ein app med varsel eller kode og ein telefon for SMS eller samtale.',
      'Det som manglar, kan utsetjast: høgst 3 gonger, høgst 1 dag etter første gong og ikkje lenger enn til 30. juni 2027.',
      'Ein nettlesar kan bli verande innlogga i 30 dagar.',
      'Ein nettlesar kan bli hugsa i 1 dag, og så lenge er eitt trinn nok der.',
    ])
  })

  test('stands in English', () => {
    expect(sayRule('en', whole).slice(0, 14)).toEqual([
      'Everywhere, everyone must use two-step sign-in for all apps, with 2 exceptions.',
      'The rule is only tried out: it decides nothing, but what it would have decided is written down.',
      'Excepted: on Legekontoret (up to and including 30 June 2027).',
      'Kommuneoverlegen answers for the exception.',
      'Reason: Prøvetid.',
      'Excepted: everyone in Nødkontoer for E-post (up to and including 31 December 2027).',
      'Drift answers for the exception.',
      'Only passkey is accepted.',
      'One of the steps must stand up to fake sign-in pages, as a passkey does.',
      'What has been shown counts for 60 minutes, and is then asked for again.',
      'These are to be set up, in this order: an app with notifications or codes and a phone for text messages or calls.',
      'What is missing can be put off: at most 3 times, at most 1 day after the first time and no longer than until 30 June 2027.',
      'A browser can stay signed in for 30 days.',
      'A browser can be remembered for 1 day, and for that long one step is enough there.',
    ])
  })
})
