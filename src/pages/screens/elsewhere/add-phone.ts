// A phone is added, and this page waits for it: the picture and the code, the words that stand on
// the phone too, the number that is typed there. On the phone itself one press goes on.
import { html, safeAddress, type Markup } from '../../../lib/html.ts'
import type { AddPhone } from '../../../shapes/phone-screens.ts'
import { below, firstTime, otherApp, placeLine } from '../../around.ts'
import type { Drawing, Drawn } from '../../drawing.ts'
import { copyButton } from '../../fields.ts'
import { spokenBest } from '../../method-words.ts'
import { acts, backWay, form, primary, qrPicture, told, top, unfold, waysTo } from '../../parts.ts'
import { shownForPhone } from '../../shown.ts'
import { pairWords } from './hand-over.ts'
import { inThrees } from './ask-leader.ts'

export function drawAddPhone(screen: AddPhone, drawing: Drawing): Drawn {
  const heading = headingOf(screen)
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`${firstTime(screen, drawing)}
          <p class="lead">${drawing.say(leadOf(screen))}</p>`,
      }),
      toScan(screen, drawing),
      screen.state === 'waiting' &&
        html`<div class="note ${screen.number !== undefined && 'aloud'}" role="status">
          ${news(screen, drawing)}
        </div>`,
      acts(presses(screen, drawing)),
      below(screen, 'set-up', drawing, howTo(screen, drawing), otherApp(screen, 'totp', drawing)),
    ]),
  }
}

function headingOf({ state, because }: AddPhone) {
  if (state === 'no') return 'add-phone.no'
  if (state !== 'over') return 'add-phone.heading'
  return because === 'wrong-number' ? 'add-phone.wrong' : 'add-phone.over'
}

function leadOf({ state, because }: AddPhone) {
  if (state === 'no') return 'add-phone.no-lead'
  if (state === 'done') return 'add-phone.done'
  if (state !== 'over') return 'add-phone.lead'
  return because === 'wrong-number' ? 'add-phone.wrong-lead' : 'add-phone.over-lead'
}

function toScan(screen: AddPhone, drawing: Drawing): Markup | undefined {
  const steps = scanning(screen, drawing)
  return (
    steps &&
    html`<div class="far">${steps}</div>
      <div class="near">${unfold(drawing.say('add-phone.other-phone'), steps)}</div>`
  )
}

function scanning(
  { picture, site, code, mailedTo }: AddPhone,
  drawing: Drawing,
): Markup | undefined {
  if (!picture || site === undefined || code === undefined) return undefined
  return html`<div class="scan">
    <div class="seen">
      ${qrPicture(picture, drawing.plain('add-phone.picture'))}
      <p class="small">${drawing.say('add-phone.lives')}</p>
    </div>
    <div class="key">
      <ol class="steps">
        <li>${drawing.say('add-phone.scan')}</li>
        <li>${drawing.say('add-phone.follow')}</li>
      </ol>
      <p class="small">${drawing.say('add-phone.no-store')} ${drawing.say('add-phone.gives')}</p>
      <p class="small">${drawing.say('add-phone.cannot', { site })}</p>
      <div class="keep small">
        <p>${spelled(code)}</p>
        ${copyButton(code, drawing.say('add-phone.copy-code'), drawing.plain('add-phone.copied-code'))}
        ${copyButton(site, drawing.say('add-phone.copy-site'), drawing.plain('add-phone.copied-site'))}
      </div>
      ${
        mailedTo === undefined
          ? html`<p>${waysTo('link-by-mail', drawing.say('add-phone.mail'))}</p>`
          : html`<p class="small" role="status">
              ${drawing.say('add-phone.mailed', { to: mailedTo })}
            </p>`
      }
    </div>
  </div>`
}

/** Seen in groups, and heard one by one: read as a word it cannot be typed. */
const spelled = (code: string): Markup =>
  html`<code class="letters" translate="no" aria-hidden="true">${code}</code
    ><span class="heard" translate="no"
      >${code.split('-').map((group, at) => html`${at > 0 && ', '}${[...group].join(' ')}`)}</span
    >`

/** On a phone there is nothing to hold it up to. */
const howTo = ({ picture }: AddPhone, drawing: Drawing): Markup | undefined =>
  picture &&
  html`<details class="far">
    <summary>${drawing.say('scan.how')}</summary>
    ${shownForPhone(drawing)}
  </details>`

/** As its browser says it, and then as the app does. */
const systems: Readonly<Record<string, string>> = {
  iPhone: 'iPhone',
  iPad: 'iPad',
  ios: 'iPhone',
  Android: 'Android',
  android: 'Android',
}

function news({ came, device = '', pair = [0, 0], number }: AddPhone, drawing: Drawing): Markup {
  if (came === undefined) return html`<p>${drawing.say('add-phone.waiting')}</p>`
  const known = systems[device]
  const words = spokenBest(drawing, 'add-phone.found', {
    pair: pairWords(pair, drawing),
    ...(known !== undefined && { device: known }),
  })
  return html`<p>${words}</p>
    ${
      number !== undefined &&
      html`<p>${drawing.say('add-phone.number')}</p>
        <p><b class="letters" translate="no">${inThrees(number)}</b></p>`
    }`
}

/** Without script a press asks how far it has come. */
function presses(
  { state, came, here, because }: AddPhone,
  drawing: Drawing,
): readonly (Markup | undefined)[] {
  const go = html`<button class="ds-button" data-variant="secondary" name="do" value="answer">
    ${drawing.say('hand-over.go')}
  </button>`
  switch (state) {
    case 'unasked':
      return [primary(drawing.say('add-phone.show'), 'send'), backWay(drawing)]
    case 'waiting':
      if (came !== undefined) return [go, another(drawing.say('add-phone.not-me'))]
      return [
        here === undefined
          ? undefined
          : html`<a class="ds-button near" href="${safeAddress(here)}"
              >${drawing.say('add-phone.here')}</a
            >`,
        html`<span class="far">${go}</span>`,
        backWay(drawing),
      ]
    case 'agreed':
    case 'done':
      return [primary(drawing.say('hand-over.go'))]
    case 'no':
    case 'over':
      return [anew(because === 'unanswered', drawing), backWay(drawing)]
  }
}

const anew = (isByItself: boolean, drawing: Drawing): Markup =>
  html`<button class="ds-button" name="do" value="send" ${isByItself && html`data-renews`}>
    ${drawing.say('add-phone.again')}
  </button>`

/** Another code takes the place of this one, and what was brought by this one is void. */
const another = (words: Markup): Markup =>
  html`<button class="ds-button" data-variant="tertiary" name="do" value="send">${words}</button>`
