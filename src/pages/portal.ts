// The start page: who is in, what they can open, and what they can do about signing in. Drawn on
// the server.
import { html, safeAddress, type Markup } from '../lib/html.ts'
import type { Frame } from '../shapes/frame.ts'
import { sayDayAndTime } from '../../texts/dates.ts'
import { getApp } from './method-words.ts'
import { drawingOf, supportOf, type Drawing } from './drawing.ts'
import { finish, type DrawnPage } from './page.ts'
import { initialOf } from './screens/choose-account.ts'

export interface Tile {
  readonly name: string
  readonly address: string
  readonly about?: string
}

export interface StartPage {
  readonly frame: Frame
  readonly firstName: string
  /** The hour on the wall, 0 to 23: the greeting follows it. */
  readonly hour: number
  readonly tiles: readonly Tile[]
  readonly lastSignIn?: string
  /** They came in by what lies in a drawer for the day that the rest is gone. */
  readonly usedCode?: boolean
  /** Where the forms post to; the anti-forgery token is the frame's. */
  readonly addresses: {
    readonly signOut: string
    readonly signOutEverywhere: string
    readonly changePassword: string
    /** The page of one's own methods. */
    readonly security: string
    /** Adds a phone, or shows where the app is. */
    readonly getApp: string
    readonly askForApp?: string
  }
}

export function drawStart(page: StartPage): DrawnPage {
  const drawing = drawingOf(page.frame)
  const { firstName, addresses } = page
  const greeting = greetingKey(page.hour)
  const main = html`${page.usedCode && afterCode(page, drawing)}
    <div class="top">
      <h1 id="heading" tabindex="-1" autofocus>${drawing.say(greeting, { firstName })}</h1>
      <p class="lead">${signedIn(page, drawing)} ${lastTime(page, drawing)}</p>
    </div>
    ${apps(page, drawing)}
    <section class="rooms" aria-labelledby="security">
      <h2 id="security">
        <a class="ds-link" href="${safeAddress(addresses.security)}"
          >${drawing.say('portal.security')}</a
        >
      </h2>
      <div class="acts">
        <a class="ds-link" href="${safeAddress(addresses.changePassword)}"
          >${drawing.say('portal.change-password')}</a
        >
        <a class="ds-link" href="${safeAddress(addresses.getApp)}">${getApp(drawing)}</a>
        ${post(drawing, addresses.signOutEverywhere, drawing.say('portal.sign-out-everywhere'))}
      </div>
    </section>`
  return finish(
    drawing,
    {
      title: drawing.plain('portal.title'),
      main,
      look: 'hall',
      header: post(drawing, addresses.signOut, drawing.say('frame.sign-out')),
    },
    {},
  )
}

const post = ({ frame }: Drawing, to: string, words: Markup): Markup =>
  html`<form method="post" action="${safeAddress(to)}">
    ${frame.form && html`<input type="hidden" name="token" value="${frame.form.token}" />`}<button
      class="ds-link"
    >
      ${words}
    </button>
  </form>`

const afterCode = ({ addresses }: StartPage, drawing: Drawing): Markup =>
  html`<div class="note">
    <p>${drawing.say('portal.used-code')}</p>
    <a class="ds-link" href="${safeAddress(addresses.security)}"
      >${drawing.say('portal.security')}</a
    >
  </div>`

const lastTime = ({ frame, lastSignIn }: StartPage, drawing: Drawing): Markup | undefined =>
  lastSignIn === undefined
    ? undefined
    : drawing.say('portal.last', { at: sayDayAndTime(frame.language, lastSignIn) })

const signedIn = ({ frame }: StartPage, drawing: Drawing): Markup =>
  frame.signedInAs === undefined
    ? drawing.say('portal.signed-in')
    : drawing.say('portal.signed-in-as', { name: frame.signedInAs })

function apps({ tiles, addresses }: StartPage, drawing: Drawing): Markup {
  const ask =
    addresses.askForApp !== undefined &&
    html`<p>
      ${drawing.say('portal.missing')}
      <a class="ds-link" href="${safeAddress(addresses.askForApp)}">${drawing.say('portal.ask')}</a>
    </p>`
  if (tiles.length === 0)
    return html`<div class="empty">
      <p>${drawing.say('portal.empty')}</p>
      ${ask || askPeople(drawing)}
    </div>`
  return html`<section class="rooms" aria-labelledby="apps">
    <h2 id="apps">${drawing.say('portal.apps')}</h2>
    <ul class="tiles">
      ${tiles.map(
        ({ name, address, about }, at) =>
          html`<li>
            <a href="${safeAddress(address)}"
              ><i class="hue-${(at % 6) + 1}" aria-hidden="true">${initialOf(name)}</i
              ><span>${name}${about !== undefined && html`<small>${about}</small>`}</span></a
            >
          </li>`,
      )}
    </ul>
    ${ask}
  </section>`
}

/** Whoever misses everything must know whom to ask, also where no page takes the wish. */
const askPeople = (drawing: Drawing): Markup =>
  html`<p class="small">
    ${drawing.say('portal.missing')}
    ${drawing.say('portal.ask-support', { support: supportOf(drawing) })}
  </p>`

type Greeting = 'portal.morning' | 'portal.day' | 'portal.evening' | 'portal.night'

function greetingKey(hour: number): Greeting {
  if (hour < 5) return 'portal.night'
  if (hour < 10) return 'portal.morning'
  return hour < 18 ? 'portal.day' : 'portal.evening'
}
