// Does a password meet one demand? The same few lines run on the page, which ticks the demand off,
// and on the server, which holds it: so that the two can never say different things (S1.12). Must
// stay small, since it is sent with the page.
import { foldLetters } from '../lib/strength/fold-letters.ts'
import type { PasswordRule } from './screen.ts'

/**
 * In signs as people count them when they are told «8 tegn»: code points after NFC (NIST SP 800-63B
 * 3.1.1.2).
 */
export const lengthOf = (password: string): number => Array.from(password.normalize('NFC')).length

/** Undefined: only the server can tell, since the lists stay there. */
export function meetsRule(rule: PasswordRule, password: string): boolean | undefined {
  switch (rule.rule) {
    case 'length':
      return lengthOf(password) >= rule.min
    case 'digit':
      return /\p{Nd}/u.test(password)
    case 'letter':
      return /\p{L}/u.test(password)
    case 'no-name': {
      const folded = foldLetters(password)
      return !rule.parts.some((part) => folded.includes(part))
    }
    case 'not-common':
      return undefined
  }
}
