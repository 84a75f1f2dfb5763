// The password. The same page for a name that does not exist, with the name as typed and never the
// person's (R-08).
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { field, showPassword, tick } from '../fields.ts'
import { accountWay, acts, backWay, form, more, primary, top, unfold, wayButton } from '../parts.ts'

export function drawPassword(
  screen: Extract<Screen, { kind: 'password' }>,
  drawing: Drawing,
): Drawn {
  const { name, again, application, came } = screen
  const heading = again ? 'password.heading-again' : 'password.heading'
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      top(drawing, drawing.say(heading), {
        labels: 'password',
        lead: html`${
            came !== undefined &&
            html`<p class="told told-well" role="status">${drawing.say(`password.${came}`)}</p>`
          }${
            application !== undefined &&
            html`<p class="lead">${drawing.say('password.lead', { application })}</p>`
          }
          <p class="lead" id="named">
            <span class="account"
              ><span>${drawing.say(again ? 'password.again' : 'password.named', { name })}</span
              >${accountWay(drawing)}</span
            >
          </p>`,
      }),
      html`<input type="text" autocomplete="username" value="${name}" readonly hidden />`,
      field(
        drawing,
        {
          name: 'password',
          type: 'password',
          attributes: html`autocomplete="current-password"`,
          focus: true,
          describedBy: 'named',
          beside: showPassword(drawing, 'password'),
        },
        drawing.problem !== undefined,
      ),
      screen.mayStay && tick({ name: 'stay', isTicked: screen.stay }, drawing.say('password.stay')),
      acts(
        primary(drawing.say(again ? 'password.go-again' : 'password.go')),
        accountWay(drawing) ? undefined : backWay(drawing),
      ),
      more(waysRound(drawing)),
    ]),
  }
}

/** In a sign-in one turns aside from here; elsewhere somebody helps. */
const waysRound = (drawing: Drawing): Markup =>
  drawing.frame.may.includes('turn-aside')
    ? html`${wayButton('forgotten', drawing.say('password.forgotten'))}
      ${wayButton('locked', drawing.say('password.locked'))}`
    : unfold(
        drawing.say('password.forgotten'),
        drawing.say('password.forgotten-text', { support: supportOf(drawing) }),
      )
