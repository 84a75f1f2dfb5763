// Discovery and the key set: the same bytes for everyone until keys or settings change, so they are
// kept as they were drawn once and answered before anything else is asked.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sha256 } from '../../lib/digest.ts'

/** Shorter than the time a key is published before it signs, by far. */
const maxAgeSeconds = 3600

export const readyPaths: ReadonlySet<string> = new Set([
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/oidc/jwks',
])

interface Ready {
  readonly bytes: Buffer
  readonly etag: string
  /** As Node writes them without looking at each: names and values in turn. */
  readonly headers: readonly (string | number)[]
  readonly headersOfAll: readonly (string | number)[]
}

export interface ReadyBytes {
  keep(path: string, type: string, body: unknown): void
  /** True when it was answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean
}

export function openReadyBytes(): ReadyBytes {
  const ready = new Map<string, Ready>()
  return {
    keep(path, type, body) {
      const bytes = Buffer.from(JSON.stringify(body))
      const etag = `"${sha256(bytes).toString('base64url').slice(0, 22)}"`
      const headers = Object.entries({
        'content-type': type,
        'cache-control': `public, max-age=${maxAgeSeconds}`,
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
        etag,
      }).flat()
      const headersOfAll = [...headers, 'content-length', bytes.length]
      ready.set(path, { bytes, etag, headers, headersOfAll })
    },
    answer({ method, url = '', headers: asked }, response) {
      const known = method === 'GET' || method === 'HEAD' ? ready.get(url) : undefined
      if (!known) return false
      if (asked['if-none-match'] === known.etag) {
        response.writeHead(304, [...known.headers]).end()
        return true
      }
      response.writeHead(200, [...known.headersOfAll])
      response.end(method === 'HEAD' ? undefined : known.bytes)
      return true
    },
  }
}
