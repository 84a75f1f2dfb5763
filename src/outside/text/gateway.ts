// The contract of a gateway: a way out for a code as a text message, or as a call that reads it
// aloud. It says truthfully what became of it. It is told a number, a text and times, and must
// never be told a name or an application (FLT-SMS-6).
import type { Language } from '../../shapes/language.ts'

export interface TextMessage {
  /** Ours, and the same however often the person presses: letters, digits and `-`, at most 36. */
  readonly id: string
  /** E.164. */
  readonly to: string
  readonly text: string
  readonly sender: string
}

export interface PhoneCall {
  readonly id: string
  readonly to: string
  /** Digits that are dialled when the switchboard has answered. */
  readonly extension?: string
  readonly language: Language
  /** Our secret address, where the gateway asks what shall be said. */
  readonly callback: string
}

/** Why a number never gets anything. The list is closed: what a gateway writes is never shown. */
export type Refusal = 'not-a-mobile' | 'barred' | 'ported-recently' | 'unknown-number' | 'other'

export type Outcome = { readonly gateway: string } & (
  | { readonly is: 'sent'; readonly reference?: string; readonly price?: number }
  /** Asked, and no answer in time: it may have been sent. Never asked again, here or elsewhere. */
  | { readonly is: 'unknown' }
  | { readonly is: 'refused'; readonly why: Refusal }
  /** Not asked, or surely not accepted. `because` is for a log and holds no secret. */
  | { readonly is: 'down'; readonly because: string }
)

/** What came in at an address that we gave to a gateway. */
export interface Incoming {
  readonly method: string
  /** With the query, as it was sent. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What became of a message, of a closed list, whatever else the gateway wrote (ATK-OTP-19). */
export interface Report {
  /** Ours where the gateway gives it back, else the reference that it answered with. */
  readonly id?: string
  readonly reference?: string
  readonly state: 'sent' | 'delivered' | 'failed'
  readonly why?: Refusal
  readonly at?: Date
}

/**
 * Which key was pressed since we last spoke; none when somebody, or a machine, has just answered.
 */
export interface Heard {
  readonly key?: string
}

/** Everything that may be said in a call. The words are the caller's. */
export interface Script {
  readonly language: Language
  /** Where the pressed key is sent: the address of the call. */
  readonly callback: string
  /** The key that asks for the code. */
  readonly key: string
  /** What to press, and why. */
  readonly invites: string
  /** The code, digit by digit: «Koden er 4, 8, 2, 9, 1, 3.» Said twice. */
  readonly says: string
}

export interface Spoken {
  readonly type: string
  readonly body: string
}

export interface Gateway {
  readonly name: string
  sendText?(message: TextMessage, signal: AbortSignal): Promise<Outcome>
  call?(call: PhoneCall, signal: AbortSignal): Promise<Outcome>
  /**
   * Nothing when it is not from the gateway, or cannot be read; an empty list when it is no news.
   */
  readReport?(incoming: Incoming): readonly Report[] | undefined
  /** Nothing when it is not from the gateway. */
  hear?(incoming: Incoming): Heard | undefined
  speak?(heard: Heard, script: Script): Spoken
}
