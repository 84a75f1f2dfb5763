// A request before the library sees it, and its answer before it leaves. Whatever a client could
// say about who we are is replaced by what the settings say (R-14, ATK-OIDC-26); the library's
// session cookie is our own under another name, and never a second.
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Names that only the library sees. No browser is ever given them, and what a browser says under
 * them is thrown away.
 */
export const ownCookie = 'portvakt-session-here'
export const visitCookie = 'portvakt-visit-here'

const foreign =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-original-.*|x-rewrite-.*|x-http-.*|x-host|:.*)$/

interface Answering {
  readonly path: string
  readonly address: URL
}

/** Everything else is called by applications themselves. */
export const isForBrowsers = (path: string): boolean =>
  /^\/oidc\/(?:authorize|logout)(?:[/?]|$)/.test(path)

export interface Ours {
  readonly address: URL
  /** What the browser's present session cookie says. */
  readonly secret: string | undefined
}

export function readyRequest(request: IncomingMessage, { address, secret }: Ours): void {
  for (const name of Object.keys(request.headers)) {
    if (foreign.test(name)) delete request.headers[name]
  }
  request.headers.host = address.host
  request.headers['x-forwarded-proto'] = address.protocol.slice(0, -1)
  const kept = (request.headers.cookie ?? '').split(';').filter((pair) => !isInner(pair))
  if (secret !== undefined) kept.push(`${ownCookie}=${secret}`)
  request.headers.cookie = kept.join(';')
  // «GET http://elsewhere/oidc/…» is allowed by HTTP; only its path and query are ours.
  const target = request.url ?? '/'
  if (!target.startsWith('/')) {
    const parsed = URL.parse(target)
    request.url = parsed ? `${parsed.pathname}${parsed.search}` : '/'
  }
}

/**
 * Takes the library's own names out of what the browser is told to keep. An address that
 * applications call by themselves tells nobody to keep anything.
 */
export function readyAnswer(response: ServerResponse, { path, address }: Answering): void {
  response.setHeader('x-content-type-options', 'nosniff')
  if (address.protocol === 'https:') {
    response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains')
  }
  if (!isForBrowsers(path)) {
    response.removeHeader('set-cookie')
    return
  }
  const cookies = response.getHeader('set-cookie')
  if (cookies === undefined) return
  const kept = [cookies].flat().filter((cookie) => !isInner(String(cookie)))
  if (kept.length === 0) response.removeHeader('set-cookie')
  else response.setHeader('set-cookie', kept.map(String))
}

const isInner = (pair: string): boolean =>
  [ownCookie, visitCookie].includes(pair.split('=', 1)[0]?.trim() ?? '')
