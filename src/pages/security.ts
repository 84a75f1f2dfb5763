// «Innlogging og sikkerhet»: the methods of whoever is in, and what can be done with each. Plain
// forms, each to its own address; nothing here shows more of a method than its line does.
import { html, safeAddress, type Markup, type Part } from '../lib/html.ts'
import type { Expected } from '../shapes/expected.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Frame } from '../shapes/frame.ts'
import type { Choice, MethodLine } from '../shapes/screen.ts'
import { sayDate, sayDayAndTime } from '../../texts/dates.ts'
import { rememberedBrowsers, type OwnBrowser } from './browsers.ts'
import { drawingOf, type Drawing } from './drawing.ts'
import { endedMethods, type EndedLine } from './ended-methods.ts'
import { expectedRows } from './words/expected-words.ts'
import { iconOf } from './icons.ts'
import {
  choiceName,
  choiceUse,
  getApp,
  methodName,
  methodUse,
  methodUses,
  wishName,
} from './method-words.ts'
import { finish, type DrawnPage } from './page.ts'
import { sharedApplications, type Shared } from './screens/consent.ts'
import { told, unfold } from './parts.ts'

export type OwnMethod = MethodLine & {
  readonly id: string
  readonly mayRemove: boolean
  /** What the person calls it may be changed: not where we name it. */
  readonly mayRename?: boolean
  /** A number: another can take its place. */
  readonly mayReplace?: boolean
}

export interface SecurityPage {
  readonly frame: Frame
  readonly methods: readonly OwnMethod[]
  /** The factors that may be added. */
  readonly add: readonly string[]
  /** What can be used first: `choice` is the id of the method. */
  readonly defaults: readonly Choice[]
  /** What may still be taken back. */
  readonly ended: readonly EndedLine[]
  /** Those that spare their person the second proof. */
  readonly browsers: readonly OwnBrowser[]
  /** Applications that are not ours and know something. */
  readonly shared: readonly Shared[]
  /** Where one is asked, and the applications that ask otherwise. */
  readonly expects: Expected
  readonly otherwise: readonly (Expected & { readonly application: string })[]
  /** What the rules ask for and is not there yet. */
  readonly missing: readonly string[]
  /** Something that was just done, told once. */
  readonly told?:
    | 'added'
    | 'removed'
    | 'restored'
    | 'renamed'
    | 'number-changed'
    | 'default-changed'
    | 'browser-forgotten'
    | 'browsers-forgotten'
    | 'consent-withdrawn'
  readonly problem?: Problem
  /** For the keeper of the passkeys, as JSON: which are still valid. */
  readonly signal?: string
  /** Where the forms post to; each method is named by the field `method`. */
  readonly addresses: {
    readonly start: string
    readonly signOut: string
    readonly changePassword: string
    /** Adds a phone, or shows where the app is. */
    readonly getApp: string
    /** With `choice`, a factor. */
    readonly add: string
    /** With `method` and `name`. */
    readonly rename: string
    /** With `method`; leads to the page that takes a number. */
    readonly replace: string
    /** With `method`; leads to a page that asks once more. */
    readonly remove: string
    /** With `choice`, the id of a method. */
    readonly makeDefault: string
    /** With `method`, one that was taken away. */
    readonly restore: string
    /** With `browser`, or with `choice` for all. */
    readonly forgetBrowser: string
    /** With `application`. */
    readonly withdraw: string
  }
}

export function drawSecurity(page: SecurityPage): DrawnPage {
  const drawing = drawingOf(page.frame, page.problem)
  const { addresses } = page
  const title = drawing.plain('portal.security')
  const main = html`${told(drawing)}${justDone(page, drawing)}
    <div class="top">
      <p>
        <a class="ds-link" href="${safeAddress(addresses.start)}">${drawing.say('portal.title')}</a>
      </p>
      <h1 id="heading" tabindex="-1" autofocus>${drawing.say('portal.security')}</h1>
      <p class="lead">${drawing.say('security.lead')}</p>
    </div>
    ${missing(page, drawing)}
    <section class="rooms" aria-labelledby="methods">
      <h2 id="methods">${drawing.say('security.methods')}</h2>
      <ul class="own">
        ${page.methods.map((method, at) => ownMethod(method, at, page, drawing))}
      </ul>
    </section>
    ${endedMethods(page.ended, drawing, (inside) => post(drawing, addresses.restore, inside))}
    ${whenAsked(page, drawing)} ${addOne(page, drawing)}
    ${rememberedBrowsers(page.browsers, drawing, (inside) =>
      post(drawing, addresses.forgetBrowser, inside),
    )}
    ${sharedApplications(page.shared, drawing, (inside) =>
      post(drawing, addresses.withdraw, inside),
    )}
    <div class="acts">
      <a class="ds-link" href="${safeAddress(addresses.getApp)}">${getApp(drawing)}</a>
      <a class="ds-link" href="/help/caller">${drawing.say('caller.from-security')}</a>
    </div>`
  return finish(
    drawing,
    {
      title,
      main,
      look: 'hall',
      header: post(
        drawing,
        addresses.signOut,
        html`<button class="ds-link">${drawing.say('frame.sign-out')}</button>`,
      ),
    },
    {},
  )
}

