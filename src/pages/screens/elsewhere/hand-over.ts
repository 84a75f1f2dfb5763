// It goes on on a phone: the page of the PC that waits, and the first page of the phone. Both show
// the same pair of words, and the phone says in large whose account it is. The code stands on the
// PC's page and nowhere else.
import { html, type Markup } from '../../../lib/html.ts'
import type { Pair } from '../../../shapes/handed-over.ts'
import type { Screen } from '../../../shapes/screen.ts'
import { below, placeLine } from '../../around.ts'
import { supportOf, type Drawing, type Drawn } from '../../drawing.ts'
import { field } from '../../fields.ts'
import { spokenBest } from '../../method-words.ts'
import {
  acts,
  backWay,
  form,
  handOverWay,
  more,
  primary,
  qrPicture,
  told,
  top,
  unfold,
  wayButton,
} from '../../parts.ts'

type HandOver = Extract<Screen, { kind: 'hand-over' }>
type OnPhone = Extract<Screen, { kind: 'on-phone' }>

/** «blå elg» */
export function pairWords([colour, animal]: Pair, drawing: Drawing): string {
  const one = (words: string, at: number): string => words.split('|')[at] ?? ''
  const { plain } = drawing
  return `${one(plain('pair.colours'), colour)} ${one(plain('pair.animals'), animal)}`
}

export function drawHandOver(screen: HandOver, drawing: Drawing): Drawn {
  const { canHandOver: _offered, ...around } = screen
  const heading = screen.state === 'over' ? 'hand-over.over' : 'hand-over.heading'
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        focus: true,
        lead:
          screen.state === 'over' &&
          html`<p class="lead">${drawing.say('hand-over.over-lead')}</p>`,
      }),
      screen.state === 'waiting' && toScan(screen, drawing),
      screen.state !== 'over' &&
        html`<div class="note" role="status">${news(screen, drawing)}</div>`,
      acts(presses(screen, drawing)),
      below(around, 'set-up', drawing),
    ]),
  }
}

const toScan = ({ picture, site, code, ...screen }: HandOver, drawing: Drawing): Markup =>
  html`<div class="scan far">
    ${qrPicture(picture, drawing.plain('hand-over.picture'))}
    <div class="key">
      <ol class="steps">
        <li>${drawing.say('hand-over.scan')}</li>
        <li>${drawing.say('hand-over.follow')}</li>
      </ol>
      <p class="small">${drawing.say('hand-over.cannot', { site })}</p>
      <p><code class="letters" translate="no">${code}</code></p>
      <p class="small">
        ${drawing.say('hand-over.lives')}<span
          role="timer"
          data-left="${screen.secondsLeft ?? 0}"
          data-words=": ${drawing.plain('hand-over.left', { left: '%' })}"
        ></span
        >.
      </p>
    </div>
  </div>`

/** Names of products. */
const devices: Readonly<Record<string, string>> = {
  iphone: 'iPhone',
  ipad: 'iPad',
  android: 'Android',
  windows: 'Windows',
  mac: 'Mac',
}

function news({ state, device = '', pair }: HandOver, drawing: Drawing): Markup {
  if (state !== 'opened') return html`<p>${drawing.say(`hand-over.${state}`)}</p>`
  const known = devices[device]
  const words = spokenBest(drawing, 'hand-over.opened', {
    pair: pairWords(pair, drawing),
    ...(known !== undefined && { device: known }),
  })
  return html`<p>${words}</p>
    <p class="small">${drawing.say('hand-over.opened-lead')}</p>`
}

/** On a phone there is nothing to scan: it goes on where one is. */
function presses({ state }: HandOver, drawing: Drawing): readonly Markup[] {
  const words = drawing.say('hand-over.go')
  const go = html`<button class="ds-button" data-variant="secondary" name="do" value="answer">
    ${words}
  </button>`
  const back = wayButton('back', drawing.say('frame.back'))
  switch (state) {
    case 'waiting':
      return [
        html`<button class="ds-button near" form="ways" name="do" value="back">
          ${drawing.say('hand-over.here')}
        </button>`,
        html`<span class="far">${go}</span>`,
        html`<span class="far">${back}</span>`,
      ]
    case 'opened':
      return [go, wayButton('back', drawing.say('hand-over.not-me'))]
    case 'done':
      return [primary(words)]
    case 'over':
      return [handOverWay(drawing.say('hand-over.new-code'), 'ds-button'), back]
  }
}

export const drawOnPhone = ({ of }: OnPhone, drawing: Drawing): Drawn =>
  of ? drawWhose(of, drawing) : drawTyping(drawing)

const drawWhose = (
  { name, account, pair }: NonNullable<OnPhone['of']>,
  drawing: Drawing,
): Drawn => ({
  title: drawing.plain('on-phone.heading'),
  body: form(drawing, [
    top(drawing, drawing.say('on-phone.heading'), {
      focus: true,
      lead: html`<p class="lead">${drawing.say('on-phone.lead')}</p>`,
    }),
    html`<div class="note">
      <p><b class="whose">${name}</b></p>
      <p>${account}</p>
      <p>${drawing.frame.organisation.name}</p>
    </div>`,
    html`<p>${drawing.say('on-phone.pair', { pair: pairWords(pair, drawing) })}</p>`,
    acts(primary(drawing.say('on-phone.go')), backWay(drawing)),
    more(
      unfold(
        drawing.say('on-phone.not-you'),
        drawing.say('on-phone.not-you-text', { support: supportOf(drawing) }),
      ),
    ),
  ]),
})

const exampleCode = '7F2K-9MDQ'

const drawTyping = (drawing: Drawing): Drawn => ({
  title: drawing.plain('on-phone.code'),
  body: form(drawing, [
    top(drawing, drawing.say('on-phone.code'), { labels: 'code' }),
    field(
      drawing,
      {
        name: 'code',
        type: 'text',
        attributes: html`autocomplete="off" autocapitalize="characters" spellcheck="false"`,
        hint: drawing.say('on-phone.code-hint', { example: exampleCode }),
        look: 'start',
        focus: true,
      },
      drawing.problem !== undefined,
    ),
    acts(primary(drawing.say('on-phone.code-go')), backWay(drawing)),
  ]),
})
