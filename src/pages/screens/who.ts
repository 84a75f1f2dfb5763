// Who are you? The same page for everyone: nothing here depends on whether a name exists.
import { html, type Markup } from '../../lib/html.ts'
import type { House, Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { copyButton, field } from '../fields.ts'
import { calledSo } from '../method-words.ts'
import { acts, backWay, form, helpWay, more, primary, top, wayButton, withWays } from '../parts.ts'
import { passkeyField, passkeyNews } from './passkey.ts'

/**
 * The token list must be exactly this, or the browser offers no passkey (HTML, «webauthn» last).
 */
export const nameAttributes = html`autocomplete="username webauthn" autocapitalize="none"
autocorrect="off" spellcheck="false" inputmode="email"`

const activateAddress = '/start'

type Who = Extract<Screen, { kind: 'who' }>

export function drawWho(screen: Who, drawing: Drawing): Drawn {
  const meant = screen.houses?.find(({ house }) => house === screen.goesTo)
  return meant ? drawGoing(meant, drawing) : drawAsking(screen, drawing)
}

/** The application has said whose house it is: the script presses, or the person does. */
const drawGoing = ({ house, name: by }: House, drawing: Drawing): Drawn => ({
  title: drawing.plain('elsewhere.heading', { by }),
  body: withWays(
    drawing,
    html`<section class="card">
      ${top(drawing, drawing.say('elsewhere.heading', { by }), {
        focus: true,
        lead: html`<p class="lead">${drawing.say('elsewhere.lead', { by })}</p>`,
      })}
      ${acts(
        html`<button class="ds-button" form="ways" name="house" value="${house}" data-at-once>
          ${drawing.say('identity.go', { by })}
        </button>`,
        wayButton('another-account', drawing.say('elsewhere.other-name')),
        helpWay(drawing),
      )}
    </section>`,
  ),
})

function drawAsking(screen: Who, drawing: Drawing): Drawn {
  const change = screen.purpose === 'change-password'
  const setsUp = screen.toSetUp === true
  const heading = change ? 'who.heading-change' : setsUp ? 'who.heading-set-up' : 'who.heading'
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      top(drawing, drawing.say(heading), {
        lead: lead(screen, drawing),
      }),
      field(
        drawing,
        {
          name: 'name',
          type: 'text',
          attributes: nameAttributes,
          label: drawing.say('who.name'),
          focus: true,
          ...(screen.passkey !== undefined && { asks: 'passkey' }),
          ...(screen.domain === undefined
            ? {}
            : { hint: drawing.say('who.domain', { domain: screen.domain }) }),
          ...(screen.typed === undefined ? {} : { value: screen.typed }),
        },
        drawing.problem !== undefined,
      ),
      ...(screen.passkey === undefined
        ? []
        : [passkeyField('get', screen.passkey), ...passkeyNews(drawing)]),
      acts(
        primary(drawing.say('who.go')),
        backWay(drawing),
        screen.passkey !== undefined && passkeyPress(drawing),
        helpWay(drawing),
      ),
      houses(screen, drawing),
      setsUp && more(later(drawing)),
      change || setsUp
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

/** Below the name, so that Enter there presses none of them. */
const houses = ({ houses: all = [] }: Who, drawing: Drawing): Markup | undefined =>
  all.length === 0
    ? undefined
    : html`<div class="houses">
        ${all.map(
          ({ house, name: by, isLast }) =>
            html`<button
              class="ds-button"
              data-variant="secondary"
              form="ways"
              name="house"
              value="${house}"
            >
              ${drawing.say('elsewhere.heading', { by })}${
                isLast === true &&
                html` <span class="badge">${drawing.say('elsewhere.last')}</span>`
              }
            </button>`,
        )}
      </div>`

function lead({ purpose, toSetUp, application }: Who, drawing: Drawing): Markup | undefined {
  if (purpose === 'change-password')
    return html`<p class="lead">${drawing.say('who.lead-change')}</p>`
  if (toSetUp === true) return html`<p class="lead">${drawing.say('who.lead-set-up')}</p>`
  return application === undefined
    ? undefined
    : html`<p class="lead">${drawing.say('who.lead', { application })}</p>`
}

/** Shown where the browser knows passkeys. */
const passkeyPress = (drawing: Drawing): Markup =>
  html`<button class="ds-link" type="button" data-asks="passkey" hidden>
    ${calledSo('passkey', 'sign-in', drawing) ?? drawing.say('passkey.sign-in')}
  </button>`

/** The script knows the address of the page; without it the browser's own line has it. */
const later = (drawing: Drawing): Markup =>
  html`<div class="small">
    ${drawing.say('who.later')} ${drawing.say('who.later-text')}
    ${copyButton('', drawing.say('who.copy-link'), drawing.plain('who.link-copied'))}
  </div>`
