// The contract of a factor: all that the rest of the house knows of one. A factor asks and judges;
// it never talks to a flow, never sends, never keeps, never counts. Tries, waiting, expiry, single
// use and audit stand once, in flows/exchange.ts.
import type { z } from 'zod'
import type {
  CameOf,
  Fate,
  FactorTraits,
  MethodFacts,
  Open,
  PersonFacts,
  Proof,
} from '../domain/facts.ts'
import type { Connection } from '../domain/configuration/connection-shape.ts'
import type { Claims, House, Moment } from '../domain/moment.ts'
import type { ChallengeKind } from '../domain/visits/challenges.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Challenged } from '../shapes/challenged.ts'
import type { Around, Screen, Sent } from '../shapes/screen.ts'

export interface Factor<Kept, Asks = unknown> extends FactorTraits {
  /** Parsed on the way into the store and on the way out. */
  readonly kept: z.ZodType<Kept>
  /** What the factor remembers of an open question. Never a secret: those are drawn. */
  readonly open?: z.ZodType<Asks>
  /**
   * Asked of everybody, before anything is proven, whether or not they have it. Others wait for a
   * first proof.
   */
  readonly first: boolean
  /** Each method is a question of its own, such as a number; otherwise one is asked for all. */
  readonly each?: true
  /** Used once and gone: what it proved stands without it. */
  readonly spent?: true
  /** It can be set up on a phone, while the rest goes on where it was begun. */
  readonly onPhone?: true
  /** The way out it cannot do without. */
  readonly channel?: 'sms' | 'voice'
  readonly prove: Exchange<Kept, Asks>
  readonly enrol?: Exchange<Kept, Asks>
  /** Factors that keep the same: what stands there is not set up here once more. */
  readonly shares?: readonly string[]
  /** What would be kept of a number or an address that the organisation knew beforehand. */
  known?(person: PersonFacts): Kept | undefined
  /** What the browser is told, as JSON, after one of these was taken away. */
  signal?(left: readonly Kept[], person: PersonFacts, house: House): string
  /** How many are left, of what is used up one by one. */
  left?(kept: Kept): number
  /** Where the answer itself says who somebody is. */
  readonly recognise?: {
    /** What the page that asks for a name offers the browser, as JSON. */
    offer(about: About<Kept, Asks>, moment: Moment): string
    /** What it is found by; nothing where the answer names nobody. */
    handle(answer: Answer): string | undefined
  }
}

export interface Method<Kept> extends MethodFacts {
  readonly kept: Kept
}

/** An open question, with what the factor itself remembers of it in its own shape. */
export interface OpenQuestion<Asks> extends Omit<Open, 'facts'> {
  readonly facts: Asks
}

/**
 * Whom and what an exchange is about, as far as it is known: the name as typed stands also for
 * nobody.
 */
export interface About<Kept, Asks = unknown> {
  readonly named: string
  /** The visit that it stands in: what comes back from elsewhere finds it again by this. */
  readonly ref: string
  readonly person?: PersonFacts
  /**
   * Absent for a name that nobody has, or a person without this method: judged with the same work
   * (R-08).
   */
  readonly method?: Method<Kept>
  /** All of this factor that the person has. */
  readonly mine: readonly Method<Kept>[]
  readonly open?: OpenQuestion<Asks>
  /**
   * Bytes that belong to this visit, this person and this purpose alone: the same at every reload,
   * on every node, and kept nowhere. What must be used once has the question's number in its
   * purpose.
   */
  draw(purpose: string): Buffer
  /** Which round comes next: above every one that this visit has had. */
  readonly nextRound: number
  /** The number of the question: it changes with every answer that changes anything. */
  readonly question: number
  readonly sent?: Sent
  /** How far whoever was asked elsewhere has come, where it is drawn. */
  readonly challenge?: Challenged
  /** Nothing may be told of what this person has, or whether there is one. */
  readonly isDiscreet: boolean
  readonly canCall: boolean
  /** How many digits are typed on a phone that approves. */
  readonly numberDigits: number
  /** So long a request to it waits for an answer. */
  readonly requestSeconds: number
  /**
   * For what may never be the same as the password. One slow hash, and none where there is none.
   */
  isPassword(typed: string): Promise<boolean | 'busy'>
  readonly around: Around
  /** The house that it is shown at, and what is wanted of it, for what is shown elsewhere. */
  readonly elsewhere?: Elsewhere
  readonly screen: {
    readonly application?: string
    readonly came?: CameOf
    readonly mayStay: boolean
    readonly stay: boolean
    readonly again: boolean
  }
}

