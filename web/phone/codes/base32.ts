// Keys of code accounts as they are written: base32, blanks and lower case allowed.
import type { Bytes } from '../protocol/bytes.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Nothing where it is no key. */
export function readBase32(written: string): Bytes | undefined {
  const plain = written.toUpperCase().replaceAll(/[\s=-]/g, '')
  if (plain === '' || !/^[A-Z2-7]+$/.test(plain)) return undefined
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of plain) {
    held = (held << 5) | letters.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return bytes.length === 0 ? undefined : Uint8Array.from(bytes)
}
