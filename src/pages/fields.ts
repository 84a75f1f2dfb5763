// The fields of a page, and what stands beside them. Our own label and aria markup, since a page
// without script must bind them itself.
import { html, type Markup, type Part } from '../lib/html.ts'
import { problemWords, type Drawing } from './drawing.ts'

const sign = [
  'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 4.5a1 1 0 0 1 1 1V13a1 1 0 1 1-2 0V7.5a1 1 0 0 1 1-1',
  'm0 9a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4',
].join('')

export const cross = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <path fill="currentColor" d="${sign}" />
</svg>`

export interface FieldLook {
  readonly name: string
  readonly type: 'text' | 'password' | 'tel'
  /**
   * Everything the browser needs to know: autocomplete, inputmode … Our own words only, never a
   * person's.
   */
  readonly attributes: Markup
  readonly label?: Markup
  readonly hint?: Markup
  readonly look?: 'code' | 'start' | 'short'
  readonly value?: string
  readonly focus?: boolean
  readonly describedBy?: string
  /** The field whose passkeys are offered with what fills this one in. */
  readonly asks?: string
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
  const value = typedIn(drawing, name) ?? look.value
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
    ${look.attributes}${states({ ...look, ...(value !== undefined && { value }) }, described, isWrong)}
  />`
  return html`<div class="field">
    ${look.label && html`<label for="f-${name}">${look.label}</label>`}
    ${look.hint && html`<p class="small" id="f-${name}-hint">${look.hint}</p>`}
    ${look.beside ? html`<div class="with">${input}${look.beside}</div>` : input}
    ${isWrong && problemLine(drawing, name)}
  </div>`
}

const typedIn = ({ typed }: Drawing, name: string): string | undefined =>
  Object.entries(typed).find(([field]) => field === name)?.[1]

const states = (look: FieldLook, described: readonly string[], isWrong: boolean): Part => [
  look.value !== undefined && html` value="${look.value}"`,
  look.asks !== undefined && html` data-asks="${look.asks}"`,
  described.length > 0 && html` aria-describedby="${described.join(' ')}"`,
  isWrong && html` aria-invalid="true"`,
  look.focus === true && html` autofocus`,
]

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

interface Tick {
  readonly name: string
  readonly isTicked: boolean
  readonly describedBy?: string
}

export const tick = ({ name, isTicked, describedBy }: Tick, words: Markup): Markup =>
  html`<label class="tick"
    ><input
      class="ds-input"
      type="checkbox"
      name="${name}"
      value="yes"
      ${describedBy !== undefined && html` aria-describedby="${describedBy}"`}
      ${isTicked && html` checked`}
    /><span>${words}</span></label
  >`

/**
 * «Stol på denne nettleseren»: what is spared, and where that is unwise, stands beside it. It is on
 * another page than staying signed in, since it is about another question.
 */
export const rememberTick = (
  { rememberDays }: { readonly rememberDays?: number },
  drawing: Drawing,
): Markup | undefined =>
  rememberDays === undefined
    ? undefined
    : html`<div>
        ${tick(
          {
            name: 'remember',
            isTicked: typedIn(drawing, 'remember') !== undefined,
            describedBy: 'remember-hint',
          },
          drawing.say('remember.tick', { count: rememberDays }),
        )}
        <p class="small" id="remember-hint">${drawing.say('remember.hint')}</p>
      </div>`

export interface ChoiceLook {
  readonly name: string
  readonly label: Markup
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly chosen?: string | undefined
  readonly autocomplete: string
  readonly focus?: boolean
}

/** One of many, with the list that the browser and the phone know best. */
export function choiceField(drawing: Drawing, look: ChoiceLook, isWrong: boolean): Markup {
  const { name, options } = look
  const chosen = typedIn(drawing, name) ?? look.chosen
  return html`<div class="field">
    <label for="f-${name}">${look.label}</label>
    <select
      class="ds-input"
      id="f-${name}"
      name="${name}"
      autocomplete="${look.autocomplete}"
      ${isWrong && html` aria-describedby="f-${name}-problem" aria-invalid="true"`}
      ${look.focus === true && html` autofocus`}
    >
      ${options.map(
        ([value, words]) =>
          html`<option value="${value}" ${value === chosen && html`selected`}>${words}</option>`,
      )}
    </select>
    ${isWrong && problemLine(drawing, name)}
  </div>`
}

/** Hidden until the script can do it; what was done is said where it is heard. */
export const copyButton = (text: string, words: Markup, done: string): Markup =>
  html`<p class="copy">
    <button class="ds-link" type="button" hidden data-copies="${text}" data-copied="${done}">
      ${words}
    </button>
    <span class="small" role="status"></span>
  </p>`
