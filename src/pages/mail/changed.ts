// The mails that tell of a change somebody else may have made: what, when, and what to do if it was
// not you. Their link can only freeze.
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'
import { nameIn } from '../../shapes/method-names.ts'
import { sayDayAndTime } from '../../../texts/dates.ts'
import { isTextKey, say, sayBest } from '../../../texts/index.ts'
import type { Block } from './blocks.ts'
import type { Mail, MailOptions } from './mail-kinds.ts'

type Changed = Extract<Mail, { kind: 'password-changed' }>['facts']

export const changedBody = (
  facts: Changed,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  {
    text: say(
      language,
      facts.wasForgotten === true
        ? 'mail.password-changed.text-forgotten'
        : 'mail.password-changed.text',
      { login: facts.login, at: sayDayAndTime(language, facts.at) },
    ),
  },
  ...(facts.freeze === undefined ? [] : freezing(facts.freeze, language, address)),
  { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
  ...(facts.caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: facts.caseNumber }) }]),
  { small: say(language, 'mail.never') },
]

type MethodsChanged = Extract<Mail, { kind: 'methods-changed' }>['facts']

export function methodsBody(
  { change, factor, label, login, at, freeze, caseNumber }: MethodsChanged,
  { language, organisation, address }: MailOptions,
): readonly Block[] {
  const name = methodName(organisation, language, factor)
  return [
    {
      text: say(language, `mail.methods-changed.${change}`, {
        method: label === undefined ? name : `${name} (${label})`,
        login,
        at: sayDayAndTime(language, at),
      }),
    },
    ...freezing(freeze, language, address),
    { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
    ...(caseNumber === undefined
      ? []
      : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
    { small: say(language, 'mail.never') },
  ]
}

/** Whoever did not do it can stop it from here, and nothing else. */
export const freezing = (freeze: string, language: Language, address: URL): readonly Block[] => [
  { text: say(language, 'mail.not-me-what') },
  {
    button: say(language, 'mail.not-me'),
    to: new URL(`/freeze/${encodeURIComponent(freeze)}`, address).href,
    fails: say(language, 'mail.button-fails'),
  },
]

type Helped = Extract<Mail, { kind: 'helped' }>['facts']

export const helpedBody = (
  { act, login, at, freeze, caseNumber }: Helped,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  { text: say(language, `mail.helped.${act}`, { login, at: sayDayAndTime(language, at) }) },
  ...(freeze === undefined ? [] : freezing(freeze, language, address)),
  { text: say(language, 'mail.helped.not-asked', { support: supportShort(organisation) }) },
  ...(caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
  { small: say(language, 'mail.never') },
]

type ContactChanged = Extract<Mail, { kind: 'contact-changed' }>['facts']

export const contactBody = (
  { change, label, login, at, countsFrom, freeze, caseNumber }: ContactChanged,
  { language, organisation, address }: MailOptions,
): readonly Block[] => [
  {
    text: say(language, `mail.contact-changed.${change}`, {
      label,
      login,
      at: sayDayAndTime(language, at),
    }),
  },
  ...(countsFrom === undefined
    ? []
    : [
        {
          text: say(language, 'mail.contact-changed.counts-from', {
            from: sayDayAndTime(language, countsFrom),
          }),
        },
      ]),
  ...freezing(freeze, language, address),
  { text: say(language, 'mail.not-you', { support: supportShort(organisation) }) },
  ...(caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
  { small: say(language, 'mail.never') },
]

type RecoveryCode = Extract<Mail, { kind: 'recovery-code' }>['facts']

/** A code and nothing to press: what is typed where one began cannot be pressed anywhere else. */
export const codeBody = (
  { about, code, login, minutes, caseNumber }: RecoveryCode,
  { language, organisation }: MailOptions,
): readonly Block[] => [
  { text: say(language, `mail.recovery-code.${about}`, { login }) },
  { lines: [[say(language, 'mail.recovery-code.code'), code]] },
  { text: say(language, 'mail.recovery-code.lives', { minutes }) },
  {
    text: say(language, 'mail.recovery-code.not-you', { support: supportShort(organisation) }),
  },
  ...(caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
]

type Alarm = Extract<Mail, { kind: 'alarm' }>['facts']

/** To people who can do something about it: what, when, where from, and what to do. */
export const alarmBody = (
  { what, account, at, address, caseNumber }: Alarm,
  { language }: MailOptions,
): readonly Block[] => [
  { text: say(language, `mail.alarm.${what}`, { account, at: sayDayAndTime(language, at) }) },
  ...(address === undefined || what === 'sealed'
    ? []
    : [{ text: say(language, 'mail.alarm.from', { address }) }]),
  { text: say(language, `mail.alarm.${what}-what`) },
  ...(caseNumber === undefined
    ? []
    : [{ small: say(language, 'frame.case', { number: caseNumber }) }]),
]

export function methodName(
  { methods }: OrganisationLook,
  language: Language,
  factor: string,
): string {
  const called = nameIn(methods, factor)
  if (called !== undefined) return called
  const key = `factor.${factor}`
  return isTextKey(key) ? (sayBest(language, key)?.text ?? factor) : factor
}

export const supportShort = ({ support }: OrganisationLook): string =>
  [support.name, support.phone ?? support.mail].filter(Boolean).join(', ')
