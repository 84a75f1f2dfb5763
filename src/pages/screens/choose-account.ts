// Whose account? Those that this browser knows, told apart by more than their names; and for each a
// press that has it forgotten. Nothing here says whether anybody else exists.
import { html, type Markup } from '../../lib/html.ts'
import type { AccountLine } from '../../shapes/account-line.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { accountWay, acts, backWay, form, helpWay, more, told, top, unfold } from '../parts.ts'

type ChooseAccount = Extract<Screen, { kind: 'choose-account' }>

export function drawChooseAccount(screen: ChooseAccount, drawing: Drawing): Drawn {
  const { accounts, application } = screen
  return {
    title: drawing.plain('choose-account.heading'),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('choose-account.heading'), {
        focus: true,
        lead:
          application !== undefined &&
          html`<p class="lead">${drawing.say('choose-account.lead', { application })}</p>`,
      }),
      html`<ul class="pick" aria-labelledby="heading">
        ${accounts.map((account) => oneAccount(account, drawing))}
      </ul>`,
      acts(accountWay(drawing), backWay(drawing), helpWay(drawing)),
      more(
        unfold(
          drawing.say('choose-account.forget'),
          html`<p>${drawing.say('choose-account.forget-lead')}</p>
            <p class="others">${accounts.map((account) => forgetting(account, drawing))}</p>`,
        ),
      ),
    ]),
  }
}

function oneAccount(account: AccountLine, drawing: Drawing): Markup {
  const { person, name, login, isSignedIn, organisation } = account
  return html`<li>
    <button name="person" value="${person}">
      <span class="face" aria-hidden="true">${initialOf(name)}</span
      ><span
        ><b>${name}</b> ${
          account.isAdministrator === true &&
          html`<span class="badge">${drawing.say('choose-account.administrator')}</span> `
        }<span class="small">${breakable(login)}</span>${
          organisation !== undefined && html` <span class="small">${organisation}</span>`
        }</span
      >
      ${isSignedIn && html`<span class="badge">${drawing.say('choose-account.signed-in')}</span>`}
    </button>
  </li>`
}

/** Says what it does: of whoever is signed in more ends than a line in a list. */
const forgetting = ({ person, login, isSignedIn }: AccountLine, drawing: Drawing): Markup =>
  html`<button class="ds-link" form="forget" name="person" value="${person}" formnovalidate>
    ${drawing.say(isSignedIn ? 'choose-account.sign-out-and-forget' : 'choose-account.forget-one', {
      login,
    })}
  </button>`

export const initialOf = (name: string): string =>
  ([...name.trim()][0] ?? '').toLocaleUpperCase('nb')

/** A long name breaks before its domain, and nowhere else if it can be helped. */
const breakable = (login: string): Markup => {
  const at = login.indexOf('@')
  return at < 0 ? html`${login}` : html`${login.slice(0, at)}<wbr />${login.slice(at)}`
}
