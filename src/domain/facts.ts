// Facts, proofs and needs: all that the engine and the Policy see. No clock, no database, no
// request: ages are worked out before. The same shapes serve sign-in, «Hva skjer hvis …?», the
// drawn guide and the test of every walk.
import type { z } from 'zod'
import type { Need, Reported } from './policy/need.ts'
import type { LimitName } from './throttles/limits.ts'
import type { Language } from '../shapes/language.ts'
import type { Challenged } from '../shapes/challenged.ts'
import type { HandedOver } from '../shapes/handed-over.ts'
import type { PutOff, PutOffOver } from '../shapes/put-off.ts'
import type { Sent } from '../shapes/screen.ts'

export type Kind = 'knows' | 'has' | 'is'

/** Another house that somebody may show who they are at. */
export interface ElsewhereFacts {
  readonly connection: string
  /** What people call it, in the language of the page. */
  readonly name: string
}

/** What has been shown in this visit or session. */
export interface Proof {
  readonly factor: string
  readonly method?: string
  /** Of a number or an address that was known beforehand: which it was, as a keyed hash. */
  readonly place?: string
  readonly kinds: readonly Kind[]
  readonly amr: readonly string[]
  readonly resistsPhishing: boolean
  readonly at: string
  /** Turned aside: when the code that it answers was made. */
  readonly askedAt?: string
  /** The connection that vouched, and its own word for how well. */
  readonly by?: string
  readonly level?: string
  /** Shown because the phone was not at hand: it counts only where a rule allows that. */
  readonly instead?: true
}

/** What is lost together: methods of one fate are one way back in and not two. */
export const fates = ['memory', 'phone', 'computer', 'paper', 'house'] as const
export type Fate = (typeof fates)[number]

/** What the Policy knows of a kind of proof; the rest is the factor's own (factors/factor.ts). */
export interface FactorTraits {
  /** Written in rows and events, never shown. */
  readonly name: string
  readonly fate: Fate
  /** The usual proof; what was shown may say otherwise. */
  readonly proof: Pick<Proof, 'kinds' | 'amr' | 'resistsPhishing'>
  /** A person has one, and a new one takes its place. */
  readonly single?: true
  /** How many wrong answers it bears. */
  readonly bears?: LimitName
  /** It can be set up by the person, and so be wished for. */
  readonly canBeSetUp: boolean
  /** It stands in for a forgotten password, and never lets anybody in. */
  readonly recovers?: true
  /** It is shown at another house, and cannot be asked for without a connection to one. */
  readonly connects?: true
  /** It is shown at the house that this sign-in leads to, and says by itself who somebody is. */
  readonly arrives?: true
  /**
   * Somebody else's word: it counts beside a lost phone or a forgotten password, and nowhere else.
   */
  readonly vouches?: true
  /** What a row of it keeps, in its own shape. */
  readonly kept?: z.ZodType
  /** Used up by being used: put back with an older database, it would be good once more. */
  readonly oneTime?: true
  /** How many are left, of what is used up one by one. */
  left?(kept: unknown): number
  /** What would be kept of a number or an address that the organisation knew beforehand. */
  known?(person: PersonFacts): unknown
}

/** What waits at the end of a visit. */
export interface Errand {
  readonly protocol: string
  readonly ref: string
  readonly application?: string
  /** prompt=login, max_age: older proofs do not count. */
  readonly freshAfter?: string
  readonly wants?: Acr
  readonly hint?: string
  /** Whose house the application means, by a domain. */
  readonly domain?: string
  /** False for prompt=none: never opens a visit. */
  readonly mayAsk: boolean
  /** The person came to set things up, by the short address. */
  readonly setsUp?: boolean
  /** The application or the person asked to choose among accounts. */
  readonly chooseAccount?: boolean
  /** What somebody else's application asks to know; see sessions/consents.ts. */
  readonly asks?: readonly string[]
  /** The person is asked once more, whatever was said before. */
  readonly asksAgain?: boolean
}

export type Acr =
  | 'urn:portvakt:1fa'
  | 'urn:portvakt:1fa+question'
  | 'urn:portvakt:2fa'
  | 'urn:portvakt:phishing-resistant'

/** Ways round the question that somebody cannot answer; each leads back to the door. */
export const detours = ['recover', 'unlock'] as const satisfies readonly FlowName[]
export type Detour = (typeof detours)[number]

