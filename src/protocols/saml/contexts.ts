// How strong a sign-in is, in the words that SAML has for it: asked for, and answered by what was
// shown and nothing else. Must never name a password where none was shown.
import { isAtLeast } from '../../domain/assurance.ts'
import type { Acr } from '../../domain/facts.ts'
import { contexts } from '../../lib/saml/names.ts'
import type { SignOnAsked } from './reading/sign-on-asked.ts'

const ladder: readonly Acr[] = [
  'urn:portvakt:1fa',
  'urn:portvakt:1fa+question',
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

const levels: ReadonlyMap<string, Acr> = new Map([
  ...ladder.map((acr) => [acr, acr] as const),
  [contexts.unspecified, 'urn:portvakt:1fa'],
  [contexts.password, 'urn:portvakt:1fa'],
  ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password', 'urn:portvakt:1fa'],
  ['https://refeds.org/profile/sfa', 'urn:portvakt:1fa'],
  [contexts.refedsMfa, 'urn:portvakt:2fa'],
  [contexts.microsoftMfa, 'urn:portvakt:2fa'],
])

type Asked = Pick<SignOnAsked, 'contexts' | 'comparison'>

/** `unknown`: nothing that was asked for is anything we can say. */
export function wantsOf(asked: Asked): Acr | 'unknown' | undefined {
  if (asked.contexts.length === 0) return undefined
  const known = asked.contexts.flatMap((name) => levels.get(name) ?? [])
  const [first] = known
  if (!first) return 'unknown'
  if (asked.comparison === 'maximum') return undefined
  if (asked.comparison !== 'better') return first
  return isAtLeast(first, 'urn:portvakt:2fa')
    ? first === 'urn:portvakt:2fa'
      ? 'urn:portvakt:phishing-resistant'
      : 'unknown'
    : 'urn:portvakt:2fa'
}

export interface Shown {
  readonly acr: string
  readonly amr: readonly string[]
}

/** Of what was asked for the first that is true; else what is true of it in general. */
export function contextFor(asked: Asked, shown: Shown): string {
  const acr = ladder.find((each) => each === shown.acr) ?? 'urn:portvakt:1fa'
  const named =
    asked.comparison === 'exact'
      ? asked.contexts.find((name) => isTrueOf(name, acr, shown))
      : undefined
  return named ?? inGeneral(acr, shown)
}

function isTrueOf(name: string, acr: Acr, { amr }: Shown): boolean {
  const level = levels.get(name)
  if (!level || !isAtLeast(acr, level)) return false
  return !passwords.has(name) || amr.includes('pwd')
}

const passwords: ReadonlySet<string> = new Set([
  contexts.password,
  'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
])

function inGeneral(acr: Acr, { amr }: Shown): string {
  if (isAtLeast(acr, 'urn:portvakt:2fa')) return contexts.refedsMfa
  return amr.includes('pwd') ? contexts.password : contexts.unspecified
}
