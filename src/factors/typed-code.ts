// A code as people type it, «123 456», and held against what was sent. Nothing but blanks is
// forgiven: full-width digits, signs and decimals are other texts (ATK-OTP-11). Only the last code
// made is right, an older message is told to be replaced, and one that has run out is told so;
// every round is compared in full before anything is told of one.
import type { Moment } from '../domain/moment.ts'
import { isSameText } from '../lib/digest.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import { sayTime } from '../../texts/dates.ts'
import type { OpenQuestion } from './factor.ts'

export const withoutBlanks = (typed: string | undefined): string => (typed ?? '').replace(/\s/g, '')

export const codeMissing = (answer: Answer): Problem | undefined =>
  withoutBlanks(answer.code) === '' ? { code: 'code-missing', field: 'code' } : undefined

/** A message may be slow: so many older ones are still told from a wrong code. */
const olderRounds = 3

export type Judged =
  | { readonly is: 'right' }
  | { readonly is: 'wrong'; readonly problem?: Problem }
  | { readonly is: 'expired'; readonly problem: Problem }

export function judgeSent(
  typed: string,
  open: OpenQuestion<unknown> | undefined,
  codeOf: (round: number) => string,
  { language, now }: Moment,
): Judged {
  const rounds = Array.from({ length: olderRounds + 1 }, (_none, back) => (open?.round ?? 0) - back)
  const found = rounds.filter((round) => isSameText(typed, codeOf(round)))
  if (!open || found.length === 0) return { is: 'wrong' }
  if (!found.includes(open.round)) {
    const sentAt = sayTime(language, open.sentAt ?? open.madeAt)
    return { is: 'wrong', problem: { code: 'code-replaced', field: 'code', with: { sentAt } } }
  }
  if (Date.parse(open.expiresAt) <= now.getTime())
    return { is: 'expired', problem: { code: 'sent-code-expired', field: 'code' } }
  return { is: 'right' }
}
