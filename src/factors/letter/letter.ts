// The letter: a link or a start code that was sent to somebody. It is recognised by
// domain/invitations when it is opened with a press, and is never asked for; so it is no more than
// what its proof says. Must never be taken for the only proof.
import type { Proof } from '../../domain/facts.ts'

export const letterProof = (now: Date): Proof => ({
  factor: 'letter',
  kinds: ['has'],
  amr: ['otp'],
  resistsPhishing: false,
  at: now.toISOString(),
})
