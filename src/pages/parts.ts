// The parts that screens are made of: heading, field, buttons, ways on. Our own label and aria
// markup, since a page without script must bind them itself.
import { html, nothing, safeAddress, type Markup, type Part } from '../lib/html.ts'
import { problemWords, stepLine, type Drawing } from './drawing.ts'
import type { Progress } from '../shapes/screen.ts'

const sign = [
  'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 4.5a1 1 0 0 1 1 1V13a1 1 0 1 1-2 0V7.5a1 1 0 0 1 1-1',
  'm0 9a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4',
].join('')

const cross = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path fill="currentColor" d="${sign}" />
</svg>`

/**
 * The top of a card. With one field on the page the heading is its label, so that it is heard
 * first.
 */
export const top = (
  drawing: Drawing,
  heading: Markup,
  more: { progress?: Progress | undefined; labels?: string; focus?: boolean; lead?: Part } = {},
): Markup =>
  html`<div class="top">
    ${stepLine(drawing, more.progress)}
    ${
      more.labels === undefined
        ? html`<h1 id="heading" ${more.focus === true && html` tabindex="-1" autofocus`}>
            ${heading}
          </h1>`
        : html`<h1 id="heading"><label for="f-${more.labels}">${heading}</label></h1>`
    }
    ${more.lead}
  </div>`

export interface FieldLook {
  readonly name: string
  readonly type: 'text' | 'password'
  /**
   * Everything the browser needs to know: autocomplete, inputmode … Our own words only, never a
   * person's.
   */
  readonly attributes: Markup
  readonly label?: Markup
  readonly hint?: Markup
  readonly look?: 'code' | 'start'
  readonly value?: string
  readonly focus?: boolean
  readonly describedBy?: string
  readonly beside?: Markup
}

/** The field a problem stands beside, when the page has several. */
export const fieldOfProblem = (
  drawing: Drawing,
  fields: readonly [string, ...string[]],
): string | undefined => {
  const named = drawing.problem?.field
  if (drawing.problem === undefined) return undefined
  return named !== undefined && fields.includes(named) ? named : fields[0]
}

export function field(drawing: Drawing, look: FieldLook, isWrong: boolean): Markup {
  const { name } = look
  const described = [
    isWrong && `f-${name}-problem`,
    look.hint && `f-${name}-hint`,
    look.describedBy,
  ].filter((id) => typeof id === 'string')
  const input = html`<input
    class="ds-input${look.look && ` ${look.look}`}"
    id="f-${name}"
    name="${name}"
    type="${look.type}"
    ${look.attributes}${
      look.value !== undefined && html` value="${look.value}"`
    }${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${
      isWrong && html` aria-invalid="true"`
    }${look.focus === true && html` autofocus`}
  />`
  return html`<div class="field">
    ${look.label && html`<label for="f-${name}">${look.label}</label>`}
    ${look.hint && html`<p class="small" id="f-${name}-hint">${look.hint}</p>`}
    ${look.beside ? html`<div class="with">${input}${look.beside}</div>` : input}
    ${isWrong && problemLine(drawing, name)}
  </div>`
}

const problemLine = (drawing: Drawing, name: string): Markup =>
  html`<p class="problem" id="f-${name}-problem">${cross}<span>${problemWords(drawing)}</span></p>`

/** Hidden until the script can do it. */
export const showPassword = (drawing: Drawing, name: string): Markup =>
  html`<button
    type="button"
    hidden
    data-shows="f-${name}"
    data-hide="${drawing.plain('password.hide')}"
  >
    ${drawing.say('password.show')}
  </button>`

/** A problem on a page without fields. */
export const told = (drawing: Drawing): Markup | undefined =>
  drawing.problem &&
  html`<p class="told" role="alert">${cross}<span>${problemWords(drawing)}</span></p>`

export const primary = (words: Markup): Markup =>
  html`<button class="ds-button" name="do" value="answer">${words}</button>`

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
    html`<form class="card" method="post" action="${actionOf(drawing)}" novalidate>
      ${ties(drawing)}${inside}
    </form>`,
  )

/** Secondary ways stand in a form of their own: Enter in a field must never press one of them. */
export const withWays = (drawing: Drawing, inside: Markup): Markup =>
  inside.text.includes('form="ways"')
    ? html`${inside}
        <form id="ways" method="post" action="${actionOf(drawing)}">${ties(drawing)}</form>`
    : inside

const actionOf = ({ frame }: Drawing): string => safeAddress(frame.form?.action ?? '')

const wayButton = (value: 'back' | 'another-account' | 'cancel', words: Markup): Markup =>
  html`<button class="ds-link" form="ways" name="do" value="${value}" formnovalidate>
    ${words}
  </button>`

export const backWay = (drawing: Drawing): Markup | undefined => {
  const { may } = drawing.frame
  if (may.includes('leave'))
    return html`<a class="ds-link" href="/">${drawing.say('choice.cancel')}</a>`
  return may.includes('back') ? wayButton('back', drawing.say('frame.back')) : undefined
}

export const accountWay = (drawing: Drawing): Markup | undefined =>
  drawing.frame.may.includes('another-account')
    ? wayButton('another-account', drawing.say('frame.another-account'))
    : undefined

/** To our own page, which says whom to call: the organisation's own help stands at the foot. */
export const helpWay = (drawing: Drawing): Markup | undefined =>
  drawing.frame.may.includes('help')
    ? html`<a class="ds-link" href="/help">${drawing.say('frame.help-signing-in')}</a>`
    : undefined

export const unfold = (question: Markup, answer: Markup, isOpen = false): Markup =>
  html`<details ${isOpen && html` open`}>
    <summary>${question}</summary>
    <p class="small">${answer}</p>
  </details>`

export const more = (...parts: readonly (Markup | undefined)[]): Markup =>
  parts.some((part) => part !== undefined) ? html`<div class="more">${parts}</div>` : nothing

export const acts = (...parts: readonly Part[]): Markup => html`<div class="acts">${parts}</div>`
