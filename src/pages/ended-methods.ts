// «Slettet det siste døgnet», on the page of one's own methods: what was taken away or blocked of
// late, and one press that takes it back.
import { html, type Markup, type Part } from '../lib/html.ts'
import type { MethodLine } from '../shapes/screen.ts'
import { sayDayAndTime } from '../../texts/dates.ts'
import type { Drawing } from './drawing.ts'
import { iconOf } from './icons.ts'
import { methodName } from './method-words.ts'

export interface EndedLine extends MethodLine {
  readonly id: string
  readonly endedAt: string
  /** Blocked with a lost phone, and not deleted. */
  readonly isBlocked: boolean
}

/** `post` makes a form of ours to the address that takes back. */
export const endedMethods = (
  ended: readonly EndedLine[],
  drawing: Drawing,
  post: (inside: Part) => Markup,
): Markup | undefined =>
  ended.length === 0
    ? undefined
    : html`<section class="rooms" aria-labelledby="ended">
        <h2 id="ended">${drawing.say('ended.heading')}</h2>
        <p class="small">${drawing.say('ended.lead')}</p>
        <ul class="own">
          ${ended.map((line, at) => endedMethod(line, at, drawing, post))}
        </ul>
      </section>`

function endedMethod(
  line: EndedLine,
  at: number,
  drawing: Drawing,
  post: (inside: Part) => Markup,
): Markup {
  const when = sayDayAndTime(drawing.frame.language, line.endedAt)
  return html`<li>
    <span class="face sign" aria-hidden="true">${iconOf(line.factor)}</span>
    <div>
      <b id="ended-${at}">${methodName(line, drawing)}</b>
      <span class="small"
        >${drawing.say(line.isBlocked ? 'ended.blocked' : 'ended.removed', { at: when })}</span
      >
    </div>
    <div class="acts">
      ${post(
        html`<button
          class="ds-link"
          name="method"
          value="${line.id}"
          aria-describedby="ended-${at}"
        >
          ${drawing.say('ended.undo')}
        </button>`,
      )}
    </div>
  </li>`
}
