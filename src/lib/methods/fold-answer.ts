// The answer to a security question, folded so that the same answer is the same however and
// wherever it is typed. What comes out is hashed like a password, never kept or shown. Must never
// be used on a password: it makes guessing easier, which is why an answer is no proof by itself.
import { foldLetters } from '../strength/fold-letters.ts'

const typedMax = 200

/**
 * Case, accents, blanks and punctuation are gone. So is the difference between å, aa and a, between
 * æ, ae and a, and between ø, oe and o: who chose the answer at home may have to give it on a
 * keyboard or a phone without these letters, and writes them as on a passport, as in an address, or
 * with the nearest letter. It costs hardly a guess: few answers differ by these letters alone.
 */
export const foldAnswer = (typed: string): string =>
  foldLetters(typed.slice(0, typedMax))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/a[ae]+/g, 'a')
    .replace(/oe+/g, 'o')

export interface AnswerSize {
  readonly signs: number
  /** «aaaa» and «1111» have one. */
  readonly different: number
}

/** What a rule about the shortest answer looks at, on a folded answer. */
export function answerSize(folded: string): AnswerSize {
  const signs = Array.from(folded)
  return { signs: signs.length, different: new Set(signs).size }
}
