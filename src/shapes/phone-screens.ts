// The pages that wait for a phone: it approves, or it is being added. Facts only; what is typed on
// the phone stands here and is never told to it.
import type { Challenged } from './challenged.ts'
import type { Pair } from './handed-over.ts'
import type { Around } from './screen.ts'

interface Picture {
  readonly size: number
  readonly path: string
}

/** The person's own phones are asked, and this page waits. */
export interface Approve extends Omit<Challenged, 'came' | 'device'>, Around {
  readonly kind: 'approve'
  /** What they are called. */
  readonly phones: readonly string[]
  /** Typed on the phone, which never knows it. */
  readonly number?: string
  /** In place of the number: read by the phone's camera. */
  readonly address?: string
  /** The same for the phone that this page stands on, which leads back here. */
  readonly here?: string
  readonly picture?: Picture
  /** In so many seconds it has waited so long that another way is offered in plain sight. */
  readonly lateIn?: number
}

/** A phone is being added, and this page waits for it. */
export interface AddPhone extends Omit<Challenged, 'state'>, Around {
  readonly kind: 'add-phone'
  readonly state: 'unasked' | Challenged['state']
  readonly address?: string
  /** The same for the phone that this page stands on: no number is typed there. */
  readonly here?: string
  readonly picture?: Picture
  /** What is typed where a camera cannot: where, and the code in groups of four. */
  readonly site?: string
  readonly code?: string
  /** The link went there by mail as well; masked. */
  readonly mailedTo?: string
  /** The same stands on the phone. */
  readonly pair?: Pair
  /** Typed on the phone. */
  readonly number?: string
}
