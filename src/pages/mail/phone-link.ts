// The link that adds a phone, for whoever cannot scan the picture: it leads where the picture
// leads, and gives nobody anything that the picture does not.
import { say } from '../../../texts/index.ts'
import type { Block } from './blocks.ts'
import { supportShort } from './changed.ts'
import type { Mail, MailOptions } from './mail-kinds.ts'

type PhoneLink = Extract<Mail, { kind: 'phone-link' }>['facts']

export const phoneLinkBody = (
  { login, code, minutes, caseNumber }: PhoneLink,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  { text: say(language, 'mail.phone-link.text', { login }) },
  {
    button: say(language, 'mail.phone-link.go'),
    to: new URL(`/m/${encodeURIComponent(code)}`, address).href,
    fails: say(language, 'mail.button-fails'),
  },
  { text: say(language, 'mail.phone-link.lives', { minutes }) },
  { text: say(language, 'mail.phone-link.not-you', { support: supportShort(organisation) }) },
  ...(caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
]
