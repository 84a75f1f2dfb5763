// The pages the library would draw, drawn by the house instead: the door gives the drawing, the
// wording never comes from a request (ATK-OIDC-20).
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Moment } from '../../domain/moment.ts'
import type { RefusalCode } from '../../shapes/problem.ts'

export interface Drawn {
  readonly html: string
  readonly csp: string
}

export interface OidcPages {
  /** An application asked for something that cannot be; the person did nothing wrong. */
  refused(
    moment: Moment,
    told: {
      readonly code: RefusalCode
      readonly status: number
      /** The way back to the application, where there is one. */
      readonly back?: string
      /** What was asked for, where it may go better in a moment. */
      readonly again?: string
    },
  ): Drawn
  /**
   * A form with `xsrf`, posted to `action`; the button that signs out is named `logout` and says
   * `yes`. Its answer leads to the application at `leadsTo`, which the page's `form-action` must
   * allow: browsers hold that over redirects too.
   */
  signOut(
    moment: Moment,
    asked: {
      readonly action: string
      readonly xsrf: string
      /** Its id. */ readonly application?: string
      readonly leadsTo?: string
    },
  ): Drawn
  signedOut(moment: Moment): Drawn
}

/** The database is away for a moment. A form is not posted again: what it stood on is gone. */
export const unavailable = ({ method, url }: KoaContextWithOIDC) =>
  ({ code: 'unavailable', status: 503, again: method === 'GET' ? url : '/' }) as const

export function drawOn(ctx: KoaContextWithOIDC, drawn: Drawn): void {
  ctx.type = 'html'
  ctx.set('content-security-policy', drawn.csp)
  ctx.set('referrer-policy', 'no-referrer')
  ctx.set('x-content-type-options', 'nosniff')
  ctx.set('cache-control', 'no-store')
  ctx.body = drawn.html
}
