// Codes that follow the clock (RFC 6238), with any of the three hashes. Must never show one whose
// time has gone by.
import { fromBase64url } from '../protocol/bytes.ts'

export const hashes = ['SHA-1', 'SHA-256', 'SHA-512'] as const
export type Hash = (typeof hashes)[number]

export interface CodeAccount {
  /** Base64url, as everything that the house and the phone say to each other. */
  readonly key: string
  readonly issuer: string
  readonly label: string
  readonly digits: 6 | 7 | 8
  readonly period: number
  readonly algorithm: Hash
  /** The account of this phone that it came from. */
  readonly from?: string
}

export interface ShownCode {
  readonly now: string
  readonly next: string
  readonly secondsLeft: number
}

async function codeAt(key: CryptoKey, step: number, digits: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(step))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter))
  const at = mac.getUint8(mac.byteLength - 1) & 15
  const number = (mac.getUint32(at) & 0x7fffffff) % 10 ** digits
  return String(number).padStart(digits, '0')
}

export async function codeOf(
  { key, digits, period, algorithm }: CodeAccount,
  milliseconds: number,
): Promise<ShownCode> {
  const how = { name: 'HMAC', hash: algorithm }
  const hmac = await crypto.subtle.importKey('raw', fromBase64url(key), how, false, ['sign'])
  const seconds = Math.floor(milliseconds / 1000)
  const step = Math.floor(seconds / period)
  const [now, next] = await Promise.all([
    codeAt(hmac, step, digits),
    codeAt(hmac, step + 1, digits),
  ])
  return { now, next, secondsLeft: period - (seconds % period) }
}

/** «482 913», «1234 5678»: read aloud more easily than one long row. */
export const inGroups = (digits: string): string => {
  const half = Math.ceil(digits.length / 2)
  return `${digits.slice(0, half)} ${digits.slice(half)}`
}
