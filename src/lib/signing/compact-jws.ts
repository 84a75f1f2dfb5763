// A message with a signature in the compact form of JOSE (RFC 7515 7.1), with one kind of key:
// ES256 on P-256. Read strictly: what could be written in two ways is refused. Must never choose an
// algorithm by what a message says of itself.
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { sha256 } from '../digest.ts'
import { remembering } from '../remembering.ts'

/** The public half of a key on P-256: its two numbers, in base64url. */
export interface PublicPoint {
  readonly x: string
  readonly y: string
}

export interface CompactJws {
  readonly header: unknown
  readonly payload: unknown
  /** What the signature is over. */
  readonly signed: string
  readonly signature: Buffer
}

/** Undefined where it is not written as it must be. Nothing is proven by reading it. */
export function readCompactJws(text: string): CompactJws | undefined {
  const [header = '', payload = '', signature = '', ...more] = text.split('.')
  const bytes = [header, payload, signature].map(readBase64Url)
  const [first, second, third] = bytes
  if (more.length > 0 || !first || !second || third?.length !== 64) return undefined
  try {
    return {
      header: JSON.parse(first.toString('utf8')),
      payload: JSON.parse(second.toString('utf8')),
      signed: `${header}.${payload}`,
      signature: third,
    }
  } catch {
    return undefined
  }
}

/** One text for some bytes, and no other. */
export function readBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return text !== '' && bytes.toString('base64url') === text ? bytes : undefined
}

/** False also where the two numbers are no point on the curve. */
export function isSignedBy(point: PublicPoint, text: string, signature: Uint8Array): boolean {
  const key = keyOf(`${point.x}.${point.y}`)
  return key !== undefined && verify('sha256', Buffer.from(text), { key, dsaEncoding }, signature)
}

const dsaEncoding = 'ieee-p1363'

/** Reading a key in costs as much as judging a signature by it. */
const keyOf = remembering(1000, (point: string): KeyObject | undefined => {
  const [x = '', y = ''] = point.split('.')
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    return undefined
  }
})

export const isPoint = ({ x, y }: PublicPoint): boolean => keyOf(`${x}.${y}`) !== undefined

/** RFC 7638. */
export const thumbprintOf = ({ x, y }: PublicPoint): string =>
  sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url')
