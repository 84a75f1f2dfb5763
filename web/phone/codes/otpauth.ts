// Code accounts as they are handed over: an `otpauth://` address, or a key that somebody types.
// Must never take one whose codes would be wrong.
import { toBase64url } from '../protocol/bytes.ts'
import { readUrl } from '../scan/read-url.ts'
import { readBase32 } from './base32.ts'
import type { CodeAccount, Hash } from './code.ts'

const hashNamed = (name: string): Hash | undefined => {
  if (/^SHA-?1$/i.test(name)) return 'SHA-1'
  if (/^SHA-?256$/i.test(name)) return 'SHA-256'
  return /^SHA-?512$/i.test(name) ? 'SHA-512' : undefined
}

const digitsIn = (written: string): 6 | 7 | 8 | undefined =>
  ([6, 7, 8] as const).find((digits) => String(digits) === written)

const keyIn = (written: string): string | undefined => {
  const bytes = readBase32(written)
  return bytes && toBase64url(bytes)
}

const longestPeriod = 300

/** Nothing where it is no account whose codes follow the clock. */
export function readOtpauth(text: string): CodeAccount | undefined {
  const url = readUrl(text)
  if (url?.protocol !== 'otpauth:' || url.host.toLowerCase() !== 'totp') return undefined
  const asked = url.searchParams
  const key = keyIn(asked.get('secret') ?? '')
  const algorithm = hashNamed(asked.get('algorithm') ?? 'SHA1')
  const digits = digitsIn(asked.get('digits') ?? '6')
  const period = Number(asked.get('period') ?? '30')
  const isPeriod = Number.isInteger(period) && period >= 10 && period <= longestPeriod
  if (key === undefined || !algorithm || !digits || !isPeriod) return undefined
  const path = decoded(url.pathname.replace(/^\/+/, ''))
  const [before, ...rest] = path.split(':')
  const label = (rest.length > 0 ? rest.join(':') : path).trim()
  const issuer = asked.get('issuer') ?? (rest.length > 0 ? (before ?? '') : '')
  return { key, issuer: issuer.trim(), label, digits, period, algorithm }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A key typed by hand makes what nearly every account is. */
export function readTypedKey(typed: string, issuer: string): CodeAccount | undefined {
  const key = keyIn(typed)
  return key === undefined
    ? undefined
    : { key, issuer, label: '', digits: 6, period: 30, algorithm: 'SHA-1' }
}
