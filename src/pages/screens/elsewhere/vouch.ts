// The leader's own page: is it them? Who, when and from where, the words that both pages show, and
// the number that only whoever asks can read out. It is typed, and never chosen among others.
import { html, type Markup } from '../../../lib/html.ts'
import type { Screen } from '../../../shapes/screen.ts'
import { sayDayAndTime } from '../../../../texts/dates.ts'
import type { Drawing, Drawn } from '../../drawing.ts'
import { field } from '../../fields.ts'
import { acts, form, primary, top } from '../../parts.ts'
import { pairWords } from './hand-over.ts'

type Vouch = Extract<Screen, { kind: 'vouch' }>

export const drawVouch = (screen: Vouch, drawing: Drawing): Drawn =>
  screen.isAgreed ? drawAgreed(screen, drawing) : drawAsked(screen, drawing)

function drawAsked(screen: Vouch, drawing: Drawing): Drawn {
  const { name: full, firstName: name, pair } = screen
  const { say } = drawing
  const isWrong = drawing.problem !== undefined
  return {
    title: drawing.plain('vouch.heading', { name: full }),
    body: form(drawing, [
      top(drawing, say('vouch.heading', { name: full }), {
        // What is asked is heard before where it is answered.
        focus: !isWrong,
        lead: html`<p class="lead">${say('vouch.lead', { name })}</p>`,
      }),
      asking(screen, drawing),
      html`<p>${say('vouch.pair', { name, pair: pairWords(pair, drawing) })}</p>`,
      field(
        drawing,
        {
          name: 'code',
          type: 'text',
          attributes: html`autocomplete="off" inputmode="numeric" autocapitalize="none"
          spellcheck="false"`,
          label: say('vouch.number', { name }),
          hint: say('vouch.hint', { name }),
          look: 'short',
          focus: isWrong,
        },
        isWrong,
      ),
      acts(primary(say('vouch.yes', { name })), no(say('vouch.no'))),
    ]),
  }
}

const drawAgreed = (screen: Vouch, drawing: Drawing): Drawn => ({
  title: drawing.plain('vouch.agreed', { name: screen.name }),
  body: form(drawing, [
    top(drawing, drawing.say('vouch.agreed', { name: screen.name }), {
      focus: true,
      lead: html`<p class="lead">${drawing.say('vouch.agreed-lead')}</p>`,
    }),
    asking(screen, drawing),
    acts(no(drawing.say('vouch.take-back'))),
  ]),
})

/** In the same form: what is typed is no part of a no. */
const no = (words: Markup): Markup =>
  html`<button class="ds-button" data-variant="secondary" name="choice" value="no" formnovalidate>
    ${words}
  </button>`

function asking({ account, at, network, browser, system }: Vouch, drawing: Drawing): Markup {
  const { say } = drawing
  const place = network === undefined ? say('vouch.elsewhere') : say('vouch.from', { network })
  const by =
    browser !== undefined && system !== undefined
      ? say('browsers.on', { browser, system })
      : (browser ?? system)
  return html`<div class="note">
    <p>${account}</p>
    <p class="small">
      ${say('vouch.asked', { at: sayDayAndTime(drawing.frame.language, at) })}
      ${place}${by !== undefined && html`, ${by}`}
    </p>
  </div>`
}
