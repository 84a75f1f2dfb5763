// A phone that approves shows codes as well (S3.10): a method of their own, with a key that the
// phone is told and nobody reads off a page.
import type { Facts, PersonFacts } from '../../domain/facts.ts'
import { newMethodId, setUpMethod } from '../../domain/methods/set-up.ts'
import type { Moment } from '../../domain/moment.ts'
import { freshTotp, totp } from '../../factors/totp/totp.ts'

interface ForPhone {
  readonly person: PersonFacts
  /** What the phone is called. */
  readonly name?: string | undefined
  readonly because: string
}

export const isWithCodes = ({ offers }: Facts): boolean => offers.includes(totp.name)

/** In the caller's transaction; told beside the phone itself. */
export async function keepCodes(
  inside: Moment,
  { person, name, because }: ForPhone,
): Promise<string> {
  const id = newMethodId()
  await setUpMethod(inside, totp, {
    id,
    person,
    kept: freshTotp(),
    because,
    isUsed: false,
    isToldElsewhere: true,
    ...(name !== undefined && { name }),
  })
  return id
}
