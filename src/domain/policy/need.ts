// What the Policy asks for, and what it says at the door: the answers of the rules, beside the
// facts that they see (domain/facts.ts). Pure shapes; nothing here decides.
import type { RenewReason } from '../../shapes/screen.ts'
import type { Tightened } from './deciding.ts'

/** What other rules would mean for somebody: nothing else, more, less, or no way in. */
export type Difference = 'same' | 'more' | 'less' | 'stopped'

/** The first rule that only reports and would have decided, were it in force. */
export interface Reported {
  readonly rule: string
  readonly means: Difference
}

/** What the Policy asks for, here, of this person, for this errand. */
export interface Need {
  readonly rule: string
  /** Why more is asked for than the rule says by itself. */
  readonly tightened?: Tightened
  readonly proofs: number
  readonly resistsPhishing: boolean
  /** Factors that count as proofs here, in the order they are offered. */
  readonly accepts: readonly string[]
  /** What counts besides, of whoever has shown it because the phone was not at hand. */
  readonly whenLost?: readonly string[]
  /** So long after a leader has said yes it counts. */
  readonly vouchedAfterSeconds?: number
  /** How many digits are typed on a phone that approves. */
  readonly numberDigits?: number
  /** So long a request to a phone waits for an answer. */
  readonly requestSeconds?: number
  readonly freshSeconds?: number
  /** Methods of one fate count as two. */
  readonly sharedFateAllowed: boolean
  /** One proof is enough to set up the first method: a named weakening. */
  readonly firstByOneProof: boolean
  /** Why a new password is needed now, if it is. */
  readonly newPassword?: RenewReason
  /** How long a browser may stay signed in; absent: not offered. */
  readonly staySeconds?: number
  /** How long this browser may spare its person the second proof; absent: not offered. */
  readonly rememberSeconds?: number
  /** The second proof is spared here, since this browser is remembered. */
  readonly isSpared?: boolean
  /** Whoever has forgotten the password may get in by themselves. */
  readonly canRecover?: boolean
  /** The question is one of the two proofs of a recovery: a named weakening. */
  readonly questionCounts?: boolean
  /** The question is asked on top of the two. */
  readonly asksQuestion?: boolean
  /** A named weakening: the letter alone is enough to begin (`portvakt check` tells). */
  readonly letterAlone: boolean
}

export type Lets =
  | true
  | {
      readonly because:
        | 'not-enough-proven'
        | 'account-not-open'
        | 'application-not-yours'
        | 'password-elsewhere'
    }