/**
 * A step-up is a sign-in that begins with what the session has proven; it is no flow of its own.
 */
export const flowNames = [
  'sign-in',
  'activate',
  'change-password',
  'methods',
  'hand-over',
  'recover',
  'unlock',
] as const
export type FlowName = (typeof flowNames)[number]

export const personStates = ['invited', 'active', 'locked', 'suspended', 'removed'] as const
export type PersonState = (typeof personStates)[number]

export interface PersonFacts {
  readonly id: string
  readonly login: string
  readonly firstName: string
  readonly familyName: string
  readonly organisation: string
  readonly state: PersonState
  readonly groups: readonly string[]
  readonly language?: Language
  /** A number the organisation knew beforehand. It is no method before the person has proven it. */
  readonly knownPhone?: string
  /** Since when, where it took the place of another. */
  readonly knownPhoneSince?: string
  /** An address known for a day or more; read only for whoever has turned aside. */
  readonly knownMail?: string
  /**
   * The keyed hash of the national number; read only where another house may be asked who somebody
   * is.
   */
  readonly identity?: string
  /** Who may be asked for their word; read only for whoever has turned aside or lost a phone. */
  readonly leader?: { readonly id: string; readonly name: string }
  /** The method that is asked first. */
  readonly defaultMethod?: string
  readonly putOff?: Readonly<Record<string, PutOffSoFar>>
  /** What stood on a lost phone is blocked, and nothing stands in its place. */
  readonly hasLostPhone?: boolean
  /** When a forgotten password was last replaced, and by which numbers, masked. */
  readonly recovered?: { readonly at: string; readonly numbers: readonly string[] }
}

export interface PutOffSoFar {
  readonly times: number
  readonly since: string
}

export interface MethodFacts {
  readonly id: string
  readonly factor: string
  readonly name?: string
  /** What may be shown of it. */
  readonly label?: string
  readonly fate?: Fate
  readonly kinds?: readonly Kind[]
  readonly addedAt?: string
  readonly usedAt?: string
  /** Of a phone that approves: it cannot be rung, so that its person opens it. */
  readonly isSilent?: boolean
  readonly ageSeconds: number
}

/** An account that this browser may name: nothing is shown by that, and nobody is let in. */
export interface KnownAccount {
  readonly person: string
  readonly login: string
  readonly name: string
  readonly organisation: string
  readonly groups: readonly string[]
}

/** A session of this browser that is still alive. */
export interface AccountFacts extends KnownAccount {
  readonly session: string
  /** Which of the browser's session cookies it is. */
  readonly position: number
  readonly proofs: readonly Proof[]
  /** It was asked to last, so long. */
  readonly staysUntil?: Date
}

/**
 * What a visit has learned, and all that is kept of it. Everything else in Facts is read or worked
 * out at each request.
 */
export interface Learned {
  /** The name as typed. It stands even when nobody has it. */
  readonly named?: string
  /** The canonical names it may stand for, the most likely first: the domain may be left out. */
  readonly logins?: readonly string[]
  /** The person, once something has said who: a letter, a session. A typed name never does. */
  readonly who?: string
  readonly proofs: readonly Proof[]
  /** The session that it began with: what was shown there counts while it stands, and no longer. */
  readonly session?: string
  readonly stay?: boolean
  /** This browser shall spare its person the second proof from now on. */
  readonly remember?: boolean
  /** The connection that was pressed for: it says who somebody is. */
  readonly house?: string
  /** A sign-in that has turned aside: what is shown there never counts at the door. */
  readonly detour?: Detour
  /** The phone: it is being asked what has happened, it is gone, or it is not at hand. */
  readonly lost?: 'asked' | 'gone' | 'away' | ''
  /** What a detour has come to, told at the door. */
  readonly came?: CameOf
  /** None of the accounts in the list was meant. */
  readonly another?: boolean
  /** The one that was named was not meant. */
  readonly picks?: boolean
  /** A method or a factor that the person chose with «Velg en annen måte». */
  readonly chosen?: string
  /** The list of ways stands open. */
  readonly choosing?: boolean
  /**
   * Questions that stand open, by factor and method: never a secret (see `draw` of an exchange).
   */
  readonly open?: Readonly<Record<string, Open>>
  /** Proven before there was an account to keep it in: sealed, and kept with the first password. */
  readonly gained?: readonly Gained[]
  /** Wishes that were put off in this visit. */
  readonly putOff?: readonly string[]
  /** What the person came to add: a factor, or whatever they choose. */
  readonly adding?: string
  /** The method that the new one takes the place of. */
  readonly replacing?: string
  /** All that may be set up in a visit that was handed over. */
  readonly only?: readonly string[]
  /** What goes on on a phone, and is waited for here. */
  readonly handOver?: string
  /** The letter that opened this visit. */
  readonly letter?: string
  /** A new password was accepted in this visit. */
  readonly renewed?: boolean
  /** Set up in this visit: makes the summary. */
  readonly enrolled?: readonly string[]
  readonly summarised?: boolean
  /** Yes was said here to what the application asks to know. */
  readonly consented?: boolean
}

