// Notices: pages that tell something and ask nothing, by what they are about.
import type { LetterState } from './problem.ts'

export type Notice =
  | `letter-${Exclude<LetterState, 'fresh' | 'begun'>}`
  | 'letter-sent'
  | 'password-changed'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'not-enough-proven'
  | 'account-not-open'
  | 'number-rests'
  | 'phone-blocked'
  | 'application-not-yours'
  | 'password-elsewhere'
  | 'frozen'
  | 'freeze-unknown'
  | 'hand-over-done'
  | 'hand-over-over'
  | 'hand-over-used'
  | 'hand-over-unknown'
  | 'vouch-yes'
  | 'vouch-no'
  | 'vouch-over'
  | 'ready'
  | 'help'
  | `refused-${string}`
  | 'fault'
