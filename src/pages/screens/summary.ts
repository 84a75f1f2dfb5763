// What is set up, what is used first, what may be added, and the way on.
import { html, type Markup } from '../../lib/html.ts'
import type { Choice, MethodLine, Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { expectedWords } from '../words/expected-words.ts'
import {
  calledBy,
  calledSo,
  choiceShort,
  methodName,
  methodUse,
  methodUses,
  silent,
  spokenBest,
} from '../method-words.ts'
import { acts, form, primary, told, top, waysTo } from '../parts.ts'

type Summary = Extract<Screen, { kind: 'summary' }>

export function drawSummary(screen: Summary, drawing: Drawing): Drawn {
  const { firstName, account, application, receiptTo, expects } = screen
  return {
    title: drawing.plain('summary.heading', { firstName }),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('summary.heading', { firstName }), {
        progress: screen.progress,
        focus: true,
        lead: html`<p class="lead">${drawing.say('summary.lead')}</p>`,
      }),
      html`<ul class="done">
        ${
          account !== undefined &&
          html`<li>
            <b>${drawing.say('summary.account')}</b>
            <span class="small">${account}</span>
          </li>`
        }
        ${screen.methods.filter(isALine).map((line) => methodLine(line, screen, drawing))}
      </ul>`,
      expects && html`<p>${expectedWords(expects, drawing)}</p>`,
      sharedFate(screen, drawing),
      preferred(screen, drawing),
      acts(
        primary(
          application === undefined
            ? drawing.say('summary.go-start')
            : drawing.say('summary.go', { application }),
        ),
      ),
      receiptTo !== undefined &&
        html`<p class="small">${drawing.say('summary.receipt', { to: receiptTo })}</p>`,
      addMore(screen, drawing),
    ]),
  }
}

/** One phone that approves shows codes as well, and is one line. */
const isOfPhone = (line: MethodLine, methods: readonly MethodLine[]): boolean =>
  line.factor === 'totp' &&
  line.name !== undefined &&
  methods.some(({ factor, name }) => factor === 'push' && name === line.name)
const isALine = (line: MethodLine, _at: number, methods: readonly MethodLine[]): boolean =>
  !isOfPhone(line, methods)

const useOf = (line: MethodLine, methods: readonly MethodLine[], drawing: Drawing) =>
  line.factor === 'push' && methods.some((one) => one !== line && one.name === line.name)
    ? drawing.say(`factor.push.use-codes${silent(line)}`)
    : methodUse(line, drawing)

/** Where the default is chosen below, it is not said twice. */
const methodLine = (
  line: MethodLine,
  { defaults = [], methods }: Summary,
  drawing: Drawing,
): Markup => {
  const use = useOf(line, methods, drawing)
  return html`<li>
    <b>${methodName(line, drawing)}</b>${
      line.isDefault === true &&
      defaults.length < 2 &&
      html` <span class="badge">${drawing.say('summary.default')}</span>`
    }${use && html`<span class="small">${use}</span>`}${methodUses(line, drawing)}
  </li>`
}

function sharedFate({ sharedFate: isShared }: Summary, drawing: Drawing): Markup | undefined {
  // Our sentence says «appen», «SMS-en» and «reservekoder»: not beside other names for them.
  const isCalled = ['push', 'totp', 'sms', 'codes'].some((one) => calledBy(drawing, one))
  return isShared === true
    ? html`<div class="note">
        <p>${drawing.say(isCalled ? 'summary.shared-fate.called' : 'summary.shared-fate')}</p>
        ${waysTo('codes', calledSo('codes', 'show', drawing) ?? drawing.say('summary.show-codes'))}
      </div>`
    : undefined
}

const preferred = ({ defaults = [] }: Summary, drawing: Drawing): Markup | undefined =>
  defaults.length < 2
    ? undefined
    : html`<fieldset>
        <legend>${drawing.say('summary.prefer')}</legend>
        ${defaults.map((choice, at) => preference(choice, at, drawing))}
      </fieldset>`

const preference = (choice: Choice, at: number, drawing: Drawing): Markup =>
  html`<label class="tick"
    ><input
      class="ds-input"
      type="radio"
      name="choice"
      id="prefer-${at}"
      value="${choice.choice}"
      ${choice.isDefault === true && html` checked`}
    /><span
      >${
        calledSo(choice.factor, 'prefer', drawing) ??
        spokenBest(drawing, `prefer.${choice.factor}${silent(choice)}`) ??
        choiceShort(choice, 'prove', drawing)
      }</span
    ></label
  >`

const addMore = (
  { more = [], sharedFate: isShared }: Summary,
  drawing: Drawing,
): Markup | undefined => {
  const offered = more.filter((factor) => factor !== 'codes' || isShared !== true)
  return offered.length === 0
    ? undefined
    : html`<p class="others">
        <span>${drawing.say('summary.more')}</span>
        ${offered.map((factor) =>
          waysTo(factor, choiceShort({ factor, choice: factor }, 'set-up', drawing)),
        )}
      </p>`
}
