// A new password. The rules are those of the policy in force; the script ticks them off, and the
// server holds the very same.
import type { TextKey } from '../../../texts/catalogue.ts'
import { html, type Markup } from '../../lib/html.ts'
import type { PasswordRule, Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { field, fieldOfProblem, showPassword } from '../fields.ts'
import { acts, backWay, form, primary, top } from '../parts.ts'

type NewPassword = Extract<Screen, { kind: 'new-password' }>

export function drawNewPassword(screen: NewPassword, drawing: Drawing): Drawn {
  const heading = screen.because === 'first' ? 'new-password.heading' : 'new-password.heading-new'
  const lead = `new-password.${screen.because}` as const satisfies TextKey
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      top(drawing, drawing.say(heading), {
        progress: screen.progress,
        labels: 'password',
        lead: html`<p class="lead" id="about">${drawing.say(lead)}</p>`,
      }),
      ...passwordFields(screen, drawing),
      acts(
        primary(drawing.say(screen.because === 'first' ? 'new-password.go' : 'new-password.save')),
        backWay(drawing),
      ),
      html`<p class="small">${drawing.say('new-password.tip')}</p>`,
    ]),
  }
}

interface Chosen {
  readonly account: string
  readonly rules: readonly PasswordRule[]
  readonly repeat: boolean
}

/**
 * The field, the second one where it is wanted, and what is demanded; a heading may be the label.
 */
export function passwordFields(
  { account, rules, repeat }: Chosen,
  drawing: Drawing,
  label?: Markup,
): readonly (Markup | false)[] {
  const wrong = fieldOfProblem(drawing, ['password', 'repeat'])
  return [
    html`<input type="text" autocomplete="username" value="${account}" readonly hidden />`,
    field(
      drawing,
      {
        name: 'password',
        type: 'password',
        attributes: html`autocomplete="new-password"`,
        focus: wrong !== 'repeat',
        describedBy: label ? 'rules' : 'about rules',
        ...(label && { label }),
        beside: showPassword(drawing, 'password'),
      },
      wrong === 'password',
    ),
    repeat &&
      field(
        drawing,
        {
          name: 'repeat',
          type: 'password',
          attributes: html`autocomplete="new-password"`,
          label: drawing.say('new-password.repeat'),
          focus: wrong === 'repeat',
        },
        wrong === 'repeat',
      ),
    html`<ul
      class="rules"
      id="rules"
      aria-label="${drawing.plain('new-password.rules')}"
      data-for="f-password"
      data-held-word="${drawing.plain('new-password.held')}"
    >
      ${rules.map((rule) => ruleLine(rule, drawing))}
    </ul>`,
  ]
}

const ruleLine = (rule: PasswordRule, drawing: Drawing): Markup =>
  html`<li ${ruleFacts(rule)}>
    <span
      >${ruleWords(rule, drawing)}${
        rule.rule === 'not-common' && html` <small>(${drawing.say('rule.later')})</small>`
      }</span
    >
  </li>`

const ruleWords = (rule: PasswordRule, drawing: Drawing): Markup =>
  rule.rule === 'length'
    ? drawing.say('rule.length', { min: rule.min })
    : drawing.say(`rule.${rule.rule}`)

/**
 * What the script needs to tick the rule off. `not-common` has nothing: only the server knows the
 * lists.
 */
function ruleFacts(rule: PasswordRule): Markup {
  if (rule.rule === 'length') return html`data-rule="length" data-min="${rule.min}"`
  if (rule.rule === 'no-name')
    return html`data-rule="no-name" data-parts="${JSON.stringify(rule.parts)}"`
  return html`data-rule="${rule.rule}"`
}
