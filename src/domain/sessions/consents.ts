// What somebody else's application may know of a person, because that person has said so. Never
// asked for the organisation's own, and never taken for granted for another's.
import * as store from '../../store/provider/consents.ts'
import type { Application } from '../applications.ts'
import { recordEvent } from '../events/events.ts'
import type { Errand } from '../facts.ts'
import { inTransaction, type Moment } from '../moment.ts'

/**
 * What can be known, in the order it is shown; anything else asked for is an act at an interface.
 */
export const knowledge = ['who', 'name', 'mail', 'language', 'groups', 'later'] as const
export type Knowledge = (typeof knowledge)[number]

/** What may be done in somebody's name elsewhere, as one word for an errand. */
export const actAt = (place: string, act: string): string => `${place} ${act}`

const placeOf = (asked: string): string | undefined =>
  asked.includes(' ') ? asked.slice(0, asked.lastIndexOf(' ')) : undefined

/** The interfaces it would act in, by the names that the administrator gave them. */
export function placesIn(
  asks: readonly string[],
  application: Application | undefined,
): readonly string[] {
  const { resources = [], details = [] } = application?.oidc ?? {}
  const known = [...resources, ...details.map(({ type, name }) => ({ id: type, name }))]
  const places = new Set(asks.flatMap((each) => placeOf(each) ?? []))
  return [...places].map((place) => known.find(({ id }) => id === place)?.name ?? place)
}

export const isCovered = (asks: readonly string[], given: readonly string[]): boolean =>
  asks.every((each) => given.includes(each))

/** Present where the person has to be asked: nothing was said yet, or not about all of this. */
export const wouldKnow = (
  { asks, asksAgain }: Pick<Errand, 'asks' | 'asksAgain'>,
  given: readonly string[],
): { readonly wouldKnow?: readonly string[] } =>
  asks && (asksAgain === true || !isCovered(asks, given)) ? { wouldKnow: asks } : {}

interface Consent {
  readonly application: string
  readonly knows: readonly string[]
}

/** In the caller's transaction. What was said before stays said. */
export async function giveConsent(
  inside: Moment,
  person: string,
  { application, knows }: Consent,
): Promise<void> {
  await store.keepConsent(inside.db, { person, application, knows, now: inside.now })
  await recordEvent(inside, 'consent.given', { person, data: told({ application, knows }) })
}

/** What it holds of the person is taken from it in the same transaction; false: there was none. */
export const withdrawConsent = (
  moment: Moment,
  person: string,
  application: string,
): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    const knows = await store.dropConsent(inside.db, person, application)
    if (!knows) return false
    await recordEvent(inside, 'consent.withdrawn', { person, data: told({ application, knows }) })
    return true
  })

/**
 * Addresses of interfaces are too long for an event: what is known is named, and acts are counted.
 */
const told = ({ application, knows }: Consent) => ({
  application,
  knows: knowledge.filter((each) => knows.includes(each)),
  acts: knows.filter((each) => placeOf(each) !== undefined).length,
})

export const consentsOf = ({ db }: Moment, person: string): Promise<readonly store.ConsentRow[]> =>
  store.findConsents(db, person)
