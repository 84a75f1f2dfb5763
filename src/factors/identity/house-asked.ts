// Asking another house, as far as it is the same whatever it is asked for: what is drawn for a
// round, and which round an answer belongs to. Must never let one round's answer serve another, or
// one house's another's.
import type { ConnectionAsked, Moment } from '../../domain/moment.ts'
import { isSameText } from '../../lib/digest.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { About, Outcome } from '../factor.ts'

/** As long as it takes somebody who has to find their other phone first. */
export const askedSeconds = 600
/** So many presses back an answer is still told from a made up one. */
const olderRounds = 3

export type AskedFor = Omit<
  ConnectionAsked,
  'returnTo' | 'state' | 'nonce' | 'verifier' | 'language'
>

/** It leads back to the visit, and nobody else can have drawn it. */
const stateOf = ({ ref, draw }: Pick<About<unknown>, 'ref' | 'draw'>, round: number): string =>
  `${ref}.${draw(`state ${round}`).toString('base64url')}`

export function askingFor(
  about: Pick<About<unknown>, 'ref' | 'draw'>,
  { house, language }: Moment,
  { round, ...asked }: AskedFor & { readonly round: number },
): ConnectionAsked {
  const drawn = (purpose: string): string => about.draw(`${purpose} ${round}`).toString('base64url')
  return {
    ...asked,
    returnTo: `${house.address.origin}/connections/${asked.connection.id}/callback`,
    state: stateOf(about, round),
    nonce: drawn('nonce'),
    verifier: drawn('verifier'),
    language,
  }
}

/** What is told before anything is judged. */
export function missingIn({ came: query = '' }: Answer): Problem | undefined {
  const came = new URLSearchParams(query)
  if (!came.has('state')) return { code: 'identity-missing' }
  return came.has('error') ? { code: stopped(came.get('error')) } : undefined
}

/**
 * Somebody who changed their mind is told so; what else went wrong over there is no news to them.
 */
const stopped = (error: string | null): Problem['code'] =>
  error === 'access_denied' || error === 'login_required' ? 'identity-stopped' : 'identity-failed'

/** Undefined where it is the answer to what was asked last, and not too late. */
export function staleIn(
  { came = '' }: Answer,
  about: About<unknown>,
  now: Date,
): Outcome<never, never> | undefined {
  const { open } = about
  const state = new URLSearchParams(came).get('state') ?? ''
  // Every round is compared before anything is told of one.
  const rounds = Array.from({ length: olderRounds + 1 }, (_, back) => (open?.round ?? 0) - back)
  const found = rounds.filter((round) => isSameText(state, stateOf(about, round)))
  if (!open || found.length === 0) return { is: 'wrong' }
  if (!found.includes(open.round)) return { is: 'wrong', problem: { code: 'identity-replaced' } }
  return Date.parse(open.expiresAt) <= now.getTime()
    ? { is: 'expired', problem: { code: 'identity-expired' } }
    : undefined
}

/** Nobody answered: what was drawn for it is used up, and no try was made. */
export const away: Outcome<never, never> = {
  is: 'busy',
  problem: { code: 'identity-away' },
  isSpent: true,
}
