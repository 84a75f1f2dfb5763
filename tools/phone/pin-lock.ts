// A lock that opens with a PIN and with a share that the house gives out ten times: neither alone
// unwraps the key. Must never keep the PIN, its half or the share.
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  pbkdf2Sync,
  randomBytes,
} from 'node:crypto'
import { bytes, es256, text } from './keys.ts'

const rounds = 600_000
const ivLength = 12
const tagLength = 16

export const newSalt = (): string => text(randomBytes(16))

export const halfOf = (pin: string, salt: string): string =>
  text(pbkdf2Sync(pin, bytes(salt), rounds, 32, 'sha256'))

export const wrappingKey = (half: string, share: string): Buffer =>
  derived(Buffer.concat([bytes(half), bytes(share)]), 'portvakt lock')

export const derived = (material: Uint8Array, what: string): Buffer =>
  Buffer.from(hkdfSync('sha256', material, '', what, 32))

export function seal(key: Uint8Array, plain: Uint8Array, iv = randomBytes(ivLength)): string {
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  return text(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

/** Throws where the key is not the one, or a bit has changed. */
export function unseal(key: Uint8Array, sealed: string): Buffer {
  const all = bytes(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, ivLength))
  decipher.setAuthTag(all.subarray(-tagLength))
  return Buffer.concat([decipher.update(all.subarray(ivLength, -tagLength)), decipher.final()])
}

/**
 * What is kept: 12 random bytes, the PKCS#8 of the key as AES-256-GCM hides it, and the tag of 16.
 */
export const wrap = (key: KeyObject, half: string, share: string): string =>
  seal(wrappingKey(half, share), key.export({ type: 'pkcs8', format: 'der' }))

/** Nothing where the PIN was another one: then the half was, and so the share. */
export function unwrap(wrapped: string, half: string, share: string): KeyObject | undefined {
  try {
    const key = unseal(wrappingKey(half, share), wrapped)
    return createPrivateKey({ key, type: 'pkcs8', format: 'der' })
  } catch {
    return undefined
  }
}

export const pinProof = (key: KeyObject, said: string) => ({
  kind: 'pin' as const,
  signature: es256(key, said),
})
