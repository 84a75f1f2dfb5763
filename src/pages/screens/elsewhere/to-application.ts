// On to an application: a form that carries what it is told, or a link. The script presses the
// button by itself; without one, a person does. Must never show what is carried.
import { html, safeAddress, type Markup } from '../../../lib/html.ts'
import type { Frame } from '../../../shapes/frame.ts'
import { drawingOf, type Drawing } from '../../drawing.ts'
import { finish, type DrawnPage } from '../../page.ts'
import { acts, top } from '../../parts.ts'

export interface ToApplication {
  readonly frame: Frame
  readonly name: string
  readonly address: string
  /** Absent where an address is all there is to follow. */
  readonly fields?: Readonly<Record<string, string>>
}

export function drawToApplication({ frame, name, address, fields }: ToApplication): DrawnPage {
  const drawing = drawingOf(frame)
  const words = drawing.say('identity.go', { by: name })
  const way = fields
    ? html`<form method="post" action="${safeAddress(address)}">
        ${Object.entries(fields).map(
          ([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`,
        )}<button class="ds-button" data-onward>${words}</button>
      </form>`
    : html`<a class="ds-button" href="${safeAddress(address)}">${words}</a>`
  return finish(
    drawing,
    { title: drawing.plain('identity.leaving', { by: name }), main: card(drawing, name, way) },
    { leadsTo: fields ? [address] : [] },
  )
}

const card = (drawing: Drawing, name: string, way: Markup): Markup =>
  html`<section class="card">
    ${top(drawing, drawing.say('identity.leaving', { by: name }), {
      focus: true,
      lead: html`<p class="lead">${drawing.say('identity.leaving-lead')}</p>`,
    })}
    ${acts(way)}
  </section>`
