// What the house and the phone say to each other, as docs/phone-protocol.md writes it. Types only.
import type { PublicJwk } from './keys.ts'

export interface Organisation {
  readonly id: string
  readonly name: string
  readonly color?: string
  /** Where its logo is, at the phone address. */
  readonly logo?: string
}
export interface AccountName {
  readonly name: string
  readonly login: string
}
export type Pair = readonly [number, number]

export interface Place {
  readonly network?: string
  readonly browser?: string
  readonly system?: string
  readonly at: number
}

export interface MovePeeked {
  readonly account: AccountName
  readonly organisation: Organisation
  readonly service: string
  readonly asked: Place
  readonly until: number
  readonly rpId: string
  readonly digits: number
}

export interface Peeked extends MovePeeked {
  readonly pair: Pair
  readonly ringKey: string
}

export interface Request {
  readonly id: string
  readonly nonce: string
  readonly kind: 'sign-in' | 'test'
  readonly digits: number
  readonly until: number
  readonly shown: Place & { readonly service: string; readonly application?: string }
}

export interface Added {
  readonly phone: string
  readonly share?: string
  readonly request: Request
  readonly ringKey: string
  /** Where it has said where: whether it is rung there. */
  readonly rings?: boolean
}

export interface HouseCodes {
  readonly key: string
  readonly digits: number
  readonly period: number
  readonly issuer: string
  readonly label: string
}

/** Who has come for the account, as the old phone is told. */
export interface Newcomer {
  readonly phone: PublicJwk
  readonly key: PublicJwk
  readonly lock:
    | { readonly kind: 'pin'; readonly jwk: PublicJwk }
    | { readonly kind: 'passkey'; readonly id: string }
  readonly name: string
  readonly system: string
}

export interface Look {
  readonly now: number
  readonly state: 'adding' | 'stands'
  readonly account: AccountName
  readonly organisation: Organisation
  readonly requests: readonly Request[]
  /** What has let somebody in of late. */
  readonly approved?: readonly Request[]
  readonly codes?: HouseCodes
  readonly ringKey: string
  readonly rpId: string
  readonly share?: string
  /** To the old phone who has come, and to the new one the old one's key. */
  readonly moving?: Newcomer | { readonly key: PublicJwk }
  readonly moved?: { readonly sealed: string; readonly key: PublicJwk }
}

export type Verdict = 'approved' | 'denied' | 'wrong-number' | 'over'

export interface Claimed {
  readonly phone: string
  readonly share?: string
}

export interface Tile {
  readonly name: string
  readonly address: string
  readonly color?: string
}

export interface Rings {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}
