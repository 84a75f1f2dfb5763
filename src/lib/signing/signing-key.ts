// Key pairs that sign tokens. Made off the main thread, since an RSA pair takes a while; named by
// their own thumbprint (RFC 7638), so that a name can never be given to another key.
import { createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, type JWK } from 'jose'

export type SigningAlgorithm = 'ES256' | 'RS256'

export interface SigningPair {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: JWK
  readonly privateJwk: JWK
}

const make = promisify(generateKeyPair)

export async function makeSigningPair(algorithm: SigningAlgorithm): Promise<SigningPair> {
  const { publicKey, privateKey } =
    algorithm === 'ES256'
      ? await make('ec', { namedCurve: 'P-256' })
      : await make('rsa', { modulusLength: 2048 })
  const publicPart = publicKey.export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint(publicPart)
  const marks = { kid, alg: algorithm, use: 'sig' }
  return {
    kid,
    algorithm,
    publicJwk: { ...publicPart, ...marks },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...marks },
  }
}

export interface Signer {
  readonly publicKey: KeyObject
  sign(bytes: Uint8Array): Buffer
}

/** Signs where it stands: handing 50 µs of work to another thread and back costs as much again. */
export function openSigner(algorithm: SigningAlgorithm, privateJwk: JsonWebKey): Signer {
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' })
  const publicKey = createPublicKey(key)
  if (algorithm === 'RS256') return { publicKey, sign: (bytes) => sign('sha256', bytes, key) }
  // Asked for this form itself, Node takes twice as long: it looks at the key in a slower way.
  return { publicKey, sign: (bytes) => sideBySide(sign('sha256', bytes, key)) }
}

const half = 32

/** An ECDSA signature on P-256 as RFC 7518, 3.4 wants it: both numbers at their full length. */
export function sideBySide(der: Uint8Array): Buffer {
  const plain = Buffer.alloc(2 * half)
  // A sequence of two integers, each shorter than 128 bytes; a leading zero keeps one positive.
  let at = 2
  for (const end of [half, 2 * half]) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    const bare = number.subarray(Math.max(0, number.length - half))
    plain.set(bare, end - bare.length)
    at += 2 + length
  }
  return plain
}