/** A question that was asked and waits for its answer. */
export interface Open {
  /** What the factor itself wants to remember, in its own shape. */
  readonly facts: unknown
  readonly madeAt: string
  readonly expiresAt: string
  /** How often it was made anew: an answer to an older one is told so. */
  readonly round: number
  /** The last sending, by the id that its gateway was given. */
  readonly sending?: string
  readonly channel?: 'sms' | 'voice' | 'mail'
  readonly sentAt?: string
  readonly sends: number
}

export interface Gained {
  readonly factor: string
  readonly label?: string
  readonly fate?: Fate
  readonly handle?: string
  /** Sealed to the visit it was gained in. */
  readonly kept: string
}

/** A method, or one of a class of them, that a rule wants each person to have. */
export interface WishFacts {
  readonly wish: string
  /** What fulfils it, the recommended first. */
  readonly factors: readonly string[]
  readonly state: 'done' | 'missing' | 'put-off'
  readonly by?: string
  /** Present while the rule allows to put it off. */
  readonly mayPutOff?: PutOff
  /** Present where the rule allowed it for a while, and no longer. */
  readonly putOffOver?: PutOffOver
}

export interface Facts extends Learned {
  /** Which visit this is; absent for one that is only imagined. */
  readonly visit?: { readonly ref: string; readonly version: number }

  readonly flow: FlowName
  readonly errand: Errand
  /**
   * The person, when the name belongs to one. Undefined for an unknown name: the walk is the same
   * (ATK-ENUM).
   */
  readonly person?: PersonFacts
  readonly methods: readonly MethodFacts[]
  /** The methods that the rule wants, in its order. */
  readonly wishes: readonly WishFacts[]
  /** All kinds that can be set up here, the recommended first. */
  readonly offers: readonly string[]
  /** What became of the last code on its way. */
  readonly sent?: Sent
  /** How far the phone has come, where this waits for one. */
  readonly handedOver?: HandedOver
  /** How far somebody who was asked elsewhere has come. */
  readonly challenged?: Challenged
  /**
   * Proofs that count here: fresh enough for the errand and the rule, of this visit or of the
   * session it steps up.
   */
  readonly counting: readonly Proof[]
  /** Numbers that gave a new password a moment ago, masked: no proof of anything until then. */
  readonly resting?: { readonly numbers: readonly string[]; readonly until: string }
  readonly networks: readonly string[]
  /** The ways out for a code that this house has. */
  readonly channels: readonly ('sms' | 'voice')[]
  /** What people call the house that says who somebody is, where one can be asked. */
  readonly connectedTo?: string
  /** The one that this sign-in leads to: pressed for, home for the name, or linked. */
  readonly elsewhere?: ElsewhereFacts
  /** This browser has let this person in before. */
  readonly familiar: boolean
  /** Whom this browser is signed in as, the present one first. */
  readonly accounts: readonly AccountFacts[]
  /** Accounts that this browser may name, signed in or not; empty where somebody is named. */
  readonly known?: readonly KnownAccount[]
  readonly application?: { readonly id: string; readonly name: string; readonly allowed: boolean }
  /** What it would be told, where the person is to be asked first. */
  readonly wouldKnow?: readonly string[]
  /** How long ago this browser was asked to spare this person the second proof, if it was. */
  readonly rememberedSeconds?: number
  readonly need: Need
  /** What a rule that only reports would have meant; asked when the door has decided. */
  readonly reported?: Reported
}

/** What a detour has come to. */
export const camesOf = ['recovered', 'unlocked', 'was-open'] as const
export type CameOf = (typeof camesOf)[number]
