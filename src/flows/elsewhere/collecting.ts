// What somebody has said elsewhere counts once: it is collected in the transaction that makes a
// proof, or a method, of it. Must never let one answer serve twice.
import { collectPhone } from '../../domain/approving/adding.ts'
import { collectApproval } from '../../domain/approving/requests.ts'
import type { Facts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { collectVouching } from '../../domain/people/vouching.ts'
import type { Gain } from '../../factors/factor.ts'
import { Overtaken } from '../step.ts'

export type Collects = NonNullable<Gain<unknown>['collects']>

/** Only if it does at this very moment. */
export async function collect(
  { id, kind }: Collects,
  { person, visit }: Facts,
  inside: Moment,
  method = '',
): Promise<void> {
  const by = { person: person?.id ?? '', visit: visit?.ref ?? '' }
  if (!(await collectors[kind](inside, id, { ...by, method }))) throw new Overtaken()
}

const collectors = {
  leader: collectVouching,
  push: collectApproval,
  'add-phone': collectPhone,
} as const
