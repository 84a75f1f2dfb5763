// A message that only one phone can read (RFC 8291): each under a key pair and a salt of its own.
// Must never be made twice of the same pair and salt.
import { createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { encryptContent } from './content.ts'

const curve = 'prime256v1'
/** What the standard's own example says, and every phone takes. */
const recordBytes = 4096

/** What the phone's browser gave for its messages; base64url. */
export interface PhoneKeys {
  readonly p256dh: string
  readonly auth: string
}

/** What is drawn for one message and no other. */
export interface Fresh {
  readonly pair: ECDH
  readonly salt: Uint8Array
}

export interface Message {
  readonly plain: Uint8Array
  readonly paddingBytes: number
}

export function encryptMessage(to: PhoneKeys, message: Message, fresh = drawn()): Buffer {
  const { pair: ours, salt } = fresh
  const theirs = Buffer.from(to.p256dh, 'base64url')
  const secret = hkdfSync(
    'sha256',
    ours.computeSecret(theirs),
    Buffer.from(to.auth, 'base64url'),
    Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours.getPublicKey()]),
    32,
  )
  const key = {
    secret: Buffer.from(secret),
    salt,
    keyName: ours.getPublicKey(),
    recordBytes,
  }
  return encryptContent(key, [message])
}

function drawn(): Fresh {
  const pair = createECDH(curve)
  pair.generateKeys()
  return { pair, salt: randomBytes(16) }
}

/** A point of the curve, uncompressed: anything else would be met again at every ring. */
export function isPhoneKey(p256dh: string): boolean {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || point.toString('base64url') !== p256dh) return false
  try {
    const pair = createECDH(curve)
    pair.generateKeys()
    pair.computeSecret(point)
    return true
  } catch {
    return false
  }
}
