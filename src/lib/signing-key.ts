// Key pairs that sign tokens. Made off the main thread, since an RSA pair takes a while; named by
// their own thumbprint (RFC 7638), so that a name can never be given to another key.
import { generateKeyPair } from 'node:crypto'
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
