// The key by which push services know this house (RFC 8292). It is drawn from a key of the house,
// so that every node has the same and no row holds it. Must never leave this folder but for its
// public half.
import { createECDH } from 'node:crypto'
import { keyedHash } from '../digest.ts'
import { openSigner, type Signer } from '../signing/signing-key.ts'

export interface RingPair {
  /** The whole point, 65 bytes, in base64url. */
  readonly publicKey: string
  readonly signer: Signer
}

/** The number of points of P-256 (FIPS 186-5, and SP 800-186, 3.2.1.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Making it costs more than using it. */
const pairs = new WeakMap<Uint8Array, RingPair>()

export function ringPairOf(key: Uint8Array): RingPair {
  const known = pairs.get(key)
  if (known) return known
  const pair = makePair(privateNumber(key))
  pairs.set(key, pair)
  return pair
}

/**
 * Twice as many bits as the order has, so that no number is likelier than another by more than
 * 2^-256 (FIPS 186-5, A.2.1).
 */
function privateNumber(key: Uint8Array): bigint {
  const drawn = ['1', '2'].map((part) => keyedHash(key, 'ring key', part).toString('hex')).join('')
  return (BigInt(`0x${drawn}`) % (order - 1n)) + 1n
}

function makePair(number: bigint): RingPair {
  const scalar = Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(scalar)
  const point = ecdh.getPublicKey()
  const signer = openSigner('ES256', {
    kty: 'EC',
    crv: 'P-256',
    d: scalar.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  })
  return { publicKey: point.toString('base64url'), signer }
}
