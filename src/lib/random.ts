// Randomness for ids, secrets and codes. Nothing else in the house draws a random number.
import { randomBytes, randomInt } from 'node:crypto'

/** 128 bits: an id that cannot be guessed or counted, and says nothing. */
export const randomId = (): string => randomBytes(16).toString('base64url')

/** 256 bits: a secret that stands in a cookie or a link. */
export const randomSecret = (): string => randomBytes(32).toString('base64url')

/** Bytes for codes that are drawn out of them. */
export const randomBlock = (): Uint8Array => randomBytes(32)

/** So many decimal digits, leading zeros kept. */
export const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => String(randomInt(10))).join('')

/**
 * Crockford's 32 signs: none can be mistaken for another, on paper or read aloud. Eight of them are
 * 40 bits.
 */
const plainAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const randomPlainCode = (length: number): string =>
  Array.from({ length }, () => plainAlphabet.charAt(randomInt(32))).join('')

/** The same signs out of bytes that nobody can foretell: five bits for each. */
export function plainCodeFrom(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * 5) throw new RangeError(`${length} signs need more bytes`)
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length }, (_none, at) =>
    plainAlphabet.charAt(Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2)),
  ).join('')
}

/**
 * What a person typed, as the code we made: any case, blanks and hyphens, and the signs people mix
 * up.
 */
export const readPlainCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

/** «K7QF-29MD»: in groups of four, as it is read aloud and typed from paper. */
export const sayPlainCode = (code: string): string =>
  readPlainCode(code).replace(/(.{4})(?=.)/g, '$1-')

/** «F7-2031»: short enough to be read aloud to the helpdesk, and it opens nothing. */
export const randomCaseNumber = (): string =>
  `${'ABCDEFGHJKMNPRSTVWXYZ'.charAt(randomInt(21))}${randomInt(10)}-${randomDigits(4)}`
