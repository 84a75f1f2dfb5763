// «Godkjenn på mobilen»: the number to type on the phone, what became of it, and the ways for
// whoever does not want to copy digits. The number stands on this page and nowhere else.
import { html, safeAddress, type Markup } from '../../../lib/html.ts'
import type { Approve } from '../../../shapes/phone-screens.ts'
import { below, placeLine } from '../../around.ts'
import type { Drawing, Drawn } from '../../drawing.ts'
import { calledBy, choiceShort, spokenBest, theMethod } from '../../method-words.ts'
import { acts, backWay, form, lostWay, primary, qrPicture, told, top, unfold } from '../../parts.ts'
import { inThrees } from './ask-leader.ts'

export function drawApprove(screen: Approve, drawing: Drawing): Drawn {
  const heading = headingOf(screen)
  const lead = leadOf(screen)
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        focus: true,
        lead: lead && html`<p class="lead">${drawing.say(lead)}</p>`,
      }),
      beneath(screen, drawing),
      acts(presses(screen, drawing)),
      below(screen, 'prove', drawing),
    ]),
  }
}

function headingOf({ state, because }: Approve) {
  if (state === 'no') return 'approve.no'
  if (state !== 'over') return 'approve.heading'
  return because === 'wrong-number' ? 'approve.wrong' : 'approve.over'
}

function leadOf({ state, because }: Approve) {
  if (state === 'no') return 'approve.no-lead'
  if (state === 'done') return 'approve.done'
  if (state !== 'over') return undefined
  return because === 'wrong-number' ? 'approve.wrong-lead' : 'approve.over-lead'
}

function beneath(screen: Approve, drawing: Drawing): readonly (Markup | undefined)[] | undefined {
  const { number, phones, picture, here } = screen
  if (number === undefined) return undefined
  const [phone, ...others] = phones
  const app = { app: theMethod('push', drawing) }
  const words = spokenBest(drawing, 'approve.number', {
    app: calledBy(drawing, 'push') ?? drawing.frame.organisation.service,
    ...(phone !== undefined && others.length === 0 && { phone }),
  })
  return [
    // The app is on this very phone, more often than not: nothing is copied there.
    here === undefined
      ? undefined
      : html`<div class="near">
          <a class="ds-button" href="${safeAddress(here)}">${drawing.say('approve.here')}</a>
        </div>`,
    html`<div class="note aloud">
      <p>${words}</p>
      <p><b class="letters" translate="no">${inThrees(number)}</b></p>
    </div>`,
    html`<p role="status">${drawing.say('approve.waiting')}</p>`,
    html`<p class="small">${drawing.say('approve.open', app)} ${timeLeft(screen, drawing)}</p>`,
    timeNews(drawing),
    late(screen, drawing),
    // Whatever else somebody has, nobody has to copy digits: on every device, and with any phone.
    picture &&
      unfold(
        drawing.say('approve.scan', app),
        qrPicture(picture, drawing.plain('approve.picture', app)),
      ),
  ]
}

/** The script puts the time that is left in its place. */
const place = '%'

const timeLeft = ({ secondsLeft }: Approve, drawing: Drawing): Markup | undefined =>
  secondsLeft === undefined
    ? undefined
    : html`<span
        role="timer"
        data-left="${secondsLeft}"
        data-words="${drawing.plain('approve.left', { left: place })}"
        >${drawing.say('approve.lives', { count: secondsLeft })}</span
      >`

/** Shortly before the end there is a press that gives more time (WCAG 2.2.1). */
const timeNews = (drawing: Drawing): Markup =>
  html`<p class="small news" role="status" data-soon="${drawing.plain('approve.soon')}">
    <span></span
    ><button class="ds-link" form="ways" name="do" value="send" hidden formnovalidate>
      ${drawing.say('enter-code.more-time')}
    </button>
  </p>`

/**
 * A push service says that it has rung, and nothing rings. The style shows it in its time, with or
 * without script; the script is the one that makes it heard.
 */
function late({ lateIn, others = [] }: Approve, drawing: Drawing): Markup | undefined {
  if (lateIn === undefined) return undefined
  const waits = lateIn > 0 ? 'late' : ''
  const ways = others
    .slice(0, 2)
    .map(
      (choice) =>
        html`<button
          class="ds-button"
          data-variant="secondary"
          form="choices"
          name="choice"
          value="${choice.choice}"
          formnovalidate
        >
          ${choiceShort(choice, 'prove', drawing)}
        </button>`,
    )
  return html`<div data-late="${lateIn}">
    <div role="status"><p class="${waits}">${drawing.say('approve.late')}</p></div>
    <p class="instead ${waits}">${ways.length > 0 ? ways : lostWay(drawing)}</p>
  </div>`
}

/** Without script a press asks how far it has come. */
function presses({ state }: Approve, drawing: Drawing): readonly (Markup | undefined)[] {
  const again = (words: Markup): Markup =>
    html`<button class="ds-button" data-variant="secondary" name="do" value="send">
      ${words}
    </button>`
  switch (state) {
    case 'waiting':
    case 'agreed':
      return [
        html`<button class="ds-button" data-variant="secondary" name="do" value="answer">
          ${drawing.say('hand-over.go')}
        </button>`,
        again(drawing.say('approve.again')),
        backWay(drawing),
      ]
    case 'done':
      return [primary(drawing.say('hand-over.go'))]
    case 'no':
    case 'over':
      return [primary(drawing.say('approve.try'), 'send'), backWay(drawing)]
  }
}
