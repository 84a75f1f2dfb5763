// The codes of RFC 6238 that a phone shows. Must never need the house.
import { createHmac } from 'node:crypto'
import { bytes } from './keys.ts'
import type { CodeAccount } from './moving.ts'

const hashes = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const

export interface ShownCode {
  readonly code: string
  readonly secondsLeft: number
}

export function codeNow(account: CodeAccount, seconds: number): ShownCode {
  const { key, digits, period, algorithm = 'SHA-1' } = account
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(seconds / period)))
  const made = createHmac(hashes[algorithm], bytes(key)).update(step).digest()
  const from = (made.at(-1) ?? 0) & 15
  const number = (made.readUInt32BE(from) & 0x7f_ff_ff_ff) % 10 ** digits
  return {
    code: String(number).padStart(digits, '0'),
    secondsLeft: Math.ceil(period - (seconds % period)),
  }
}
