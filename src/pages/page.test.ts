// Holds what a machine can hold of the drawn pages: size, policy, escaping, labels. How they look
// is looked at in docs/screens.
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inventedFrame } from '../../tools/invented/frame.ts'
import { inventedPages } from '../../tools/invented/pages.ts'
import { sha256 } from '../lib/digest.ts'
import { languages, type Language } from '../shapes/language.ts'
import type { Screen } from '../shapes/screen.ts'
import { drawPage } from './page.ts'
import { drawStart } from './portal.ts'

const all = inventedPages.flatMap((page) => languages.map((language) => ({ page, language })))
const sha = (text: string): string => `'sha256-${sha256(text).toString('base64')}'`
const inside = (html: string, tag: string): string =>
  new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? ''
const draw = (screen: Screen, language: Language = 'nb'): string =>
  drawPage({ screen, frame: inventedFrame(language) }).html

describe.each(all)('$page.name in $language', ({ page, language }) => {
  const { html, csp } = page.draw(language)

  test('is one small request with nothing from anywhere else', () => {
    expect(inside(html, 'style').length).toBeLessThanOrEqual(20 * 1024)
    expect(brotliCompressSync(html).length).toBeLessThanOrEqual(14 * 1024)
    expect(html).not.toMatch(/<(?:img|iframe|object|embed|script src|link rel="stylesheet")/)
    expect(html).not.toMatch(/@import|url\((?!"?data:)|\sstyle="|\son[a-z]+="/)
  })

  test('has a policy that allows exactly its own style and script', () => {
    const script = inside(html, 'script')
    expect(csp).toContain(`style-src ${sha(inside(html, 'style'))};`)
    if (script === '') expect(csp).not.toContain('script-src')
    else expect(csp).toContain(`script-src ${sha(script)};`)
    expect(csp).toContain("default-src 'none'")
    expect(csp).not.toContain('unsafe')
  })

  test('has one heading, a label for each field, and no id twice', () => {
    expect(html.match(/<h1/g)).toHaveLength(1)
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, described = ''] of html.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g))
      for (const id of described.split(' ')) expect(ids).toContain(id)
    for (const [input = ''] of html.matchAll(/<input[^>]*>/g)) {
      if (/hidden|type="(?:checkbox|radio)"/.test(input)) continue
      const id = /id="([^"]+)"/.exec(input)?.[1] ?? 'none'
      expect(html).toContain(`for="${id}"`)
    }
    expect(html.match(/ autofocus/g)?.length ?? 0).toBe(1)
  })

  test('greys nothing out, leaves no hole and says its language', () => {
    const words = html.replace(/<(style|script)>[^]*?<\/\1>/g, '')
    expect(words).not.toMatch(/\sdisabled|undefined|\[object|\{\w+\}/)
    expect(html).toContain(`<html lang="${language}">`)
  })
})

describe('a page with a logo', () => {
  const address = '/logo/fjordvik?v=0123456789abcdef'
  const framed = (logo = { address, width: 96, height: 32 }) => {
    const frame = inventedFrame('nb')
    return { ...frame, organisation: { ...frame.organisation, logo } }
  }
  const screen: Screen = { kind: 'who', purpose: 'sign-in' }

  test('asks for it at an address of our own, and for nothing else', () => {
    const { html, csp } = drawPage({ screen, frame: framed() })
    expect(html.match(/<img\b/g)).toHaveLength(1)
    expect(html.replaceAll(/\s+/g, ' ')).toContain(
      `<img class="logo" src="${address}" width="96" height="32" alt=""`,
    )
    expect(html).not.toContain('class="mark"')
    expect(csp).toContain("img-src 'self' data:")
    expect(brotliCompressSync(html).length).toBeLessThanOrEqual(14 * 1024)
    expect(html).toMatch(/prefers-color-scheme:dark\)\{[^}]*\.logo\{/)
    expect(draw(screen)).not.toContain('.logo')
  })

  test('never leads elsewhere by it', () => {
    const logo = { address: 'javascript:alert(1)', width: 1, height: 1 }
    expect(drawPage({ screen, frame: framed(logo) }).html).toContain('src="/"')
  })
})

