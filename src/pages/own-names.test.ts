// Holds that a method is called what the organisation calls it, wherever it is listed, chosen or
// asked for, and that a name is only ever text.
import { describe, expect, test } from 'vitest'
import { inventedFrame } from '../../tools/invented/frame.ts'
import { securityPage } from '../../tools/invented/security.ts'
import { wordsOf } from '../../test/words-on-page.ts'
import { languages, type Language } from '../shapes/language.ts'
import type { MethodNames } from '../shapes/method-names.ts'
import type { Screen } from '../shapes/screen.ts'
import { drawMail } from './mail/mail.ts'
import { drawPage } from './page.ts'
import { drawSecurity } from './security.ts'

const names: MethodNames = {
  push: 'Fjord-appen',
  totp: 'Fjord-koder',
  passkey: 'Fjord-nøkkelen',
  sms: 'Fjord-SMS',
  token: 'Fjord-brikken',
  codes: 'Nødkodene',
}
const frameOf = (methods?: MethodNames, language: Language = 'nb') => {
  const frame = inventedFrame(language)
  return { ...frame, organisation: { ...frame.organisation, ...(methods && { methods }) } }
}
const reads = (screen: Screen, methods: MethodNames = names, language?: Language) =>
  wordsOf(drawPage({ screen, frame: frameOf(methods, language) }).html)

const others = [
  { choice: 'push', factor: 'push' },
  { choice: 'own', factor: 'totp', name: 'iPhone', isInOwnApp: true },
  { choice: 'totp', factor: 'totp' },
  { choice: 'sms', factor: 'sms', ending: '44' },
] as const
const chosen: Screen = { kind: 'choose', purpose: 'prove', choices: others }

describe('the names of an organisation', () => {
  test('stand where one chooses, in each language', () => {
    expect(reads(chosen)).toMatch(
      /Fjord-appen.*Bruk kode fra Fjord-appen på iPhone.*Fjord-koder.*Fjord-SMS \(nummer som slutter på 44\)/,
    )
    expect(reads(chosen, names, 'en')).toContain('Fjord-SMS (number ending in 44)')
    expect(reads(chosen, names, 'nn')).toContain('Bruk kode frå Fjord-appen på iPhone')
    for (const language of languages) {
      const words = reads({ ...chosen, purpose: 'set-up' }, names, language)
      expect(words).not.toMatch(/Kodeapp|Code app|Appen på mobilen|The app on your phone/)
    }
    expect(reads(chosen, {})).toMatch(/Godkjenn på mobilen.*Bruk kode fra appen på iPhone/)
  })

  test('stand where one is asked for, in headings and in sentences', () => {
    const code = (by: 'totp' | 'token' | 'codes', more = {}): Screen => ({
      kind: 'enter-code',
      by,
      ...more,
    })
    expect(reads(code('totp'))).toContain('Skriv inn koden fra Fjord-koder')
    expect(reads(code('totp', { name: 'Enpass' }))).toContain('Skriv inn koden fra Enpass')
    expect(reads(code('token'))).toContain('Skriv inn koden fra Fjord-brikken')
    expect(reads(code('codes'))).toContain('Skriv inn en kode fra Nødkodene')
    expect(reads(code('totp'), {})).toContain('Skriv inn koden fra kodeappen')
    const passkey: Screen = { kind: 'passkey', purpose: 'prove', options: '{}' }
    expect(reads(passkey)).toContain('Bruk Fjord-nøkkelen')
    expect(reads({ ...passkey, purpose: 'set-up' })).toContain('Legg til Fjord-nøkkelen')
    expect(reads({ kind: 'who', purpose: 'sign-in', passkey: '{}' })).toContain(
      'Logg inn med Fjord-nøkkelen',
    )
    const wizard = { at: 1, of: 2, isFirst: false, plan: [{ wish: 'push', state: 'now' as const }] }
    const approving: Screen = {
      kind: 'approve',
      state: 'waiting',
      number: '123456',
      phones: ['iPhone'],
      wizard,
    }
    expect(reads(approving)).toMatch(
      /Metode 1 av 2: Fjord-appen.*i Fjord-appen på iPhone:.*Åpne Fjord-appen, den ligger der/,
    )
    expect(reads(approving, {})).toContain('i Fjordvik på iPhone:')
  })

  test('stand in the summary and on the page of signing in and safety', () => {
    const summary: Screen = {
      kind: 'summary',
      firstName: 'Kari',
      methods: [
        { factor: 'push', name: 'iPhone' },
        { factor: 'sms', ending: '44' },
      ],
      defaults: [others[0], others[3]],
      sharedFate: true,
    }
    expect(reads(summary)).toMatch(
      /Fjord-appen på iPhone.*Fjord-SMS \(nummer som slutter på 44\).*To av metodene er på/,
    )
    expect(reads(summary)).toMatch(/Vis Nødkodene.*bruke Fjord-appen.*bruke Fjord-SMS/)
    expect(reads(summary, {})).toMatch(/Appen og SMS-en er på samme mobil.*reservekoder/)
    const page = { ...securityPage, frame: frameOf(names), missing: ['totp'] }
    const words = wordsOf(drawSecurity(page).html)
    expect(words).toContain('mangler du: Fjord-koder')
    expect(words).toContain('Få Fjord-appen')
    expect(words).not.toContain('Kodeapp')
  })

  test('stand in the mails that name a method, with what was shown of it', () => {
    const organisation = frameOf(names).organisation
    const options = {
      language: 'nb' as const,
      organisation,
      address: new URL('https://logginn.fjordvik.example'),
    }
    const facts = { firstName: 'Kari', login: 'kari@fjordvik.example', at: '2027-03-01T08:00:00Z' }
    const added = drawMail(
      {
        kind: 'methods-changed',
        facts: { ...facts, change: 'added', factor: 'push', label: 'iPhone', freeze: 'Fz9k2' },
      },
      options,
    )
    expect(added.text).toContain('Fjord-appen (iPhone) ble lagt til på kontoen')
    const receipt = { kind: 'receipt' as const, facts: { ...facts, methods: ['password', 'totp'] } }
    expect(drawMail(receipt, options).text).toContain('- Passord\n- Fjord-koder')
  })

  test('are text: markup, patterns and arguments in them are read as they are written', () => {
    const evil = `<b>{name, plural, one {x}} {app} & "`
    const methods = { push: evil, totp: evil, passkey: evil, sms: evil, token: evil, codes: evil }
    const screens: readonly Screen[] = [
      chosen,
      { kind: 'enter-code', by: 'totp' },
      { kind: 'enter-code', by: 'codes' },
      { kind: 'passkey', purpose: 'set-up', options: '{}' },
      { kind: 'show-codes', codes: ['1'], account: 'kari' },
    ]
    for (const screen of screens) {
      const { html } = drawPage({ screen, frame: frameOf(methods) })
      expect(html, screen.kind).not.toContain('<b>{name')
      expect(html, screen.kind).toContain('&lt;b&gt;{name, plural, one {x}} {app} &amp; &quot;')
      expect(html, screen.kind).not.toContain('&amp;lt;')
    }
  })
})
