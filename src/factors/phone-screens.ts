// A code to a telephone number: what is kept of the number, what an open question about it
// remembers, and the pages. Never a number whole.
import { z } from 'zod'
import type { Moment } from '../domain/moment.ts'
import { countries } from '../lib/methods/phone-countries.ts'
import { lastTwo } from '../lib/methods/phone-number.ts'
import type { Screen, Sent } from '../shapes/screen.ts'
import type { About } from './factor.ts'

const number = z.string().regex(/^\+\d{6,15}$/)
export const phoneShape = z.strictObject({
  number,
  extension: z
    .string()
    .regex(/^\d{1,8}$/)
    .exactOptional(),
})
export type PhoneKept = z.output<typeof phoneShape>
/** A number that was typed in this visit, and is nobody's before its code is right. */
export const openShape = z.strictObject({ typed: phoneShape.exactOptional() })
export type Opened = z.output<typeof openShape>
export type AboutPhone = About<PhoneKept, Opened>

export type Channel = 'sms' | 'voice'

export const codeDigits = 6
export const phoneOf = ({ open, method }: AboutPhone): PhoneKept | undefined =>
  open?.facts.typed ?? method?.kept

export function codeScreen(
  channel: Channel,
  about: AboutPhone,
): Extract<Screen, { kind: 'enter-code' }> {
  const { open, canCall, person, around, isDiscreet } = about
  const phone = phoneOf(about)
  const by = open?.channel === 'voice' || open?.channel === 'sms' ? open.channel : channel
  const sent: Sent = open
    ? (about.sent ?? { state: 'asked', channel: by, ...told(open) })
    : { state: 'unsent', channel }
  return {
    kind: 'enter-code',
    by,
    digits: codeDigits,
    sent,
    canCall,
    ...(isDiscreet
      ? { isDiscreet }
      : {
          ...(phone && { ending: lastTwo(phone.number) }),
          ...(person && { firstName: person.firstName }),
        }),
    ...around,
  }
}

const told = ({ sentAt, expiresAt }: { sentAt?: string; expiresAt: string }) => ({
  expiresAt,
  ...(sentAt && { at: sentAt }),
})

export function phoneScreen(
  channel: Channel,
  { method, canCall, around }: AboutPhone,
  { house, language }: Moment,
): Screen {
  const { phones } = house.configuration()
  return {
    kind: 'enter-phone',
    channel,
    canCall,
    countries: countries(language)
      .filter(({ code }) => phones.countries.includes(code))
      .map(({ code, callingCode: calling, name }) => ({ code, calling, name })),
    country: phones.country,
    isBackup: (around.wizard?.at ?? 1) > 1,
    ...(method && { known: lastTwo(method.kept.number) }),
    ...around,
  }
}
