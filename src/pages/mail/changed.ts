// The mails that tell of a change somebody else may have made: what, when, and what to do if it was
// not you. Their link can only freeze.
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/screen.ts'
import { sayDayAndTime } from '../../../texts/dates.ts'
import { isTextKey, say, sayBest } from '../../../texts/index.ts'
import type { Block } from './blocks.ts'
import type { Mail, MailOptions } from './mail-kinds.ts'

type Changed = Extract<Mail, { kind: 'password-changed' }>['facts']

export const changedBody = (
  facts: Changed,
  { language, organisation }: MailOptions,
): readonly Block[] => [
  {
    text: say(language, 'mail.password-changed.text', {
      login: facts.login,
      at: sayDayAndTime(language, facts.at),
    }),
  },
  { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
  ...(facts.caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: facts.caseNumber }) }]),
  { small: say(language, 'mail.never') },
]

type MethodsChanged = Extract<Mail, { kind: 'methods-changed' }>['facts']

/** Whoever did not do it can stop it from here, and nothing else. */
export function methodsBody(
  { change, factor, label, login, at, freeze, caseNumber }: MethodsChanged,
  { language, organisation, address }: MailOptions,
): readonly Block[] {
  const name = methodName(language, factor)
  return [
    {
      text: say(language, `mail.methods-changed.${change}`, {
        method: label === undefined ? name : `${name} (${label})`,
        login,
        at: sayDayAndTime(language, at),
      }),
    },
    { text: say(language, 'mail.not-me-what') },
    {
      button: say(language, 'mail.not-me'),
      to: new URL(`/freeze/${encodeURIComponent(freeze)}`, address).href,
      fails: say(language, 'mail.button-fails'),
    },
    { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
    ...(caseNumber === undefined
      ? []
      : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
    { small: say(language, 'mail.never') },
  ]
}

export function methodName(language: Language, factor: string): string {
  const key = `factor.${factor}`
  return isTextKey(key) ? (sayBest(language, key)?.text ?? factor) : factor
}

export const supportShort = ({ support }: OrganisationLook): string =>
  [support.name, support.phone ?? support.mail].filter(Boolean).join(', ')
