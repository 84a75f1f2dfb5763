// Which account? Only accounts this browser knows, each a button that acts.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { accountWay, acts, backWay, form, told, top } from '../parts.ts'

export function drawChooseAccount(
  screen: Extract<Screen, { kind: 'choose-account' }>,
  drawing: Drawing,
): Drawn {
  return {
    title: drawing.plain('choose-account.heading'),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('choose-account.heading'), {
        focus: true,
        lead:
          screen.application !== undefined &&
          html`<p class="lead">
            ${drawing.say('choose-account.lead', { application: screen.application })}
          </p>`,
      }),
      html`<ul class="pick" aria-labelledby="heading">
        ${screen.accounts.map(
          ({ person, name, login, isSignedIn }) =>
            html`<li>
              <button name="person" value="${person}">
                <span class="face" aria-hidden="true">${initialOf(name)}</span
                ><span><b>${name}</b> <span class="small">${breakable(login)}</span></span> ${
                  isSignedIn &&
                  html`<span class="badge">${drawing.say('choose-account.signed-in')}</span>`
                }
              </button>
            </li>`,
        )}
      </ul>`,
      acts(accountWay(drawing), backWay(drawing)),
    ]),
  }
}

export const initialOf = (name: string): string =>
  ([...name.trim()][0] ?? '').toLocaleUpperCase('nb')

/** A long name breaks before its domain, and nowhere else if it can be helped. */
const breakable = (login: string): Markup => {
  const at = login.indexOf('@')
  return at < 0 ? html`${login}` : html`${login.slice(0, at)}<wbr />${login.slice(at)}`
}
