// Telephone numbers: read in any usual shape, kept as E.164, shown never whole (S0.6). The plans of
// all countries cost start time, so they are loaded at the first number. Must never guess: what
// could be two numbers is none. Must never let a number through that costs whoever calls it.
import { createRequire } from 'node:module'

type Library = typeof import('libphonenumber-js/max')

const require = createRequire(import.meta.url)
let opened: Library | undefined
export const phonePlans = (): Library => (opened ??= require('libphonenumber-js/max') as Library)

/** In North America nobody can tell a mobile from its number: that is «either». */
export type PhoneKind = 'mobile' | 'fixed' | 'either' | 'other'

export interface Phone {
  readonly e164: string
  /** Two capital letters; another than was chosen when the number says so itself. */
  readonly country: string
  readonly kind: PhoneKind
}

export type PhoneProblem =
  | 'missing'
  | 'not-a-number'
  | 'too-short'
  | 'too-long'
  | 'unknown-country'
  | 'not-in-use'
  /** It belongs to a service or costs extra: five digits, freephone, premium rate. */
  | 'special-number'

/** «Other» rings over the internet, most often in an office; what it does with a text is unsure. */
const reach: Readonly<Record<PhoneKind, { readonly text: boolean; readonly call: boolean }>> = {
  mobile: { text: true, call: true },
  either: { text: true, call: true },
  fixed: { text: false, call: true },
  other: { text: false, call: true },
}

export const canGetText = (kind: PhoneKind): boolean => reach[kind].text
export const canBeCalled = (kind: PhoneKind): boolean => reach[kind].call

const typedMax = 100

/**
 * «999 99 944», «(+47) 999-99-944», «0047…», «+46 (0)70-123 45 67». Without a country of its own it
 * belongs to the one that was chosen.
 */
export function readPhone(typed: string, country = 'NO'): Phone | PhoneProblem {
  if (typed.length > typedMax) return 'not-a-number'
  const signs = withPlainDigits(typed).replace(/^tel:/i, '')
  if (signs === '') return 'missing'
  if (!/^[\s(]*\+?[\d\s()./\u2212\p{Pd}]*$/u.test(signs) || !/\d/.test(signs)) return 'not-a-number'
  const isAbroad = /^[\s(]*(\+|00)/.test(signs)
  // Some write the zero that is dialled at home only. In Italy it is a part of the number, so it is
  // neither kept nor dropped before it is clear that only one of the two is a number.
  const read = [signs.replace('(0)', ''), signs].map((each) => readSigns(each, isAbroad, country))
  const found = new Map(read.filter(isPhone).map((each) => [each.e164, each]))
  if (found.size > 1) return 'not-a-number'
  return found.values().next().value ?? read[0] ?? 'not-a-number'
}

export const isPhone = (read: Phone | PhoneProblem): read is Phone => typeof read !== 'string'

/**
 * Digits from every keyboard as ours, and none of the marks that come along from an address book.
 */
const withPlainDigits = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (sign) => String(sign.charCodeAt(0) & 15))
    .trim()

function readSigns(signs: string, isAbroad: boolean, country: string): Phone | PhoneProblem {
  const plans = phonePlans()
  if (!plans.isSupportedCountry(country)) return 'unknown-country'
  const digits = signs.replace(/\D/g, '')
  const number = isAbroad ? `+${signs.includes('+') ? digits : digits.slice(2)}` : digits
  const options = { defaultCountry: country, extract: false }
  const tooMuch = plans.validatePhoneNumberLength(number, options)
  if (tooMuch !== undefined) return lengthProblems[tooMuch]
  const phone = plans.parsePhoneNumberFromString(number, options)
  if (phone === undefined) return 'not-a-number'
  const isHalf = phone.countryCallingCode === '47' && phone.nationalNumber.length < 8
  if (isHalf && !phone.nationalNumber.startsWith('0')) return 'too-short'
  if (!phone.isValid()) return 'not-in-use'
  const kind = kinds.get(phone.getType())
  // A number that belongs to no country, such as a satellite's, is dear to call.
  if (kind === undefined || phone.country === undefined) return 'special-number'
  return { e164: phone.number, country: phone.country, kind }
}

/** A length between two that exist: most often a digit was left out. */
const lengthProblems = {
  INVALID_COUNTRY: 'unknown-country',
  NOT_A_NUMBER: 'too-short',
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
  INVALID_LENGTH: 'too-short',
} as const

/** Any other kind is nobody's own telephone. */
const kinds = new Map<string | undefined, PhoneKind>([
  ['MOBILE', 'mobile'],
  ['FIXED_LINE', 'fixed'],
  ['FIXED_LINE_OR_MOBILE', 'either'],
  ['VOIP', 'other'],
])

/** What is dialled after the switchboard has answered: empty when there is none. */
export function readExtension(typed: string): string | undefined {
  const digits = withPlainDigits(typed.slice(0, typedMax)).replace(/\s/g, '')
  return /^\d{0,8}$/.test(digits) ? digits : undefined
}

/** «47» of +47 999 99 944, as whoever sends counts and prices by it. */
export const callingCodeOf = (e164: string): string =>
  e164.startsWith('+47')
    ? '47'
    : (phonePlans().parsePhoneNumberFromString(e164)?.countryCallingCode ?? '')

/** «+47 999 99 944». Norwegian mobiles are read in three, two and three. */
export function formatPhone(e164: string): string {
  const ours = /^\+47([49]\d\d)(\d\d)(\d{3})$/.exec(e164)
  if (ours) return `+47 ${ours.slice(1).join(' ')}`
  return phonePlans().parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

/** «+47 ••• •• •44»: enough to know one's own number by, and too little to learn another's. */
export function maskPhone(e164: string): string {
  const shown = formatPhone(e164)
  const masked = Math.max(shown.indexOf(' '), 0)
  return shown.slice(0, masked) + shown.slice(masked).replace(/\d(?=\D*\d\D*\d)/g, '•')
}

/** As people say it: the number that ends with 44. */
export const lastTwo = (e164: string): string => e164.slice(-2)
