// The phone's key: ECDSA on P-256, made here and never let out. Must never make a key that a script
// can read.
import { sha256, toBase64url, utf8, type Bytes } from './bytes.ts'

export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

const curve = { namedCurve: 'P-256' } as const
const ecdsa = { name: 'ECDSA', ...curve } as const
const signed = { name: 'ECDSA', hash: 'SHA-256' } as const

export async function makeSigningKey(
  isExtractable = false,
): Promise<{ readonly key: CryptoKey; readonly jwk: PublicJwk }> {
  const pair = await crypto.subtle.generateKey(ecdsa, isExtractable, ['sign', 'verify'])
  return { key: pair.privateKey, jwk: await publicJwk(pair.publicKey) }
}

async function publicJwk(key: CryptoKey): Promise<PublicJwk> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key)
  return { kty: 'EC', crv: 'P-256', x, y }
}

export const signWith = async (key: CryptoKey, text: string): Promise<string> =>
  toBase64url(await crypto.subtle.sign(signed, key, utf8(text)))

export const readSigningKey = (pkcs8: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8, ecdsa, false, ['sign'])

/** RFC 7638: the members in the order of their names, and nothing between them. */
export const thumbprint = async ({ kty, crv, x, y }: PublicJwk): Promise<string> =>
  toBase64url(await sha256(utf8(JSON.stringify({ crv, kty, x, y }))))

const ecdh = { name: 'ECDH', ...curve } as const

export const makeAgreementKey = async (): Promise<{
  readonly key: CryptoKey
  readonly jwk: PublicJwk
}> => {
  const pair = await crypto.subtle.generateKey(ecdh, false, ['deriveBits'])
  return { key: pair.privateKey, jwk: await publicJwk(pair.publicKey) }
}

/** What two keys have in common, 32 bytes. */
export async function agree(own: CryptoKey, theirs: PublicJwk): Promise<Bytes> {
  const { kty, crv, x, y } = theirs
  const other = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ecdh, false, [])
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256))
}

/** HKDF-SHA-256 without salt, to a key that seals. */
export async function sealingKey(material: Bytes, what: string): Promise<CryptoKey> {
  const start = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(what) },
    start,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
