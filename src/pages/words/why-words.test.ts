// Holds the words of «Hvorfor blir jeg spurt?», and of what one can expect, for each thing that the
// screens may say.
import { describe, expect, test } from 'vitest'
import { inventedFrame } from '../../../tools/invented/frame.ts'
import { wordsOf } from '../../../test/words-on-page.ts'
import type { Expectation } from '../../shapes/expected.ts'
import type { Screen, Sent } from '../../shapes/screen.ts'
import type { Why } from '../../shapes/why.ts'
import { drawPage } from '../page.ts'

const draw = (screen: Screen): string => drawPage({ screen, frame: inventedFrame('nb') }).html

describe('the first page of the wizard', () => {
  test.each<readonly [string, Partial<Expectation>, string]>([
    [
      'where one is not asked, and where one is',
      { places: [{ name: 'Kommunens nettverk', inside: [], asks: 'never' }], elsewhere: 'always' },
      'På Kommunens nettverk blir du vanligvis ikke spurt. Hjemme og på reise bekrefter du med kode.',
    ],
    [
      'the zone that is asked all the same',
      {
        places: [
          { name: 'Kommunens nettverk', inside: [], asks: 'never' },
          { name: 'Legekontoret', inside: ['Kommunens nettverk'], asks: 'always' },
        ],
        elsewhere: 'always',
        also: { who: ['Legekontoret'], at: 'Kommunens nettverk' },
        by: 'method',
      },
      'På Kommunens nettverk blir du vanligvis ikke spurt. Legekontoret blir spurt også på ' +
        'Kommunens nettverk. Hjemme og på reise bekrefter du med en av metodene dine.',
    ],
    [
      'a group that is asked everywhere',
      {
        places: [{ name: 'Kommunens nettverk', inside: [], asks: 'always' }],
        elsewhere: 'always',
        also: { who: ['Ledere'], at: 'Kommunens nettverk' },
      },
      'Ledere blir spurt også på Kommunens nettverk. Hjemme og på reise bekrefter du med kode.',
    ],
    [
      'that it is alike everywhere',
      { places: [], elsewhere: 'always' },
      'Du blir spurt overalt. Da bekrefter du med kode.',
    ],
    [
      'that one application is alike everywhere',
      { places: [], elsewhere: 'always', application: 'Fjordvik hjelp' },
      'Fjordvik hjelp spør overalt. Da bekrefter du med kode.',
    ],
    [
      'that a place is stricter than all others',
      { places: [{ name: 'Laben', inside: [], asks: 'always' }], elsewhere: 'never' },
      'På Laben blir du spurt. Andre steder blir du vanligvis ikke spurt.',
    ],
    ['that nobody is asked', { places: [], elsewhere: 'never' }, 'Du blir vanligvis ikke spurt.'],
    [
      'that the clock has a say',
      { places: [], elsewhere: 'at-times' },
      'Du blir spurt til visse tider. Da bekrefter du med kode.',
    ],
  ])('tells %s', (_what, more, said) => {
    const expects: Expectation = { places: [], elsewhere: 'never', by: 'code', ...more }
    const wizard = { at: 1, of: 2, plan: [], isFirst: true, expects }
    const page = draw({ kind: 'enter-code', by: 'totp', digits: 6, wizard })
    expect(wordsOf(page)).toContain(` ${said} `)
  })
})

describe('«Hvorfor blir jeg spurt?»', () => {
  const drawn = (why: Why, sent?: Sent): string =>
    wordsOf(draw({ kind: 'enter-code', by: 'sms', digits: 6, why, ...(sent && { sent }) }))
  const said = (why: Why): string | undefined =>
    /Hvorfor blir jeg spurt\? (.*?) Da kan ingen/.exec(drawn(why))?.[1]

  test.each<readonly [Why, string]>([
    [{ because: 'rule' }, 'Reglene hos Fjordvik kommune krever det her.'],
    [
      { because: 'rule', away: ['Kommunens nettverk', 'Legekontoret'] },
      'Du er ikke på Kommunens nettverk eller Legekontoret. Reglene hos Fjordvik kommune krever det her.',
    ],
    [
      { because: 'rule', at: ['Legekontoret'], around: ['Kommunens nettverk'] },
      'Legekontoret spør også på Kommunens nettverk. Reglene hos Fjordvik kommune krever det her.',
    ],
    [
      { because: 'rule', at: ['Laben'], isTimed: true },
      'Du er på Laben. Det gjelder på denne tiden av uken. Reglene hos Fjordvik kommune krever det her.',
    ],
    [
      { because: 'rule', groups: ['Ledere', 'Drift'] },
      'Reglene hos Fjordvik kommune krever det av alle i Ledere eller Drift.',
    ],
    [
      { because: 'rule', application: 'Fjordvik hjelp' },
      'Fjordvik hjelp krever totrinns innlogging.',
    ],
    [
      { because: 'rule', application: 'Fjordvik hjelp', groups: ['Operatører'] },
      'Fjordvik hjelp krever totrinns innlogging av alle i Operatører.',
    ],
  ])('tells what asks and where one is: %j', (why, words) => {
    expect(said(why)).toBe(words)
  })

  test.each<readonly [Why, string]>([
    [
      { because: 'rule', resists: true },
      'Ett av trinnene må tåle falske innloggingssider, slik en passnøkkel gjør.',
    ],
    [{ because: 'wants' }, 'Appen du skal til, ber om sterkere innlogging enn du har vist til nå.'],
    [
      { because: 'wants', application: 'Saker' },
      'Saker ber om sterkere innlogging enn du har vist til nå.',
    ],
    [{ because: 'again', application: 'Saker' }, 'Saker ber deg bekrefte på nytt at det er deg.'],
    [{ because: 'fresh' }, 'Det er en stund siden du bekreftet sist.'],
    [{ because: 'rule-ended' }, 'En regel som gjorde innloggingen enklere her, er utløpt.'],
    [
      { because: 'network-ended', at: ['Skolen'] },
      'Regelen som gjorde innloggingen enklere på Skolen, er utløpt.',
    ],
    [{ because: 'exception-ended' }, 'Et unntak som gjaldt her, er utløpt.'],
    [{ because: 'right-held' }, 'Kontoen din kan hjelpe eller administrere andre.'],
    [{ because: 'set-up' }, 'Du skal sette opp en metode som reglene hos Fjordvik kommune ber om.'],
    [{ because: 'change' }, 'Du er i ferd med å endre hvordan du logger inn.'],
  ])('says so when it is something else: %j', (why, words) => {
    expect(drawn(why)).toContain(words)
    expect(drawn(why)).toContain('Prøvde du ikke å logge inn?')
  })

  test('says what a message or a call looks like, and whom to tell', () => {
    const to = (channel: 'sms' | 'voice'): Sent => ({ state: 'delivered', channel })
    expect(drawn({ because: 'fresh' }, to('sms'))).toContain(
      'Vi ber deg aldri om å lese den opp for noen.',
    )
    expect(drawn({ because: 'fresh' }, to('sms'))).toContain('og har bare koden.')
    expect(drawn({ because: 'fresh' }, to('voice'))).toContain('og leser bare opp koden.')
    expect(drawn({ because: 'fresh' })).not.toContain('lese den opp')
  })

  test('accuses nobody of an account that is being opened', () => {
    const words = drawn({ because: 'first-set-up' })
    expect(words).toContain('Du setter opp kontoen for første gang.')
    expect(words).not.toContain('Prøvde du ikke')
  })
})
