// What a protocol tells the Policy of a session when an application asks for its person: facts,
// read in the same statement as everything else of that request.
import type { Errand, PersonFacts, Proof } from '../facts.ts'
import type { Moment } from '../moment.ts'

export interface SessionFacts {
  readonly id: string
  readonly person: PersonFacts
  readonly proofs: readonly Proof[]
  readonly acr: string
  readonly amr: readonly string[]
  readonly provenAt: Date
  /** The networks it was last judged in. */
  readonly networks: readonly string[]
}

/**
 * Does this session suffice here and now, or must a Visit be opened? Asked at each authorization.
 */
export type Judge = (session: SessionFacts, errand: Errand, moment: Moment) => 'come in' | 'ask'
