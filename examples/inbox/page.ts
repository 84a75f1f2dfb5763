// The page of the demo's mailbox. Every text that came by mail is shown as text, or
// inside a frame that may run nothing and fetch nothing.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Mail } from './mime.ts'

export interface KeptMail extends Mail {
  readonly id: string
  readonly at: string
  readonly rcpt: string
}

/** One line of the leader's list: a person who has not begun yet, and the PIN to read out. */
export interface Pin {
  readonly leader?: string
  readonly name: string
  readonly login: string
  readonly pin: string
}

export interface View {
  readonly mails: readonly KeptMail[]
  readonly pins: readonly Pin[]
  /** Changes with whatever is shown. */
  readonly state: string
  /** Where the telephones are shown. */
  readonly phones: string | undefined
  readonly chosen: { readonly who?: string; readonly mail?: string; readonly as?: string }
}

const style = readFileSync(new URL('./inbox.css', import.meta.url), 'utf8')
// Without it the page stands still, and nothing else is lost.
const script = `const now = document.body.dataset.state
setInterval(async () => {
  const answer = await fetch('/state').catch(() => undefined)
  if (answer?.ok && (await answer.text()) !== now) location.reload()
}, 1500)`

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

// The frame of a mail inherits this: its own style attributes may stand, nothing may be fetched or
// run.
export const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

export function drawInbox(view: View): string {
  const { who } = view.chosen
  const mails = view.mails.filter((mail) => !who || mail.rcpt === who)
  const mail = mails.find((one) => one.id === view.chosen.mail) ?? mails[0]
  const box = mail
    ? `<div class="box">${drawList(view, mails, mail)}${drawMail(view, mail)}</div>`
    : '<p class="nothing">Ingen e-post ennå.</p>'
  return `<!doctype html>
<html lang="nb"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Innboks – demo</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body data-state="${escape(view.state)}">
<header><h1>Innboks</h1>
<p class="soft">All e-post som Portvakt har sendt i demoen. Ingenting her går ut på nettet.
${drawWay(view)}</p></header>
${drawPeople(view)}
<main>
<section class="card" aria-labelledby="mail"><h2 id="mail">E-post</h2>${box}</section>
<aside>${drawPins(view)}</aside>
</main>
<script>${script}</script></body></html>`
}

const addressOf = (chosen: View['chosen']): string => {
  const query = new URLSearchParams(
    Object.entries(chosen).filter((pair) => pair[1] !== ''),
  ).toString()
  return escape(query ? `/?${query}` : '/')
}
const present = (isPresent: boolean): string => (isPresent ? ' aria-current="true"' : '')
const small = (text: string): string => `<p class="small soft">${escape(text)}</p>`
const time = (at: string): string => {
  const said = clock.format(new Date(at)).replace(':', '.')
  return `<time class="small soft" datetime="${escape(at)}">${escape(said)}</time>`
}

function drawPeople({ mails, chosen }: View): string {
  const people = [...new Set(mails.map((mail) => mail.rcpt))].toSorted()
  if (people.length < 2) return ''
  // Whose mail is open stands in sight, however narrow the window is.
  const first = people.filter((who) => who === chosen.who)
  const inOrder = ['', ...first, ...people.filter((who) => who !== chosen.who)]
  const tabs = inOrder.map((who) => {
    const current = present((chosen.who ?? '') === who)
    return `<li><a href="${addressOf({ who })}"${current}>${escape(who || 'Alle')}</a></li>`
  })
  return `<nav aria-label="Mottakere"><ul>${tabs.join('')}</ul></nav>`
}

function drawList({ chosen }: View, mails: readonly KeptMail[], shown: KeptMail): string {
  const lines = mails.map((mail) => {
    const to = addressOf({ ...chosen, mail: mail.id, as: '' })
    return `<li><a href="${to}"${present(mail === shown)}><b>${escape(mail.subject)}</b>
<span class="small soft">${escape(mail.rcpt)}</span>${time(mail.at)}</a></li>`
  })
  return `<ul class="list">${lines.join('')}</ul>`
}

function drawMail({ chosen }: View, mail: KeptMail): string {
  const { html } = mail
  const from = mail.from.replace(/^"([^"]*)"/, '$1')
  const head = `<h3>${escape(mail.subject)}</h3>${small(`Fra ${from}`)}${small(`Til ${mail.rcpt}`)}`
  const asText = html === undefined || chosen.as === 'text'
  const other = addressOf({ ...chosen, mail: mail.id, as: asText ? '' : 'text' })
  const label = asText ? 'Vis med utseende' : 'Vis som ren tekst'
  const turn = html === undefined ? '' : `<p class="small"><a href="${other}">${label}</a></p>`
  const body = asText ? `<pre>${linked(mail.text)}</pre>` : framed(mail.subject, html)
  return `<article class="mail"><header>${head}${turn}</header>${body}</article>`
}

/** It may open a window when a link is pressed, as a mail program would, and nothing else. */
const framed = (title: string, html: string): string =>
  `<iframe title="${escape(title)}" sandbox="allow-popups allow-popups-to-escape-sandbox"
srcdoc="${escape(`<base target="_blank">${html}`)}"></iframe>`

/** Addresses in plain text can be pressed, as in any mail program. */
const linked = (text: string): string =>
  escape(text).replace(
    /https?:\/\/[^\s<]+[^\s<.,;:!?)]/g,
    (to) => `<a href="${to}" target="_blank" rel="noopener">${to}</a>`,
  )

function drawWay({ phones }: View): string {
  return phones === undefined
    ? ''
    : `Koder og anrop kommer til <a href="${escape(phones)}">telefonene</a>.`
}

/** Whose mail is open stands first; the other names lead to their mail. */
function drawPins({ pins, chosen }: View): string {
  if (pins.length === 0) return ''
  const isOpen = ({ login }: Pin): boolean => login === chosen.who
  const inOrder = [...pins.filter(isOpen), ...pins.filter((one) => !isOpen(one))]
  const name = (one: Pin): string =>
    `<a href="${addressOf({ who: one.login })}"${present(isOpen(one))}>${escape(one.name)}</a>`
  const lines = inOrder.map(
    (one) => `<li>${name(one)}
<span class="pin">${escape(grouped(one.pin))}</span>
<span class="small soft">${escape(one.login)}</span></li>`,
  )
  const leader = pins.find((one) => one.leader)?.leader ?? 'Lederen'
  return `<section class="card" aria-labelledby="pins"><h2 id="pins">Lederens liste</h2>
${small(`${leader} leser opp PIN-koden for den som skal i gang. Den trengs sammen med brevet.`)}
<ul class="pins">${lines.join('')}</ul></section>`
}

/** Three and three, as it is read out. */
const grouped = (pin: string): string => pin.replace(/^(\d{3})(\d{3})$/, '$1 $2')

// The clock on the wall where the demo's people are, as in the mails themselves.
const clock = new Intl.DateTimeFormat('nb', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/Oslo',
})
