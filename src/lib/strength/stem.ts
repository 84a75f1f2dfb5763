// The stem of a password: what is left when years, digits and signs around it and the usual
// stand-ins in it are taken away. «S0mmer2026!» has the stem «sommer». Must never be used to judge
// a right password, only to refuse a weak new one.
import { foldLetters } from './fold-letters.ts'

const standIns: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
}

/**
 * The possible stems, folded: with and without stand-ins read as letters, and with each end cut at
 * its first letter.
 */
export function stemsOf(password: string): ReadonlySet<string> {
  const folded = foldLetters(password)
  const cut = withoutEnds(folded)
  const stems = [folded, cut, asLetters(folded), asLetters(cut), withoutEnds(asLetters(cut))]
  return new Set(stems.map(lettersOnly).filter((stem) => stem.length >= 2))
}

/** Also for the words it is compared with: «Indre Østfold» is «indreostfold». */
export const lettersOnly = (folded: string): string => folded.replace(/[^\p{L}]/gu, '')

const withoutEnds = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const asLetters = (text: string): string =>
  text.replace(/[^\p{L}]/gu, (sign) => standIns[sign] ?? sign)
