// Holds what the pages of the methods say and what their presses send: each is a plain form, and
// nothing that anybody wrote becomes markup.
import { describe, expect, test } from 'vitest'
import { inventedMethods } from '../../tools/invented/methods.ts'
import { inventedFrame } from '../../tools/invented/frame.ts'
import { wordsOf } from '../../test/words-on-page.ts'
import { answerShape } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Screen } from '../shapes/screen.ts'
import { drawPage } from './page.ts'
import { drawSecurity, type SecurityPage } from './security.ts'

const draw = (screen: Screen, problem?: Problem): string =>
  drawPage({ screen, frame: inventedFrame('nb'), ...(problem && { problem }) }).html

const named = (name: string): string => {
  const found = inventedMethods.find((one) => one.name === name)
  if (!found) throw new Error(`There is no invented page «${name}»`)
  return draw(found.screen, found.problem)
}

const firstPress = (html: string): string =>
  /<button class="ds-button" name="do" value="(\w+)"/.exec(html)?.[1] ?? ''

describe('the pages of the methods', () => {
  test.each(inventedMethods)('$name sends only what the house takes', ({ screen, problem }) => {
    const html = draw(screen, problem)
    const fields = [...html.matchAll(/<(?:input|button|select)\b[^>]*\sname="([^"]+)"/g)]
    const takes = Object.keys(answerShape.shape)
    for (const [, field = ''] of fields) expect(takes).toContain(field)
    for (const [, act = ''] of html.matchAll(/name="do" value="([^"]+)"/g))
      expect(answerShape.safeParse({ do: act }).success, act).toBe(true)
    for (const [, id = ''] of html.matchAll(/\sform="([^"]+)"/g))
      expect(html).toContain(`<form id="${id}"`)
  })

  test('draw hostile names as text, wherever they stand', () => {
    const evil = `"><script>alert('x')</script>`
    const around = {
      others: [{ choice: evil, factor: evil, name: evil }],
      wizard: {
        at: 1,
        of: 2,
        plan: [{ wish: evil, state: 'now' as const }],
        application: evil,
        isFirst: true,
      },
      why: { because: 'rule' as const, application: evil, groups: [evil], away: [evil] },
    }
    const screens: readonly Screen[] = [
      { kind: 'enter-code', by: 'totp', digits: 6, name: evil, ending: evil, ...around },
      {
        kind: 'choose',
        purpose: 'prove',
        choices: [{ choice: evil, factor: 'totp', name: evil, ending: evil }],
        name: evil,
        ...around,
      },
      {
        kind: 'enter-phone',
        channel: 'voice',
        canCall: true,
        countries: [{ code: evil, calling: evil, name: evil }],
        country: evil,
        typed: evil,
        extension: evil,
        isBackup: false,
        ...around,
      },
      {
        kind: 'scan-code',
        issuer: evil,
        account: evil,
        key: evil,
        address: `javascript:${evil}`,
        picture: { size: 21, path: evil },
        digits: 6,
        name: evil,
        ...around,
      },
      { kind: 'passkey', purpose: 'set-up', options: evil, ...around },
      {
        kind: 'question',
        purpose: 'prove',
        questions: [],
        mayWriteOwn: true,
        own: evil,
        minLength: 4,
        ...around,
      },
      { kind: 'show-codes', codes: [evil], account: evil, ...around },
    ]
    for (const screen of screens) {
      const html = draw(screen)
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('javascript:')
    }
  })

  test('say why, how long and where to, on the first page of the walk and on no other', () => {
    const words = wordsOf(named('scan-code'))
    expect(words).toContain('Metode 1 av 2: kodeappen')
    expect(words).toContain(
      'Fjordvik kommune ber deg sette opp to metoder, så ingen andre kan logge inn som deg.',
    )
    expect(words).toContain('Det tar omtrent to minutter. Ha mobilen klar.')
    expect(words).toContain('Når du er ferdig, kommer du til E-post.')
    expect(words).toContain('Hopp over nå (7 dager igjen)')
    const later = wordsOf(named('enter-phone-known'))
    expect(later).toContain('Metode 2 av 2: telefonen')
    expect(later).not.toContain('ber deg sette opp')
  })

  test('say why nothing can be put off any longer', () => {
    const words = wordsOf(named('add-phone-no-longer'))
    expect(words).not.toContain('Hopp over nå')
    expect(words).toContain(
      'Fristen gikk ut 1. mars 2027. Du må sette opp dette for å komme videre.',
    )
  })

  test('say in words what is done of the plan, and never by colour alone', () => {
    expect(wordsOf(named('enter-phone-known'))).toMatch(/Kodeappen, ferdig Telefonen \(nå\)/)
  })
})

