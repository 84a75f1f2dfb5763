// A letter or start code was opened. Whose account it is stands here, so that a forwarded mail is
// noticed (S1.11). The PIN is asked for on this very page, so that the press gives both proofs.
import { html } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { sayDate } from '../../../texts/dates.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { accountWay, acts, field, form, more, primary, told, top, unfold } from '../parts.ts'
import { codeAttributes } from './enter-code.ts'

export function drawBegin(screen: Extract<Screen, { kind: 'begin' }>, drawing: Drawing): Drawn {
  const { firstName, account, pinDigits, begunBefore } = screen
  const organisation = drawing.frame.organisation.name
  // A date is not torn apart at the end of a line.
  const date = sayDate(drawing.frame.language, screen.expiresAt).replaceAll(' ', '\u00A0')
  const support = supportOf(drawing)
  return {
    title: drawing.plain('begin.heading', { firstName }),
    body: form(drawing, [
      pinDigits === undefined && told(drawing),
      top(drawing, drawing.say('begin.heading', { firstName }), {
        progress: screen.progress,
        focus: pinDigits === undefined,
        lead: html`<p class="lead">${drawing.say('begin.account', { account, organisation })}</p>`,
      }),
      begunBefore && html`<p>${drawing.say('begin.begun')}</p>`,
      pinDigits !== undefined &&
        field(
          drawing,
          {
            name: 'code',
            type: 'text',
            attributes: codeAttributes,
            label: drawing.say('begin.pin'),
            hint: drawing.say('begin.pin-hint', { digits: pinDigits }),
            look: 'code',
            focus: true,
          },
          drawing.problem !== undefined,
        ),
      acts(primary(drawing.say(begunBefore ? 'begin.go-on' : 'begin.go')), accountWay(drawing)),
      html`<p class="small">
        ${drawing.say('begin.how-long')} ${drawing.say('begin.expires', { date })}
      </p>`,
      more(
        pinDigits === undefined
          ? undefined
          : unfold(drawing.say('begin.pin-none'), drawing.say('begin.pin-none-text', { support })),
        unfold(
          drawing.say('begin.not-you', { firstName }),
          drawing.say('begin.not-you-text', { support }),
        ),
      ),
    ]),
  }
}
