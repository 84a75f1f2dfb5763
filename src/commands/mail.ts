// `mail preview` and `mail test`: a mail as it would look, and one to see that mail goes out, by
// the same way as every other.
import { organisationOf } from '../domain/configuration/configuration.ts'
import type { DrawableLetter } from '../domain/messages/message-kinds.ts'
import { queueMessage } from '../domain/messages/messages.ts'
import type { Moment } from '../domain/moment.ts'
import { secondsAfter } from '../lib/clock.ts'
import { drawLetter } from '../outside/mail/draw-letter.ts'
import { type Command, languageOption, Misunderstood, onlyWord, textOption } from './command.ts'

export const mailTest: Command = {
  words: 'mail test',
  takes: 'ADDRESS [--language nb] [--organisation ID]',
  says: 'Lays a test letter in the outbox. The server that runs sends it.',
  options: { language: { type: 'string' }, organisation: { type: 'string' } },
  async run(called) {
    const to = onlyWord(called, 'The address')
    if (!/^[^\s@]+@[^\s@]+$/.test(to)) throw new Misunderstood(`«${to}» is no mail address`)
    const { moment, settings } = await called.moment()
    const organisation = organisationOf(
      moment.house.configuration(),
      textOption(called, 'organisation'),
    )
    const id = await queueMessage(moment, {
      kind: 'test',
      to,
      language: languageOption(called, organisation.languages[0] ?? 'nb'),
      data: {
        firstName: 'Kari',
        login: `kari.nordmann@${organisation.domains[0]}`,
        organisation: organisation.id,
      },
    })
    called.say(`Laid in the outbox as ${id}.`)
    if (!settings.demo && !settings.mail) {
      called.complain('No mail server is named (PORTVAKT_SMTP_HOST): it waits there.')
      return 1
    }
    called.say(
      'It goes out when the server runs; `portvakt messages dead` tells when it could not.',
    )
    return 0
  },
}

const kinds = ['welcome', 'new-letter', 'receipt', 'password-changed', 'test'] as const

export const mailPreview: Command = {
  words: 'mail preview',
  takes: `${kinds.join('|')} [--language nb] [--organisation ID] [--html]`,
  says: 'Draws a mail with invented facts, as text or as HTML. Nothing is sent.',
  options: {
    language: { type: 'string' },
    organisation: { type: 'string' },
    html: { type: 'boolean' },
  },
  async run(called) {
    const word = onlyWord(called, 'The kind of mail')
    const kind = kinds.find((each) => each === word)
    if (!kind) throw new Misunderstood(`«${word}» is no kind of mail`)
    const { moment, settings } = await called.moment()
    const organisation = organisationOf(
      moment.house.configuration(),
      textOption(called, 'organisation'),
    )
    const language = languageOption(called, organisation.languages[0] ?? 'nb')
    const facts = invented(moment, organisation.id, `kari.nordmann@${organisation.domains[0]}`)
    const { from, subject, text, html } = drawLetter(facts[kind], language, {
      configuration: moment.house.configuration(),
      address: settings.address,
      from: settings.mail?.from,
    })
    if (called.options['html'] === true) called.say(html ?? '')
    else called.say(`From: ${from.name} <${from.address}>\nSubject: ${subject}\n\n${text}`)
    return 0
  },
}

/** One of each kind, about somebody who does not exist. */
function invented(
  { now, house }: Moment,
  organisation: string,
  login: string,
): { readonly [Kind in DrawableLetter['kind']]: Extract<DrawableLetter, { kind: Kind }> } {
  const addressee = { firstName: 'Kari', login, organisation }
  const at = now.toISOString()
  const letter = {
    ...addressee,
    token: 'this-link-opens-nothing',
    code: 'K7QF29MD',
    expiresAt: secondsAfter(now, house.configuration().lives.letterSeconds).toISOString(),
    pinDigits: 6,
  }
  return {
    welcome: { kind: 'welcome', facts: letter },
    'new-letter': { kind: 'new-letter', facts: letter },
    receipt: { kind: 'receipt', facts: { ...addressee, methods: ['password'], at } },
    'password-changed': {
      kind: 'password-changed',
      facts: { ...addressee, at, freeze: 'this-link-freezes-nothing', caseNumber: 'F7-2031' },
    },
    alarm: {
      kind: 'alarm',
      facts: {
        ...addressee,
        what: 'used',
        account: `glass@${login.slice(login.indexOf('@') + 1)}`,
        at,
        address: '192.0.2.10',
        caseNumber: 'F7-2031',
      },
    },
    'recovery-code': {
      kind: 'recovery-code',
      facts: { ...addressee, code: '482913', about: 'recover', minutes: 5, caseNumber: 'F7-2031' },
    },
    'methods-changed': {
      kind: 'methods-changed',
      facts: {
        ...addressee,
        change: 'added',
        factor: 'sms',
        label: '+47 ••• •• •44',
        at,
        freeze: 'this-link-freezes-nothing',
        caseNumber: 'F7-2031',
      },
    },
    ...inventedAsked(addressee, at),
    'contact-changed': {
      kind: 'contact-changed',
      facts: {
        ...addressee,
        change: 'number-added',
        label: '+47 ••• •• •44',
        at,
        freeze: 'this-link-freezes-nothing',
      },
    },
    helped: {
      kind: 'helped',
      facts: { ...addressee, act: 'unlock', at, freeze: 'this-link-freezes-nothing' },
    },
    test: { kind: 'test', facts: addressee },
  }
}

const inventedAsked = (
  addressee: { readonly firstName: string; readonly login: string; readonly organisation: string },
  at: string,
) =>
  ({
    'phone-link': {
      kind: 'phone-link',
      facts: { ...addressee, code: '7F2K9MDQ', minutes: 10, caseNumber: 'F7-2031' },
    },
    'vouch-asked': {
      kind: 'vouch-asked',
      facts: {
        ...addressee,
        name: 'Ola Nordmann',
        account: `ola.nordmann${addressee.login.slice(addressee.login.indexOf('@'))}`,
        challenge: 'this-link-leads-nowhere',
        minutes: 30,
        at,
        caseNumber: 'F7-2031',
      },
    },
    vouched: {
      kind: 'vouched',
      facts: {
        ...addressee,
        what: 'asked',
        leader: 'Ola Nordmann',
        at,
        freeze: 'this-link-freezes-nothing',
        caseNumber: 'F7-2031',
      },
    },
  }) as const
