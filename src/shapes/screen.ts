// Screens: what the browser shall draw, as facts (a name, how many digits, which rules), never
// sentences. The closed list is read off the guides; the pages draw them, the texts have the words,
// and whoever asks for JSON gets them as they stand.
import type { AccountLine } from './account-line.ts'
import type { Challenged, Vouch } from './challenged.ts'
import type { AddPhone, Approve } from './phone-screens.ts'
import type { Expectation } from './expected.ts'
import type { HandedOver, Pair } from './handed-over.ts'
import type { Notice } from './notice.ts'
import type { PutOff, PutOffOver } from './put-off.ts'
import type { Why } from './why.ts'

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

export type RenewReason = 'first' | 'run-out' | 'leaked' | 'asked' | 'ordered' | 'forgotten'

export interface MethodLine {
  readonly factor: string
  /** What the person calls it. */
  readonly name?: string
  /** What may be shown of it: the masked number, the maker of a key. Never what it keeps. */
  readonly label?: string
  /** The last two digits, for a number that is read aloud. */
  readonly ending?: string
  readonly isDefault?: boolean
  /** How many recovery codes are left. */
  readonly left?: number
  /** What a number is good for: one that was proven once serves all of it. */
  readonly uses?: readonly ('sign-in' | 'backup')[]
  readonly addedAt?: string
  readonly usedAt?: string
  /** Nobody is told by it that something waits: its person opens it. */
  readonly isSilent?: boolean
}

/** One way among several, and a button that acts: its `choice` is the answer. */
export interface Choice extends MethodLine {
  readonly choice: string
  readonly isRecommended?: boolean
  /** Codes that our own app shows, and no other. */
  readonly isInOwnApp?: boolean
}

/** «Metode 1 av 2: appen», what is done and what is left. */
export interface Wizard {
  readonly at: number
  readonly of: number
  readonly plan: readonly {
    /** A factor, or a class of them: «app», «phone», «second». */
    readonly wish: string
    readonly state: 'done' | 'now' | 'left'
  }[]
  /** Where one ends up, and whether one is there for the first time: the why stands on the page. */
  readonly application?: string
  readonly isFirst: boolean
  /** When one will be asked, told once. */
  readonly expects?: Expectation
}

/** What stands around a question about a method, alike for all of them. */
export interface Around {
  /** The number that the new one takes the place of, by its last two digits. */
  readonly replaces?: string
  /** «Fortsett på mobilen» */
  readonly canHandOver?: boolean
  /** The other ways that this person has here: named where they are three or fewer. */
  readonly others?: readonly Choice[]
  readonly wizard?: Wizard
  readonly putOff?: PutOff
  readonly putOffOver?: PutOffOver
  /** So long this browser may spare its person what is asked for here; absent: not offered. */
  readonly rememberDays?: number
  /** «Jeg har ikke smarttelefon»: it may be said, or it was and nothing here stands in for one. */
  readonly noSmartphone?: 'say' | 'nothing'
  /** «Hvorfor blir jeg spurt?» */
  readonly why?: Why
  readonly progress?: Progress
  /** Turned aside, and nothing shown yet: what it is about is told on its first page. */
  readonly turned?: 'recover' | 'unlock'
}

/** What became of a code on its way. `unsent`: a press sends it. */
export interface Sent {
  readonly state: 'unsent' | 'asked' | 'sent' | 'delivered' | 'failed'
  readonly channel: 'sms' | 'voice' | 'mail'
  readonly at?: string
  readonly expiresAt?: string
  /** Not before this may it be sent again. */
  readonly againAt?: string
  /** Counted where it is drawn, since the clock of a browser may be wrong. */
  readonly secondsLeft?: number
  readonly secondsToAgain?: number
  /** Sent so often that another way is the better one. */
  readonly isOften?: boolean
  /** The number was moved of late: whoever has it now would answer a call as well. */
  readonly isPorted?: boolean
}

export interface House {
  /** The short name of the connection. */
  readonly house: string
  readonly name: string
  /** Somebody came in by it the last time, in this browser. */
  readonly isLast?: true
}

export interface Country {
  /** Two letters, such as NO. */
  readonly code: string
  /** Such as 47. */
  readonly calling: string
  readonly name: string
}

