// The countries that have telephone numbers, as somebody looks for theirs in a list: in the
// language of the page, Norway first. Must never leave out a country because a language has no
// name for it.
import { phonePlans } from './phone-number.ts'

export interface PhoneCountry {
  /** Two capital letters, as in ISO 3166. */
  readonly code: string
  /** Digits, without the plus. */
  readonly callingCode: string
  readonly name: string
}

const known = new Map<string, readonly PhoneCountry[]>()

export function countries(language: string): readonly PhoneCountry[] {
  const list = known.get(language) ?? listIn(language)
  known.set(language, list)
  return list
}

function listIn(language: string): PhoneCountry[] {
  // Northern Sámi has no name for a few; Bokmål is what is read next (S0.1).
  const names = [language, 'nb'].map(
    (tag) => new Intl.DisplayNames([tag], { type: 'region', fallback: 'none' }),
  )
  const plans = phonePlans()
  const { compare } = new Intl.Collator(language)
  return plans
    .getCountries()
    .map((code) => ({
      code,
      callingCode: plans.getCountryCallingCode(code),
      name: names.map((each) => each.of(code)).find(Boolean) ?? code,
    }))
    .toSorted(
      (one, other) =>
        Number(other.code === 'NO') - Number(one.code === 'NO') || compare(one.name, other.name),
    )
}
