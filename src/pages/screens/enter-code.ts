// A code is typed: a PIN, what was sent to a phone, what an app or a token shows, a recovery code.
// One field, blanks allowed, and the script sends it by itself when it is pasted or filled in.
import { sayBest } from '../../../texts/index.ts'
import { html, type Markup } from '../../lib/html.ts'
import { below, firstTime, placeLine } from '../around.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { calledPlain, calledSo, spokenBest, theMethod, type Purpose } from '../method-words.ts'
import { field, fieldOfProblem, rememberTick } from '../fields.ts'
import { whyAsked } from '../words/why-words.ts'
import {
  acts,
  backWay,
  form,
  helpWay,
  more,
  primary,
  told,
  top,
  unfold,
  wayButton,
} from '../parts.ts'
import {
  againWays,
  firstPress,
  isWithoutField,
  otherChannel,
  phoneTerms,
  sentLead,
  sentNews,
  type EnterCode,
} from './sent-code.ts'

/** A code from a message or from paper: digits on the keyboard, and never corrected. */
export const codeAttributes = html`autocomplete="one-time-code" inputmode="numeric"
autocapitalize="none" spellcheck="false"`

const letterAttributes = html`autocomplete="off" autocapitalize="none" autocorrect="off"
spellcheck="false"`

export function drawEnterCode(screen: EnterCode, drawing: Drawing): Drawn {
  if (screen.by === 'pin') return drawPin(screen, drawing)
  return isWithoutField(screen.sent) ? drawSending(screen, drawing) : drawField(screen, drawing)
}

function drawPin(screen: EnterCode, drawing: Drawing): Drawn {
  const { digits = 6 } = screen
  // Another one comes from a person, so whom to ask stands in sight, and help is one press away.
  const isOver = drawing.problem?.code === 'code-expired'
  return {
    title: drawing.plain('enter-code.heading'),
    body: form(drawing, [
      top(drawing, drawing.say('enter-code.heading'), {
        progress: screen.progress,
        labels: 'code',
        lead: html`<p class="lead" id="about">${drawing.say('enter-code.lead', { digits })}</p>`,
      }),
      codeField(screen, drawing),
      acts(
        primary(drawing.say('enter-code.go')),
        backWay(drawing),
        isOver ? helpWay(drawing) : undefined,
      ),
      more(
        whyAsked(screen, 'prove', drawing),
        unfold(
          drawing.say('enter-code.none'),
          drawing.say('enter-code.none-text', { support: supportOf(drawing) }),
          isOver,
        ),
      ),
    ]),
  }
}

const codeField = ({ digits, by, sent, asksSerial }: EnterCode, drawing: Drawing): Markup =>
  field(
    drawing,
    {
      name: 'code',
      type: 'text',
      attributes:
        digits === undefined
          ? letterAttributes
          : html`${codeAttributes} data-digits="${digits}" ${by === 'sms' && html`data-otp`}`,
      look: digits === undefined ? 'short' : 'code',
      ...(asksSerial === true && { label: drawing.say('enter-code.token-code') }),
      focus: asksSerial !== true || isWrongIn(drawing, 'code'),
      describedBy: 'about',
    },
    isWrongIn(drawing, 'code') && sent?.state !== 'failed',
  )

const serialField = (drawing: Drawing): Markup =>
  field(
    drawing,
    {
      name: 'name',
      type: 'text',
      attributes: letterAttributes,
      label: drawing.say('enter-code.token-serial'),
      hint: drawing.say('enter-code.token-serial-hint'),
      look: 'short',
      focus: !isWrongIn(drawing, 'code'),
    },
    isWrongIn(drawing, 'name'),
  )

const isWrongIn = (drawing: Drawing, name: 'code' | 'name'): boolean =>
  fieldOfProblem(drawing, ['code', 'name']) === name

function drawField(screen: EnterCode, drawing: Drawing): Drawn {
  const { by, name } = screen
  const source = by === 'totp' || by === 'token' ? { name: name ?? theMethod(by, drawing) } : {}
  const key = `enter-code.${by}`
  const called = by === 'codes' ? calledSo(by, 'code', drawing) : undefined
  const heading = called ?? spokenBest(drawing, key, source) ?? html``
  const title =
    (called && calledPlain(by, 'code', drawing)) ??
    sayBest(drawing.frame.language, key, source)?.text ??
    ''
  return {
    title,
    body: form(drawing, [
      top(drawing, heading, {
        place: placeLine(screen, drawing),
        ...(screen.asksSerial !== true && { labels: 'code' }),
        lead: html`${isTold(screen) ? undefined : firstTime(screen, drawing)}${lead(screen, drawing)}`,
      }),
      screen.asksSerial === true && serialField(drawing),
      codeField(screen, drawing),
      sentNews(screen, drawing),
      rememberTick(screen, drawing),
      acts(primary(drawing.say('enter-code.go')), againWays(screen, drawing), backWay(drawing)),
      below(screen, purposeOf(screen), drawing, correctWay(screen, drawing)),
    ]),
  }
}

/** What a way round is about stood on the page before, where something has been sent. */
const isTold = ({ turned, sent }: EnterCode): boolean => turned !== undefined && sent !== undefined

function lead(screen: EnterCode, drawing: Drawing): Markup {
  const { by } = screen
  if (by === 'sms' || by === 'voice' || by === 'mail' || by === 'pin')
    return sentLead(screen, drawing)
  const words = spokenBest(drawing, `enter-code.${by}-lead`, {
    support: supportOf(drawing),
    issuer: drawing.frame.organisation.name,
  })
  return html`<p class="lead" id="about">${words}</p>`
}

/** The first code proves that a number is one's own: the other ways are then ways to set up. */
const purposeOf = ({ wizard, putOff, canCorrect }: EnterCode): Purpose =>
  wizard || putOff || canCorrect ? 'set-up' : 'prove'

const correctWay = ({ canCorrect }: EnterCode, drawing: Drawing): Markup | undefined =>
  canCorrect === true ? wayButton('correct', drawing.say('begin.phone-not-mine')) : undefined

function drawSending(screen: EnterCode, drawing: Drawing): Drawn {
  const { sent } = screen
  const channel = sent?.channel ?? 'sms'
  const isFailed = sent?.state === 'failed'
  const heading =
    channel === 'mail'
      ? ('enter-code.unsent-mail' as const)
      : (`enter-code.${isFailed ? 'failed' : 'unsent'}-${channel}` as const)
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      told(drawing),
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        focus: true,
        lead: html`${firstTime(screen, drawing)}
          <p class="lead">${beforeSending(screen, drawing)}</p>`,
      }),
      acts(firstPress(screen, drawing), otherChannel(screen, drawing), backWay(drawing)),
      isFailed || channel === 'mail' ? undefined : phoneTerms(drawing),
      below(screen, purposeOf(screen), drawing, correctWay(screen, drawing)),
    ]),
  }
}

/** Where the press will send it; where nothing may be told, only by which means. */
function beforeSending({ sent, ending = '', isDiscreet }: EnterCode, drawing: Drawing): Markup {
  const channel = sent?.channel ?? 'sms'
  if (isDiscreet === true) return drawing.say(`enter-code.discreet-${channel}`)
  if (channel === 'mail') return drawing.say('enter-code.will-mail')
  if (sent?.state === 'failed') return drawing.say('enter-code.failed-lead', { ending })
  return drawing.say(channel === 'sms' ? 'begin.phone' : 'enter-code.will-call', { ending })
}
