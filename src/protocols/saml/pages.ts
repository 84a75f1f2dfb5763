// The pages of this protocol, drawn by the house: the door gives the drawing, and nothing of the
// wording comes from a message.
import type { Moment } from '../../domain/moment.ts'
import type { RefusalCode } from '../../shapes/problem.ts'

export interface Drawn {
  readonly html: string
  readonly csp: string
}

export interface SamlPages {
  refused(
    moment: Moment,
    told: { readonly code: RefusalCode; readonly again?: string; readonly back?: string },
  ): Drawn
  /** A form that leads on by itself, and by a button where nothing may run. */
  handOn(moment: Moment, to: HandedOn): Drawn
  /** Leads on by an address; for where a form that was posted may not. */
  leadOn(moment: Moment, to: { readonly address: string; readonly name: string }): Drawn
}

export interface HandedOn {
  readonly address: string
  readonly name: string
  readonly fields: Readonly<Record<string, string>>
}
