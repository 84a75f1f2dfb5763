// «Vil du dele dette med …?»: what an application that is not ours would know, in plain words, and
// two ways on; and, on the page of one's own methods, where it is taken back. The no stands as
// clearly as the yes.
import { html, type Markup, type Part } from '../../lib/html.ts'
import { sayDate } from '../../../texts/dates.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { spokenBest } from '../method-words.ts'
import { accountWay, acts, form, told, top } from '../parts.ts'

type Confirm = Extract<Screen, { kind: 'confirm' }>

export function drawConsent(screen: Confirm, drawing: Drawing): Drawn {
  const { application = '', account, knows = [], acts: places = [] } = screen
  const { name: organisation } = drawing.frame.organisation
  return {
    title: drawing.plain('consent.heading', { application }),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('consent.heading', { application }), {
        focus: true,
        lead: html`<p class="lead">
          ${drawing.say('consent.lead', { application, organisation })}
        </p>`,
      }),
      sharedWith(knows, drawing),
      places.length > 0 &&
        html`<p>${drawing.say('consent.acts', { places: places.join(', ') })}</p>`,
      html`<p class="small">${drawing.say('consent.takes-back')}</p>`,
      account !== undefined && html`<p class="small">${account}</p>`,
      acts(
        html`<button class="ds-button" name="choice" value="allow">
          ${drawing.say('consent.allow')}
        </button>`,
        html`<button class="ds-button" data-variant="secondary" name="do" value="cancel">
          ${drawing.say('consent.deny')}
        </button>`,
        accountWay(drawing),
      ),
    ]),
  }
}

const sharedWith = (knows: readonly string[], drawing: Drawing): Markup =>
  html`<ul>
    ${knows.map((each) => html`<li>${spokenBest(drawing, `consent.knows.${each}`)}</li>`)}
  </ul>`

/** What one application that is not ours may know. */
export interface Shared {
  readonly id: string
  readonly name: string
  readonly knows: readonly string[]
  readonly acts: readonly string[]
  readonly since: string
}

/** `post` makes a form of ours to the address that takes it back. */
export function sharedApplications(
  shared: readonly Shared[],
  drawing: Drawing,
  post: (inside: Part) => Markup,
): Markup | undefined {
  if (shared.length === 0) return undefined
  const { organisation, language } = drawing.frame
  return html`<section class="rooms" aria-labelledby="shared">
    <h2 id="shared">${drawing.say('consents.heading')}</h2>
    <p class="small">${drawing.say('consents.lead', { organisation: organisation.name })}</p>
    <ul class="own">
      ${shared.map(
        ({ id, name, knows, acts: places, since }, at) =>
          html`<li>
            <div>
              <b id="shared-${at}">${name}</b>
              ${sharedWith(knows, drawing)}
              ${
                places.length > 0 &&
                html`<span class="small"
                  >${drawing.say('consent.acts', { places: places.join(', ') })}</span
                >`
              }
              <span class="small"
                >${drawing.say('consents.since', { at: sayDate(language, since) })}</span
              >
            </div>
            <div class="acts">
              ${post(
                html`<button
                  class="ds-link"
                  name="application"
                  value="${id}"
                  aria-describedby="shared-${at}"
                >
                  ${drawing.say('consents.withdraw')}
                </button>`,
              )}
            </div>
          </li>`,
      )}
    </ul>
  </section>`
}