describe('a code that is sent', () => {
  test('is sent by the press that opens the letter, with what it costs beside it', () => {
    const html = named('begin-to-phone')
    expect(firstPress(html)).toBe('send')
    const words = wordsOf(html)
    expect(words).toContain('Vi sender en kode på SMS til nummeret som slutter på 44.')
    expect(words).toContain('Vi bruker nummeret bare til å sikre kontoen din.')
    expect(words).toContain('Operatøren din kan ta betalt for SMS og samtaler.')
    expect(html).toMatch(/form="choices"\s+name="choice"\s+value="pin"/)
  })

  test('says where it went, when, and how long it works', () => {
    expect(wordsOf(named('enter-code-sms'))).toContain(
      'Vi sendte den kl. 10.42 til nummeret som slutter på 44. Den virker i 2 minutter',
    )
  })

  test('has no field before it is sent, and none where it could not be', () => {
    for (const name of ['enter-code-sms-unsent', 'enter-code-sms-failed']) {
      expect(named(name)).not.toContain('id="f-code"')
      expect(firstPress(named(name)), name).toBe('send')
    }
    expect(wordsOf(named('enter-code-sms-failed'))).toContain('Vi fikk ikke sendt SMS-en.')
  })

  test('becomes a call where the number gets no messages', () => {
    const phone = inventedMethods.find(({ name }) => name === 'enter-phone')?.screen
    if (!phone) throw new Error('There is no invented page')
    expect(firstPress(draw(phone))).toBe('send')
    expect(firstPress(draw(phone, { code: 'landline', field: 'phone' }))).toBe('call')
  })
})

describe('a key', () => {
  test('is on the page as a picture, as a link and as letters, and all say the same', () => {
    const html = named('scan-code')
    const address = new URL(
      /href="(otpauth:[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '',
    )
    const copied = /data-copies="([^"]+)"/.exec(html)?.[1]
    expect(address.searchParams.get('secret')).toBe(copied)
    expect(copied).not.toContain(' ')
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="QR-kode/)
    expect(html).toContain('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP')
  })

  test('tells how far a clock is off, and which way', () => {
    expect(wordsOf(named('scan-code-clock'))).toContain(
      'Klokka på enheten din går 2 minutter for sent.',
    )
  })
})

describe('a token that is set up', () => {
  test('asks for its number and its code, and says which of them is missing', () => {
    const page = named('enter-code-token-set-up')
    expect(page).toMatch(/name="name"[^>]* aria-invalid="true"[^>]* autofocus/)
    expect(page).toMatch(/<label for="f-code">/)
    expect(wordsOf(page)).toContain('Skriv nummeret som står bak på kodebrikken.')
    const wrong = draw(
      { kind: 'enter-code', by: 'token', asksSerial: true },
      { code: 'wrong-code', field: 'code' },
    )
    expect(wrong).toMatch(/name="code"[^>]* aria-invalid="true"[^>]* autofocus/)
  })
})

