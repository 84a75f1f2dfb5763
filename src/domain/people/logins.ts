// The canonical names that something typed may stand for: the domain after @ may be left out
// (S2.2).
import { canonicalLogin } from '../../lib/names/canonical-name.ts'
import type { Configuration } from '../configuration/configuration.ts'

/**
 * The most likely first: of the domain that is meant, where one is. Empty when nobody could have
 * that name; the walk goes on all the same.
 */
export function loginsFor(
  configuration: Configuration,
  typed: string,
  meant?: string,
): readonly string[] {
  const all = configuration.organisations.flatMap(({ domains }) => domains)
  const domains = all.toSorted((one, other) => Number(other === meant) - Number(one === meant))
  const withDomains = typed.includes('@') ? [typed] : domains.map((domain) => `${typed}@${domain}`)
  return withDomains.flatMap((name) => canonicalLogin(name) ?? [])
}
