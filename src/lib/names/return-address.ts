// Addresses that a browser may be sent back to, judged when an administrator writes them. Nothing
// here compares what a request says: that is done byte by byte with what was written.
const unsafe = /[\s*\\]|%2e|%2f|%5c|\.\.|[^\x21-\x7e]/i
const onThisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/** https anywhere; http only on this machine, where nobody listens in between. */
export function isWebAddress(text: string): boolean {
  const address = URL.parse(text)
  if (!address || unsafe.test(text) || address.username || address.password || address.hash)
    return false
  if (address.protocol === 'https:') return true
  return address.protocol === 'http:' && onThisMachine.has(address.hostname)
}

/**
 * A native application may also own a scheme, which must be a name it owns backwards (RFC 8252,
 * 7.1).
 */
export function isReturnAddress(text: string, kind: 'web' | 'native'): boolean {
  // The browser's own reading of the address must be the very text: no second spelling of the same
  // place (ATK-OIDC-01).
  if (isWebAddress(text))
    return URL.parse(text)?.href === text || URL.parse(text)?.href === `${text}/`
  if (kind === 'web' || unsafe.test(text) || text.includes('#')) return false
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\/[^/]/i.test(text)
}
