// Grants: what a session has given an application. Made in silence for the organisation's own
// applications, one per session and application, and named after both, so that two tabs make the
// same one. Never kept: what was given stands in each code and token.
import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { keyedHash } from '../../lib/digest.ts'
import type { Moment } from '../../domain/moment.ts'
import { currentWork } from './work.ts'

/** A name that two tabs work out alike and nobody else can. */
const named = (
  moment: Moment,
  purpose: 'oidc-grant' | 'oidc-sid',
  { session, application }: { readonly session: string; readonly application: string },
): string =>
  keyedHash(moment.house.keys.keyFor(purpose), purpose, session, application)
    .subarray(0, 16)
    .toString('base64url')

/**
 * The name by which one application knows one session; no other application can tell that it is the
 * same one.
 */
export const sidFor = (moment: Moment, session: string, application: string): string =>
  named(moment, 'oidc-sid', { session, application })

/** Everything that was asked for and exists; which applications may ask at all, the rules say. */
export async function grantFor(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { session, client, provider } = ctx.oidc
  if (!session?.accountId || !client) return undefined
  const { moment } = currentWork()
  const of = { session: session.uid, application: client.clientId }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.jti = named(moment, 'oidc-grant', of)
  grant.addOIDCScope(ctx.oidc.requestParamOIDCScopes)
  grant.addOIDCClaims(ctx.oidc.requestParamClaims)
  for (const [resource, server] of Object.entries(ctx.oidc.resourceServers ?? {})) {
    const asked = [...ctx.oidc.requestParamScopes].filter((scope) => server.scopes.has(scope))
    grant.addResourceScope(resource, asked)
  }
  if (!session.sidFor(client.clientId)) {
    session.sidFor(client.clientId, named(moment, 'oidc-sid', of))
  }
  return grant
}
