// Codes that are read from paper or said aloud: the recovery codes of a person, and a pass that
// somebody at the desk gives for a day. Made of the plain signs, none of which looks like another.
// Must never be kept as they are: they are hashed in the form that `read…` gives.
import { plainCodeFrom, randomPlainCode, readPlainCode } from '../random.ts'

/** 80 bits; NIST SP 800-63B, 4.2.1.1, asks for 64. In four groups of four it has an even shape. */
const recoverySigns = 16

/** The first of them find a code among the others, and stand in plain; the rest is hashed. */
const selectorSigns = 3

export interface CodeParts {
  readonly selector: string
  /** 65 bits. */
  readonly rest: string
}

export const partsOf = (code: string): CodeParts => ({
  selector: code.slice(0, selectorSigns),
  rest: code.slice(selectorSigns),
})

/**
 * Ten that differ by their selectors, out of bytes that nobody can foretell: the same ones for the
 * same bytes. `sayPlainCode` writes each in groups, and `readRecoveryCode` reads it back.
 */
export function drawRecoveryCodes(draw: (at: number) => Uint8Array, count = 10): readonly string[] {
  const codes = new Map<string, string>()
  for (let at = 1; codes.size < count; at++) {
    // Bytes that repeat themselves would be asked for without end.
    if (at > 10 * count) throw new RangeError('The codes are drawn from bytes that are all alike')
    const code = plainCodeFrom(draw(at), recoverySigns)
    codes.set(partsOf(code).selector, code)
  }
  return [...codes.values()]
}

/** Nothing when it cannot be one: such a try need not be hashed. */
export const readRecoveryCode = (typed: string): string | undefined =>
  readSigns(typed, recoverySigns, recoverySigns)

const passSignsMin = 8
const passSignsMax = 12

/** 40 bits at least, for a pass that lives for hours and is throttled. */
export function makePass(length = passSignsMin): string {
  if (length < passSignsMin || length > passSignsMax)
    throw new RangeError(`A pass has ${passSignsMin} to ${passSignsMax} signs, never ${length}`)
  return randomPlainCode(length)
}

export const readPass = (typed: string): string | undefined =>
  readSigns(typed, passSignsMin, passSignsMax)

const typedMax = 100

/** Whatever divides the groups on paper or on the way through a word processor is left out. */
function readSigns(typed: string, min: number, max: number): string | undefined {
  if (typed.length > typedMax) return undefined
  const code = readPlainCode(typed.normalize('NFKC').replace(/[\p{Pd}\p{Cf}_.,:;]/gu, ''))
  return code.length >= min && code.length <= max && /^[0-9A-HJKMNP-TV-Z]*$/.test(code)
    ? code
    : undefined
}