describe('setting up that goes on on a phone', () => {
  test('shows a picture, an address to type and a code, and waits', () => {
    const html = named('hand-over')
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="QR-kode/)
    const words = wordsOf(html)
    expect(words).toContain('Gå til logginn.fjordvik.example/m på mobilen, og skriv denne koden:')
    expect(words).toContain('7F2K-9MDQ')
    expect(words).toContain('Venter på mobilen')
    // The code stands on the page, the pair only where another page has it too.
    expect(words).not.toContain('blå elg')
    expect(html).not.toContain('href="https://logginn.fjordvik.example/m/')
  })

  test('says the same two words on both sides, in the language of each', () => {
    expect(wordsOf(named('hand-over-opened'))).toContain(
      'Mobilen er funnet: iPhone. Det skal stå «blå elg» på den også.',
    )
    expect(wordsOf(named('on-phone'))).toContain('Det skal stå «blå elg» på PC-en også.')
    const found = inventedMethods.find(({ name }) => name === 'on-phone')?.screen
    if (!found) throw new Error('There is no invented page')
    const { html } = drawPage({ screen: found, frame: inventedFrame('en') })
    expect(wordsOf(html)).toMatch(/The PC should say \S*blue elk\S* too\./)
  })

  test('says whose account it is before anything begins, and what to do where it is not one’s own', () => {
    const words = wordsOf(named('on-phone'))
    expect(words).toContain('Kari Nordmann kari.nordmann@fjordvik.example Fjordvik kommune')
    expect(words).toContain('Er ikke dette din konto?')
    expect(words).toContain('Ingenting er endret.')
  })

  test('can be stopped by whoever sees that it was not them, and has a new code when it is over', () => {
    expect(named('hand-over-opened')).toMatch(/value="back"[^>]*>\s*Det var ikke meg/)
    expect(named('hand-over-over')).toMatch(/name="choice"\s+value="hand-over"/)
    expect(firstPress(named('hand-over-done'))).toBe('answer')
  })

  test('is offered where there is something to hand over, and nowhere else', () => {
    const scan = inventedMethods.find(({ name }) => name === 'scan-code-clock')?.screen
    if (scan?.kind !== 'scan-code') throw new Error('There is no invented page')
    expect(draw({ ...scan, canHandOver: true })).toMatch(/far[^>]*value="hand-over"/)
    expect(draw(scan)).not.toContain('value="hand-over"')
    expect(named('hand-over')).not.toContain('value="hand-over"')
  })
})

describe('other ways', () => {
  test('are named where they are three or fewer, and else one press away', () => {
    const ways = (count: number): string =>
      draw({
        kind: 'enter-code',
        by: 'totp',
        digits: 6,
        others: ['sms', 'passkey', 'codes', 'voice'].slice(0, count).map((factor) => ({
          choice: factor,
          factor,
        })),
      })
    expect(wordsOf(ways(3))).toContain('Prøv en annen måte: SMS Passnøkkel Reservekode')
    expect(ways(4)).toMatch(/name="do" value="choose"[^>]*>\s*Prøv en annen måte/)
  })

  test('of one kind are told apart by their ends', () => {
    const words = wordsOf(
      draw({
        kind: 'enter-code',
        by: 'totp',
        digits: 6,
        others: ['44', '71'].map((ending) => ({ choice: ending, factor: 'sms', ending })),
      }),
    )
    expect(words).toContain('SMS til nummeret som slutter på 44')
    expect(words).toContain('SMS til nummeret som slutter på 71')
  })
})

describe('a phone that approves', () => {
  const summary = (isSilent: boolean) =>
    wordsOf(
      draw({
        kind: 'summary',
        firstName: 'Kari',
        methods: [
          { factor: 'push', name: 'iPhone', isSilent },
          { factor: 'totp', name: 'iPhone' },
        ],
        defaults: ['push', 'totp'].map((factor) => ({ choice: factor, factor, isSilent })),
      }),
    )

  test('is told to give a notification only where one can come', () => {
    expect(summary(false)).toContain('godkjenn med varsel, og koder')
    expect(summary(false)).toContain('godkjenne et varsel')
    expect(summary(true)).toContain('åpne appen når du logger inn, og koder')
    expect(summary(true)).not.toContain('varsel')
  })
})

