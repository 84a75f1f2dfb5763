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

/** Takes the library's own names out of what the browser is told to keep. */
export function readyAnswer(response: ServerResponse): void {
  const cookies = response.getHeader('set-cookie')
  if (cookies === undefined) return
  const kept = [cookies].flat().filter((cookie) => !isInner(String(cookie)))
  if (kept.length === 0) response.removeHeader('set-cookie')
  else response.setHeader('set-cookie', kept.map(String))
}

const isInner = (pair: string): boolean =>
  [ownCookie, visitCookie].includes(pair.split('=', 1)[0]?.trim() ?? '')
