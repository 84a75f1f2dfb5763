// The canonical names that something typed may stand for: the domain after @ may be left out
// (S2.2).
import { canonicalLogin } from '../../lib/names/canonical-name.ts'
import type { Configuration } from '../configuration/configuration.ts'

/** The most likely first. Empty when nobody could have that name; the walk goes on all the same. */
export function loginsFor(configuration: Configuration, typed: string): readonly string[] {
  const withDomains = typed.includes('@')
    ? [typed]
    : configuration.organisations.flatMap(({ domains }) =>
        domains.map((domain) => `${typed}@${domain}`),
      )
  return withDomains.flatMap((name) => canonicalLogin(name) ?? [])
}
