// The cookies of the house: the browser's own (a year), the present session, and the other accounts
// of the same browser. Names and flags follow the public address alone: `__Host-` and Secure
// over https, plain names on http://localhost.
import { readCookies, writeCookie } from '../lib/cookie.ts'
import { randomSecret } from '../lib/random.ts'
import { isLanguage, type Language } from '../shapes/language.ts'
import { secretHash } from '../domain/sessions/sessions.ts'

const yearSeconds = 365 * 86_400
const othersMax = 4
const secretForm = /^[\w-]{43}$/

export interface Jar {
  /** What identifies the browser; made here when it has none, and sent back with the answer. */
  readonly browser: string
  /** The secrets of this browser's sessions, the present one first. */
  readonly secrets: readonly string[]
  readonly hashes: readonly Uint8Array[]
  readonly language: Language | undefined
  /** The connection that somebody last came in by: an order on a page, and nothing else. */
  readonly cameBy: string | undefined
  /**
   * The version that this browser was last told of, of the visit at this address: the first, where
   * it was told of none. Nothing where it was told of another visit since.
   */
  versionOf(ref: string): number | undefined
}

export interface Cookies {
  read(header: string | undefined): Jar & { readonly isNew: boolean }
  forBrowser(secret: string): string
  forLanguage(language: Language): string
  forCameBy(connection: string): string
  forVersion(ref: string, version: number): string
  /** The present session and the others, after someone came in, changed account or went out. */
  forSessions(secrets: readonly string[], lifeSeconds?: number): string[]
}

export function cookiesFor(address: URL): Cookies {
  const secure = address.protocol === 'https:'
  const named = (name: string): string => (secure ? `__Host-${name}` : name)
  const names = {
    browser: named('portvakt-browser'),
    session: named('portvakt'),
    others: named('portvakt-others'),
    language: named('portvakt-language'),
    cameBy: named('portvakt-house'),
    visit: named('portvakt-visit'),
  }
  return {
    read(header) {
      const cookies = readCookies(header)
      const browser = cookies.get(names.browser) ?? ''
      const isNew = !secretForm.test(browser)
      const secrets = [
        cookies.get(names.session) ?? '',
        ...(cookies.get(names.others) ?? '').split('.'),
      ]
        .filter((secret) => secretForm.test(secret))
        .slice(0, othersMax + 1)
      const language = cookies.get(names.language) ?? ''
      const cameBy = cookies.get(names.cameBy) ?? ''
      return {
        browser: isNew ? randomSecret() : browser,
        isNew,
        secrets,
        hashes: secrets.map(secretHash),
        language: isLanguage(language) ? language : undefined,
        cameBy: /^[a-z0-9-]{1,36}$/.test(cameBy) ? cameBy : undefined,
        versionOf(ref) {
          const told = cookies.get(names.visit)
          if (told === undefined) return 1
          return told.startsWith(`${ref}.`) ? Number(told.slice(ref.length + 1)) : undefined
        },
      }
    },
    forBrowser: (value) =>
      writeCookie({ name: names.browser, value, secure, lifeSeconds: yearSeconds }),
    forLanguage: (value) =>
      writeCookie({ name: names.language, value, secure, lifeSeconds: yearSeconds }),
    forCameBy: (value) =>
      writeCookie({ name: names.cameBy, value, secure, lifeSeconds: yearSeconds }),
    forVersion: (ref, version) =>
      writeCookie({ name: names.visit, value: `${ref}.${version}`, secure }),
    forSessions(secrets, lifeSeconds) {
      const [present, ...others] = secrets
      const lasting = lifeSeconds === undefined ? {} : { lifeSeconds }
      const gone = { value: '', lifeSeconds: 0 }
      return [
        writeCookie({
          name: names.session,
          secure,
          ...(present ? { value: present, ...lasting } : gone),
        }),
        writeCookie({
          name: names.others,
          secure,
          ...(others.length > 0 ? { value: others.slice(0, othersMax).join('.') } : gone),
        }),
      ]
    },
  }
}
