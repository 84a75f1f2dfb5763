// Holds that each mail says the same in both its forms, in every language, and that no name becomes
// markup or a header.
import { describe, expect, test } from 'vitest'
import { inventedFrame } from '../../../tools/invented/frame.ts'
import { languages } from '../../shapes/language.ts'
import { contrast } from '../../lib/color/contrast.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'
import type { Mail, MailOptions } from './mail-kinds.ts'
import { drawMail } from './mail.ts'

const organisation: OrganisationLook = {
  ...inventedFrame('nb').organisation,
  name: 'Fjordvik Handel',
  service: 'FJORD',
  support: {
    name: 'Brukerstøtte',
    phone: '+47 999 99 900',
    hours: 'kl. 8–16',
    mail: 'brukerstotte@fjordvik.example',
  },
}
const options: MailOptions = {
  language: 'nb',
  organisation,
  address: new URL('https://logginn.fjordvik.example'),
}
const kari = { firstName: 'Kari', login: 'kari.nordmann@fjordvik.example' }
const at = '2026-11-21T09:42:00Z'
const letter = { ...kari, token: 'Zk3v9', expiresAt: '2027-02-19T10:00:00Z' }
const mails: readonly Mail[] = [
  { kind: 'welcome', facts: { ...letter, pinDigits: 6, code: 'K7QF29MD' } },
  { kind: 'new-letter', facts: letter },
  { kind: 'receipt', facts: { ...kari, methods: ['password'], at } },
  { kind: 'password-changed', facts: { ...kari, at, caseNumber: 'F7-2031' } },
  ...(['added', 'removed', 'renewed', 'rested', 'used'] as const).map((change): Mail => ({
    kind: 'methods-changed',
    facts: { ...kari, change, factor: 'sms', label: '+47 ••• •• •44', at, freeze: 'Fz9k2' },
  })),
  { kind: 'test', facts: kari },
]

const onElements = /class="(\w+)" style="([^"]*)"/g
const inTheDark = /\.(\w+)\{([^}]*)\}/g

/** What is declared, by what it paints. */
const saidBy = (text: string, where: RegExp): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(where)].map(([, painted = '', said = '']) => [painted, said]))

const propertyOf = (declared: string): string => declared.split(':')[0] ?? ''

