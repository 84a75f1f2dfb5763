// A signature over a text of ours: ES256 (RFC 7518 3.4), for what only this house has to recognise
// again. Tokens for others are made in protocols/.
import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto'

const hash = 'sha256'
/** The form of JOSE: two numbers side by side, always 64 bytes. */
const dsaEncoding = 'ieee-p1363'

export const signText = (privateJwk: JsonWebKey, text: string): string =>
  sign(hash, Buffer.from(text), {
    key: createPrivateKey({ key: privateJwk, format: 'jwk' }),
    dsaEncoding,
  }).toString('base64url')

/**
 * The public half is taken from the private one: a public key that lies beside it in the database
 * proves nothing.
 */
export function isSignedWith(privateJwk: JsonWebKey, text: string, signature: string): boolean {
  const key = createPublicKey(createPrivateKey({ key: privateJwk, format: 'jwk' }))
  return verify(hash, Buffer.from(text), { key, dsaEncoding }, Buffer.from(signature, 'base64url'))
}
