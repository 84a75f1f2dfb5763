// A small sign for each kind of method. Seen beside its name only, so that nobody must guess.
import { html, type Markup } from '../lib/html.ts'

const phone = 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1m3 15h2'
const key = 'M11 12h10v3m-4-3v2M7 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7'
const dots = 'M5 5h14v14H5zm3 7h.01M12 12h.01M16 12h.01'

const lock = 'M6 11h12v9H6zm2 0V8a4 4 0 0 1 8 0v3'

const paths: Readonly<Record<string, string>> = {
  password: lock,
  passkey: key,
  totp: phone,
  push: phone,
  token: dots,
  pin: dots,
  pass: dots,
  sms: 'M4 5h16v11H10l-4 4v-4H4zm4 4h8m-8 3h5',
  mail: 'M4 6h16v12H4zm0 1 8 6 8-6',
  voice:
    'M6 4h3l2 5-2 1.5a11 11 0 0 0 4.500 4.500L15 13l5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2',
  question: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .600-1.500 1.200-1.500 2.400m0 3h.01',
  leader: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20c0-4 3-6 7-6s7 2 7 6',
  codes: 'M6 4h12v16H6zm3 4h6m-6 4h6m-6 4h3',
}

export const iconOf = (factor: string): Markup =>
  html`<svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
    <path d="${paths[factor] ?? dots}" />
  </svg>`
