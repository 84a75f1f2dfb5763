// What is told of a code on its way to a phone: where it went, when, how long it works, and what to
// do when it does not come. Never more of the number than its last two digits.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen, Sent } from '../../shapes/screen.ts'
import { sayTime } from '../../../texts/dates.ts'
import { supportOf, type Drawing } from '../drawing.ts'
import { primary, wayButton } from '../parts.ts'

export type EnterCode = Extract<Screen, { kind: 'enter-code' }>

/** The script puts the time that is left in its place. */
const place = '%'

/** What the number is used for, and who may charge for it (S0.13). */
export const phoneTerms = (drawing: Drawing): Markup =>
  html`<p class="small">${drawing.say('phone.use')} ${drawing.say('phone.cost')}</p>`

/** Nothing has been sent, or it did not come through: there is no field yet, and a press sends. */
export const isWithoutField = (sent: Sent | undefined): sent is Sent =>
  sent?.state === 'unsent' || sent?.state === 'failed'

/** Where the code went and how long it works. */
export const sentLead = (screen: EnterCode, drawing: Drawing): Markup =>
  html`<p class="lead" id="about">
    ${whereTo(screen, drawing)} ${screen.sent && lives(screen.sent, drawing)}
  </p>`

function whereTo({ sent, ending = '', to, isDiscreet }: EnterCode, drawing: Drawing): Markup {
  const channel = sent?.channel ?? 'sms'
  const at = sent?.at && sayTime(drawing.frame.language, sent.at).replaceAll(' ', '\u00A0')
  if (isDiscreet === true)
    return drawing.say(`enter-code.discreet-sent-${channel}`, { at: at ?? '' })
  if (channel === 'mail') return drawing.say('enter-code.sent-mail', { at: at ?? '', to: to ?? '' })
  return at
    ? drawing.say(`enter-code.sent-${channel}`, { at, ending })
    : drawing.say(`enter-code.sending-${channel}`, { ending })
}

function lives({ at, expiresAt, secondsLeft }: Sent, drawing: Drawing): Markup | undefined {
  if (at === undefined || expiresAt === undefined) return undefined
  const count = Math.max(1, Math.round((Date.parse(expiresAt) - Date.parse(at)) / 60_000))
  const left = drawing.plain('enter-code.left', { left: place })
  return html`${drawing.say('enter-code.lives', { count })}${
    secondsLeft !== undefined &&
    html`<span role="timer" data-left="${secondsLeft}" data-words=": ${left}"></span>`
  }.`
}

/**
 * News of the message, and of its time: said when it changes, and never more than once a change.
 * Shortly before the end there is a press that gives more time (WCAG 2.2.1).
 */
export const sentNews = ({ sent, isDiscreet }: EnterCode, drawing: Drawing): Markup | undefined =>
  sent &&
  html`<p
    class="small news"
    role="status"
    data-soon="${drawing.plain('enter-code.soon')}"
    data-over="${drawing.plain('enter-code.over')}"
    data-sent="${drawing.plain('enter-code.sent')}"
    data-delivered="${drawing.plain('enter-code.delivered')}"
  >
    <span
      >${
        sent.isOften === true
          ? drawing.say('enter-code.often', { support: supportOf(drawing) })
          : isDiscreet !== true &&
            (sent.state === 'asked' || sent.state === 'delivered') &&
            drawing.say(`enter-code.${sent.state}`)
      }</span
    ><button
      class="ds-link"
      form="ways"
      name="do"
      value="${sent.channel === 'voice' ? 'call' : 'send'}"
      hidden
      formnovalidate
    >
      ${drawing.say('enter-code.more-time')}
    </button>
  </p>`

/** Once more, by the same way or the other. */
export function againWays({ sent, canCall }: EnterCode, drawing: Drawing): readonly Markup[] {
  if (sent === undefined) return []
  const isCall = sent.channel === 'voice'
  const other = isCall
    ? wayButton('send', drawing.say('send.sms-instead'))
    : canCall === true && wayButton('call', drawing.say('send.call-instead'))
  return [again(sent, drawing), ...(other === false ? [] : [other])]
}

function again({ channel, secondsToAgain = 0 }: Sent, drawing: Drawing): Markup {
  const [act, words, later] =
    channel === 'voice'
      ? (['call', 'send.call-again', 'send.call-again-in'] as const)
      : (['send', 'send.again', 'send.again-in'] as const)
  return secondsToAgain > 0
    ? html`<button
        class="ds-link"
        form="ways"
        name="do"
        value="${act}"
        formnovalidate
        data-left="${secondsToAgain}"
        data-words="${drawing.plain(later, { left: place })}"
      >
        ${drawing.say(words)}
      </button>`
    : wayButton(act, drawing.say(words))
}

export const firstPress = ({ sent }: EnterCode, drawing: Drawing): Markup => {
  const isCall = sent?.channel === 'voice'
  if (sent?.state === 'failed')
    return primary(drawing.say(isCall ? 'send.call-again' : 'send.again'), isCall ? 'call' : 'send')
  return primary(drawing.say(isCall ? 'send.call' : 'send.code'), isCall ? 'call' : 'send')
}

export const otherChannel = ({ sent, canCall }: EnterCode, drawing: Drawing): Markup | undefined =>
  sent?.channel === 'voice'
    ? wayButton('send', drawing.say('send.sms-instead'))
    : canCall === true
      ? wayButton('call', drawing.say('send.call-instead'))
      : undefined
