// The policy for passwords as the demands that one person meets: what the page shows is what the
// server holds. Pure: a policy, a person and a password, and nothing else. Must never cut a
// password, and never tell which part of it was the name.
import { foldLetters } from '../../lib/strength/fold-letters.ts'
import { lengthOf, meetsRule } from '../../shapes/password-rule.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { PasswordRule } from '../../shapes/screen.ts'
import type { PersonFacts } from '../facts.ts'
import type { PasswordPolicy } from './password-policy.ts'

export type Named = Pick<PersonFacts, 'firstName' | 'familyName' | 'login'>

/** `alone`: some rule lets this person in with the password and nothing more. */
export function rulesOf(policy: PasswordPolicy, person: Named, alone: boolean): PasswordRule[] {
  const parts = policy.refusesNames ? namePartsOf(person) : []
  return [
    { rule: 'length', min: alone ? policy.minLengthAlone : policy.minLength },
    ...(policy.needsDigit ? [{ rule: 'digit' } as const] : []),
    ...(policy.needsLetter ? [{ rule: 'letter' } as const] : []),
    ...(parts.length > 0 ? [{ rule: 'no-name', parts } as const] : []),
    ...(policy.refusesCommon ? [{ rule: 'not-common' } as const] : []),
  ]
}

/** Shorter parts stand in too many other words: nobody called Bo shall be refused «bokhylle». */
const partLengthMin = 3

/**
 * Given and family name and the user name's own part, each by each, folded as they are compared.
 */
export function namePartsOf(person: Named): string[] {
  const [ownPart = ''] = person.login.split('@')
  const parts = [person.firstName, person.familyName, ownPart]
    .flatMap((name) => foldLetters(name).split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part.length >= partLengthMin)
  return [...new Set(parts)]
}

/**
 * More than anybody types, and refused with a reason rather than cut (ATK-PWD-06). In bytes of
 * UTF-8.
 */
export const bytesMax = 4096
/** What is told instead: so many signs always fit. */
const signsMax = bytesMax / 4

const isTooLong = (password: string): boolean =>
  Buffer.byteLength(password.normalize('NFC'), 'utf8') > bytesMax

/**
 * All that can be judged without a list: too long, then each demand in the order the page shows
 * them.
 */
export function judgeByRules(
  rules: readonly PasswordRule[],
  password: string,
): Problem | undefined {
  if (password === '') return { code: 'password-missing', field: 'password' }
  if (isTooLong(password)) return problem('password-too-long', { max: signsMax })
  const broken = rules.find((rule) => meetsRule(rule, password) === false)
  return broken && problemOf(broken, password)
}

function problemOf(rule: PasswordRule, password: string): Problem {
  switch (rule.rule) {
    case 'length':
      return problem('password-too-short', { min: rule.min, now: lengthOf(password) })
    case 'digit':
      return problem('password-needs-digit')
    case 'letter':
      return problem('password-needs-letter')
    case 'no-name':
      return problem('password-has-name')
    case 'not-common':
      return problem('password-common')
  }
}

export const problem = (code: Problem['code'], more?: Problem['with']): Problem => ({
  code,
  field: 'password',
  ...(more && { with: more }),
})