export type Screen =
  | {
      /** A letter or start code was opened. Opening changes nothing; the press redeems it. */
      readonly kind: 'begin'
      readonly firstName: string
      readonly account: string
      readonly pinDigits: number | undefined
      /** A number known beforehand: the press redeems the letter and sends the code, in one. */
      readonly phone?: { readonly ending: string; readonly canCall: boolean }
      /** The letter is enough: the press that redeems it sets the password, in one. */
      readonly password?: { readonly rules: readonly PasswordRule[]; readonly repeat: boolean }
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
      /** The person came to set things up, by the short address. */
      readonly toSetUp?: boolean
      /** What the browser is asked, as JSON, for a passkey that says who it is. */
      readonly passkey?: string
      /** Other houses that say by themselves who somebody is. */
      readonly houses?: readonly House[]
      /** The one that the application means: the page goes there by itself. */
      readonly goesTo?: string
    }
  | {
      readonly kind: 'choose-account'
      readonly application?: string
      readonly accounts: readonly AccountLine[]
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
      /** What a way round has come to. */
      readonly came?: 'recovered' | 'unlocked' | 'was-open'
    }
  | ({
      readonly kind: 'enter-code'
      readonly by: 'pin' | 'sms' | 'voice' | 'mail' | 'totp' | 'token' | 'codes' | 'pass'
      /** Absent where a code has letters, and no fixed length. */
      readonly digits?: number
      readonly firstName?: string
      /** The last two digits of the number it went to. */
      readonly ending?: string
      /** The address it went to, masked. */
      readonly to?: string
      /** Nothing is told of where it goes, or whether it goes anywhere. */
      readonly isDiscreet?: boolean
      /** What the person calls the app or the token. */
      readonly name?: string
      /** The number on the back of a token is asked for beside its code, as `name`. */
      readonly asksSerial?: boolean
      readonly sent?: Sent
      readonly canCall?: boolean
      /** «Tilbake»: the number may be corrected. */
      readonly canCorrect?: boolean
    } & Around)
  | ({
      readonly kind: 'choose'
      readonly purpose: 'prove' | 'set-up'
      readonly choices: readonly Choice[]
      readonly name?: string
    } & Around)
  | ({
      readonly kind: 'enter-phone'
      readonly channel: 'sms' | 'voice'
      /** A number known beforehand, by its last two digits. */
      readonly known?: string
      readonly canCall: boolean
      readonly countries: readonly Country[]
      readonly country: string
      readonly typed?: string
      /** Landlines have them. */
      readonly extension?: string
      readonly isBackup: boolean
    } & Around)
  | ({
      readonly kind: 'scan-code'
      readonly issuer: string
      readonly account: string
      /** In groups of four; copied without blanks. */
      readonly key: string
      readonly address: string
      readonly picture: { readonly size: number; readonly path: string }
      readonly digits: number
      readonly name?: string
    } & Around)
  | ({
      readonly kind: 'passkey'
      readonly purpose: 'prove' | 'set-up'
      /** What the browser is asked, as JSON. */
      readonly options: string
    } & Around)
  | ({
      /** Another house says who it is. */
      readonly kind: 'identity'
      /** What people call it. */
      readonly by: string
      /** It says by itself who somebody is: to come in, or to be linked to this account. */
      readonly signsIn?: 'in' | 'link'
      /** Pressed for: where it is. */
      readonly to?: string
      /** Back from there: the press gives the answer. */
      readonly came?: true
    } & Around)
  | ({
      readonly kind: 'question'
      readonly purpose: 'prove' | 'set-up'
      /** To choose among, by the names they have in texts; or the one that was chosen. */
      readonly questions: readonly string[]
      readonly mayWriteOwn: boolean
      /** The question this person wrote. */
      readonly own?: string
      readonly minLength: number
    } & Around)
  | ({
      /** Shown once. */
      readonly kind: 'show-codes'
      readonly codes: readonly string[]
      readonly account: string
    } & Around)
  | ({
      /** Somebody's leader is asked for their word, and this page waits. */
      readonly kind: 'ask-leader'
      /** Who is asked. */
      readonly name: string
      readonly state: 'unasked' | Challenged['state']
      /** The same stands on the leader's page. */
      readonly pair?: Pair
      /** Read out to the leader, who types it. */
      readonly number?: string
    } & Omit<Challenged, 'state'> &
      Around)
  | Vouch
  | Approve
  | AddPhone
  | ({
      /** It goes on on a phone, and this page waits. */
      readonly kind: 'hand-over'
      readonly address: string
      readonly picture: { readonly size: number; readonly path: string }
      /** What is typed where a camera cannot: where, and the code in groups of four. */
      readonly site: string
      readonly code: string
      /** The same stands on the phone. */
      readonly pair: Pair
    } & HandedOver &
      Around)
  | {
      /**
       * On the phone, before anything begins: whose account it is. Without one, the code is asked
       * for.
       */
      readonly kind: 'on-phone'
      readonly of?: { readonly name: string; readonly account: string; readonly pair: Pair }
    }
  | {
      /** Whoever is on the telephone shows who they are. Without a code, one can be shown. */
      readonly kind: 'caller'
      readonly of?: {
        readonly code: string
        readonly pair: Pair
        readonly until: string
        readonly isUsed: boolean
      }
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
      /** Methods on one and the same phone, where a rule lets that be enough. */
      readonly sharedFate?: boolean
      /** When one will be asked, where no page has told it. */
      readonly expects?: Expectation
      /** What may be added besides. */
      readonly more?: readonly string[]
      /** To choose the default among: empty where there is nothing to choose. */
      readonly defaults?: readonly Choice[]
    }
  | {
      /** A text, what it is about, and two or three named ways on. */
      readonly kind: 'confirm'
      readonly about: 'sign-out' | 'freeze' | 'remove-method' | 'lost-phone' | 'consent'
      /** What would be removed. */
      readonly method?: MethodLine
      /** What would be blocked. */
      readonly methods?: readonly MethodLine[]
      readonly account?: string
      readonly application?: string
      /** What it would know, as words from a list; and the interfaces it would act in. */
      readonly knows?: readonly string[]
      readonly acts?: readonly string[]
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

/**
 * A way on from a notice: words by its name, and where it goes. `post` ways are forms, since they
 * change something.
 */
export interface Way {
  readonly to: string
  readonly word:
    | 'sign-in'
    | 'sign-out'
    | 'start-page'
    | 'send-new-letter'
    | 'enter-start-code'
    | 'enter-phone-code'
    | 'get-help'
    | 'show-caller'
    | 'try-again'
    | 'begin-again'
    | 'back-to-application'
    | 'continue'
    | 'have-code'
    | 'stay-signed-in'
    | 'back'
  readonly post?: boolean
}
