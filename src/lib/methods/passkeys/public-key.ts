// The public key of a passkey, as COSE writes it (RFC 9053). Only the three kinds that were asked
// for, in full, and nothing beside: a key that never fits is refused while its owner still stands
// there.
import { createPublicKey } from 'node:crypto'
import { type Cbor, isCborMap } from './cbor.ts'

/** EdDSA, ES256, RS256, in the order we like them. */
export const algorithms: readonly number[] = [-8, -7, -257]

const kind = 1
const algorithm = 3

export const algorithmOf = (key: Cbor): Cbor | undefined =>
  isCborMap(key) ? key.get(algorithm) : undefined

/** WebAuthn level 3, 5.8.5 says which curve belongs to which algorithm. */
export function isPublicKey(key: Cbor): boolean {
  if (!isCborMap(key)) return false
  const [first, second, third] = [key.get(-1), key.get(-2), key.get(-3)]
  switch (key.get(algorithm)) {
    case -8:
      return key.size === 4 && key.get(kind) === 1 && first === 6 && isLong(second, 32)
    case -7:
      return key.size === 5 && key.get(kind) === 2 && first === 1 && isPoint(second, third)
    case -257:
      return key.size === 4 && key.get(kind) === 3 && isModulus(first) && isExponent(second)
    default:
      return false
  }
}

const isLong = (value: Cbor | undefined, length: number): value is Buffer =>
  Buffer.isBuffer(value) && value.length === length

/** A point beside the curve would be taken now and fit no signature later. */
function isPoint(x: Cbor | undefined, y: Cbor | undefined): boolean {
  if (!isLong(x, 32) || !isLong(y, 32)) return false
  const [xText, yText] = [x.toString('base64url'), y.toString('base64url')]
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: xText, y: yText }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** 2048 to 4096 bits; longer ones only cost us time. */
const isModulus = (value: Cbor | undefined): boolean =>
  Buffer.isBuffer(value) &&
  value.length >= 256 &&
  value.length <= 512 &&
  (value[0] ?? 0) >= 128 &&
  (value.at(-1) ?? 0) % 2 === 1

/** 65537, as every authenticator has it: with 1 anybody could sign. */
const isExponent = (value: Cbor | undefined): boolean =>
  Buffer.isBuffer(value) && value.equals(Buffer.from([1, 0, 1]))
