// «Få mobilappen»: what the app is for, with a picture and a short address that lead a phone to it,
// and a link on the phone itself. For whoever cannot approve with it here; the others add it.
import { html, safeAddress } from '../../lib/html.ts'
import type { Frame } from '../../shapes/frame.ts'
import { drawingOf } from '../drawing.ts'
import { copyButton } from '../fields.ts'
import { calledPlain, getApp, methodTitle } from '../method-words.ts'
import { finish, type DrawnPage } from '../page.ts'
import { qrPicture } from '../parts.ts'

export interface GetAppPage {
  readonly frame: Frame
  /** Where the app begins, in full. */
  readonly address: string
  readonly picture: { readonly size: number; readonly path: string }
  /** What is typed where a camera cannot. */
  readonly site: string
  /** The page it came from. */
  readonly back: string
}

export function drawGetApp({ frame, address, picture, site, back }: GetAppPage): DrawnPage {
  const drawing = drawingOf(frame)
  const { say, plain } = drawing
  const main = html`<div class="card">
    <div class="top">
      <p><a class="ds-link" href="${safeAddress(back)}">${say('portal.security')}</a></p>
      <h1 id="heading" tabindex="-1" autofocus>${getApp(drawing)}</h1>
      <p class="lead">
        ${say('get-app.lead', { method: methodTitle('push', drawing) })}
        ${say('add-phone.no-store')}
      </p>
    </div>
    <div class="near">
      <a class="ds-button" href="${safeAddress(address)}">${say('get-app.open')}</a>
    </div>
    <div class="scan far">
      ${qrPicture(picture, plain('get-app.picture'))}
      <div class="key">
        <ol class="steps">
          <li>${say('add-phone.scan')}</li>
          <li>${say('add-phone.follow')}</li>
        </ol>
        <p class="small">${say('get-app.site', { site })}</p>
        ${copyButton(site, say('add-phone.copy-site'), plain('add-phone.copied-site'))}
      </div>
    </div>
  </div>`
  return finish(
    drawing,
    { title: calledPlain('push', 'get', drawing) ?? plain('portal.get-app'), main },
    {},
  )
}
