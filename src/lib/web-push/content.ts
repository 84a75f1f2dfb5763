// Encrypted content in records (RFC 8188, aes128gcm). Must never use a salt twice under one secret:
// key and nonces follow from the two alone.
import { createCipheriv, hkdfSync } from 'node:crypto'

export interface ContentKey {
  /** What both sides know. */
  readonly secret: Uint8Array
  /** 16 bytes, drawn for this content alone. */
  readonly salt: Uint8Array
  /** Tells the reader which secret it is. */
  readonly keyName: Uint8Array
  /** How long each record is, but for the last, which may be shorter. */
  readonly recordBytes: number
}

export interface ContentRecord {
  readonly plain: Uint8Array
  readonly paddingBytes: number
}

/** A record that others follow, and the last one (RFC 8188, 2). */
const delimiters = { amid: 1, last: 2 } as const

export function encryptContent(under: ContentKey, records: readonly ContentRecord[]): Buffer {
  const { secret, salt, keyName, recordBytes } = under
  const draw = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, salt, `${purpose}\0`, bytes))
  const key = draw('Content-Encoding: aes128gcm', 16)
  const firstNonce = draw('Content-Encoding: nonce', 12)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(recordBytes)
  head.writeUInt8(keyName.length, 4)
  const sealed = records.map(({ plain, paddingBytes }, at) => {
    const delimiter = at === records.length - 1 ? delimiters.last : delimiters.amid
    const cipher = createCipheriv('aes-128-gcm', key, nonceOf(firstNonce, at))
    return Buffer.concat([
      cipher.update(plain),
      cipher.update(Buffer.from([delimiter])),
      cipher.update(Buffer.alloc(paddingBytes)),
      cipher.final(),
      cipher.getAuthTag(),
    ])
  })
  return Buffer.concat([salt, head, keyName, ...sealed])
}

/** The number of the record, exclusive-ored into the end (RFC 8188, 2.3). */
function nonceOf(first: Buffer, record: number): Buffer {
  const nonce = Buffer.from(first)
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ record) >>> 0, 8)
  return nonce
}
