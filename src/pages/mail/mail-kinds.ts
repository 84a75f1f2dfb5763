// What a mail can be about, and what it is drawn with: facts, never sentences. Their names are held
// alike by TypeScript where a message is sent.
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'

interface Addressee {
  readonly firstName: string
  readonly login: string
}

export interface LetterFacts extends Addressee {
  readonly token: string
  readonly code?: string | undefined
  readonly expiresAt: string
  readonly pinDigits?: number | undefined
}

export type Mail =
  | { readonly kind: 'welcome' | 'new-letter'; readonly facts: LetterFacts }
  | {
      readonly kind: 'receipt'
      readonly facts: Addressee & {
        readonly methods: readonly string[]
        readonly application?: string | undefined
        readonly at: string
      }
    }
  | {
      readonly kind: 'password-changed'
      readonly facts: Addressee & {
        readonly at: string
        readonly wasForgotten?: boolean | undefined
        /** The secret of a link that can only freeze. */
        readonly freeze?: string | undefined
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'methods-changed'
      readonly facts: Addressee & {
        readonly change:
          | 'added'
          | 'removed'
          | 'renewed'
          | 'number-changed'
          | 'rested'
          | 'used'
          | 'blocked'
          | 'restored'
          | 'not-me'
        readonly factor: string
        readonly label?: string | undefined
        readonly at: string
        /** The secret of a link that can only freeze. */
        readonly freeze: string
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'helped'
      readonly facts: Addressee & {
        readonly act: 'unlock' | 'freeze' | 'unfreeze' | 'forget-browsers'
        readonly at: string
        readonly freeze?: string | undefined
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'contact-changed'
      readonly facts: Addressee & {
        readonly change: 'mail-added' | 'number-added' | 'mail-replaced' | 'number-replaced'
        /** What is new, masked. */
        readonly label: string
        readonly at: string
        readonly countsFrom?: string | undefined
        readonly freeze: string
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'recovery-code'
      readonly facts: Addressee & {
        readonly code: string
        readonly about: 'recover' | 'unlock'
        readonly minutes: number
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'phone-link'
      readonly facts: Addressee & {
        readonly code: string
        readonly minutes: number
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'alarm'
      readonly facts: Addressee & {
        readonly what: 'sealed' | 'used'
        /** The one that was used, and not the one that this is written to. */
        readonly account: string
        readonly at: string
        readonly address?: string | undefined
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'vouch-asked'
      readonly facts: Addressee & {
        readonly name: string
        readonly account: string
        readonly challenge: string
        readonly minutes: number
        readonly at: string
        readonly caseNumber?: string | undefined
      }
    }
  | {
      readonly kind: 'vouched'
      readonly facts: Addressee & {
        readonly what: 'asked' | 'yes' | 'no'
        readonly leader: string
        readonly at: string
        readonly from?: string | undefined
        readonly freeze: string
        readonly caseNumber?: string | undefined
      }
    }
  | { readonly kind: 'test'; readonly facts: Addressee }

export interface MailOptions {
  readonly language: Language
  readonly organisation: OrganisationLook
  /** The public address, from the settings only. */
  readonly address: URL
  /** The password also opens Windows: only where a directory makes that true. */
  readonly forWindows?: boolean
  /** The organisation's own sentences, in place of ours. */
  readonly own?: {
    readonly welcome?: string
    readonly signature?: string
    readonly subject?: string
  }
}
