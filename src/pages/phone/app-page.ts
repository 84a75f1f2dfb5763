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
import type { IconName } from './app-icon.ts'

export interface BuiltApp {
  readonly script: string
  readonly styles: readonly string[]
}

export interface PhoneHouse {
  readonly name: string
  readonly service: string
  readonly color: string
  readonly language: Language
  /** What this page was opened for, as it stands in its address: the Home Screen opens there. */
  readonly openedAt: string
  /** The organisation alone, as it stands in addresses; empty for the house's own. */
  readonly ofOrganisation: string
  /** The origin of the sign-in, where it is another. */
  readonly signIn: string
}

const brandOf = ({ color }: PhoneHouse): string => (isHexColor(color) ? color : '#0b5d4f')

const paper = (mode: 'light' | 'dark'): string => makeSteps(neutral, mode)['background-default']

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
        <link rel="manifest" href="/app/manifest.webmanifest${house.openedAt}" />
        <link rel="icon" href="/app/icon-192.png${house.ofOrganisation}" />
        <link rel="apple-touch-icon" href="/app/apple-touch-icon.png${house.ofOrganisation}" />
        ${exactly('style', style)}
        ${styles.map((address) => html`<link rel="stylesheet" href="${address}" />`)}
        <script type="module" src="${script}"></script>
      </head>
      <body>
        <div id="app" data-name="${house.name}" data-sign-in="${house.signIn}"></div>
        <noscript><p>${say(house.language, 'app.no-script')}</p></noscript>
      </body>
    </html>`.text

export const phoneManifest = (house: PhoneHouse) => ({
  id: '/app/',
  name: `${house.service} – ${house.name}`,
  short_name: house.service,
  lang: house.language,
  start_url: `/app/${house.openedAt}`,
  scope: '/app/',
  display: 'standalone',
  background_color: paper('light'),
  theme_color: paper('light'),
  icons: [
    iconOf(house, { name: 'icon-192.png', size: 192, purpose: 'any' }),
    iconOf(house, { name: 'icon-512.png', size: 512, purpose: 'any' }),
    iconOf(house, { name: 'icon-maskable.png', size: 512, purpose: 'maskable' }),
  ],
})

interface Icon {
  readonly name: IconName
  readonly size: number
  readonly purpose: 'any' | 'maskable'
}

const iconOf = ({ ofOrganisation }: PhoneHouse, { name, size, purpose }: Icon) => ({
  src: `/app/${name}${ofOrganisation}`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
})
