// The keys of a phone on the command line: P-256 pairs, their names, their signatures, and bytes as
// text. Written from docs/phone-protocol.md alone; must never share a line with the product.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto'

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const bytes = (written: string): Buffer => Buffer.from(written, 'base64url')
export const sha256 = (of: string | Uint8Array): Buffer => createHash('sha256').update(of).digest()

/** The public half, as the house reads it. */
export interface PublicKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

export const makeKey = (): KeyObject =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

export const keyFrom = (jwk: JsonWebKey): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' })

export const written = (key: KeyObject): JsonWebKey => key.export({ format: 'jwk' })

export function publicOf(key: KeyObject): PublicKey {
  const { x = '', y = '' } = written(key)
  return { kty: 'EC', crv: 'P-256', x, y }
}

export const publicFrom = ({ kty, crv, x, y }: PublicKey): KeyObject =>
  createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })

/** RFC 7638: the members that are needed, in the order of the alphabet. */
export const thumbprint = ({ crv, kty, x, y }: PublicKey): string =>
  text(sha256(JSON.stringify({ crv, kty, x, y })))

/** ES256 of RFC 7518 3.4: two numbers after each other, no DER. */
export const es256 = (key: KeyObject, said: string): string =>
  text(sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' }))
