// The library's own pages, drawn by the house: a refusal with a way back, and the question before a
// sign-out. The wording never comes from a request (ATK-OIDC-20).
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { parameter } from './errand.ts'
import { drawOn, type OidcPages, unavailable } from './pages.ts'
import { currentWork } from './work.ts'

export function drawRefusal(ctx: KoaContextWithOIDC, pages: OidcPages, fault: unknown): void {
  const code = refusalFor(fault)
  const back = code === 'application-not-yours' ? wayBack(ctx) : undefined
  const { moment } = currentWork()
  const told: Parameters<OidcPages['refused']>[1] =
    code === 'unavailable' ? unavailable(ctx) : { code, status: ctx.status, ...(back && { back }) }
  drawOn(ctx, pages.refused(moment, told))
}

/** The application's own address, with what it needs to understand that nobody came in. */
function wayBack(ctx: KoaContextWithOIDC): string | undefined {
  const { client } = ctx.oidc
  const written = parameter(ctx, 'redirect_uri') ?? ''
  const to = URL.parse(written)
  // A form cannot be a link, and an address that was not written down is nobody's way back.
  if (
    !to ||
    !client?.redirectUriAllowed(written) ||
    parameter(ctx, 'response_mode') === 'form_post'
  )
    return undefined
  const state = parameter(ctx, 'state')
  to.searchParams.set('error', 'access_denied')
  if (state !== undefined) to.searchParams.set('state', state)
  to.searchParams.set('iss', ctx.oidc.issuer)
  return to.href
}

function refusalFor(fault: unknown) {
  if (fault instanceof errors.AccessDenied) return 'application-not-yours'
  if (fault instanceof errors.InvalidClient || fault instanceof errors.InvalidClientAuth)
    return 'unknown-application'
  if (fault instanceof errors.SessionNotFound) return 'visit-ended'
  return fault instanceof errors.OIDCProviderError ? 'bad-request' : 'unavailable'
}

export function drawSignOut(ctx: KoaContextWithOIDC, pages: OidcPages): void {
  const state = ctx.oidc.session?.state
  const xsrf = state && 'secret' in state ? state['secret'] : undefined
  if (typeof xsrf !== 'string') throw new errors.InvalidRequest('nothing to sign out of')
  const application = ctx.oidc.client?.clientId
  const leadsTo =
    state && 'postLogoutRedirectUri' in state ? state['postLogoutRedirectUri'] : undefined
  drawOn(
    ctx,
    pages.signOut(currentWork().moment, {
      action: '/oidc/logout/confirm',
      xsrf,
      ...(application && { application }),
      ...(typeof leadsTo === 'string' && { leadsTo }),
    }),
  )
}
