// What an application may ask to know of a person, the scopes and claims by which it asks, and what
// each of them is in our words: for somebody else's application, the person is asked in those.
import { actAt, type Knowledge } from '../../domain/sessions/consents.ts'

export const claims = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'locale'],
  email: ['email'],
  groups: ['groups'],
}

/** Every other scope is one of an interface that an application calls. */
export const personalScopes: ReadonlySet<string> = new Set([
  ...Object.keys(claims),
  'offline_access',
])

const tells: Readonly<Record<string, Knowledge>> = {
  sub: 'who',
  acr: 'who',
  amr: 'who',
  auth_time: 'who',
  name: 'name',
  given_name: 'name',
  family_name: 'name',
  preferred_username: 'name',
  locale: 'language',
  email: 'mail',
  groups: 'groups',
}

interface Asking {
  readonly scopes: Iterable<string>
  readonly claims: Iterable<string>
  /** What may be done at which interface. */
  readonly acts: Iterable<readonly [place: string, acts: readonly string[]]>
  /** It goes on with a refresh token. */
  readonly goesOn: boolean
}

/** In the words that a person is asked in, each once. */
export function knowledgeAsked({ scopes, claims: named, acts, goesOn }: Asking): readonly string[] {
  const all = new Map<string, readonly string[]>(Object.entries(claims))
  const known = [...scopes].flatMap((scope) => all.get(scope) ?? [])
  const told = [...known, ...named].flatMap((claim) => tells[claim] ?? [])
  const done = [...acts].flatMap(([place, each]) =>
    // A token for an interface is a power, whatever it may do there.
    each.length === 0 ? [actAt(place, '*')] : each.map((act) => actAt(place, act)),
  )
  return [...new Set(['who', ...told, ...(goesOn ? ['later'] : []), ...done])]
}
