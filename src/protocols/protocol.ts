// The contract of a protocol: a language that applications speak. It turns its own requests into an
// Errand, opens a Visit, and is told when the visit has ended.
import type { Errand } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'

export interface Protocol {
  readonly name: string
  /** Where the person goes when the visit has ended and the session stands. */
  resume(errand: Errand, session: StandingSession, moment: Moment): Promise<string>
  /** Where the person goes who did not come in: the application hears that it was refused. */
  refuse(errand: Errand, moment: Moment): Promise<string>
  /** Sessions have ended: tell whoever must know. Called inside the transaction that ends them. */
  ended(sessions: readonly string[], moment: Moment): Promise<void>
  /**
   * Where the browser is led of whoever has just signed out, if somebody must hear it by the
   * browser.
   */
  leaving?(sessions: readonly string[], moment: Moment): Promise<string | undefined>
}

export interface StandingSession {
  readonly id: string
  readonly proven_at: Date
}
