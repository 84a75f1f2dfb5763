// The pages of a code to a number: where it goes, and what was sent. Never a number whole.
import type { Moment } from '../domain/moment.ts'
import { countries } from '../lib/methods/phone-countries.ts'
import { lastTwo } from '../lib/methods/phone-number.ts'
import type { Screen, Sent } from '../shapes/screen.ts'
import { codeDigits, phoneOf, type AboutPhone, type Channel } from './phone-kept.ts'

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
