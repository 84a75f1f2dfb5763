// Hashes and comparison. Secrets with 128 bits or more are kept as keyed hashes; the pepper
// never stands in the database. Anything a person can type by heart goes through lib/password-hash
// instead.
import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto'

export const sha256 = (text: string | Uint8Array): Buffer => hash('sha256', text, 'buffer')

/** Parts are length-prefixed: «ab» + «c» and «a» + «bc» must never meet. */
export function keyedHash(key: Uint8Array, purpose: string, ...parts: string[]): Buffer {
  const all = [purpose, ...parts]
  const bytes = Buffer.allocUnsafe(all.reduce((sum, part) => sum + 4 + Buffer.byteLength(part), 0))
  let at = 0
  for (const part of all) {
    const length = bytes.write(part, at + 4)
    bytes.writeUInt32BE(length, at)
    at += 4 + length
  }
  return createHmac('sha256', readyKey(key)).update(bytes).digest()
}

/** Taking a key in anew for each hash costs more than the hash. */
const readyKeys = new WeakMap<Uint8Array, KeyObject>()
function readyKey(key: Uint8Array): KeyObject {
  const known = readyKeys.get(key)
  if (known) return known
  const ready = createSecretKey(key)
  readyKeys.set(key, ready)
  return ready
}

/** Constant time, also where the lengths differ. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other)

export const isSameText = (one: string, other: string): boolean =>
  isSame(sha256(one), sha256(other))

/** So many decimal digits drawn from bytes that nobody can foretell; leading zeros kept. */
export const digitsFrom = (bytes: Uint8Array, count: number): string =>
  String(Buffer.from(bytes).readBigUInt64BE() % 10n ** BigInt(count)).padStart(count, '0')

/** For whoever signs with it still; nothing of ours does. In base64. */
export const hmacSha1 = (key: string, text: string): string =>
  createHmac('sha1', key).update(text).digest('base64')
