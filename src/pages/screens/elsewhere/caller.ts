// Whoever is on the telephone with the helpdesk: the code to read out, and the words to hear. It
// says what to do when the words are others, since that is somebody else at the other end.
import { html } from '../../../lib/html.ts'
import type { Screen } from '../../../shapes/screen.ts'
import { sayTime } from '../../../../texts/dates.ts'
import type { Drawing, Drawn } from '../../drawing.ts'
import { acts, form, helpWay, more, primary, told, top } from '../../parts.ts'
import { pairWords } from './hand-over.ts'

type Caller = Extract<Screen, { kind: 'caller' }>

export function drawCaller({ of }: Caller, drawing: Drawing): Drawn {
  const organisation = drawing.frame.organisation.name
  return {
    title: drawing.plain('caller.heading', { organisation }),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('caller.heading', { organisation }), {
        focus: true,
        lead: html`<p class="lead">${drawing.say(of ? 'caller.read' : 'caller.lead')}</p>`,
      }),
      of && shown(of, drawing),
      acts(of ? again(drawing) : primary(drawing.say('caller.show'))),
      more(helpWay(drawing)),
    ]),
  }
}

const shown = ({ code, pair, until, isUsed }: NonNullable<Caller['of']>, drawing: Drawing) => {
  const time = sayTime(drawing.frame.language, until)
  const news = isUsed ? drawing.say('caller.used') : drawing.say('caller.lives', { until: time })
  return html`<div class="note aloud">
      <p><code class="letters" translate="no">${code}</code></p>
      <p>${drawing.say('caller.pair', { pair: pairWords(pair, drawing) })}</p>
    </div>
    <p role="status" class="small">${news}</p>
    <p class="small">${drawing.say('caller.wrong')} ${drawing.say('caller.never')}</p>`
}

const again = (drawing: Drawing) =>
  html`<button class="ds-button" data-variant="secondary">${drawing.say('caller.again')}</button>`
