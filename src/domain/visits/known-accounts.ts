// Whose accounts a browser may name: those that are signed in, and those that have been, where the
// rule of their sign-in let the browser stay. A name in the list shows nothing and lets nobody in.
import { unlistAccount } from '../../store/methods/browsers.ts'
import { recordEvent } from '../events/events.ts'
import type { AccountFacts, Facts, KnownAccount } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { endSessionHere } from '../sessions/sessions.ts'

type Around = Pick<Facts, 'accounts' | 'errand'> & { readonly known?: Facts['known'] }

/** Whoever the application speaks of first, then whoever is signed in; each person once. */
export function accountsHere({ accounts, known = [], errand }: Around): readonly KnownAccount[] {
  const out = known.filter(({ person }) => !accounts.some((account) => account.person === person))
  const rank = (account: KnownAccount): number =>
    isHinted(account, errand) ? 0 : isOfDomain(account, errand) ? 1 : 2
  return [...accounts, ...out].toSorted((one, other) => rank(one) - rank(other))
}

/** The domain may be left out where a person types a name, and so here. */
export function isHinted({ login }: KnownAccount, { hint }: Facts['errand']): boolean {
  const said = hint?.trim().toLowerCase()
  return said === login || said === login.split('@', 1)[0]
}

const isOfDomain = ({ login }: KnownAccount, { domain }: Facts['errand']): boolean =>
  domain !== undefined && login.endsWith(`@${domain}`)

/** Undefined where that account is not signed in here. */
export const signedInAs = (
  { accounts }: Pick<Facts, 'accounts'>,
  { person }: Pick<KnownAccount, 'person'>,
): AccountFacts | undefined => accounts.find((account) => account.person === person)

/**
 * The browser names it no more, spares it nothing and is signed out of it; every other account, and
 * this one everywhere else, is as it was. Gives the sessions that ended. In the caller's
 * transaction.
 */
export async function forgetAccount(
  inside: Moment,
  facts: Pick<Facts, 'accounts'>,
  { person }: Pick<KnownAccount, 'person'>,
): Promise<readonly string[]> {
  const { browser } = inside
  if (browser === undefined) return []
  if (await unlistAccount(inside.db, browser, person)) {
    const data = { browser, because: 'account-forgotten' }
    await recordEvent(inside, 'browser.forgotten', { person, data })
  }
  const account = signedInAs(facts, { person })
  if (!account) return []
  return endSessionHere(inside, { id: account.session, person_id: person }, 'signed-out')
}
