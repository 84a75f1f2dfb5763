// A PIN that was given another way than the letter. One field, digits only, blanks allowed.
import { html } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { acts, backWay, field, form, helpWay, more, primary, top, unfold } from '../parts.ts'

/** A code from a message or from paper: digits on the keyboard, and never corrected. */
export const codeAttributes = html`autocomplete="one-time-code" inputmode="numeric"
autocapitalize="none" spellcheck="false"`

export function drawEnterCode(
  screen: Extract<Screen, { kind: 'enter-code' }>,
  drawing: Drawing,
): Drawn {
  const { digits = 6 } = screen
  // Another one comes from a person, so whom to ask stands in sight, and help is one press away.
  const isOver = drawing.problem?.code === 'code-expired'
  return {
    title: drawing.plain('enter-code.heading'),
    body: form(drawing, [
      top(drawing, drawing.say('enter-code.heading'), {
        progress: screen.progress,
        labels: 'code',
        lead: html`<p class="lead" id="about">${drawing.say('enter-code.lead', { digits })}</p>`,
      }),
      field(
        drawing,
        {
          name: 'code',
          type: 'text',
          attributes: codeAttributes,
          look: 'code',
          focus: true,
          describedBy: 'about',
        },
        drawing.problem !== undefined,
      ),
      acts(
        primary(drawing.say('enter-code.go')),
        backWay(drawing),
        isOver ? helpWay(drawing) : undefined,
      ),
      more(
        unfold(
          drawing.say('enter-code.none'),
          drawing.say('enter-code.none-text', { support: supportOf(drawing) }),
          isOver,
        ),
      ),
    ]),
  }
}