describe('a mail', () => {
  test('welcomes Kari with the words of the storyboard', () => {
    const { subject, text } = drawMail(
      { kind: 'welcome', facts: letter },
      { ...options, forWindows: true },
    )
    expect(subject).toBe('Kom i gang med FJORD-kontoen din, Kari')
    const made = 'Fjordvik Handel har laget en FJORD-konto til deg.'
    const use =
      'Med den logger du inn én gang for alt du trenger i jobben, og passordet gjelder også for Windows.'
    expect(text).toBe(`Hei, Kari

${made} ${use}

Det tar omtrent to minutter. Ha mobilen klar.

Kom i gang:
https://logginn.fjordvik.example/start/Zk3v9

Lenken virker til 19. februar 2027 og bare for deg.

Brukernavn: kari.nordmann@fjordvik.example
Du logger inn på: https://logginn.fjordvik.example

Er du usikker på om e-posten er ekte? Gå selv til logginn.fjordvik.example og velg «Aktiver kontoen din».

Hjelp: Brukerstøtte, +47 999 99 900, kl. 8–16, brukerstotte@fjordvik.example
`)
  })

  test('tells of the PIN and the start code only where there are any', () => {
    const [welcome, again] = mails.map((mail) => drawMail(mail, options).text)
    expect(welcome).toContain('Ha PIN-koden klar, 6 siffer.')
    expect(welcome).toContain('Startkode: K7QF-29MD')
    expect(welcome).not.toContain('Windows')
    expect(again).not.toMatch(/PIN|Startkode/)
  })

  test.each(languages)(
    'says the same in HTML and in plain text, in its own language (%s)',
    (language) => {
      for (const mail of mails) {
        const drawn = drawMail(mail, { ...options, language })
        expect(drawn.html).toContain(`<html lang="${language === 'se' ? 'nb' : language}">`)
        const words = drawn.html
          .replace(/<title>[^<]*<\/title>/, '')
          .replace(/<\/?a[^>]*>/g, '')
          .replace(/<[^>]+>/g, ' ')
          .replace(/&[^;]+;/g, ' ')
        const flat = words.replace(/\s+/g, ' ')
        for (const line of drawn.text.split('\n').filter((one) => one !== ''))
          expect(flat, mail.kind).toContain(line.replace(/^- /, '').replace(/:$/, '').trim())
        expect(drawn.text).not.toMatch(/\{\w+\}|undefined/)
      }
    },
  )

  test('works with images off and fetches nothing', () => {
    for (const mail of mails) {
      const { html } = drawMail(mail, options)
      expect(html).not.toMatch(/<img|<link|<script|url\(|@import/)
      for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g))
        expect(href).toMatch(/^(?:https:\/\/logginn\.fjordvik\.example\/|tel:\+4799999900$)/)
    }
  })

  test('leaves nothing light on a dark screen, and nothing that only its style says', () => {
    for (const mail of mails) {
      const { html } = drawMail(mail, options)
      expect(html).toContain('<meta name="color-scheme" content="light dark"')
      const dark = saidBy(html, inTheDark)
      for (const [tag] of html.matchAll(/<(?!style)[^>]*(?:#[\da-f]{6}|class=)[^>]*>/g)) {
        const [, painted = ''] = /class="(\w+)"/.exec(tag) ?? []
        const [, style = ''] = /style="([^"]*)"/.exec(tag) ?? []
        const colours = style.split(';').filter((one) => /#[\da-f]{6}/.test(one))
        expect(colours, tag).not.toEqual([])
        const said = dark.get(painted)?.split(';') ?? []
        expect(said.map(propertyOf), tag).toEqual(colours.map(propertyOf))
        expect(said.filter((one) => !one.endsWith('!important'))).toEqual([])
      }
    }
  })

  test.each(['#0b5d4f', '#ffd500', '#000000', '#ffffff', '#b3201a'])(
    'can be read in light and in dark, in the colour of any house (%s)',
    (color) => {
      const its = { ...options, organisation: { ...organisation, color } }
      const { html } = drawMail({ kind: 'welcome', facts: letter }, its)
      for (const said of [saidBy(html, onElements), saidBy(html, inTheDark)]) {
        const colour = (painted: string, property: string): string => {
          const one = said
            .get(painted)
            ?.split(';')
            .find((each) => propertyOf(each) === property)
          return /#[\da-f]{6}/.exec(one ?? '')?.[0] ?? ''
        }
        const card = colour('card', 'background')
        expect(contrast(colour('ink', 'color'), card)).toBeGreaterThan(7)
        expect(contrast(colour('soft', 'color'), card)).toBeGreaterThan(4.5)
        expect(contrast(colour('link', 'color'), card)).toBeGreaterThan(4.5)
        expect(contrast(colour('press', 'border'), card)).toBeGreaterThanOrEqual(3)
        const ground = colour('button', 'background')
        expect(contrast(colour('press', 'color'), ground)).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  test('has a number that can be pressed, and tears no number and no date apart', () => {
    for (const mail of mails) {
      const { html } = drawMail(mail, options)
      expect(html).toMatch(/<a href="tel:\+4799999900"[^>]*>\+47\u00A0999\u00A099\u00A0900<\/a/)
      expect(html).not.toMatch(/\d\. (?:februar|november)|november kl\.|kl\. \d/)
    }
  })

  test('says in the receipt what to type the next time, and where', () => {
    const receipt = mails.find(({ kind }) => kind === 'receipt')
    const { text } = drawMail(receipt ?? { kind: 'test', facts: kari }, options)
    expect(text).toContain(`Brukernavn: ${kari.login}
Du logger inn på: https://logginn.fjordvik.example`)
  })

  test('draws a hostile name as text, and never as a header', () => {
    const firstName = '<img src=x>\r\nBcc: all@fjordvik.example'
    const drawn = drawMail({ kind: 'welcome', facts: { ...letter, firstName } }, options)
    expect(drawn.html).not.toContain('<img')
    expect(drawn.subject).not.toMatch(/[\r\n]/)
  })

  test('carries the colour of the organisation, readable on its button', () => {
    const pale = { ...organisation, color: '#ffd500' }
    expect(
      drawMail({ kind: 'welcome', facts: letter }, { ...options, organisation: pale }).html,
    ).toMatch(/bgcolor="#ffd500"/)
  })

  test('tells of a method that came or went, and has a link that can stop it', () => {
    const changed = mails.filter(({ kind }) => kind === 'methods-changed')
    for (const mail of changed) {
      const { text, html } = drawMail(mail, options)
      expect(text).toContain('Mobil (+47 ••• •• •44)')
      expect(text).toContain('Det var ikke meg:\nhttps://logginn.fjordvik.example/freeze/Fz9k2')
      expect(html).toContain('href="https://logginn.fjordvik.example/freeze/Fz9k2"')
    }
    expect(new Set(changed.map((mail) => drawMail(mail, options).subject)).size).toBe(5)
  })

  test('tells whom to turn to if it was not you, in the receipt and after a change', () => {
    for (const mail of mails.filter(
      ({ kind }) => kind === 'receipt' || kind === 'password-changed',
    ))
      expect(drawMail(mail, options).text).toContain(
        'Var det ikke deg? Ta kontakt med en gang: Brukerstøtte, +47 999 99 900.',
      )
    expect(drawMail(mails[2] ?? { kind: 'test', facts: kari }, options).text).toContain('- Passord')
  })
})
