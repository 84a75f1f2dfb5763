// One name, one form: what a person types becomes the form that is kept and looked up, and
// look-alikes are found. Must never fold letters that are letters of their own here (æ ø å, á č đ ŋ
// š ŧ ž): only what cannot be told apart by eye is folded.
import { domainToASCII } from 'node:url'
import { lookAlikes } from './look-alikes.ts'

/**
 * Signs that cannot be seen, or that turn the writing: a name that holds one is no name
 * (ATK-UNI-01).
 */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}]/u

const longest = 254

/**
 * Compatibility forms and case are folded until nothing changes any more, because one pass of one
 * may make work for the other: canonical(canonical(x)) must be canonical(x) for every x, or two
 * people can meet in one account.
 */
export function foldName(text: string): string {
  let folded = text
  for (;;) {
    const next = folded.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
    if (next === folded) return folded
    folded = next
  }
}

/**
 * The canonical form of a user name, or nothing when it cannot be one. Surrounding blanks are the
 * person's, not the name's.
 */
export function canonicalLogin(typed: string): string | undefined {
  const trimmed = typed.trim()
  if (trimmed === '' || trimmed.length > longest || unseen.test(trimmed)) return undefined
  const folded = foldName(trimmed)
  if (folded.length > longest || unseen.test(folded)) return undefined
  // An «@» that only appears by folding is a look-alike of one (ATK-UNI-05).
  if (signsIn(folded) !== signsIn(trimmed) || signsIn(folded) > 1) return undefined
  const at = folded.indexOf('@')
  if (at < 0) return folded
  const domain = canonicalDomain(folded.slice(at + 1))
  return at > 0 && domain ? `${folded.slice(0, at)}@${domain}` : undefined
}

/**
 * A domain as it stands in the registers: letters, digits and hyphens, anything else as punycode.
 */
export function canonicalDomain(typed: string): string | undefined {
  const ascii = domainToASCII(typed.trim()).toLowerCase()
  return /^(?=.{1,253}$)[a-z0-9_]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(
    ascii,
  )
    ? ascii
    : undefined
}

/**
 * What a canonical name looks like. Two names with the same look may not stand in one house; the
 * look is never shown and never used to find whom a person meant.
 */
export const lookOf = (canonical: string): string =>
  // A second pass: a folded sign may have met a mark that composes with it.
  foldLook(foldLook(canonical))

const foldLook = (text: string): string =>
  foldName(
    Array.from(
      text
        .normalize('NFD')
        .replace(/(?<=[ij])\u0307/gu, '')
        .normalize('NFC'),
      (sign) => lookAlikes.get(sign) ?? sign,
    ).join(''),
  )

const signsIn = (text: string): number => text.split('@').length - 1
