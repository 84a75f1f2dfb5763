// A text, what it is about, and two or three named ways on. The first is what the person came for.
import type { TextKey } from '../../../texts/catalogue.ts'
import { html, safeAddress, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { isTextKey, sayBest } from '../../../texts/index.ts'
import { inLanguage, type Drawing, type Drawn } from '../drawing.ts'
import { methodName, methodUse } from '../method-words.ts'
import { acts, backWay, form, told, top } from '../parts.ts'

import { drawConsent } from './consent.ts'
import { drawLostPhone } from './lost-phone.ts'

type Confirm = Extract<Screen, { kind: 'confirm' }>

export function drawConfirm(screen: Confirm, drawing: Drawing): Drawn {
  const { about, application, choices } = screen
  if (about === 'consent') return drawConsent(screen, drawing)
  if (about === 'lost-phone') return drawLostPhone(screen, drawing)
  const { language } = drawing.frame
  const text = sayBest(
    language,
    `confirm.${about}.text`,
    application === undefined ? {} : { application },
  )
  return {
    title: drawing.plain(`confirm.${about}`),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(`confirm.${about}`), {
        focus: true,
        lead: text && html`<p class="lead">${inLanguage(language, text.language, text.text)}</p>`,
      }),
      named(screen, drawing),
      acts(
        choices.map((choice, at) => {
          const key = `choice.${choice}`
          const words = drawing.say(isChoice(key) ? key : 'choice.continue')
          return html`<button
            class="ds-button"
            ${at > 0 && html` data-variant="secondary"`}
            name="choice"
            value="${choice}"
          >
            ${words}
          </button>`
        }),
        backWay(drawing),
        (screen.ways ?? []).map(
          ({ to, word }) =>
            html`<a class="ds-link" href="${safeAddress(to)}">${drawing.say(`way.${word}`)}</a>`,
        ),
      ),
    ]),
  }
}

/** Which method and whose account, so that nobody presses for the wrong one. */
const named = ({ method, account }: Confirm, drawing: Drawing): Markup | undefined =>
  method === undefined && account === undefined
    ? undefined
    : html`<div class="note">
        ${account !== undefined && html`<p>${account}</p>`}
        ${
          method !== undefined &&
          html`<p>
            <b>${methodName(method, drawing)}</b><br />
            <span class="small">${methodUse(method, drawing)}</span>
          </p>`
        }
      </div>`

type ChoiceKey = Extract<TextKey, `choice.${string}`>
const isChoice = (key: string): key is ChoiceKey => isTextKey(key)
