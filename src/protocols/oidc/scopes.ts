// What an application may ask to know of a person, and the scopes by which it asks.

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
