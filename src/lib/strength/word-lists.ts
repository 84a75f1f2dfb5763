// Our own lists of what people put in passwords: read from the files beside when they are first
// needed. Must never hold anything that people are shown.
import { readFileSync } from 'node:fs'

const lists = [
  'passwords',
  'walks',
  'words-nb',
  'words-nn',
  'calendar',
  'given-names',
  'family-names',
  'municipalities',
  'places',
  'clubs',
] as const
export type WordList = (typeof lists)[number]

const read = new Map<WordList, readonly string[]>()

/** In the order of the file: the likeliest first. */
export function wordsOf(list: WordList): readonly string[] {
  const known = read.get(list)
  if (known) return known
  const text = readFileSync(new URL(`../word-lists/${list}.txt`, import.meta.url), 'utf8')
  const words = text
    .split('\n')
    .filter((line) => !line.startsWith('# '))
    .flatMap((line) => line.split(','))
    .map((word) => word.trim().normalize('NFC').toLowerCase())
    .filter((word) => word !== '')
  read.set(list, words)
  return words
}

/**
 * Everything but the passwords and the walks: words that are weak with a year and a sign behind
 * them.
 */
export const wordListNames = lists.filter((list) => list !== 'passwords' && list !== 'walks')
