// What is set up, and the way on.
import { html, type Markup } from '../../lib/html.ts'
import type { MethodLine, Screen } from '../../shapes/screen.ts'
import { isTextKey, sayBest } from '../../../texts/index.ts'
import { inLanguage, type Drawing, type Drawn } from '../drawing.ts'
import { acts, form, primary, told, top } from '../parts.ts'

export function drawSummary(screen: Extract<Screen, { kind: 'summary' }>, drawing: Drawing): Drawn {
  const { firstName, account, application, receiptTo } = screen
  return {
    title: drawing.plain('summary.heading', { firstName }),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say('summary.heading', { firstName }), {
        progress: screen.progress,
        focus: true,
        lead: html`<p class="lead">${drawing.say('summary.lead')}</p>`,
      }),
      html`<ul class="done">
        ${
          account !== undefined &&
          html`<li>
            <b>${drawing.say('summary.account')}</b>
            <span class="small">${account}</span>
          </li>`
        }
        ${screen.methods.map((line) => methodLine(line, drawing))}
      </ul>`,
      acts(
        primary(
          application === undefined
            ? drawing.say('summary.go-start')
            : drawing.say('summary.go', { application }),
        ),
      ),
      receiptTo !== undefined &&
        html`<p class="small">${drawing.say('summary.receipt', { to: receiptTo })}</p>`,
    ]),
  }
}

function methodLine({ factor, name }: MethodLine, { frame }: Drawing): Markup {
  const words = (key: string): Markup | undefined => {
    const found = isTextKey(key) ? sayBest(frame.language, key) : undefined
    return found && inLanguage(frame.language, found.language, found.text)
  }
  const kind = words(`factor.${factor}`) ?? html`${factor}`
  const use = words(`factor.${factor}.use`)
  return html`<li><b>${name ?? kind}</b>${use && html`<span class="small">${use}</span>`}</li>`
}
