// A code of digits as people type it: «123 456». Nothing else is forgiven: full-width digits, signs
// and decimals are other texts (ATK-OTP-11).
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'

export const withoutBlanks = (typed: string | undefined): string => (typed ?? '').replace(/\s/g, '')

export const codeMissing = (answer: Answer): Problem | undefined =>
  withoutBlanks(answer.code) === '' ? { code: 'code-missing', field: 'code' } : undefined
