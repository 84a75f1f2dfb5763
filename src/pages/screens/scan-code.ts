// A key for a code app, one page to the end: the picture, the link and the key that say the same,
// and the field for the first code. The key stands in the page and nowhere else.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { below, firstTime, otherApp, placeLine } from '../around.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { copyButton, field } from '../fields.ts'
import { theMethod } from '../method-words.ts'
import { shownForCodeApp } from '../shown.ts'
import { acts, backWay, form, primary, qrPicture, top } from '../parts.ts'
import { codeAttributes } from './enter-code.ts'

type ScanCode = Extract<Screen, { kind: 'scan-code' }>

export function drawScanCode(screen: ScanCode, drawing: Drawing): Drawn {
  const { issuer } = screen
  const app = { app: theMethod('totp', drawing) }
  const isWrong = drawing.problem !== undefined
  return {
    title: drawing.plain('scan.heading', { issuer, ...app }),
    body: form(drawing, [
      top(drawing, drawing.say('scan.heading', { issuer, ...app }), {
        place: placeLine(screen, drawing),
        focus: !isWrong,
        lead: html`${firstTime(screen, drawing)}
          <p class="lead far">${drawing.say('scan.lead')}</p>
          <p class="lead near">${drawing.say('scan.lead-here', app)}</p>`,
      }),
      html`<div class="scan">
        ${qrPicture(screen.picture, drawing.plain('scan.picture', app))}${sameKey(screen, drawing)}
      </div>`,
      field(
        drawing,
        {
          name: 'code',
          type: 'text',
          attributes: html`${codeAttributes} data-digits="${screen.digits}" data-roomy`,
          label: drawing.say('scan.code'),
          look: 'code',
          focus: isWrong,
        },
        isWrong,
      ),
      acts(primary(drawing.say('enter-code.go')), backWay(drawing)),
      below(
        screen,
        'set-up',
        drawing,
        howTo(drawing),
        nameIt(screen, drawing),
        otherApp(screen, 'push', drawing),
      ),
    ]),
  }
}

/** An address of a code app and no other. */
const appAddress = (address: string): string => (address.startsWith('otpauth://') ? address : '#')

const sameKey = ({ key, address, account, issuer }: ScanCode, drawing: Drawing): Markup =>
  html`<div class="key">
    <div class="here">
      <p class="small">${drawing.say('scan.here')}</p>
      <a class="ds-button" data-variant="secondary" href="${appAddress(address)}"
        >${drawing.say('scan.open')}</a
      >
    </div>
    <p class="small">${drawing.say('scan.cannot')}</p>
    <p><code class="letters" translate="no">${key}</code></p>
    ${copyButton(key.replaceAll(' ', ''), drawing.say('scan.copy'), drawing.plain('scan.copied'))}
    <dl class="small">
      <div>
        <dt>${drawing.say('scan.account')}</dt>
        <dd>${account}</dd>
      </div>
      <div>
        <dt>${drawing.say('scan.issuer')}</dt>
        <dd>${issuer}</dd>
      </div>
    </dl>
  </div>`

/** Names of products, and how it is done there. */
const apps = [
  ['Enpass', 'scan.enpass'],
  ['Google Authenticator', 'scan.google'],
  ['Microsoft Authenticator', 'scan.microsoft'],
  ['1Password', 'scan.1password'],
] as const

const howTo = (drawing: Drawing): Markup =>
  html`<details>
    <summary>${drawing.say('scan.how')}</summary>
    ${shownForCodeApp(drawing)}
    <p class="small">${drawing.say('scan.apps')}</p>
    <dl class="small how">
      ${apps.map(
        ([name, key]) =>
          html`<dt>${name}</dt>
            <dd>${drawing.say(key)}</dd>`,
      )}
    </dl>
    <p class="small">${drawing.say('scan.take-time')}</p>
  </details>`

const nameIt = ({ name }: ScanCode, drawing: Drawing): Markup =>
  html`<details>
    <summary>${drawing.say('scan.name-it', { app: theMethod('totp', drawing) })}</summary>
    ${field(
      drawing,
      {
        name: 'name',
        type: 'text',
        attributes: html`autocomplete="off" maxlength="60"`,
        label: drawing.say('scan.name'),
        hint: drawing.say('scan.name-hint'),
        ...(name !== undefined && { value: name }),
      },
      false,
    )}
  </details>`
