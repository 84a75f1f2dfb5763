// What a protocol tells the Policy of a session when an application asks for its person: facts,
// read in the same statement as everything else of that request.
import type { HasMethod, SessionWithPerson } from '../../store/sessions.ts'
import type { Errand, PersonFacts, Proof } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { personFacts } from '../people/person-facts.ts'
import { proofsShape } from '../visits/learned.ts'

export interface SessionFacts {
  readonly id: string
  readonly person: PersonFacts
  readonly proofs: readonly Proof[]
  readonly acr: string
  readonly amr: readonly string[]
  readonly provenAt: Date
  /** The networks it was last judged in. */
  readonly networks: readonly string[]
  /** Wishes that were put off as it began. */
  readonly putOff: readonly string[]
  readonly has: readonly HasMethod[]
  readonly browser: string
  /** Since when that browser spares this person the second proof. */
  readonly rememberedAt: Date | null
}

/** Of a session that was found by its cookie: it is alive, and so its person is active. */
export const factsOfSession = (row: SessionWithPerson): SessionFacts => ({
  id: row.id,
  person: personFacts({
    ...row,
    id: row.person_id,
    state: 'active',
    known_phone: null,
    default_method: null,
    put_off: row.put_off_so_far,
  }),
  proofs: proofsShape.parse(row.proofs),
  acr: row.acr,
  amr: row.amr,
  provenAt: row.proven_at,
  networks: row.networks,
  putOff: row.put_off,
  has: row.has,
  browser: row.browser_id,
  rememberedAt: row.remembered_at,
})

/**
 * Does this session suffice here and now, or must a Visit be opened? Asked at each authorization.
 */
export type Judge = (session: SessionFacts, errand: Errand, moment: Moment) => 'come in' | 'ask'
