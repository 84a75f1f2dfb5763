// The start code from paper or SMS, typed together with the user name.
import { html } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { field, fieldOfProblem } from '../fields.ts'
import { acts, backWay, form, more, primary, top, unfold } from '../parts.ts'
import { nameAttributes } from './who.ts'

const exampleCode = 'K7QF-29MD'

export function drawStartCode(
  screen: Extract<Screen, { kind: 'start-code' }>,
  drawing: Drawing,
): Drawn {
  const wrong = fieldOfProblem(drawing, ['code', 'name'])
  const focus = wrong ?? (screen.name ? 'code' : 'name')
  return {
    title: drawing.plain('start-code.heading'),
    body: form(drawing, [
      top(drawing, drawing.say('start-code.heading'), {
        lead: html`<p class="lead">${drawing.say('start-code.lead')}</p>`,
      }),
      field(
        drawing,
        {
          name: 'name',
          type: 'text',
          attributes: nameAttributes,
          label: drawing.say('start-code.name'),
          focus: focus === 'name',
          ...(screen.name === undefined ? {} : { value: screen.name }),
        },
        wrong === 'name',
      ),
      field(
        drawing,
        {
          name: 'code',
          type: 'text',
          attributes: html`autocomplete="off" autocapitalize="characters" spellcheck="false"`,
          label: drawing.say('start-code.code'),
          hint: drawing.say('start-code.code-hint', { example: exampleCode }),
          look: 'start',
          focus: focus === 'code',
        },
        wrong === 'code',
      ),
      acts(primary(drawing.say('start-code.go')), backWay(drawing)),
      more(
        unfold(
          drawing.say('start-code.none'),
          drawing.say('start-code.none-text', { support: supportOf(drawing) }),
        ),
        html`<p class="small">
          ${drawing.say('start-code.known')}
          <a class="ds-link" href="/">${drawing.say('way.sign-in')}</a>
        </p>`,
      ),
    ]),
  }
}
