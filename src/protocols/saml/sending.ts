// How an answer leaves: a page with its policy, or a way on. Nothing here is kept by anybody, but
// for the metadata.
import type { ServerResponse } from 'node:http'

export type Answer = Page | { readonly is: 'to'; readonly address: string }

export interface Page {
  readonly is: 'page'
  readonly status: number
  readonly html: string
  readonly csp: string
  readonly type?: string
  readonly etag?: string
  /** Leads on by itself. */
  readonly onTo?: string
}

export function sendPage(
  response: ServerResponse,
  { status, html, csp, type, etag, onTo }: Page,
): void {
  response.writeHead(status, {
    'content-type': type ?? 'text/html; charset=utf-8',
    'content-security-policy': csp,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': etag === undefined ? 'no-store' : 'public, max-age=3600',
    ...(etag !== undefined && { etag }),
    ...(onTo !== undefined && { refresh: `0; url=${onTo}` }),
  })
  response.end(html)
}

/** 303: what came by a form goes on by a look, so that the browser's own cookies come along. */
export function sendTo(response: ServerResponse, { address }: { readonly address: string }): void {
  response.writeHead(303, {
    location: address,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  response.end()
}
