// A letter or start code was opened. Whose account it is stands here, so that a forwarded mail is
// noticed (S1.11). The press gives both proofs: the PIN is asked for on this very page, and a known
// number is sent its code by the press that redeems the letter.
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { sayDate } from '../../../texts/dates.ts'
import { supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { field } from '../fields.ts'
import {
  accountWay,
  acts,
  form,
  more,
  primary,
  told,
  top,
  unfold,
  wayButton,
  waysTo,
} from '../parts.ts'
import { codeAttributes } from './enter-code.ts'
import { passwordFields } from './new-password.ts'
import { phoneTerms } from './sent-code.ts'

type Begin = Extract<Screen, { kind: 'begin' }>

export function drawBegin(screen: Begin, drawing: Drawing): Drawn {
  const { firstName, account, pinDigits, phone, password } = screen
  const organisation = drawing.frame.organisation.name
  const hasField = phone === undefined && (pinDigits !== undefined || password !== undefined)
  return {
    title: drawing.plain('begin.heading', { firstName }),
    body: form(drawing, [
      !hasField && told(drawing),
      top(drawing, drawing.say('begin.heading', { firstName }), {
        progress: screen.progress,
        focus: !hasField,
        lead: html`<p class="lead">${drawing.say('begin.account', { account, organisation })}</p>`,
      }),
      phone === undefined ? byLetter(screen, drawing) : byPhone(screen, phone.ending, drawing),
      unfoldings(screen, drawing),
    ]),
  }
}

function byLetter(screen: Begin, drawing: Drawing): Markup {
  const { pinDigits, password, account, begunBefore, expiresAt } = screen
  // A date is not torn apart at the end of a line.
  const date = sayDate(drawing.frame.language, expiresAt).replaceAll(' ', '\u00A0')
  return html`${begunBefore && html`<p>${drawing.say('begin.begun')}</p>`}
    ${
      pinDigits !== undefined &&
      field(
        drawing,
        {
          name: 'code',
          type: 'text',
          attributes: codeAttributes,
          label: drawing.say('begin.pin'),
          hint: drawing.say('begin.pin-hint', { digits: pinDigits }),
          look: 'code',
          focus: true,
        },
        drawing.problem !== undefined,
      )
    }
    ${password && passwordFields({ account, ...password }, drawing, drawing.say('new-password.heading'))}
    ${acts(primary(drawing.say(begunBefore ? 'begin.go-on' : 'begin.go')), accountWay(drawing))}
    <p class="small">${drawing.say('begin.how-long')} ${drawing.say('begin.expires', { date })}</p>`
}

/** What the number is used for stands beside the press that uses it. */
function byPhone({ phone, begunBefore }: Begin, ending: string, drawing: Drawing): Markup {
  const callsOnly = phone?.canCall === true && drawing.problem?.code === 'landline'
  return html`<p>
      ${begunBefore && drawing.say('begin.begun-phone')}
      ${drawing.say(begunBefore ? 'begin.phone-again' : 'begin.phone', { ending })}
    </p>
    ${acts(
      callsOnly
        ? primary(drawing.say('send.call'), 'call')
        : primary(drawing.say('send.code'), 'send'),
      phone?.canCall === true && !callsOnly && wayButton('call', drawing.say('send.call-instead')),
      accountWay(drawing),
    )}${phoneTerms(drawing)}`
}

function unfoldings({ phone, pinDigits, firstName }: Begin, drawing: Drawing): Markup {
  const support = supportOf(drawing)
  const other =
    pinDigits === undefined
      ? drawing.say('begin.other-proof', { support })
      : html`<p>${drawing.say('begin.use-pin-text')}</p>
          ${waysTo('pin', drawing.say('begin.use-pin'))}
          <p>${drawing.say('begin.other-proof', { support })}</p>`
  return more(
    phone && unfold(drawing.say('begin.phone-not-mine'), other),
    phone && unfold(drawing.say('begin.no-phone'), other),
    phone || pinDigits === undefined
      ? undefined
      : unfold(drawing.say('begin.pin-none'), drawing.say('begin.pin-none-text', { support })),
    unfold(
      drawing.say('begin.not-you', { firstName }),
      drawing.say('begin.not-you-text', { support }),
    ),
  )
}