describe('one’s own methods', () => {
  const page: SecurityPage = {
    frame: { ...inventedFrame('nb'), may: [] },
    methods: [
      { id: 'm1', factor: 'totp', name: `"><b>x`, mayRemove: true, mayRename: true },
      { id: 'm2', factor: 'sms', ending: '44', mayRemove: false },
    ],
    add: ['passkey'],
    defaults: [{ choice: 'm2', factor: 'sms' }],
    missing: [],
    browsers: [],
    ended: [],
    shared: [],
    expects: { places: [], elsewhere: 'never' },
    otherwise: [],
    addresses: {
      start: '/',
      signOut: '/sign-out',
      changePassword: '/password',
      add: '/a',
      getApp: '/security/app',
      rename: '/b',
      remove: '/c',
      makeDefault: '/d',
      replace: '/p',
      restore: '/r',
      forgetBrowser: '/e',
      withdraw: '/w',
    },
  }

  test('are changed by forms that are posted, each with its method', () => {
    const { html } = drawSecurity(page)
    expect(html).toMatch(/action="\/c"[^]*?name="method" value="m1"/)
    expect(html).not.toMatch(/name="method" value="m2"/)
    expect(html).toMatch(/action="\/d"[^]*?name="choice" value="m2"/)
    expect(html).toMatch(/action="\/a"[^]*?name="choice" value="passkey"/)
    expect(html).not.toContain('<b>x')
    for (const [form] of html.matchAll(/<form[^]*?<\/form>/g))
      expect(form).toMatch(/method="post"[^]*name="token"/)
  })

  test('end with the browsers that are remembered, where there are any', () => {
    expect(drawSecurity(page).html).not.toContain('action="/e"')
    const since = '2026-11-02T07:10:00Z'
    const times = { since, usedAt: since }
    const browsers = [
      { id: 'b0', browser: 'Firefox', system: '<b>Windows', isThis: true, ...times },
      { id: 'b1', isThis: false, ...times },
    ]
    const { html } = drawSecurity({ ...page, browsers })
    expect(wordsOf(html)).toContain('Firefox på &lt;b&gt;Windows Denne nettleseren')
    expect(wordsOf(html)).toContain('Ukjent nettleser')
    expect(html).toMatch(/action="\/e"[^]*?name="browser" value="b1"/)
    expect(html).toMatch(/action="\/e"[^]*?name="choice" value="all"/)
  })

  test('say where more is asked for, and which applications ask otherwise', () => {
    const words = (more: Partial<SecurityPage>) => wordsOf(drawSecurity({ ...page, ...more }).html)
    expect(words({})).toContain(
      'Når blir jeg spurt? Slik er det for deg, etter reglene hos Fjordvik kommune. ' +
        'Overalt Du blir vanligvis ikke spurt om mer enn passordet. Legg til',
    )
    const zones = words({
      expects: {
        places: [
          { name: 'Kommunens nettverk', inside: [], asks: 'never' },
          { name: 'Skolene', inside: ['Kommunens nettverk'], asks: 'never' },
          { name: 'Legekontoret', inside: ['Kommunens nettverk'], asks: 'always' },
          { name: 'Hytta', inside: [], asks: 'always' },
        ],
        elsewhere: 'always',
      },
      otherwise: [{ application: 'Fjordvik hjelp', places: [], elsewhere: 'at-times' }],
    })
    expect(zones).toContain(
      'På Kommunens nettverk Du blir vanligvis ikke spurt om mer enn passordet. ' +
        'På Legekontoret, en del av Kommunens nettverk Du bekrefter også med en av metodene dine. ' +
        'Alle andre steder Du bekrefter også med en av metodene dine. ' +
        'Fjordvik hjelp Overalt Til visse tider bekrefter du også med en av metodene dine.',
    )
    expect(zones).not.toMatch(/Skolene|Hytta/)
  })

  test('show what was taken away of late, with one press that takes it back', () => {
    expect(drawSecurity(page).html).not.toContain('action="/r"')
    const ended = [
      { id: 'e0', factor: 'sms', ending: '45', endedAt: '2026-11-22T18:04:00Z', isBlocked: true },
      {
        id: 'e1',
        factor: 'totp',
        name: 'Enpass',
        endedAt: '2026-11-22T18:04:00Z',
        isBlocked: false,
      },
    ]
    const { html } = drawSecurity({ ...page, ended })
    expect(wordsOf(html)).toContain('Mobil som slutter på 45 Sperret 22. november kl. 19.04.')
    expect(wordsOf(html)).toContain('Enpass Slettet 22. november kl. 19.04.')
    expect(html).toMatch(/action="\/r"[^]*?name="method" value="e1"/)
  })

  test('say what was just done, once', () => {
    expect(wordsOf(drawSecurity(page).html)).not.toContain('Metoden er slettet.')
    expect(wordsOf(drawSecurity({ ...page, told: 'removed' }).html)).toContain(
      'Metoden er slettet.',
    )
  })
})
