// Base32 (RFC 4648, section 6), as code apps and vendors of code tokens write a key. Must never
// mend what was mistyped: zero is not O and one is not I, since a key that was guessed opens
// nothing and says nothing.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const valueOf = new Map(Array.from(alphabet, (sign, value) => [sign, value]))

/** Without padding: some code apps refuse a key that has any. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((held >>> (bits - 5)) & 31)
    held &= 31
  }
  return bits === 0 ? text : text + alphabet.charAt((held << (5 - bits)) & 31)
}

/**
 * Any case, blanks, hyphens and padding. Nothing when a sign is foreign, or when the length is one
 * that no number of bytes gives.
 */
export function decodeBase32(typed: string): Buffer | undefined {
  const signs = typed
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .replace(/=+$/, '')
    .toUpperCase()
  if ([1, 3, 6].includes(signs.length % 8)) return undefined
  const bytes = Buffer.alloc(Math.floor((signs.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const sign of signs) {
    const value = valueOf.get(sign)
    if (value === undefined) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    at = bytes.writeUInt8((held >>> bits) & 255, at)
  }
  return bytes
}

/** «JBSW Y3DP EHPK»: how a key is shown to be read. It is copied without the blanks (S4.15). */
export const inGroupsOfFour = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')
