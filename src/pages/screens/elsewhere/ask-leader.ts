// Somebody's leader is asked for their word: who it is, before the press; then the number to read
// out and the words to hear, and what came of it. The number stands on this page and nowhere else.
import { html, type Markup } from '../../../lib/html.ts'
import type { Screen } from '../../../shapes/screen.ts'
import { sayTime } from '../../../../texts/dates.ts'
import { below, placeLine } from '../../around.ts'
import { supportOf, type Drawing, type Drawn } from '../../drawing.ts'
import { acts, backWay, form, primary, told, top } from '../../parts.ts'
import { pairWords } from './hand-over.ts'

type AskLeader = Extract<Screen, { kind: 'ask-leader' }>

export function drawAskLeader(screen: AskLeader, drawing: Drawing): Drawn {
  const heading = headingOf(screen, drawing)
  return {
    title: heading.title,
    body: form(drawing, [
      told(drawing),
      top(drawing, heading.words, {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`<p class="lead">${leadOf(screen, drawing)}</p>`,
      }),
      beneath(screen, drawing),
      acts(press(screen, drawing), backWay(drawing)),
      below(screen, 'prove', drawing),
    ]),
  }
}

const headings = {
  unasked: 'ask-leader.heading',
  over: 'ask-leader.over',
  waiting: 'ask-leader.talk',
  agreed: 'ask-leader.yes',
  done: 'ask-leader.yes',
  no: 'ask-leader.no',
} as const

function headingOf({ state, name }: AskLeader, { say, plain }: Drawing) {
  if (state === 'unasked' || state === 'over')
    return { words: say(headings[state]), title: plain(headings[state]) }
  return { words: say(headings[state], { name }), title: plain(headings[state], { name }) }
}

function leadOf(screen: AskLeader, drawing: Drawing): Markup {
  const { state, name } = screen
  const { say } = drawing
  switch (state) {
    case 'unasked':
      return say('ask-leader.lead', { name })
    case 'waiting':
      return say('ask-leader.read')
    case 'agreed':
      return agreed(screen, drawing)
    case 'done':
      return say('ask-leader.done')
    case 'no':
      return say('ask-leader.no-lead', { support: supportOf(drawing) })
    case 'over':
      return say('ask-leader.over-lead')
  }
}

function agreed(
  { countsFrom = '', secondsLeft = 0 }: AskLeader,
  { say, plain, frame }: Drawing,
): Markup {
  const from = sayTime(frame.language, countsFrom)
  return html`${say('ask-leader.agreed', { from })}<span
      role="timer"
      data-left="${secondsLeft}"
      data-words=" (${plain('hand-over.left', { left: '%' })})"
    ></span
    >. ${say('ask-leader.wait')}`
}

function beneath(screen: AskLeader, drawing: Drawing): Markup | undefined {
  const { say } = drawing
  const { state, name } = screen
  if (state === 'unasked') return html`<p class="small">${say('ask-leader.told')}</p>`
  if (state === 'agreed') return html`<p class="small">${say('ask-leader.why')}</p>`
  if (state !== 'waiting') return undefined
  const { pair = [0, 0], number = '' } = screen
  return html`<div class="note aloud">
      <p><b class="letters" translate="no">${inThrees(number)}</b></p>
      <p>${say('ask-leader.pair', { name, pair: pairWords(pair, drawing) })}</p>
    </div>
    <p role="status" class="small">${say('ask-leader.waiting', { name })}</p>`
}

/** As it is read out. */
export const inThrees = (number: string): string => number.replace(/(\d{3})(?=\d)/g, '$1 ')

/** Without script a press asks how far it has come. */
function press({ state }: AskLeader, drawing: Drawing): Markup | undefined {
  switch (state) {
    case 'unasked':
      return primary(drawing.say('ask-leader.go'), 'send')
    case 'over':
      return primary(drawing.say('ask-leader.again'), 'send')
    case 'done':
      return primary(drawing.say('hand-over.go'))
    case 'no':
      return undefined
    default:
      return html`<button class="ds-button" data-variant="secondary" name="do" value="answer">
        ${drawing.say('hand-over.go')}
      </button>`
  }
}
