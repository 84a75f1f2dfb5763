// The browser of a phone, as far as push messages go: a pair of keys, and reading by them (RFC 8291
// and 8188), written without anything of the house's own. Must never be used outside tests.
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { Rings } from '../../src/shapes/rings.ts'

export interface SoftPhone {
  readonly rings: Rings
  /** What was sent to it; throws where it is not for it, or was changed. */
  read(body: Buffer): { readonly said: string; readonly paddingBytes: number }
}

export function softPhone(endpoint: string): SoftPhone {
  const pair = createECDH('prime256v1')
  const point = pair.generateKeys()
  const auth = randomBytes(16)
  const rings = {
    endpoint,
    p256dh: point.toString('base64url'),
    auth: auth.toString('base64url'),
  }
  return {
    rings,
    read(body) {
      const salt = body.subarray(0, 16)
      const sender = body.subarray(21, 21 + body.readUInt8(20))
      const context = Buffer.concat([Buffer.from('WebPush: info\0'), point, sender])
      const secret = hkdfSync('sha256', pair.computeSecret(sender), auth, context, 32)
      const draw = (purpose: string, length: number): Buffer =>
        Buffer.from(hkdfSync('sha256', Buffer.from(secret), salt, `${purpose}\0`, length))
      const key = draw('Content-Encoding: aes128gcm', 16)
      const opener = createDecipheriv('aes-128-gcm', key, draw('Content-Encoding: nonce', 12))
      const record = body.subarray(21 + sender.length)
      opener.setAuthTag(record.subarray(-16))
      const opened = Buffer.concat([opener.update(record.subarray(0, -16)), opener.final()])
      const end = opened.findLastIndex((byte) => byte !== 0)
      if (opened[end] !== 2) throw new Error('The last record does not say that it is the last')
      return { said: opened.toString('utf8', 0, end), paddingBytes: opened.length - end - 1 }
    },
  }
}
