// The one way out over HTTP: every address a name resolves to is judged before a socket is
// opened, the socket goes to exactly the judged address, and nothing is followed, waited for or
// read without a limit. Must never be walked around.
import { lookup } from 'node:dns'
import * as http from 'node:http'
import * as https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Addresses that never belong to somebody out in the world: our own machine, inner networks, and
 * what has special use.
 */
const specialUse = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])

export interface CallLimits {
  /**
   * Networks of the organisation's own that may be called, as the administrator listed them (CIDR).
   */
  readonly internal: readonly string[]
  readonly timeoutMilliseconds?: number
  readonly bytesMax?: number
}

export interface Call {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Called {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * Why a call was not made or not heard to its end; `refused` is never worth trying again with the
 * same settings.
 */
export class CallFailed extends Error {
  readonly why: 'refused' | 'unreachable' | 'too-slow' | 'too-large'
  constructor(why: CallFailed['why'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'CallFailed'
    this.why = why
  }
}

export type HttpCall = (address: string, call: Call) => Promise<Called>

export function openHttpCall(limits: CallLimits): HttpCall {
  const inside = blockList(limits.internal)
  return async (address, call) => {
    const url = URL.parse(address)
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username) {
      throw new CallFailed('refused', 'This is not an address that can be called')
    }
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) && !mayCall(host, inside)) throw refused(host)
    return send(url, call, { inside, limits })
  }
}

const refused = (address: string): CallFailed =>
  new CallFailed(
    'refused',
    `${address} lies in a network that is not opened for calls from this house`,
  )

/** Judged here and now, and only then connected to: a name cannot answer twice (DNS rebinding). */
const judgedLookup =
  (inside: BlockList): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (fault, addresses) => {
      if (fault) return done(fault, '')
      const closed = addresses.find((each) => !mayCall(each.address, inside))
      const first = addresses[0]
      if (closed || !first) return done(refused(closed?.address ?? name), '')
      if (options.all) return done(null, addresses)
      return done(null, first.address, first.family)
    })
  }

interface Guard {
  readonly inside: BlockList
  readonly limits: CallLimits
}

function send(url: URL, call: Call, { inside, limits }: Guard): Promise<Called> {
  const { timeoutMilliseconds = 5000, bytesMax = 65_536 } = limits
  const open = url.protocol === 'https:' ? https.request : http.request
  return new Promise((resolve, reject) => {
    const request = open(url, {
      method: call.method,
      headers: {
        ...call.headers,
        ...(call.body !== undefined && { 'content-length': Buffer.byteLength(call.body) }),
      },
      agent: false,
      lookup: judgedLookup(inside),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    request.on('error', (cause) => reject(failed(cause)))
    request.on('socket', (socket) => {
      const timer = setTimeout(() => request.destroy(new NoLine()), connectMilliseconds)
      const stop = (): void => clearTimeout(timer)
      for (const event of ['connect', 'error', 'close'] as const) socket.once(event, stop)
    })
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > bytesMax) {
          reject(new CallFailed('too-large', `More than ${bytesMax} bytes came back`))
          request.destroy()
        } else chunks.push(chunk)
      })
      response.on('error', (cause) => reject(failed(cause)))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(chunks),
        }),
      )
    })
    request.end(call.body)
  })
}

/** Whoever does not even pick up has surely not heard us. */
const connectMilliseconds = 1000

class NoLine extends Error {
  readonly code = 'ETIMEDOUT'
  constructor() {
    super('No line came up in time')
  }
}

function failed(cause: Error): CallFailed {
  if (cause instanceof CallFailed) return cause
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') {
    return new CallFailed('too-slow', 'No answer came in time', cause)
  }
  return new CallFailed('unreachable', cause.message, cause)
}

/** Open to call: an ordinary address, or one inside a network that the administrator has listed. */
function mayCall(address: string, inside: BlockList): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
  return !specialUse.check(plain, family) || inside.check(plain, family)
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address)
    if (!family) continue
    list.addSubnet(
      address,
      Number(bits ?? (family === 6 ? 128 : 32)),
      family === 6 ? 'ipv6' : 'ipv4',
    )
  }
  return list
}
