// The mails about a leader's word: to the leader, with a link that proves nothing by itself; and to
// whoever it is about, with a link that can only freeze.
import { sayDayAndTime } from '../../../texts/dates.ts'
import { say } from '../../../texts/index.ts'
import type { Language } from '../../shapes/language.ts'
import type { Block } from './blocks.ts'
import { freezing, supportShort } from './changed.ts'
import type { Mail, MailOptions } from './mail-kinds.ts'

type Asked = Extract<Mail, { kind: 'vouch-asked' }>['facts']
type Vouched = Extract<Mail, { kind: 'vouched' }>['facts']

export const vouchAskedBody = (
  { name, account, at, challenge, minutes, caseNumber }: Asked,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  {
    text: say(language, 'mail.vouch-asked.text', {
      name,
      account,
      service: organisation.service,
      at: sayDayAndTime(language, at),
    }),
  },
  { text: say(language, 'mail.vouch-asked.how', { name }) },
  {
    button: say(language, 'mail.vouch-asked.go'),
    to: new URL(`/vouch/${encodeURIComponent(challenge)}`, address).href,
    fails: say(language, 'mail.button-fails'),
  },
  { text: say(language, 'mail.vouch-asked.lives', { minutes }) },
  ...cased(caseNumber, language),
  { small: say(language, 'mail.never') },
]

export const vouchedBody = (
  { what, leader, login, at, from, freeze, caseNumber }: Vouched,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  {
    text: say(language, `mail.vouched.${what}`, {
      leader,
      login,
      at: sayDayAndTime(language, at),
      from: sayDayAndTime(language, from ?? at),
    }),
  },
  ...freezing(freeze, language, address),
  { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
  ...cased(caseNumber, language),
  { small: say(language, 'mail.never') },
]

const cased = (number: string | undefined, language: Language): readonly Block[] =>
  number === undefined ? [] : [{ small: say(language, 'frame.case', { number }) }]
