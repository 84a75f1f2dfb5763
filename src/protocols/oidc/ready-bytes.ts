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
  readonly type: string
  readonly etag: string
}

export interface ReadyBytes {
  keep(path: string, type: string, body: unknown): void
  /** True when it was answered. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): boolean
}

export function openReadyBytes(): ReadyBytes {
  const ready = new Map<string, Ready>()
  return {
    keep(path, type, body) {
      const bytes = Buffer.from(JSON.stringify(body))
      const etag = `"${sha256(bytes).toString('base64url').slice(0, 22)}"`
      ready.set(path, { bytes, type, etag })
    },
    answer(path, request, response) {
      const known = ready.get(path)
      if (!known || (request.method !== 'GET' && request.method !== 'HEAD')) return false
      const headers = {
        'content-type': known.type,
        'cache-control': `public, max-age=${maxAgeSeconds}`,
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
        etag: known.etag,
      }
      if (request.headers['if-none-match'] === known.etag) {
        response.writeHead(304, headers).end()
        return true
      }
      response.writeHead(200, { ...headers, 'content-length': known.bytes.length })
      response.end(request.method === 'HEAD' ? undefined : known.bytes)
      return true
    },
  }
}
