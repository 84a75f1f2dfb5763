// How it is done, in four small pictures with a line below each: a phone, a PC and a code. The
// lines say all of it; whoever cannot see the pictures misses nothing.
import { html, type Markup } from '../lib/html.ts'
import type { Drawing } from './drawing.ts'
import { theMethod } from './method-words.ts'

const phone = html`<rect x="34" y="3" width="28" height="58" rx="5" /> <path d="M45 7h6" />`
const screen = html`<rect x="12" y="6" width="72" height="44" rx="4" /> <path d="M4 56h88" />`
const held = html`<rect x="4" y="10" width="46" height="34" rx="3" />
  <path d="M2 50h50M14 17h8v8h-8zM14 30h8v8h-8zM27 17h8v8h-8zM28 30h3v3m4 5h-4" />
  <rect x="62" y="8" width="26" height="48" rx="5" />
  <path class="tint" d="M68 24h14v14H68z" />
  <path d="m56 27-4 1m4 5-4-1" />`
const plus = html`${phone}
  <path d="M39 15h18M39 21h12" />
  <circle class="tint" cx="48" cy="40" r="9" />
  <path d="M48 36v8m-4-4h8" />`

type Line =
  | 'scan.open-app'
  | 'scan.plus'
  | 'scan.hold'
  | 'scan.type'
  | 'add-phone.how-scan'
  | 'add-phone.how-link'
  | 'add-phone.how-add'
  | 'add-phone.how-number'
type Pictures = readonly (readonly [Markup, Line])[]

/** A key goes into a code app. */
const intoCodeApp: Pictures = [
  [
    html`${phone}
      <path d="M40 17h5v5h-5zM51 17h5v5h-5zM40 43h5v5h-5zM51 43h5v5h-5z" />
      <rect class="tint" x="42" y="27" width="12" height="11" rx="3" />`,
    'scan.open-app',
  ],
  [plus, 'scan.plus'],
  [held, 'scan.hold'],
  [
    html`${screen}
      <rect class="tint" x="22" y="20" width="52" height="16" rx="4" />
      <path d="M29 28h3m4 0h3m4 0h3m6 0h3m4 0h3m4 0h3" />`,
    'scan.type',
  ],
]

/** Our own app comes onto a phone. */
const ontoPhone: Pictures = [
  [held, 'add-phone.how-scan'],
  [
    html`${phone}
      <path d="M40 17h5v5h-5zM51 17h5v5h-5z" />
      <rect class="tint" x="38" y="34" width="20" height="9" rx="3" />
      <path d="m50 40 3 8 2-3 4-1z" />`,
    'add-phone.how-link',
  ],
  [plus, 'add-phone.how-add'],
  [
    html`${phone}
      <rect class="tint" x="38" y="14" width="20" height="10" rx="3" />
      <path
        d="M42 19h3m6 0h3M40 33h.01M48 33h.01M56 33h.01M40 41h.01M48 41h.01M56 41h.01M48 49h.01"
      />`,
    'add-phone.how-number',
  ],
]

export const shownForCodeApp = (drawing: Drawing): Markup =>
  shown(intoCodeApp, drawing, theMethod('totp', drawing))
export const shownForPhone = (drawing: Drawing): Markup => shown(ontoPhone, drawing, '')

const shown = (pictures: Pictures, drawing: Drawing, app: string): Markup =>
  html`<ol class="shown">
    ${pictures.map(
      ([picture, line]) =>
        html`<li>
          <svg viewBox="0 0 96 64" class="drawn" aria-hidden="true">${picture}</svg>
          ${drawing.say(line, { app })}
        </li>`,
    )}
  </ol>`
