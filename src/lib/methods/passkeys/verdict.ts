// What can be wrong with an answer from a passkey, as a closed list: for events and for policy.
// Must never be shown to whoever sent the answer word for word, since it would tell a stranger
// whether a key is known and what is missing.

export type WhyWrong =
  /** Not what a browser sends: too long, not JSON, not base64url, not CBOR, a part missing. */
  | 'unreadable'
  /** A registration where a proof was asked for, or the other way about. */
  | 'other-type'
  | 'other-challenge'
  | 'other-origin'
  /** The page stood inside a page of somebody else. */
  | 'framed'
  | 'other-rp-id'
  | 'not-present'
  | 'not-verified'
  /** Backed up, and by its own word not possible to back up. */
  | 'impossible-backup'
  /** It may leave its device, where only keys that cannot are wanted. */
  | 'synced'
  /** A kind of key that was not asked for, or a key that is none. */
  | 'other-key'
  | 'wrong-attestation'
  | 'other-credential'
  | 'other-person'
  | 'wrong-signature'
  /** The counter did not rise: the key may have been copied. */
  | 'counter-back'
  | 'backup-changed'

export interface Wrong {
  readonly is: 'wrong'
  readonly why: WhyWrong
}

export const wrong = (why: WhyWrong): Wrong => ({ is: 'wrong', why })
