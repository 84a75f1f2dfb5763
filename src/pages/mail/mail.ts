// Draws a mail in the organisation's name, colour and words: subject, HTML and a plain-text twin
// that says the same. Works with images off, since there are none. The facts are those of the
// message; their names are held alike by TypeScript where it is sent.
import { sayPlainCode } from '../../lib/random.ts'
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'
import { sayDate, sayDayAndTime } from '../../../texts/dates.ts'
import { languageOf, say } from '../../../texts/index.ts'
import { asHtml, asText, type Block } from './blocks.ts'
import {
  alarmBody,
  changedBody,
  codeBody,
  contactBody,
  helpedBody,
  methodName,
  methodsBody,
  supportShort,
} from './changed.ts'
import { phoneLinkBody } from './phone-link.ts'
import { vouchAskedBody, vouchedBody } from './vouching.ts'
import type { LetterFacts, Mail, MailOptions } from './mail-kinds.ts'

export interface DrawnMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export function drawMail(mail: Mail, asked: MailOptions): DrawnMail {
  // A mail is in one language from top to bottom: where Northern Sámi has no words for it, all of
  // it is Bokmål.
  const options = { ...asked, language: languageOf(asked.language, 'mail.hello') }
  const { language, organisation } = options
  const subject = oneLine(options.own?.subject ?? subjectOf(mail, options))
  const blocks: readonly Block[] = [
    { heading: say(language, 'mail.hello', { firstName: mail.facts.firstName }) },
    ...bodyOf(mail, options),
    { lines: [[say(language, 'mail.help'), supportLine(organisation)]] },
    ...(options.own?.signature === undefined ? [] : [{ text: options.own.signature }]),
  ]
  return {
    subject,
    text: asText(blocks),
    html: asHtml({ language, subject, organisation }, blocks),
  }
}

/** A name with a line break in it must not become a header of its own. */
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const oneLine = (text: string): string => text.replace(/[\u0000-\u001F\u007F]+/g, ' ').trim()

function subjectOf(mail: Mail, { language, organisation }: MailOptions): string {
  const { service } = organisation
  if (mail.kind === 'methods-changed')
    return say(language, `mail.methods-changed.subject-${mail.facts.change}`, { service })
  if (mail.kind === 'alarm')
    return say(language, `mail.alarm.subject-${mail.facts.what}`, { account: mail.facts.account })
  if (mail.kind === 'vouch-asked')
    return say(language, 'mail.vouch-asked.subject', { name: mail.facts.name })
  if (mail.kind === 'vouched') return say(language, `mail.vouched.subject-${mail.facts.what}`)
  const { kind, facts } = mail
  if (
    kind === 'test' ||
    kind === 'helped' ||
    kind === 'contact-changed' ||
    kind === 'password-changed' ||
    kind === 'phone-link' ||
    kind === 'recovery-code'
  )
    return say(language, `mail.${kind}.subject`, { service })
  return say(language, `mail.${kind}.subject`, { service, firstName: facts.firstName })
}

function bodyOf(mail: Mail, options: MailOptions): readonly Block[] {
  switch (mail.kind) {
    case 'welcome':
    case 'new-letter':
      return letterBody(mail.kind, mail.facts, options)
    case 'receipt':
      return receiptBody(mail.facts, options)
    case 'password-changed':
      return changedBody(mail.facts, options)
    case 'methods-changed':
      return methodsBody(mail.facts, options)
    case 'helped':
      return helpedBody(mail.facts, options)
    case 'contact-changed':
      return contactBody(mail.facts, options)
    case 'recovery-code':
      return codeBody(mail.facts, options)
    case 'phone-link':
      return phoneLinkBody(mail.facts, options)
    case 'vouch-asked':
      return vouchAskedBody(mail.facts, options)
    case 'vouched':
      return vouchedBody(mail.facts, options)
    case 'alarm':
      return alarmBody(mail.facts, options)
    case 'test':
      return [
        {
          text: say(options.language, 'mail.test.text', {
            organisation: options.organisation.name,
          }),
        },
      ]
  }
}

function letterBody(
  kind: 'welcome' | 'new-letter',
  facts: LetterFacts,
  { language, organisation, address, forWindows, own }: MailOptions,
): readonly Block[] {
  const { name, service } = organisation
  const made = say(language, 'mail.welcome.made', { organisation: name, service })
  const use = say(language, forWindows === true ? 'mail.welcome.use-windows' : 'mail.welcome.use')
  const ready =
    facts.pinDigits === undefined
      ? say(language, 'mail.welcome.phone')
      : say(language, 'mail.welcome.pin', { digits: facts.pinDigits })
  return [
    {
      text:
        kind === 'welcome'
          ? (own?.welcome ?? `${made} ${use}`)
          : say(language, 'mail.new-letter.text'),
    },
    { text: ready },
    {
      button: say(language, `mail.${kind}.go`),
      to: new URL(`/start/${encodeURIComponent(facts.token)}`, address).href,
      fails: say(language, 'mail.button-fails'),
    },
    { text: say(language, 'mail.expires', { date: sayDate(language, facts.expiresAt) }) },
    {
      lines: [
        [say(language, 'mail.name'), facts.login],
        [say(language, 'mail.address'), address.origin],
        ...startCode(facts, language),
      ],
    },
    ...(facts.code === undefined
      ? []
      : [{ small: say(language, 'mail.start-code-how', { start: `${address.host}/start` }) }]),
    { small: say(language, 'mail.genuine', { host: address.host }) },
  ]
}

const startCode = (
  { code }: LetterFacts,
  language: Language,
): readonly (readonly [string, string])[] =>
  code === undefined ? [] : [[say(language, 'mail.start-code'), sayPlainCode(code)]]

type Receipt = Extract<Mail, { kind: 'receipt' }>['facts']

const receiptBody = (
  facts: Receipt,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  {
    text: say(language, 'mail.receipt.text', {
      login: facts.login,
      at: sayDayAndTime(language, facts.at),
    }),
  },
  { list: facts.methods.map((factor) => methodName(organisation, language, factor)) },
  {
    lines: [
      [say(language, 'mail.name'), facts.login],
      [say(language, 'mail.address'), address.origin],
    ],
  },
  {
    button: say(language, 'mail.receipt.go'),
    to: address.href,
    fails: say(language, 'mail.button-fails'),
  },
  { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
  { small: say(language, 'mail.never') },
]

const supportLine = ({ support }: OrganisationLook): string =>
  [support.name, support.phone, support.hours, support.mail, support.link]
    .filter(Boolean)
    .join(', ')
