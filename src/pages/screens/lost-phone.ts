// «Hva har skjedd?»: what became of the phone, each a button that acts, and what it does.
import { html, type Markup } from '../../lib/html.ts'
import type { MethodLine, Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { iconOf } from '../icons.ts'
import { methodName, spokenBest } from '../method-words.ts'
import { acts, backWay, form, told, top } from '../parts.ts'

type Confirm = Extract<Screen, { kind: 'confirm' }>

const icons: Readonly<Record<string, string>> = {
  'new-phone': 'push',
  'phone-gone': 'password',
  'phone-away': 'codes',
}

export function drawLostPhone({ choices, methods = [] }: Confirm, drawing: Drawing): Drawn {
  const back = backWay(drawing)
  return {
    title: drawing.plain('lost.heading'),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('lost.heading'), {
        focus: true,
        lead: html`<p class="lead">${drawing.say('lost.lead')}</p>`,
      }),
      html`<ul class="pick" aria-labelledby="heading">
        ${choices.map((choice) => pick(choice, methods, drawing))}
      </ul>`,
      back && acts(back),
    ]),
  }
}

const pick = (choice: string, methods: readonly MethodLine[], drawing: Drawing): Markup =>
  html`<li>
    <button form="choices" name="choice" value="${choice}">
      <span class="face sign" aria-hidden="true">${iconOf(icons[choice] ?? '')}</span
      ><span
        ><b>${spokenBest(drawing, `lost.${choice}`)}</b>
        <span class="small"
          >${spokenBest(drawing, `lost.${choice}.use`)}${
            choice === 'phone-gone' && html` ${blocked(methods, drawing)}`
          }</span
        ></span
      >
    </button>
  </li>`

/** What would be blocked, by the names that its owner knows. */
const blocked = (methods: readonly MethodLine[], drawing: Drawing): Markup =>
  html`${methods.map((method, at) => html`${at > 0 && ', '}${methodName(method, drawing)}`)}.`
