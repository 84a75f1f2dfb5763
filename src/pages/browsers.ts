// «Nettlesere som huskes», on the page of one's own methods: which browsers spare their person the
// second proof, and one press that ends it, for each and for all.
import { html, type Markup, type Part } from '../lib/html.ts'
import { sayDate, sayDayAndTime } from '../../texts/dates.ts'
import type { Drawing } from './drawing.ts'
import { initialOf } from './screens/choose-account.ts'

export interface OwnBrowser {
  readonly id: string
  /** Such as «Firefox», and «Windows»; absent where it did not say. */
  readonly browser?: string
  readonly system?: string
  readonly since: string
  readonly usedAt: string
  readonly isThis: boolean
}

/** `post` makes a form of ours to the address that forgets. */
export function rememberedBrowsers(
  browsers: readonly OwnBrowser[],
  drawing: Drawing,
  post: (inside: Part) => Markup,
): Markup | undefined {
  if (browsers.length === 0) return undefined
  return html`<section class="rooms" aria-labelledby="browsers">
    <h2 id="browsers">${drawing.say('browsers.heading')}</h2>
    <p class="small">${drawing.say('browsers.lead')}</p>
    <ul class="own">
      ${browsers.map((one, at) => ownBrowser(one, at, drawing, post))}
    </ul>
    ${
      browsers.length > 1 &&
      post(
        html`<button class="ds-link" name="choice" value="all">
          ${drawing.say('browsers.forget-all')}
        </button>`,
      )
    }
  </section>`
}

function ownBrowser(
  one: OwnBrowser,
  at: number,
  drawing: Drawing,
  post: (inside: Part) => Markup,
): Markup {
  const { language } = drawing.frame
  return html`<li>
    <span class="face" aria-hidden="true">${initialOf(one.browser ?? one.system ?? '?')}</span>
    <div>
      <b id="browser-${at}">${nameOf(one, drawing)}</b>
      ${one.isThis && html`<span class="badge">${drawing.say('browsers.this')}</span>`}
      <span class="small">
        ${drawing.say('browsers.since', { at: sayDate(language, one.since) })}
        ${drawing.say('browsers.used-at', { at: sayDayAndTime(language, one.usedAt) })}
      </span>
    </div>
    <div class="acts">
      ${post(
        html`<button
          class="ds-link"
          name="browser"
          value="${one.id}"
          aria-describedby="browser-${at}"
        >
          ${drawing.say('browsers.forget')}
        </button>`,
      )}
    </div>
  </li>`
}

function nameOf({ browser, system }: OwnBrowser, drawing: Drawing): Part {
  if (browser !== undefined && system !== undefined)
    return drawing.say('browsers.on', { browser, system })
  return browser ?? system ?? drawing.say('browsers.unknown')
}
