// What somebody has said elsewhere counts once: it is collected in the transaction that makes a
// proof, or a method, of it. Must never let one answer serve twice.
import { collectPhone } from '../../domain/approving/adding.ts'
import { collectApproval } from '../../domain/approving/requests.ts'
import type { Facts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { collectVouching } from '../../domain/people/vouching.ts'
import type { Gain } from '../../factors/factor.ts'
import { Overtaken } from '../step.ts'
import { isWithCodes, keepCodes } from './codes-on-phone.ts'

export type Collects = NonNullable<Gain<unknown>['collects']>

/** What was made of it, where something was. */
interface Made {
  readonly method: string
  readonly name?: string | undefined
}

/** Only if it counts at this very moment. */
export async function collect(
  { id, kind }: Collects,
  facts: Facts,
  inside: Moment,
  made: Made = { method: '' },
): Promise<void> {
  const by = { person: facts.person?.id ?? '', visit: facts.visit?.ref ?? '' }
  const isCollected =
    kind === 'leader'
      ? await collectVouching(inside, id, by)
      : kind === 'push'
        ? await collectApproval(inside, id, by)
        : await collectPhone(inside, id, {
            ...by,
            ...made,
            ...(await codesOn(inside, facts, made)),
          })
  if (!isCollected) throw new Overtaken()
}

/** Where codes from an app can be set up here. */
const codesOn = async (
  inside: Moment,
  facts: Facts,
  { name }: Made,
): Promise<{ readonly codes?: string }> =>
  facts.person && isWithCodes(facts)
    ? { codes: await keepCodes(inside, { person: facts.person, name, because: facts.flow }) }
    : {}
