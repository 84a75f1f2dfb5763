// Accounts behind glass: sealed on paper for the day that nothing else works. Whoever comes in by
// one alarms everybody who holds a right, in the transaction that lets them in: there is no way in
// without it.
import { breakGlassId } from '../configuration/break-glass-rule.ts'
import { rightHolderMails } from '../../store/groups.ts'
import { recordEvent } from '../events/events.ts'
import type { Facts, PersonFacts } from '../facts.ts'
import { isLanguage } from '../../shapes/language.ts'
import { queueMessage } from '../messages/messages.ts'
import { inTransaction, type Moment } from '../moment.ts'

export const isBehindGlass = ({ need }: Pick<Facts, 'need'>): boolean => need.rule === breakGlassId

/** Lets in by `come`, and tells everybody; or neither. */
export const comeInLoudly = <CameIn>(
  moment: Moment,
  person: PersonFacts,
  come: (inside: Moment) => Promise<CameIn | undefined>,
): Promise<CameIn | undefined> =>
  inTransaction(moment, async (inside) => {
    const session = await come(inside)
    if (session === undefined) return undefined
    await alarm(inside, person, 'used')
    return session
  })

const told = { used: 'break-glass.used', sealed: 'break-glass.sealed' } as const

/** In the caller's transaction. */
export async function alarm(
  inside: Moment,
  person: PersonFacts,
  what: 'used' | 'sealed',
): Promise<void> {
  const { rightHolders } = inside.house.configuration()
  await recordEvent(inside, told[what], { person: person.id })
  const at = inside.now.toISOString()
  for (const to of await rightHolderMails(inside.db, [...rightHolders])) {
    await queueMessage(inside, {
      kind: 'alarm',
      person: to.person_id,
      to: to.address,
      language: to.language && isLanguage(to.language) ? to.language : inside.language,
      data: {
        firstName: to.given_name,
        login: to.login,
        organisation: to.organisation_id,
        what,
        account: person.login,
        at,
        ...(inside.from.address && { address: inside.from.address }),
        ...(inside.caseNumber && { caseNumber: inside.caseNumber }),
      },
    })
  }
}
