// Who are you? The same page for everyone: nothing here depends on whether a name exists.
import { html } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { field } from '../fields.ts'
import { acts, backWay, form, helpWay, more, primary, top } from '../parts.ts'

/**
 * The token list must be exactly this, or the browser offers no passkey (HTML, «webauthn» last).
 */
export const nameAttributes = html`autocomplete="username webauthn" autocapitalize="none"
autocorrect="off" spellcheck="false" inputmode="email"`

const activateAddress = '/start'

export function drawWho(screen: Extract<Screen, { kind: 'who' }>, drawing: Drawing): Drawn {
  const change = screen.purpose === 'change-password'
  const heading = change ? 'who.heading-change' : 'who.heading'
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      top(drawing, drawing.say(heading), {
        lead: change
          ? html`<p class="lead">${drawing.say('who.lead-change')}</p>`
          : screen.application !== undefined &&
            html`<p class="lead">
              ${drawing.say('who.lead', { application: screen.application })}
            </p>`,
      }),
      field(
        drawing,
        {
          name: 'name',
          type: 'text',
          attributes: nameAttributes,
          label: drawing.say('who.name'),
          focus: true,
          ...(screen.domain === undefined
            ? {}
            : { hint: drawing.say('who.domain', { domain: screen.domain }) }),
          ...(screen.typed === undefined ? {} : { value: screen.typed }),
        },
        drawing.problem !== undefined,
      ),
      acts(primary(drawing.say('who.go')), backWay(drawing), helpWay(drawing)),
      change
        ? undefined
        : more(
            html`<p class="small">
              ${drawing.say('who.new-here')}
              <a class="ds-link" href="${activateAddress}">${drawing.say('who.activate')}</a>
            </p>`,
          ),
    ]),
  }
}