export interface Elsewhere {
  readonly connection: Connection
  /** More than one proof is needed here: the levels that count as two are asked for. */
  readonly wantsTwo: boolean
  /** It was shown before, and does not count any more. */
  readonly isAnew: boolean
  /** The application, and the rule, want what was shown since then, or so lately. */
  readonly freshAfter?: string
  readonly ruleSeconds?: number
  /** Longer ago it counts for nothing in any case. */
  readonly freshSeconds: number
  /** Whom it is about, where that house is home for the name. */
  readonly hint?: string
}

/**
 * One question and the judging of its answer. Nothing here changes anything; the exchange counts,
 * sends, keeps and tells.
 */
export interface Exchange<Kept, Asks = unknown> {
  /** Absent where nothing has to be made or sent before there is an answer. */
  ask?(about: About<Kept, Asks>, moment: Moment, so: Asking): Promise<Asked<Asks> | Unasked>
  /** Drawn anew at every reload and in every language; changes nothing. */
  screen(about: About<Kept, Asks>, moment: Moment): Screen
  /** What is missing or unfit before there is anything to judge. It costs no try. */
  missing(answer: Answer, about: About<Kept, Asks>, moment: Moment): Problem | undefined
  check(answer: Answer, about: About<Kept, Asks>, moment: Moment): Promise<Outcome<Kept, Asks>>
  /** The one answer to what is wrong, what waits and what nobody has. */
  readonly wrong: Problem
  /** Each press asks anew, and nothing is ever asked without one. */
  readonly isPressedFor?: true
  /**
   * Of setting up: asked as soon as a press has led to it, since nothing leaves the house by it.
   */
  readonly asksAtOnce?: true
  /** Of setting up: presses beside the other ways that are its own, and ask anew. */
  readonly alsoAskedBy?: readonly string[]
  /** Of setting up: it shows nothing, as codes that were only read. */
  readonly showsNothing?: true
}

/** Why it is asked now: by itself, by a press, or by a press that wants it read aloud. */
export interface Asking {
  readonly channel?: 'sms' | 'voice'
  readonly round: number
  readonly answer?: Answer
}

export interface Asked<Asks> {
  readonly facts: Asks
  readonly lifeSeconds: number
  /** What the exchange shall send, once everything stands. */
  readonly send?: ToSend
  /** Where the browser is led, once everything stands: the answer is given elsewhere. */
  readonly leads?: string
  /** Whom the exchange shall ask elsewhere, as this challenge, with what it opens. */
  readonly asks?: {
    readonly id: string
    readonly kind: ChallengeKind
    readonly asked: string
    /** Whoever cannot scan is led there by mail as well. */
    readonly mailTo?: string
  }
  /** Whose phones are rung, once everything stands, for what they were asked before. */
  readonly rings?: string
}

export interface Unasked {
  readonly problem: Problem
  /** It says nothing of anybody, and is told also where nothing may be told. */
  readonly isForAll?: true
}

export interface ToSend {
  readonly channel: 'sms' | 'voice' | 'mail'
  readonly to: string
  readonly extension?: string
  readonly code: string
}

export type Outcome<Kept, Asks = unknown> =
  | ({ readonly is: 'right' } & Gain<Kept>)
  | ({ readonly is: 'wrong'; readonly problem?: Problem; readonly because?: string } & Ends)
  /** It was right once and has run out. Told only where that helps no stranger. */
  | { readonly is: 'expired'; readonly problem: Problem }
  /** Right so far: the exchange asks again, with what was learned. */
  | { readonly is: 'more'; readonly asked: Asked<Asks> }
  /** Nothing was judged: the queue for slow hashes is full, or nobody answers elsewhere. */
  | ({ readonly is: 'busy'; readonly problem?: Problem } & Ends)
  /** Nothing was judged: somebody else has not answered, or not so that it counts. */
  | { readonly is: 'unjudged'; readonly problem?: Problem }

/** What stands open was used up by it, whatever came of it. */
interface Ends {
  readonly isSpent?: true
}

export interface Gain<Kept> {
  /** Which of several it was; the one that was asked for, where absent. */
  readonly method?: string
  /** What to keep of the method from now on; absent when nothing changed. */
  readonly keep?: Kept
  /** The challenge whose answer is collected with it, once. */
  readonly collects?: { readonly id: string; readonly kind: ChallengeKind }
  readonly proof?: Partial<Proof>
  /** Another house has said who it is: who that is here is found by domain/connections. */
  readonly arrives?: { readonly claims: Claims; readonly connection: Connection }
  /** What else is written with a new method, in its transaction. */
  also?(inside: Moment): Promise<void>
  /** Of a new method: what may be shown of it, what it is found by, what it is called. */
  readonly label?: string
  /** What this one is lost together with, where it is not the usual. */
  readonly fate?: Fate
  readonly handle?: string
  readonly name?: string
}
