// The page of the demo's phones: one phone for each number, the newest on top, and a call that is
// read instead of heard. Every text is shown as text.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { escape } from '../inbox/page.ts'

export interface Arrived {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly sender: string
  readonly text: string
}

export interface ShownCall {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly extension?: string
  readonly state: 'ringing' | 'talking' | 'ended'
  readonly said: readonly string[]
}

export interface Shown {
  readonly arrived: readonly Arrived[]
  readonly calls: readonly ShownCall[]
  /** Changes with whatever is shown. */
  readonly state: string
}

const style = ['../inbox/inbox.css', './phone.css']
  .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
  .join('')
// Without it the page stands still, and nothing else is lost.
const script = `const now = document.body.dataset.state
setInterval(async () => {
  const answer = await fetch('/state').catch(() => undefined)
  if (answer?.ok && (await answer.text()) !== now) location.reload()
}, 1500)`

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function drawPhones(shown: Shown): string {
  const all = [...shown.arrived, ...shown.calls].toSorted(byTime)
  const numbers = [...new Set(all.map(({ to }) => to))]
  const phones = numbers.map((number) => drawPhone(number, shown)).join('')
  return `<!doctype html>
<html lang="nb"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Telefoner – demo</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body data-state="${escape(shown.state)}">
<header><h1>Telefoner</h1>
<p class="soft">SMS og anrop som Portvakt har sendt i demoen. Ingenting her går ut på nettet.</p></header>
<main class="phones">${phones || '<p class="card nothing">Ingen SMS og ingen anrop ennå.</p>'}</main>
<script>${script}</script></body></html>`
}

const byTime = (one: { at: string }, other: { at: string }): number =>
  other.at.localeCompare(one.at)

function drawPhone(number: string, { arrived, calls }: Shown): string {
  const id = `n${number.replace(/\D/g, '')}`
  const lines = [
    ...calls.map((call) => ({ at: call.at, to: call.to, html: drawCall(call) })),
    ...arrived.map((one) => ({ at: one.at, to: one.to, html: drawMessage(one) })),
  ]
    .filter(({ to }) => to === number)
    .toSorted(byTime)
    .map(({ html }) => `<li>${html}</li>`)
  return `<section class="phone" aria-labelledby="${id}"><h2 id="${id}">${escape(spaced(number))}</h2>
<ol>${lines.join('')}</ol></section>`
}

const drawMessage = ({ sender, text, at }: Arrived): string =>
  `<p class="small soft">SMS fra ${escape(sender)}, ${time(at)}</p><p>${escape(text)}</p>`

function drawCall(call: ShownCall): string {
  const { at, extension, state, said } = call
  const to = extension ? `, internnummer ${escape(extension)}` : ''
  const head = `<p class="small soft">Anrop${to}, ${time(at)}</p>`
  if (state === 'ringing') return `${head}${buttonsOf(call, [['', 'Svar']])}`
  const heard = `<div class="heard" role="log">${said.map((one) => `<p>${escape(one)}</p>`).join('')}</div>`
  const keys = [...'123456789*0#'].map((key): [string, string] => [key, key])
  return state === 'talking'
    ? `${head}${heard}${buttonsOf(call, keys)}`
    : `${head}${heard}<p class="small soft">Samtalen er slutt.</p>`
}

/** Without a key it is answered. */
function buttonsOf(call: ShownCall, keys: readonly (readonly [string, string])[]): string {
  const buttons = keys.map(
    ([key, label]) => `<button${key && ` name="key" value="${key}"`}>${label}</button>`,
  )
  const many = keys.length > 1 ? ' class="keys" aria-label="Taster"' : ''
  return `<form method="post" action="/key"${many}>
<input type="hidden" name="call" value="${escape(call.id)}">${buttons.join('')}</form>`
}

/** As it is read: +47 999 99 944. */
const spaced = (number: string): string =>
  number.replace(/^(\+47)(\d{3})(\d{2})(\d{3})$/, '$1 $2 $3 $4')

const time = (at: string): string =>
  `<time datetime="${escape(at)}">${escape(clock.format(new Date(at)).replace(':', '.'))}</time>`

// The clock on the wall where the demo's people are.
const clock = new Intl.DateTimeFormat('nb', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Oslo',
})
