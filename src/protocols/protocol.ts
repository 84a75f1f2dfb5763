// The contract of a protocol: a language that applications speak. It turns its own requests into an Errand, opens a Visit, and
// is told when the visit has ended.
import type { Errand } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import type { SessionRow } from '../store/sessions.ts'

export interface Protocol {
  readonly name: string
  /** Where the person goes when the visit ends, and the cookies the protocol needs set on the way. */
  resume(errand: Errand, session: SessionRow, moment: Moment): Promise<Resumed>
  /** A session has ended: tell whoever must know. Called inside the transaction that ends it. */
  ended(sessions: readonly string[], moment: Moment): Promise<void>
}

export interface Resumed {
  readonly to: string
  readonly cookies?: readonly { readonly name: string; readonly value: string; readonly path: string }[]
}