const post = ({ frame }: Drawing, to: string, inside: Part): Markup =>
  html`<form method="post" action="${safeAddress(to)}">
    ${frame.form && html`<input type="hidden" name="token" value="${frame.form.token}" />`}${inside}
  </form>`

const justDone = ({ told: done, signal }: SecurityPage, drawing: Drawing): Markup | undefined =>
  done === undefined
    ? undefined
    : html`<p
        class="told told-well"
        role="status"
        ${signal !== undefined && html`data-signal="${signal}"`}
      >
        ${drawing.say(`security.${done}`)}
      </p>`

const missing = ({ missing: wishes }: SecurityPage, drawing: Drawing): Markup | undefined =>
  wishes.length === 0
    ? undefined
    : html`<div class="note">
        ${wishes.map(
          (wish) =>
            html`<p>
              ${drawing.say('security.missing', {
                organisation: drawing.frame.organisation.name,
                wish: wishName({ wish, state: 'left' }, drawing),
              })}
            </p>`,
        )}
      </div>`

function whenAsked({ expects, otherwise }: SecurityPage, drawing: Drawing): Markup {
  const { name: organisation } = drawing.frame.organisation
  return html`<section class="rooms" aria-labelledby="when">
    <h2 id="when">${drawing.say('expect.heading')}</h2>
    <p class="small">${drawing.say('expect.lead', { organisation })}</p>
    ${expectedRows(expects, drawing)}
    ${otherwise.map(
      ({ application, ...there }) =>
        html`<h3>${application}</h3>
          ${expectedRows(there, drawing)}`,
    )}
  </section>`
}

function ownMethod(method: OwnMethod, at: number, page: SecurityPage, drawing: Drawing): Markup {
  const use = methodUse(method, drawing)
  return html`<li>
    <span class="face sign" aria-hidden="true">${iconOf(method.factor)}</span>
    <div>
      <b id="own-${at}">${methodName(method, drawing)}</b>${
        method.isDefault === true &&
        html` <span class="badge">${drawing.say('summary.default')}</span>`
      }${use && html`<span class="small">${use}</span>`}${methodUses(method, drawing)}<span
        class="small"
        >${times(method, drawing)}</span
      >
    </div>
    <div class="acts">${actsOn(method, at, page, drawing)}</div>
  </li>`
}

/** When it was shown to work, and when it was used: whoever did neither is warned by it. */
function times({ addedAt, usedAt }: OwnMethod, { frame, say }: Drawing): Part {
  const { language } = frame
  return [
    addedAt !== undefined && say('security.added-at', { at: sayDate(language, addedAt) }),
    ' ',
    usedAt !== undefined && say('security.used-at', { at: sayDayAndTime(language, usedAt) }),
  ]
}

function actsOn(method: OwnMethod, at: number, page: SecurityPage, drawing: Drawing): Part {
  const { addresses, defaults } = page
  const { id, factor } = method
  const mayLead = method.isDefault !== true && defaults.some(({ choice }) => choice === id)
  const press = (name: string, words: Markup): Markup =>
    html`<button class="ds-link" name="${name}" value="${id}" aria-describedby="own-${at}">
      ${words}
    </button>`
  return [
    factor === 'password' &&
      html`<a class="ds-link" href="${safeAddress(addresses.changePassword)}"
        >${drawing.say('portal.change-password')}</a
      >`,
    mayLead &&
      post(drawing, addresses.makeDefault, press('choice', drawing.say('security.make-default'))),
    method.mayReplace === true &&
      post(drawing, addresses.replace, press('method', drawing.say('security.replace'))),
    method.mayRename === true && renaming(method, at, page, drawing),
    method.mayRemove &&
      post(drawing, addresses.remove, press('method', drawing.say('security.remove'))),
  ]
}

const renaming = (
  { id, name }: OwnMethod,
  at: number,
  { addresses }: SecurityPage,
  drawing: Drawing,
): Markup =>
  unfold(
    drawing.say('security.rename'),
    post(
      drawing,
      addresses.rename,
      html`<input type="hidden" name="method" value="${id}" />
        <div class="field">
          <label for="f-name-${at}">${drawing.say('security.name')}</label>
          <div class="with">
            <input
              class="ds-input"
              id="f-name-${at}"
              name="name"
              type="text"
              autocomplete="off"
              maxlength="60"
              ${name !== undefined && html`value="${name}"`}
            /><button>${drawing.say('security.save')}</button>
          </div>
        </div>`,
    ),
  )

function addOne({ add, addresses }: SecurityPage, drawing: Drawing): Markup | undefined {
  if (add.length === 0) return undefined
  const choices = add.map((factor): Choice => ({ factor, choice: factor }))
  return html`<section class="rooms" aria-labelledby="add">
    <h2 id="add">${drawing.say('security.add')}</h2>
    ${post(
      drawing,
      addresses.add,
      html`<ul class="pick two">
        ${choices.map(
          (choice) =>
            html`<li>
              <button name="choice" value="${choice.choice}">
                <span class="face sign" aria-hidden="true">${iconOf(choice.factor)}</span
                ><span
                  ><b>${choiceName(choice, 'set-up', drawing)}</b>
                  <span class="small">${choiceUse(choice, 'set-up', drawing)}</span></span
                >
              </button>
            </li>`,
        )}
      </ul>`,
    )}
  </section>`
}
