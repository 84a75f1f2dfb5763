// Cookies, read and written. Names and flags are decided by http/cookies.ts; this file only knows
// the grammar (RFC 6265).

/**
 * What is not a cookie is passed over in silence. A name that stands there twice with two values
 * says nothing: somebody else has put one of them there, and nobody knows which (ATK-SES-12).
 */
export function readCookies(written: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const part of (written ?? '').slice(0, 16_384).split(';')) {
    const at = part.indexOf('=')
    if (at < 1) continue
    const name = part.slice(0, at).trim()
    const value = part.slice(at + 1).trim()
    cookies.set(name, cookies.has(name) && cookies.get(name) !== value ? '' : value)
  }
  return cookies
}

export interface Cookie {
  readonly name: string
  readonly value: string
  readonly secure: boolean
  readonly path?: string
  /** Absent: gone when the browser closes. Zero: gone now. */
  readonly lifeSeconds?: number
}

export const writeCookie = (cookie: Cookie): string =>
  [
    `${cookie.name}=${cookie.value}`,
    `Path=${cookie.path ?? '/'}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(cookie.secure ? ['Secure'] : []),
    ...(cookie.lifeSeconds === undefined ? [] : [`Max-Age=${cookie.lifeSeconds}`]),
  ].join('; ')
