// What stands around every screen, and the whole of what a page is drawn from: facts, never
// sentences.
import type { Language } from './language.ts'
import type { MethodNames } from './method-names.ts'
import type { Problem } from './problem.ts'
import type { Screen } from './screen.ts'

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
  readonly may: readonly (
    | 'back'
    | 'another-account'
    | 'leave'
    | 'sign-out'
    | 'help'
    | 'turn-aside'
    | 'lost'
  )[]
  readonly signedInAs?: string
  /** Where the page hears that what it waits for has come (server-sent events). */
  readonly wait?: string
}

/** A picture at an address of our own, and how large it is drawn. */
export interface LogoLook {
  readonly address: string
  readonly width: number
  readonly height: number
}

export interface OrganisationLook {
  readonly id: string
  readonly name: string
  readonly service: string
  readonly color: string
  readonly logo?: LogoLook
  /** The organisation's own words for why a second proof is asked for. */
  readonly why?: string
  /** What it calls the methods, where it has names of its own. */
  readonly methods?: MethodNames
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

/** What was typed and refused, to be mended and not typed again; never a secret. */
export type Typed = Readonly<
  Partial<Record<'name' | 'country' | 'phone' | 'extension' | 'about' | 'remember', string>>
>

export interface Page {
  readonly screen: Screen
  readonly frame: Frame
  readonly problem?: Problem
  readonly typed?: Typed
}
