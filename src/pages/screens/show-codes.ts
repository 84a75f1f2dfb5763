// Recovery codes, shown once: to print, to keep in a file, to copy. The file is made in the
// browser; nothing of it is asked for or sent.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { below, placeLine } from '../around.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { copyButton } from '../fields.ts'
import { calledBy, methodTitle } from '../method-words.ts'
import { acts, form, primary, told, top } from '../parts.ts'

type ShowCodes = Extract<Screen, { kind: 'show-codes' }>

export const drawShowCodes = (screen: ShowCodes, drawing: Drawing): Drawn => ({
  title: calledBy(drawing, 'codes') ?? drawing.plain('codes.heading'),
  body: form(drawing, [
    told(drawing),
    top(drawing, html`${calledBy(drawing, 'codes') ?? drawing.say('codes.heading')}`, {
      place: placeLine(screen, drawing),
      focus: true,
      lead: html`<p class="lead">${drawing.say('codes.lead')}</p>`,
    }),
    html`<div class="codes">
      <p class="small" id="of">${drawing.say('codes.of', whose(screen, drawing))}</p>
      <ol class="letters" translate="no" aria-labelledby="of">
        ${screen.codes.map((code) => html`<li>${code}</li>`)}
      </ol>
    </div>`,
    keeping(screen, drawing),
    acts(primary(drawing.say('codes.go'))),
    below(screen, 'set-up', drawing),
  ]),
})

const whose = ({ account }: ShowCodes, drawing: Drawing) => ({
  account,
  method: methodTitle('codes', drawing),
})

function keeping(screen: ShowCodes, drawing: Drawing): Markup {
  const { codes } = screen
  const { service } = drawing.frame.organisation
  const lines = [service, drawing.plain('codes.of', whose(screen, drawing)), '', ...codes, '']
  return html`<div class="keep">
    <button class="ds-link" type="button" hidden data-prints>${drawing.say('codes.print')}</button>
    <a
      class="ds-link"
      hidden
      download="${drawing.plain('codes.file')}"
      data-saves="${lines.join('\n')}"
      >${drawing.say('codes.download')}</a
    >
    ${copyButton(codes.join('\n'), drawing.say('codes.copy'), drawing.plain('codes.copied'))}
  </div>`
}
