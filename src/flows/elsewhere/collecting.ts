// What somebody has said elsewhere counts once: it is collected in the transaction that makes a
// proof, or a method, of it. Must never let one answer serve twice.
import { collectPhone } from '../../domain/approving/adding.ts'
import { collectApproval } from '../../domain/approving/requests.ts'
import type { Facts } from '../../domain/facts.ts'
import { newMethodId, setUpMethod } from '../../domain/methods/set-up.ts'
import type { Moment } from '../../domain/moment.ts'
import { collectVouching } from '../../domain/people/vouching.ts'
import type { Gain } from '../../factors/factor.ts'
import { freshTotp, totp } from '../../factors/totp/totp.ts'
import { Overtaken } from '../step.ts'

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

/** The app shows codes as well, where codes from an app can be set up here (S3.10). */
async function codesOn(
  inside: Moment,
  { person, offers, flow }: Facts,
  { name }: Made,
): Promise<{ readonly codes?: string }> {
  if (!person || !offers.includes(totp.name)) return {}
  const codes = newMethodId()
  await setUpMethod(inside, totp, {
    id: codes,
    person,
    kept: freshTotp(),
    because: flow,
    isUsed: false,
    isToldElsewhere: true,
    ...(name !== undefined && { name }),
  })
  return { codes }
}