describe('a drawn page', () => {
  test('draws hostile names as text, wherever they stand', () => {
    const evil = `"><script>alert('x')</script>`
    const frame = {
      ...inventedFrame('nb'),
      organisation: { ...inventedFrame('nb').organisation, name: evil, service: evil, color: evil },
      caseNumber: evil,
    }
    const screens: readonly Screen[] = [
      { kind: 'who', purpose: 'sign-in', application: evil, typed: evil, domain: evil },
      { kind: 'password', name: evil, application: evil, mayStay: true, stay: true, again: true },
      {
        kind: 'begin',
        firstName: evil,
        account: evil,
        pinDigits: 6,
        begunBefore: true,
        expiresAt: '2027-02-19T10:00:00Z',
      },
      { kind: 'start-code', name: evil },
      {
        kind: 'choose-account',
        accounts: [{ person: evil, name: evil, login: evil, isSignedIn: true }],
      },
      {
        kind: 'new-password',
        because: 'first',
        account: evil,
        repeat: true,
        rules: [{ rule: 'no-name', parts: [evil] }],
      },
      {
        kind: 'summary',
        firstName: evil,
        methods: [{ factor: evil, name: evil }],
        receiptTo: evil,
        application: evil,
      },
      { kind: 'confirm', about: 'sign-out', application: evil, choices: [evil] },
      {
        kind: 'notice',
        about: 'refused-not-found',
        ways: [{ to: `javascript:${evil}`, word: 'try-again' }],
        with: { support: evil },
      },
    ]
    for (const screen of screens) {
      const { html } = drawPage({ screen, frame })
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('javascript:')
    }
  })

  test('is the same for a name that exists and one that does not', () => {
    const screen = { kind: 'password', mayStay: true, stay: false, again: false } as const
    const [one, other] = ['kari.nordmann', 'nobody.at.all'].map((name) =>
      draw({ ...screen, name }).replaceAll(name, 'NAME'),
    )
    expect(one).toBe(other)
  })

  test('gives each field what browsers and phones need to fill it in', () => {
    expect(draw({ kind: 'who', purpose: 'sign-in' })).toMatch(
      /name="name" type="text" autocomplete="username webauthn"/,
    )
    expect(
      draw({ kind: 'password', name: 'a', mayStay: false, stay: false, again: false }),
    ).toMatch(/type="password" autocomplete="current-password"/)
    expect(draw({ kind: 'enter-code', by: 'pin', digits: 6 })).toMatch(
      /autocomplete="one-time-code" inputmode="numeric"/,
    )
    expect(
      draw({ kind: 'new-password', because: 'first', account: 'a', rules: [], repeat: false }),
    ).toMatch(/autocomplete="new-password"/)
  })

  test('puts the problem beside its field, and the focus there', () => {
    const { html } = drawPage({
      screen: { kind: 'new-password', because: 'asked', account: 'a', rules: [], repeat: true },
      frame: inventedFrame('nb'),
      problem: { code: 'passwords-differ', field: 'repeat' },
    })
    expect(html).toMatch(
      /id="f-repeat"[^>]*aria-describedby="f-repeat-problem"[^>]*aria-invalid="true"[^>]*autofocus/,
    )
    expect(html).not.toMatch(/id="f-password"[^>]*aria-invalid/)
    expect(html).toContain('<title>Feil: Lag et nytt passord &#8211; Fjordvik</title>')
  })

  test('that tells something has one way on, and help never stands in its way', () => {
    for (const { name, draw: drawn } of inventedPages.filter(({ name }) =>
      name.startsWith('notice'),
    )) {
      const { html } = drawn('nb')
      const buttons = [
        ...html.matchAll(/class="ds-button"( data-variant="secondary")?[^>]*>([^<]*)/g),
      ]
      const first = buttons.filter(([, second]) => second === undefined)
      expect(first.length, name).toBeLessThanOrEqual(1)
      if (buttons.length > 1 && name !== 'notice-account-not-open')
        expect(html, name).not.toMatch(/class="ds-button"[^>]*>\s*Få hjelp/)
    }
  })

  test('says whom to ask where only people can help, and can be pressed to ask', () => {
    const help = inventedPages.find(({ name }) => name === 'notice-help')?.draw('nb').html
    expect(help).toMatch(/class="ds-button" href="tel:\+4799999900"\s*>Ring Brukerstøtte/)
    expect(help).toMatch(/href="mailto:brukerstotte@fjordvik\.example"\s*>Send e-post til/)
    const empty = inventedPages.find(({ name }) => name === 'start-page-empty')?.draw('nb').html
    expect(empty).toMatch(/Savner du noe\?\s+Spør Brukerstøtte \(\+47/)
  })

  test('keeps other ways out of the form that Enter sends', () => {
    const html = draw({ kind: 'password', name: 'kari', mayStay: true, stay: false, again: false })
    const form = /<form class="card"[^]*?<\/form>/.exec(html)?.[0] ?? ''
    const buttons = [...form.matchAll(/<button[^>]*>/g)].map(([button]) => button)
    const inForm = buttons.filter((button) => !/type="button"|form="ways"/.test(button))
    expect(inForm).toEqual(['<button class="ds-button" name="do" value="answer">'])
    expect(html).toMatch(/<form id="ways"[^>]*>\s*<input type="hidden" name="question"/)
  })

  test('offers each language at the same address, with what stood in the address kept', () => {
    const frame = { ...inventedFrame('nn'), address: '/visit/abc?a=1&b=2' }
    const { html } = drawPage({ screen: { kind: 'start-code' }, frame })
    expect(html).toContain('href="/visit/abc?a=1&amp;b=2&amp;language=en"')
    expect(html).toMatch(/lang="nn" hreflang="nn"\s+aria-current="true"/)
  })

  test('admits which words are borrowed where Northern Sámi has none', () => {
    const html = draw({ kind: 'who', purpose: 'sign-in', domain: 'fjordvik.example' }, 'se')
    expect(html).toContain('&#268;álit sisa')
    expect(html).toContain('<span lang="nb">Du trenger ikke å skrive @fjordvik.example.</span>')
  })

  test('lets a form lead to the application and nowhere else, whatever the address says', () => {
    const { csp } = drawPage(
      { screen: { kind: 'start-code' }, frame: inventedFrame('nb') },
      {
        leadsTo: [
          "https://app.fjordvik.example/cb?x='; script-src *",
          'no.fjordvik.app:/cb',
          'javascript:x',
        ],
      },
    )
    expect(csp).toContain("form-action 'self' https://app.fjordvik.example no.fjordvik.app:;")
    expect(csp).not.toContain('script-src *')
  })

  test('greets by the hour and posts what changes something', () => {
    const start = (hour: number): string =>
      drawStart({
        frame: { ...inventedFrame('nb'), may: [] },
        firstName: 'Kari',
        hour,
        tiles: [],
        addresses: {
          signOut: '/sign-out',
          signOutEverywhere: '/sign-out',
          changePassword: '/password',
          security: '/security',
          getApp: '/security/app',
          askForApp: 'mailto:hjelp@fjordvik.example',
        },
      }).html
    expect(start(7)).toContain('God morgen, Kari')
    expect(start(13)).toContain('God dag, Kari')
    expect(start(20)).toContain('God kveld, Kari')
    expect(start(2)).toContain('Hei, Kari')
    expect(start(7)).toContain('Her dukker appene dine opp etter hvert.')
    expect(start(7)).toContain('Be om en app')
    expect(start(7)).toMatch(/<form method="post" action="\/sign-out"/)
  })
})
