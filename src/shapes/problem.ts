// Problems: what the person can do something about. They are values, never thrown; each has words
// in every language, stands in docs/problems.md, and is produced by at least one test.
export const problemCodes = [
  'wrong-name-or-password', // the one answer for unknown, wrong, locked and resting: never tells which
  'wrong-code',
  'code-expired',
  'too-many-tries', // told only after a first proof; before it, waiting reads as wrong
  'name-missing',
  'password-missing',
  'code-missing',
  'password-too-short',
  'password-too-long',
  'password-needs-digit',
  'password-needs-letter',
  'password-has-name',
  'password-common',
  'password-leaked',
  'password-guessable',
  'password-same',
  'passwords-differ',
  'busy', // the queue for slow hashes is full; nothing was judged
  'wrong-app-code', // tells the two usual causes, and never by how much a clock is off
  'clock-off', // only while a key is being set up
  'sent-code-expired',
  'code-replaced', // an older message: which one to use
  'code-used',
  'serial-missing', // of a token that is set up
  'send-later', // so often to this number, from this address or in this house: not now
  'phone-missing',
  'phone-too-short',
  'phone-too-long',
  'not-a-phone',
  'landline', // it cannot get a text message; it can be called
  'no-calls',
  'country-not-allowed',
  'extension-wrong',
  'set-up-already',
  'passkey-missing',
  'passkey-refused',
  'passkey-not-verified', // neither PIN, finger nor face
  'passkey-known',
  'passkey-synced', // the organisation wants keys that cannot be copied
  'question-missing',
  'reply-missing',
  'reply-too-short',
  'reply-repeats', // the question's own words, or the password
  'wrong-reply',
  'wrong-recovery-code',
  'choice-missing',
  'not-vouched-yet', // the leader has not answered, or their yes does not count yet
  'phone-not-answered', // nobody has approved on the phone yet
  'wrong-number', // not the one on the page of whoever asks
  'phone-not-done', // it goes on on a phone, and the phone has not finished
  'too-few-methods', // without it, less is left than the rule asks for
  'no-mail', // no address is known, or it is too new
  'wrong-identity', // another house named somebody else, or we know no number: never tells which
  'identity-missing',
  'identity-stopped', // the person turned back over there
  'identity-replaced', // an answer to an older press
  'identity-expired',
  'identity-too-weak', // signed in over there, at a level that is too low
  'identity-failed', // what came back is not as it was asked for
  'elsewhere-old', // shown over there too long ago for what is wanted here
  'elsewhere-home', // at home in a domain that the other house does not speak for
  'elsewhere-unknown', // nobody here, and no rule makes an account
  'elsewhere-taken', // the name is somebody's here, and no rule says that it is them
  'elsewhere-reused', // that house means somebody else by a name that is known here
  'elsewhere-another', // somebody else than whoever this is about
  'elsewhere-linked', // this account has a link there, or that one belongs to another account
  'password-elsewhere', // their password is another house's
  'identity-away', // the other house does not answer; nothing was judged
  'gone-already', // a method that was removed meanwhile
  'not-restorable', // too late, or another stands in its place
  'not-enough-proven',
  'application-not-yours',
  'account-not-open', // told only to whoever has proven something
] as const
export type ProblemCode = (typeof problemCodes)[number]

/**
 * A problem with what its words need: a length, a time, how many tries are left. Never whether a
 * person exists.
 */
export interface Problem {
  readonly code: ProblemCode
  readonly field?: string
  readonly with?: Readonly<Record<string, string | number>>
}

/**
 * Refusals: this request cannot be served. Thrown as domain/refusal.ts; one code and one status
 * each.
 */
export const refusalCodes = [
  'not-found',
  'not-allowed',
  'visit-ended',
  'visit-expired', // nobody answered for an hour
  'visit-elsewhere', // it was begun in another browser
  'visit-stopped', // «Det er ikke meg»
  'unknown-application',
  'application-not-yours',
  'bad-request',
  'too-large',
  'wrong-host',
  'too-many-requests',
  'unavailable',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** What a letter can be when it is opened: each has a page with the way on (S1.8). */
export const letterStates = ['fresh', 'begun', 'expired', 'used', 'superseded', 'unknown'] as const
export type LetterState = (typeof letterStates)[number]
