// Which question somebody stands before right now, for whoever helps them: their open visit, walked
// as the door walks it. Must never change anything, or show what the question keeps.
import { networksOf } from '../../../domain/configuration/configuration.ts'
import type { PersonFacts } from '../../../domain/facts.ts'
import type { Moment } from '../../../domain/moment.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { findVisit, lastAnswerBefore } from '../../../domain/visits/visits.ts'
import { openVisitOf } from '../../../store/methods/helping.ts'
import { questionIn, walkOf } from '../../walk.ts'

export interface Whereabouts {
  readonly caseNumber: string
  readonly flow: string
  /** A step of the flow; `turned-away` or `done` where there is none. */
  readonly step: string
  readonly factor?: string
  readonly application?: string
  readonly begunAt: string
  /** Since when this very question stands. */
  readonly since: string
}

/** Undefined where they stand nowhere. */
export async function whereIs(
  moment: Moment,
  person: PersonFacts,
): Promise<Whereabouts | undefined> {
  const { db, now, house } = moment
  const open = await openVisitOf(db, person, { now, epoch: house.epoch() })
  if (!open) return undefined
  const address = open.address ?? ''
  const networks = networksOf(house.configuration(), address)
  const there: Moment = { ...moment, browser: open.browser_id, from: { address, networks } }
  try {
    const visit = await findVisit(there, open.ref, [])
    const { next, facts } = walkOf(there, visit)
    const question = questionIn(next, facts)
    return {
      caseNumber: open.case_number,
      flow: facts.flow,
      step: 'ask' in next ? next.ask.name : 'turnedAway' in next ? 'turned-away' : 'done',
      ...(typeof question === 'object' && { factor: question.factor.name }),
      ...(facts.application && { application: facts.application.id }),
      begunAt: open.created_at.toISOString(),
      since: lastAnswerBefore(open.expires_at).toISOString(),
    }
  } catch (error) {
    // It has ended between the two looks.
    if (error instanceof Refusal) return undefined
    throw error
  }
}
