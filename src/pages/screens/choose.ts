// The ways there are, each a button that acts: the recommended one first, one line of use each, and
// last the way to people. Never a way that the person does not have here.
import { html, type Markup } from '../../lib/html.ts'
import type { Choice, Screen } from '../../shapes/screen.ts'
import { below, firstTime, placeLine } from '../around.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { iconOf } from '../icons.ts'
import { choiceName, choiceUse, spokenBest } from '../method-words.ts'
import { accountWay, acts, backWay, form, told, top, unfold } from '../parts.ts'
import { phoneTerms } from './sent-code.ts'

type Choose = Extract<Screen, { kind: 'choose' }>

export function drawChoose(screen: Choose, drawing: Drawing): Drawn {
  const { purpose, choices, name } = screen
  const heading = drawing.say(`choose.${purpose}`)
  const usesPhone = choices.some(({ factor }) => factor === 'sms' || factor === 'voice')
  return {
    title: drawing.plain(`choose.${purpose}`),
    body: form(drawing, [
      told(drawing),
      top(drawing, heading, {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`${leadOf(screen, drawing)}
        ${
          name !== undefined &&
          html`<p class="lead">
            <span class="account"
              ><span>${drawing.say('choose.named', { name })}</span>${accountWay(drawing)}</span
            >
          </p>`
        }`,
      }),
      html`<ul class="pick" aria-labelledby="heading">
        ${choices.map((choice) => pick(choice, screen, drawing))}
      </ul>`,
      purpose === 'set-up' && usesPhone && phoneTerms(drawing),
      backed(backWay(drawing)),
      below(
        screen,
        purpose,
        drawing,
        unfold(
          drawing.say('choose.none'),
          drawing.say('choose.none-text', { support: supportOf(drawing) }),
        ),
      ),
    ]),
  }
}

/** Whoever has shown nothing is shown every way there is: which are theirs is told afterwards. */
function leadOf(screen: Choose, drawing: Drawing): Markup | undefined {
  if (screen.purpose === 'set-up') return firstTime(screen, drawing)
  const key = screen.turned ? 'choose.prove-any' : 'choose.prove-lead'
  return html`<p class="lead">${drawing.say(key)}</p>`
}

const backed = (way: Markup | undefined): Markup | undefined => way && acts(way)

const pick = (choice: Choice, screen: Choose, drawing: Drawing): Markup =>
  html`<li>
    <button form="choices" name="choice" value="${choice.choice}">
      <span class="face sign" aria-hidden="true">${iconOf(choice.factor)}</span
      ><span
        ><b>${choiceName(choice, screen.purpose, drawing)}</b>
        <span class="small">${useOf(choice, screen, drawing)}</span></span
      >${
        choice.isRecommended === true &&
        html` <span class="badge">${drawing.say('choose.recommended')}</span>`
      }
    </button>
  </li>`

/** Nothing leaves the house before a press there, and perhaps not then. */
const useOf = (choice: Choice, { purpose, turned }: Choose, drawing: Drawing): Markup | undefined =>
  (turned && spokenBest(drawing, `enter-code.discreet-${choice.factor}`)) ??
  choiceUse(choice, purpose, drawing)
