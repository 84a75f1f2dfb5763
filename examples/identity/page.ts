// The page of Fjordvik-ID: one picks who one is, or turns back. Every text is shown as text.
import { readFileSync } from 'node:fs'
import { escape } from '../inbox/page.ts'

/** Somebody invented, with a number that belongs to nobody. */
export interface Citizen {
  readonly name: string
  readonly pid: string
}

export interface Picking {
  /** What was asked for. */
  readonly id: string
  readonly people: readonly Citizen[]
}

const style = ['../inbox/inbox.css', './identity.css']
  .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
  .join('')

// A form that leads back to another house is held to this through every redirect: so no
// form-action.
export const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const drawPage = (body: string): string => `<!doctype html>
<html lang="nb"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fjordvik-ID – demo</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body class="picking"><header><h1>Fjordvik-ID</h1>
<p class="soft">Et hus som bekrefter hvem oppdiktede folk er. Ingen av numrene tilhører noen.</p></header>
<main>${body}</main></body></html>`

export const drawHome = (): string =>
  drawPage('<p class="card nothing">Du blir sendt hit når et annet hus spør hvem du er.</p>')

export const drawPicking = ({ id, people }: Picking): string =>
  drawPage(`<form class="card" method="post" action="/authorize">
<input type="hidden" name="id" value="${escape(id)}">
<h2>Hvem er du?</h2>
${people.map(drawCitizen).join('\n')}
<label><input type="checkbox" name="weak" value="yes">
Bruk en måte som er svakere enn den det ble bedt om</label>
<button class="back">Avbryt</button>
</form>`)

const drawCitizen = ({ name, pid }: Citizen): string =>
  `<button name="pid" value="${escape(pid)}"><b>${escape(name)}</b>
<span class="small soft">${escape(spaced(pid))}</span></button>`

/** As it is read: 018170 00092. */
const spaced = (pid: string): string => pid.replace(/^(\d{6})/, '$1 ')
