// A phone to be called or written to: one that is known by its last two digits, or a number that is
// typed the way people type it. What it is used for and who may charge stands here (S0.13).
import { html, type Markup } from '../../lib/html.ts'
import type { Screen } from '../../shapes/screen.ts'
import { below, firstTime, placeLine } from '../around.ts'
import type { Drawing, Drawn } from '../drawing.ts'
import { choiceField, field, fieldOfProblem } from '../fields.ts'
import { acts, backWay, form, primary, told, top, wayButton, waysTo } from '../parts.ts'
import { phoneTerms } from './sent-code.ts'

type EnterPhone = Extract<Screen, { kind: 'enter-phone' }>

export function drawEnterPhone(asked: EnterPhone, drawing: Drawing): Drawn {
  // A number that gets no messages can be called: that is the press that helps.
  const callsOnly = drawing.problem?.code === 'landline' && asked.canCall
  const screen: EnterPhone = callsOnly ? { ...asked, channel: 'voice' } : asked
  const heading = headingOf(screen)
  const isKnown = screen.known !== undefined
  return {
    title: drawing.plain(heading),
    body: form(drawing, [
      isKnown && told(drawing),
      top(drawing, drawing.say(heading), {
        place: placeLine(screen, drawing),
        focus: isKnown,
        lead: html`${firstTime(screen, drawing)}${lead(screen, drawing)}`,
      }),
      ...(isKnown ? knownNumber(screen, drawing) : typedNumber(screen, drawing)),
      phoneTerms(drawing),
      below(screen, 'set-up', drawing),
    ]),
  }
}

const hasOneAlready = ({ wizard }: EnterPhone): boolean =>
  wizard?.plan.some(({ state }) => state === 'done') === true

function headingOf(
  screen: EnterPhone,
): 'phone.heading' | 'phone.heading-second' | 'phone.heading-backup' | 'phone.heading-replace' {
  if (screen.replaces !== undefined) return 'phone.heading-replace'
  if (screen.isBackup) return 'phone.heading-backup'
  return hasOneAlready(screen) ? 'phone.heading-second' : 'phone.heading'
}

function lead(screen: EnterPhone, drawing: Drawing): Markup {
  const organisation = drawing.frame.organisation.name
  const second = screen.isBackup || hasOneAlready(screen)
  return html`<p class="lead">${drawing.say(second ? 'phone.lead-second' : 'phone.lead')}</p>
    ${
      screen.replaces !== undefined &&
      html`<p>${drawing.say('phone.replaces', { ending: screen.replaces })}</p>`
    }
    ${
      screen.known !== undefined &&
      html`<p>${drawing.say('phone.known', { organisation, ending: screen.known })}</p>`
    }`
}

const knownNumber = ({ channel, canCall }: EnterPhone, drawing: Drawing): readonly Markup[] => [
  acts(
    channel === 'voice'
      ? primary(drawing.say('send.call'), 'call')
      : primary(drawing.say('send.code'), 'send'),
    channel === 'sms' && canCall && wayButton('call', drawing.say('send.call-instead')),
    waysTo('other-number', drawing.say('phone.other')),
    backWay(drawing),
  ),
]

function typedNumber(screen: EnterPhone, drawing: Drawing): readonly (Markup | undefined)[] {
  const { channel, canCall, countries, country, typed, extension } = screen
  const wrong = fieldOfProblem(drawing, ['phone', 'country', 'extension'])
  return [
    choiceField(
      drawing,
      {
        name: 'country',
        label: drawing.say('phone.country'),
        autocomplete: 'tel-country-code',
        chosen: country,
        options: countries.map(({ code, name, calling }) => [code, `${name} (+${calling})`]),
      },
      wrong === 'country',
    ),
    field(
      drawing,
      {
        name: 'phone',
        type: 'tel',
        attributes: html`autocomplete="tel-national" inputmode="tel"`,
        label: drawing.say('phone.number'),
        hint: drawing.say('phone.number-hint'),
        focus: wrong !== 'country' && wrong !== 'extension',
        ...(typed !== undefined && { value: typed }),
      },
      wrong === 'phone',
    ),
    channel === 'voice' || extension !== undefined
      ? field(
          drawing,
          {
            name: 'extension',
            type: 'text',
            attributes: html`autocomplete="tel-extension" inputmode="numeric"`,
            label: drawing.say('phone.extension'),
            hint: drawing.say('phone.extension-hint'),
            focus: wrong === 'extension',
            ...(extension !== undefined && { value: extension }),
          },
          wrong === 'extension',
        )
      : undefined,
    acts(
      channel === 'voice'
        ? primary(drawing.say('send.call'), 'call')
        : primary(drawing.say('send.code'), 'send'),
      // It carries the number that was typed, so it belongs to the same form.
      channel === 'sms' &&
        canCall &&
        html`<button class="ds-link" name="do" value="call">
          ${drawing.say('send.call-instead')}
        </button>`,
      backWay(drawing),
    ),
  ]
}
