// Sealing: AES-256-GCM under a key of its own per purpose, drawn from the master key, with table,
// row and purpose as associated data: a sealed value moved to another row does not open.
// Must never hand out what fails to open.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export interface Keyring {
  /** A key for this purpose only; the master key itself never leaves this file's caller. */
  keyFor(purpose: string): Buffer
}

export function openKeyring(masterKey: Uint8Array): Keyring {
  const drawn = new Map<string, Buffer>()
  return {
    keyFor(purpose) {
      const known = drawn.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync('sha256', masterKey, 'portvakt', purpose, 32))
      drawn.set(purpose, key)
      return key
    },
  }
}

const form = 1

function seal(keys: Keyring, place: string, plain: string | Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.keyFor(`seal ${purposeOf(place)}`), nonce)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain as string, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([form]), nonce, cipher.getAuthTag(), body])
}

function unseal(keys: Keyring, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== form || bytes.length < 29) throw new Error('A sealed value has an unknown form')
  const key = keys.keyFor(`seal ${purposeOf(place)}`)
  const opener = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13))
  opener.setAAD(Buffer.from(place))
  opener.setAuthTag(bytes.subarray(13, 29))
  return Buffer.concat([opener.update(bytes.subarray(29)), opener.final()])
}

export const sealJson = (keys: Keyring, place: string, value: unknown): Buffer =>
  seal(keys, place, JSON.stringify(value))

export const unsealJson = (keys: Keyring, place: string, sealed: Uint8Array): unknown =>
  JSON.parse(unseal(keys, place, sealed).toString('utf8'))

/**
 * A place is written `purpose/row`: the key is drawn per purpose, the row is bound as associated
 * data.
 */
const purposeOf = (place: string): string => place.split('/', 1)[0] ?? place
