// Proofs by a number or an address that was known beforehand, and is no method. Such a proof stands
// for as long as the number does: one that was corrected meanwhile has shown nothing (ATK-RACE-03).
// Must never hold the number itself.
import { keyedHash } from '../../lib/digest.ts'
import type { FactorTraits, PersonFacts, Proof } from '../facts.ts'
import type { House } from '../moment.ts'

/** A name for it, the same in every visit, that only this house can make. */
export const placeOf = ({ keys }: Pick<House, 'keys'>, kept: unknown): string =>
  keyedHash(keys.keyFor('questions'), 'place', JSON.stringify(kept)).toString('base64url')

/** Is what was shown still known of this person? True of what was shown by something else. */
export function isStillKnown(
  { place, factor: name }: Proof,
  person: PersonFacts | undefined,
  house: Pick<House, 'keys'> & { readonly factors: readonly FactorTraits[] },
): boolean {
  if (place === undefined) return true
  const factor = house.factors.find((each) => each.name === name)
  const known = person && factor?.known?.(person)
  return known !== undefined && placeOf(house, known) === place
}
