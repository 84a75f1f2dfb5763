// Is a new password one that others have, or one that is soon guessed? It is the whole of it that
// is compared, never a part (NIST SP 800-63B 3.1.1.2): a long sentence may well hold a common word.
// Must never be asked about an old password.
import { foldLetters } from './fold-letters.ts'
import { guessesOf, isMuchUsed } from './guesses.ts'
import { lettersOnly, stemsOf } from './stem.ts'
import { wordListNames, wordsOf } from './word-lists.ts'

export type Weakness = 'common' | 'guessable'

/**
 * Ten million, as its logarithm: with the few hundred tries a month that are judged, one chance in
 * thirty thousand.
 */
const guessesMin = 7

/** `own`: the person's and the organisation's names, and words of the house. */
export async function weaknessOf(
  password: string,
  own: readonly string[],
): Promise<Weakness | undefined> {
  const folded = foldLetters(password)
  if (knownPasswords().has(folded) || (await isMuchUsed(password))) return 'common'
  const ownWords = own.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
  const weak = new Set(ownWords.map((word) => lettersOnly(foldLetters(word))))
  for (const stem of stemsOf(password)) {
    if (weakStems().has(stem) || weak.has(stem)) return 'guessable'
  }
  const guesses = await guessesOf(
    password,
    ownWords.filter((word) => word.length >= 2),
  )
  return guesses < guessesMin ? 'guessable' : undefined
}

let known: ReadonlySet<string> | undefined
const knownPasswords = (): ReadonlySet<string> =>
  (known ??= new Set([...wordsOf('passwords'), ...wordsOf('walks')].map(foldLetters)))

let stems: ReadonlySet<string> | undefined
const weakStems = (): ReadonlySet<string> =>
  (stems ??= new Set(
    wordListNames.flatMap((list) => wordsOf(list).map((word) => lettersOnly(foldLetters(word)))),
  ))
