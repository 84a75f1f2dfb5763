// What the app on the phone begins in: an empty page with the style of the house and its script's
// address, and what the phone must know to put it on the Home Screen. Must never hold anything of a
// person: it is kept on the phone and shown to whoever holds it.
import { makeSteps, neutral } from '../../lib/color/color-scheme.ts'
import { isHexColor } from '../../lib/color/contrast.ts'
import { html, type Markup } from '../../lib/html.ts'
import { say } from '../../../texts/index.ts'
import type { Language } from '../../shapes/language.ts'
import { wholeStyle } from '../style/style.ts'
import { exactly } from '../frame.ts'

export interface BuiltApp {
  readonly script: string
  readonly styles: readonly string[]
}

export interface PhoneHouse {
  readonly name: string
  readonly service: string
  readonly color: string
  readonly language: Language
  /** The code that this page was opened for: the Home Screen shall open at it. */
  readonly add?: string | undefined
}

const brandOf = ({ color }: PhoneHouse): string => (isHexColor(color) ? color : '#0b5d4f')

const paper = (mode: 'light' | 'dark'): string => makeSteps(neutral, mode)['background-default']

const inAddress = (house: PhoneHouse): string =>
  house.add === undefined ? '' : `?add=${encodeURIComponent(house.add)}`

const paperIn = (mode: 'light' | 'dark'): Markup =>
  html`<meta name="theme-color" media="(prefers-color-scheme: ${mode})" content="${paper(mode)}" />`

export interface DrawnShell {
  readonly html: string
  readonly csp: string
}

export function drawPhoneApp(house: PhoneHouse, built: BuiltApp): DrawnShell {
  const style = wholeStyle(brandOf(house))
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${style.hash}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types portvakt',
  ]
  return { html: draw(house, built, style.text), csp: csp.join('; ') }
}

const draw = (house: PhoneHouse, { script, styles }: BuiltApp, style: string): string =>
  html`<!doctype html>
    <html lang="${house.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
        <title>${house.service}</title>
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="same-origin" />
        ${paperIn('light')}${paperIn('dark')}
        <meta name="mobile-web-app-capable" content="yes" />
        <meta name="apple-mobile-web-app-title" content="${house.service}" />
        <link rel="manifest" href="/app/manifest.webmanifest${inAddress(house)}" />
        <link rel="icon" href="/app/icon-192.png" />
        <link rel="apple-touch-icon" href="/app/apple-touch-icon.png" />
        ${exactly('style', style)}
        ${styles.map((address) => html`<link rel="stylesheet" href="${address}" />`)}
        <script type="module" src="${script}"></script>
      </head>
      <body>
        <div id="app" data-name="${house.name}"></div>
        <noscript><p>${say(house.language, 'app.no-script')}</p></noscript>
      </body>
    </html>`.text

export const phoneManifest = (house: PhoneHouse) => ({
  id: '/app/',
  name: `${house.service} – ${house.name}`,
  short_name: house.service,
  lang: house.language,
  start_url: `/app/${inAddress(house)}`,
  scope: '/app/',
  display: 'standalone',
  background_color: paper('light'),
  theme_color: paper('light'),
  icons: [
    { src: '/app/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/app/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/app/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
})
