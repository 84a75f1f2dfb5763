// Screens: what the browser shall draw, as facts (a name, how many digits, which rules), never
// sentences. The closed list is read off the guides; the pages draw them, the texts have the words,
// and whoever asks for JSON gets them as they stand.
import type { Language } from './language.ts'
import type { LetterState, Problem } from './problem.ts'

/** «Steg 2 av 4». Counted by walking an imagined person to the end, so it is never a guess. */
export interface Progress {
  readonly at: number
  readonly of: number
}

/**
 * One demand on a new password, as the policy in force says it (S1.12). The page ticks it off, the
 * server holds it.
 */
export type PasswordRule =
  | { readonly rule: 'length'; readonly min: number }
  | { readonly rule: 'digit' }
  | { readonly rule: 'letter' }
  | { readonly rule: 'no-name'; readonly parts: readonly string[] }
  | { readonly rule: 'not-common' }

export type RenewReason = 'first' | 'run-out' | 'leaked' | 'asked' | 'ordered'

export interface MethodLine {
  readonly factor: string
  readonly name?: string
}

export type Screen =
  | {
      /** A letter or start code was opened. Opening changes nothing; the press redeems it. */
      readonly kind: 'begin'
      readonly firstName: string
      readonly account: string
      readonly pinDigits: number | undefined
      readonly begunBefore: boolean
      readonly expiresAt: string
      readonly progress?: Progress
    }
  | {
      readonly kind: 'start-code'
      readonly name?: string
    }
  | {
      readonly kind: 'who'
      readonly purpose: 'sign-in' | 'change-password'
      readonly application?: string
      readonly typed?: string
      /** The domain that may be left out. */
      readonly domain?: string
    }
  | {
      readonly kind: 'choose-account'
      readonly application?: string
      readonly accounts: readonly {
        readonly person: string
        readonly name: string
        readonly login: string
        readonly isSignedIn: boolean
      }[]
    }
  | {
      /** The same for a name that does not exist, and the name as typed. */
      readonly kind: 'password'
      readonly name: string
      readonly application?: string
      readonly mayStay: boolean
      readonly stay: boolean
      /**
       * Asked again of someone who is already in: no «another account» trap, the reason is told.
       */
      readonly again: boolean
    }
  | {
      readonly kind: 'enter-code'
      readonly by: 'pin'
      readonly digits: number
      readonly triesLeft?: number
      readonly firstName?: string
      readonly progress?: Progress
    }
  | {
      readonly kind: 'new-password'
      readonly because: RenewReason
      readonly account: string
      readonly rules: readonly PasswordRule[]
      readonly repeat: boolean
      readonly progress?: Progress
    }
  | {
      readonly kind: 'summary'
      readonly firstName: string
      /** What to type as the name from now on. */
      readonly account?: string
      readonly methods: readonly MethodLine[]
      readonly receiptTo?: string
      readonly application?: string
      readonly progress?: Progress
    }
  | {
      /** A text, what it is about, and two or three named ways on. */
      readonly kind: 'confirm'
      readonly about: 'sign-out'
      readonly application?: string
      readonly choices: readonly string[]
      /** Away from here, with nothing changed. */
      readonly ways?: readonly Way[]
    }
  | {
      /** Something is told, and there is a way on. */
      readonly kind: 'notice'
      readonly about: Notice
      readonly with?: Readonly<Record<string, string | number>>
      readonly ways: readonly Way[]
    }

export type Notice =
  | `letter-${Exclude<LetterState, 'fresh' | 'begun'>}`
  | 'letter-sent'
  | 'password-changed'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'not-enough-proven'
  | 'account-not-open'
  | 'application-not-yours'
  | 'ready'
  | 'help'
  | `refused-${string}`
  | 'fault'

/**
 * A way on from a notice: words by its name, and where it goes. `post` ways are forms, since they
 * change something.
 */
export interface Way {
  readonly to: string
  readonly word:
    | 'sign-in'
    | 'start-page'
    | 'send-new-letter'
    | 'enter-start-code'
    | 'get-help'
    | 'try-again'
    | 'begin-again'
    | 'back-to-application'
    | 'continue'
    | 'stay-signed-in'
  readonly post?: boolean
}

/** What stands around every screen: whose house it is, help, language, the form's own tokens. */
export interface Frame {
  readonly language: Language
  readonly languages: readonly Language[]
  readonly organisation: OrganisationLook
  readonly caseNumber?: string
  /** Where the answer is posted, and what ties it to this browser, this visit and this question. */
  readonly form?: {
    readonly action: string
    readonly token: string
    readonly question: string
    /** What the form carries besides. */
    readonly fields?: Readonly<Record<string, string>>
  }
  /** This address in another language is this address with `?language=`. */
  readonly address: string
  /**
   * Ways that the visit offers on this screen. Whoever is in already may leave, to the start page.
   */
  readonly may: readonly ('back' | 'another-account' | 'leave' | 'help')[]
  readonly signedInAs?: string
}

export interface OrganisationLook {
  readonly id: string
  readonly name: string
  readonly service: string
  readonly color: string
  readonly support: {
    readonly name: string
    readonly phone?: string
    readonly hours?: string
    readonly mail?: string
    readonly link?: string
  }
  readonly links: {
    readonly privacy?: string
    readonly accessibility?: string
    readonly terms?: string
    readonly help?: string
  }
}

export interface Page {
  readonly screen: Screen
  readonly frame: Frame
  readonly problem?: Problem
}
