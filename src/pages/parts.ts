// The parts that screens are made of: heading, buttons, ways on. Fields stand in fields.ts.
import { cross } from './fields.ts'
import { html, nothing, safeAddress, type Markup, type Part } from '../lib/html.ts'
import { problemWords, stepLine, type Drawing } from './drawing.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Progress } from '../shapes/screen.ts'

/**
 * The top of a card. With one field on the page the heading is its label, so that it is heard
 * first.
 */
export const top = (
  drawing: Drawing,
  heading: Markup,
  more: {
    progress?: Progress | undefined
    /** What stands there in place of the step. */
    place?: Markup | undefined
    labels?: string
    focus?: boolean
    lead?: Part
  } = {},
): Markup =>
  html`<div class="top">
    ${more.place ?? stepLine(drawing, more.progress)}
    ${
      more.labels === undefined
        ? html`<h1 id="heading" ${more.focus === true && html` tabindex="-1" autofocus`}>
            ${heading}
          </h1>`
        : html`<h1 id="heading"><label for="f-${more.labels}">${heading}</label></h1>`
    }
    ${more.lead}
  </div>`

/** A problem on a page without fields. */
export const told = (drawing: Drawing): Markup | undefined =>
  drawing.problem &&
  html`<p class="told" role="alert">${cross}<span>${problemWords(drawing)}</span></p>`

export const primary = (words: Markup, act: 'answer' | 'send' | 'call' = 'answer'): Markup =>
  html`<button class="ds-button" name="do" value="${act}">${words}</button>`

/** What ties an answer to this browser, this visit and this question. */
export const ties = ({ frame }: Drawing): Markup | undefined =>
  frame.form &&
  html`<input type="hidden" name="question" value="${frame.form.question}" /><input
      type="hidden"
      name="token"
      value="${frame.form.token}"
    />${Object.entries(frame.form.fields ?? {}).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}`

/** The form of a screen. */
export const form = (drawing: Drawing, inside: Part): Markup =>
  withWays(
    drawing,
    html`<form
      class="card"
      method="post"
      action="${actionOf(drawing)}"
      novalidate
      ${drawing.frame.wait !== undefined && html` data-wait="${safeAddress(drawing.frame.wait)}"`}
    >
      ${ties(drawing)}${inside}
    </form>`,
  )

/** Secondary ways stand in forms of their own: Enter in a field must never press one of them. */
export const withWays = (drawing: Drawing, inside: Markup): Markup =>
  html`${inside}${aside(drawing, inside, 'ways', nothing)}${aside(
    drawing,
    inside,
    'choices',
    html`<input type="hidden" name="do" value="choose" />`,
  )}${aside(
    drawing,
    inside,
    'forget',
    html`<input type="hidden" name="do" value="forget-account" />`,
  )}`

/** A button says one thing only: what is done with a choice is said by its form. */
const aside = (
  drawing: Drawing,
  inside: Markup,
  id: 'ways' | 'choices' | 'forget',
  fixed: Markup,
): Markup | undefined =>
  inside.text.includes(`form="${id}"`)
    ? html`<form id="${id}" method="post" action="${actionOf(drawing)}">
        ${ties(drawing)}${fixed}
      </form>`
    : undefined

const actionOf = ({ frame }: Drawing): string => safeAddress(frame.form?.action ?? '')

export const wayButton = (act: Exclude<Answer['do'], 'answer'>, words: Markup): Markup =>
  html`<button class="ds-link" form="ways" name="do" value="${act}" formnovalidate>
    ${words}
  </button>`

/** To the way of that name. */
export const waysTo = (choice: string, words: Markup): Markup =>
  html`<button class="ds-link" form="choices" name="choice" value="${choice}" formnovalidate>
    ${words}
  </button>`

/** To the phone, where this is no phone. */
export const handOverWay = (words: Markup, look: 'ds-link' | 'ds-button'): Markup =>
  html`<button class="${look} far" form="choices" name="choice" value="hand-over" formnovalidate>
    ${words}
  </button>`

/** Dark on light whatever the screen's own colours are, or no camera reads it. */
export const qrPicture = (
  { size, path }: { readonly size: number; readonly path: string },
  words: string,
): Markup =>
  html`<svg
    class="qr"
    role="img"
    aria-label="${words}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${size}v${size}h-${size}z" />
    <path fill="#000" d="${path}" />
  </svg>`

export const backWay = (drawing: Drawing): Markup | undefined => {
  const { may } = drawing.frame
  if (may.includes('leave'))
    return html`<a class="ds-link" href="/">${drawing.say('choice.cancel')}</a>`
  if (may.includes('sign-out'))
    return html`<a class="ds-link" href="/sign-out">${drawing.say('frame.sign-out')}</a>`
  return may.includes('back') ? wayButton('back', drawing.say('frame.back')) : undefined
}

export const accountWay = (drawing: Drawing): Markup | undefined =>
  drawing.frame.may.includes('another-account')
    ? wayButton('another-account', drawing.say('frame.another-account'))
    : undefined

/** Whoever cannot use the phone now says what has become of it. */
export const lostWay = (drawing: Drawing): Markup | undefined =>
  drawing.frame.may.includes('lost') ? wayButton('lost', drawing.say('lost.way')) : undefined

/** To our own page, which says whom to call: the organisation's own help stands at the foot. */
export const helpWay = (drawing: Drawing): Markup | undefined =>
  drawing.frame.may.includes('help')
    ? html`<a class="ds-link" href="/help">${drawing.say('frame.help-signing-in')}</a>`
    : undefined

export const unfold = (question: Markup, answer: Markup, isOpen = false): Markup =>
  html`<details ${isOpen && html` open`}>
    <summary>${question}</summary>
    <div class="small">${answer}</div>
  </details>`

export const more = (...parts: readonly (Markup | undefined)[]): Markup =>
  parts.some((part) => part !== undefined) ? html`<div class="more">${parts}</div>` : nothing

export const acts = (...parts: readonly Part[]): Markup => html`<div class="acts">${parts}</div>`
