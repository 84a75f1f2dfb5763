// What stands around every screen: whose house it is, the languages, help, the case number. The
// whole document is made here.
import { html, inOneByte, Markup, safeAddress } from '../lib/html.ts'
import { isHexColor } from '../lib/color/contrast.ts'
import { remembering } from '../lib/remembering.ts'
import { languageNames } from '../../texts/index.ts'
import type { Frame } from '../shapes/frame.ts'
import type { Drawing } from './drawing.ts'

export interface Document {
  readonly title: string
  readonly main: Markup
  readonly look?: 'hall'
  readonly header?: Markup | undefined
}

const door = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="currentColor" />
  <path d="M9 25V13a7 7 0 0 1 14 0v12" fill="none" stroke-width="2.6" stroke-linecap="round" />
  <circle cx="19" cy="18" r="1.7" />
</svg>`

export function drawBody(drawing: Drawing, { main, look, header }: Document): Markup {
  const { frame } = drawing
  return html`<a class="skip" href="#main">${drawing.say('frame.skip')}</a>
    <header class="house">
      <b>${mark(frame)}<span>${frame.organisation.name}</span></b
      >${header}
      <nav class="tongues" aria-label="${drawing.plain('frame.language')}">
        ${frame.languages.map((tag) => languageLink(frame, tag))}
      </nav>
    </header>
    <main id="main" tabindex="-1" ${look && html` class="${look}"`}>${main}</main>
    ${drawFoot(drawing)}`
}

/** Its own logo, or our door in its colour. The name stands beside it and says whose it is. */
const mark = ({ organisation: { logo } }: Frame): Markup =>
  logo === undefined
    ? door
    : html`<img
        class="logo"
        src="${safeAddress(logo.address)}"
        width="${logo.width}"
        height="${logo.height}"
        alt=""
      />`

function languageLink(frame: Frame, tag: Frame['language']): Markup {
  const name = languageNames[tag]
  const current = tag === frame.language && html` aria-current="true"`
  return html`<a
    href="${inThisLanguage(frame.address, tag)}"
    lang="${tag}"
    hreflang="${tag}"
    ${current}
    >${name}</a
  >`
}

const inThisLanguage = (address: string, tag: string): string => {
  // Most addresses are a plain path of ours, and need no reading.
  if (/^(?:\/[\w-]+)+$/.test(address)) return `${address}?language=${tag}`
  const url = new URL(safeAddress(address), 'https://here.example')
  url.searchParams.set('language', tag)
  return `${url.pathname}${url.search}`
}

function drawFoot(drawing: Drawing): Markup {
  const { organisation, caseNumber } = drawing.frame
  const { support, links } = organisation
  const link = (to: string | undefined, words: Markup): Markup | undefined =>
    to === undefined ? undefined : html`<a href="${safeAddress(to)}">${words}</a>`
  const phone = support.phone
  const ways = [
    phone !== undefined &&
      html`<a class="whole" href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>`,
    support.hours !== undefined && html`<span class="whole">${support.hours}</span>`,
    support.mail !== undefined && html`<a href="mailto:${support.mail}">${support.mail}</a>`,
  ].filter((way) => way !== undefined && way !== false)
  const policies = [
    link(links.privacy, drawing.say('frame.privacy')),
    link(links.accessibility, drawing.say('frame.accessibility')),
    link(links.terms, drawing.say('frame.terms')),
  ].filter((one) => one !== undefined)
  const name = link(support.link ?? links.help, html`${support.name}`) ?? html`${support.name}`
  return html`<footer class="foot">
    <span
      ><span>${drawing.say('frame.help')}: ${name}${ways.map((way) => html`, ${way}`)}</span>${
        caseNumber !== undefined &&
        html` <span>${drawing.say('frame.case', { number: caseNumber })}</span>`
      }</span
    >${policies.length > 0 && html`<span>${policies}</span>`}
  </footer>`
}

/** A picture in the tab that costs no request. */
const icon = remembering(100, (color: string): string => {
  const brand = isHexColor(color) ? color.slice(1) : '0b5d4f'
  const picture = [
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>`,
    `<rect width='32' height='32' rx='8' fill='#${brand}'/>`,
    `<path d='M9 25V13a7 7 0 0 1 14 0v12' fill='none' stroke='#fff' stroke-width='2.6'/></svg>`,
  ]
  return `data:image/svg+xml,${encodeURIComponent(picture.join(''))}`
})

export interface Inside {
  readonly title: string
  readonly body: Markup
  readonly style: string
  readonly script?: string
}

/** The hash in the policy is of these bytes and no other, so no template may lay them out. */
export const exactly = (tag: 'style' | 'script', text: string): Markup =>
  new Markup(`<${tag}>${text}</${tag}>`)

/**
 * The whole page. Style and script are our own files; both are named by hash in the content
 * security policy.
 */
export function drawDocument({ frame, problem, plain }: Drawing, inside: Inside): string {
  const named = `${inside.title} – ${frame.organisation.service}`
  const title = problem === undefined ? named : plain('frame.error', { title: named })
  return html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${inOneByte(html`${title}`.text)}</title>
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="same-origin" />
        <link rel="icon" href="${icon(frame.organisation.color)}" />
        ${exactly('style', inside.style)}
      </head>
      <body>
        ${inOneByte(inside.body.text)}
        ${inside.script !== undefined && exactly('script', inside.script)}
      </body>
    </html>`.text
}
