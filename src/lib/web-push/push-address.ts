// Where phones may be rung. The address comes from a browser, so that only hosts that are known to
// be push services are called, and nothing inside or beside them. Must never look a name up.

/** The push services of Chrome and its kin, Firefox, Safari, and Edge. */
export const knownPushHosts: readonly string[] = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  '*.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
]

/**
 * A host, every name below one (`*.` in front), or the whole origin of a push service of one's own.
 */
const pushHostForm = /^(?:(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+|https?:\/\/[^/?#@\s]+)$/

export const isPushHost = (written: string): boolean =>
  pushHostForm.test(written) && (!written.includes('://') || URL.parse(written)?.origin === written)

const longestAddress = 2000

export function isPushAddress(address: string, hosts: readonly string[]): boolean {
  const url = address.length <= longestAddress ? URL.parse(address) : null
  if (!url || url.username || url.password || url.hash) return false
  return hosts.some((host) => {
    if (host.includes('://')) return url.origin === host
    // An https address without a port of its own is on 443.
    if (url.protocol !== 'https:' || url.port) return false
    return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
  })
}
