// AES-256-GCM with twelve random bytes first. Must never use the same twelve twice.
import { joined, randomBytes, type Bytes } from './bytes.ts'

const nonceBytes = 12

export async function seal(key: CryptoKey, plain: BufferSource): Promise<Bytes> {
  const iv = randomBytes(nonceBytes)
  return joined(iv, await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
}

/** Nothing where the key is not the one it was sealed with. */
export async function unseal(key: CryptoKey, sealed: Bytes): Promise<Bytes | undefined> {
  const iv = sealed.slice(0, nonceBytes)
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv },
      key,
      sealed.slice(nonceBytes),
    )
    return new Uint8Array(plain)
  } catch {
    return undefined
  }
}
