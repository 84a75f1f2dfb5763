// «Godkjenn på mobilen»: the number to type on the phone, what became of it, and the ways for
// whoever does not want to copy digits. The number stands on this page and nowhere else.
import { html, safeAddress, type Markup } from '../../../lib/html.ts'
import type { Approve } from '../../../shapes/phone-screens.ts'
import { below, placeLine } from '../../around.ts'
import type { Drawing, Drawn } from '../../drawing.ts'
import { spokenBest } from '../../method-words.ts'
import { acts, backWay, form, primary, qrPicture, told, top, unfold } from '../../parts.ts'
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

function beneath(
  { number, phones, picture }: Approve,
  drawing: Drawing,
): readonly Markup[] | undefined {
  if (number === undefined) return undefined
  const [phone, ...others] = phones
  const words = spokenBest(drawing, 'approve.number', {
    service: drawing.frame.organisation.service,
    ...(phone !== undefined && others.length === 0 && { phone }),
  })
  return [
    html`<div class="note aloud">
      <p>${words}</p>
      <p><b class="letters" translate="no">${inThrees(number)}</b></p>
    </div>`,
    html`<p role="status">${drawing.say('approve.waiting')}</p>`,
    html`<p class="small">${drawing.say('approve.open')}</p>`,
    ...(picture
      ? [
          html`<div class="far">
            ${unfold(
              drawing.say('approve.scan'),
              qrPicture(picture, drawing.plain('approve.picture')),
            )}
          </div>`,
        ]
      : []),
  ]
}

/** Without script a press asks how far it has come. */
function presses({ state, here }: Approve, drawing: Drawing): readonly (Markup | undefined)[] {
  const again = (words: Markup): Markup =>
    html`<button class="ds-button" data-variant="secondary" name="do" value="send">
      ${words}
    </button>`
  switch (state) {
    case 'waiting':
    case 'agreed':
      return [
        here === undefined
          ? undefined
          : html`<a class="ds-button near" href="${safeAddress(here)}"
              >${drawing.say('approve.here')}</a
            >`,
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
