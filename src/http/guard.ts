// The guard at the door: a foreign Host is refused, forwarded headers are believed only from listed
// proxies and then removed, and a request that changes something must come from our own
// pages. Must never decide who anyone is.
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../domain/refusal.ts'
import type { Clock } from '../lib/clock.ts'
import { isInRange, plainAddress, type IpRange } from '../lib/ip-range.ts'

/** Every header by which a proxy or a liar could speak of another address, host or person. */
const forwarded = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-uri',
  'x-forwarded-prefix',
  'x-forwarded-server',
  'x-original-host',
  'x-original-url',
  'x-rewrite-url',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'x-client-ip',
  'x-user-id',
  'x-auth-request-user',
] as const

export interface Guard {
  /**
   * Checks the Host, gives the client's address, and leaves no forwarded header behind. Asked
   * twice, it answers alike.
   */
  admit(request: IncomingMessage): string
  /** Is it the house at this address that is asked, by Host? It is not admitted by that. */
  isFor(request: IncomingMessage): boolean
}

export function guardFor(address: URL, proxies: readonly IpRange[]): Guard {
  // Some proxies write the port that https has anyway: it is the same authority.
  const hosts = new Set([address.host, ...(address.port ? [] : [`${address.hostname}:443`])])
  const admitted = new WeakMap<IncomingMessage, string>()
  const isFor = ({ headers: { host } }: IncomingMessage): boolean =>
    host !== undefined && hosts.has(host.toLowerCase())
  return {
    isFor,
    admit(request) {
      const known = admitted.get(request)
      if (known !== undefined) return known
      const client = clientAddress(request, proxies)
      for (const name of forwarded) delete request.headers[name]
      if (!isFor(request)) throw new Refusal('wrong-host')
      const named = hostInTarget(request.url ?? '')
      if (named !== undefined && !hosts.has(named)) throw new Refusal('wrong-host')
      // No address of ours has one, and PostgreSQL would take it for a fault (ATK-WEB-14).
      if (/%00/.test(request.url ?? '')) throw new Refusal('bad-request')
      admitted.set(request, client)
      return client
    },
  }
}

/** A whole address in the first line says the host, whatever Host says (RFC 9112 3.2.2). */
const hostInTarget = (target: string): string | undefined =>
  /^\w[\w+.-]*:/.test(target) ? (URL.parse(target)?.host ?? '') : undefined

/** Somebody has to set it right; another node may serve meanwhile. */
const wrongClockSeconds = 10

/** What has run out cannot be judged where two clocks disagree: then nobody is served. */
export async function refuseByWrongClock({ watch }: Clock): Promise<void> {
  if ((await watch?.standing()) === 'wrong')
    throw new Refusal('unavailable', { retryAfterSeconds: wrongClockSeconds })
}

const hopsMax = 20

/**
 * The rightmost hop that is not one of our proxies. What cannot be read is not trusted: then the
 * peer itself counts.
 */
export function clientAddress(request: IncomingMessage, proxies: readonly IpRange[]): string {
  const peer = plainAddress(request.socket.remoteAddress ?? '') ?? ''
  const written = request.headers['x-forwarded-for']
  if (written === undefined || !isProxy(peer, proxies)) return peer
  const hops = (Array.isArray(written) ? written.join(',') : written).split(',')
  if (hops.length > hopsMax) return peer
  let client = peer
  for (const written of hops.reverse()) {
    const hop = plainAddress(written.trim())
    if (hop === undefined) return client
    client = hop
    if (!isProxy(hop, proxies)) return client
  }
  return client
}

const isProxy = (address: string, proxies: readonly IpRange[]): boolean =>
  proxies.some((range) => isInRange(address, range))

/**
 * Origin where the browser sends it, Sec-Fetch-Site where it does not; the form's own token is
 * checked besides.
 */
export function refuseForeign(request: IncomingMessage, address: URL): void {
  const origin = request.headers.origin
  if (origin !== undefined && origin !== address.origin) throw new Refusal('not-allowed')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refusal('not-allowed')
}
