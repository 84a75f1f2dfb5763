// How oidc-provider is set up. What is not named here is off: device codes, CIBA, the implicit
// grant, registration, requests by reference, the claims parameter. Sessions, grants and
// questions are ours; the protocol is the library's.
import {
  errors,
  ExternalSigningKey,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { isFor } from '../../domain/applications.ts'
import type { SigningKey } from '../../domain/signing/signing-keys.ts'
import { openSigner, type Signer } from '../../lib/signing/signing-key.ts'
import { adapterFor } from './adapter.ts'
import { clientFrom } from './clients.ts'
import { policyFor, type DoorAsks } from './door.ts'
import { acrValues, parameter } from './errand.ts'
import { grantFor } from './grants.ts'
import { claims } from './scopes.ts'
import { drawOn, type OidcPages, unavailable } from './pages.ts'
import { ownCookie, visitCookie } from './request.ts'
import { currentWork, type Work } from './work.ts'

export interface ProviderNeeds extends DoorAsks {
  readonly address: URL
  readonly applications: readonly Parameters<typeof clientFrom>[0][]
  readonly keys: readonly SigningKey[]
  readonly pages: OidcPages
  readonly fetch: NonNullable<Configuration['fetch']>
}

/**
 * The library's way to let the house sign: its own goes over another thread, which costs more than
 * the signature.
 */
class HouseKey extends ExternalSigningKey {
  readonly #signer: Signer
  constructor({ kid, algorithm, privateJwk }: SigningKey) {
    super()
    this.#signer = openSigner(algorithm === 'RS256' ? 'RS256' : 'ES256', { ...privateJwk })
    // The library sets these itself on keys that have none; its types lag behind.
    Object.assign(this, { kid, alg: algorithm })
  }
  override keyObject() {
    return this.#signer.publicKey
  }
  override sign(bytes: Uint8Array) {
    return this.#signer.sign(bytes)
  }
}

const minute = 60
const day = 24 * 3600

export function configurationFor(needs: ProviderNeeds): Configuration {
  const { address } = needs
  const secure = address.protocol === 'https:'
  const cookie = { httpOnly: true, sameSite: 'lax', secure } as const
  return {
    adapter: adapterFor,
    clients: needs.applications.flatMap((application) => clientFrom(application) ?? []),
    jwks: { keys: needs.keys.map((key) => new HouseKey(key)) },
    acrValues: [...acrValues],
    extraParams: ['domain_hint'],
    claims,
    scopes: ['openid', 'offline_access'],
    cookies: {
      names: { session: ownCookie, interaction: visitCookie, resume: 'portvakt-resume' },
      long: cookie,
      short: cookie,
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code'] },
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
      idTokenSigningAlgValues: ['ES256', 'RS256'],
    },
    features: featuresFor(needs),
    responseTypes: ['code'],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin, client) =>
      origin !== 'null' &&
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    fetch: needs.fetch,
    fetchResponseBodyLimits: { jwks_uri: 65_536, sector_identifier_uri: 65_536 },
    findAccount: (ctx, sub, token) =>
      accountFor(ctx, sub, { needs, isForToken: token !== undefined }),
    interactions: { policy: policyFor(needs), url: (_ctx, visit) => `/visit/${visit.uid}` },
    loadExistingGrant: grantFor,
    issueRefreshToken: async (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('openid'),
    rotateRefreshToken: true,
    renderError: async (ctx, _out, fault) => drawRefusal(ctx, needs.pages, fault),
    routes: {
      authorization: '/oidc/authorize',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      jwks: '/oidc/jwks',
      introspection: '/oidc/introspect',
      revocation: '/oidc/revoke',
      pushed_authorization_request: '/oidc/par',
      end_session: '/oidc/logout',
    },
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 10 * minute,
      AuthorizationCode: minute,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 10 * minute,
      IdToken: 60 * minute,
      Interaction: 60 * minute,
      RefreshToken: 30 * day,
      Session: 400 * day,
    },
  }
}

function featuresFor({
  applications,
  pages,
}: ProviderNeeds): NonNullable<Configuration['features']> {
  const settingsOf = (client: { readonly clientId: string }) =>
    applications.find((application) => application.id === client.clientId)?.oidc
  return {
    devInteractions: { enabled: false },
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    introspection: {
      enabled: true,
      // What one application holds is no other's business, except for the interface a token was
      // made for.
      allowedPolicy: async (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' && token.clientId === client.clientId,
    },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async (ctx, client, oneOf) => {
        if (oneOf) return oneOf
        const only = settingsOf(client)?.resources
        const isForItself = ctx.oidc.params?.['grant_type'] === 'client_credentials'
        return isForItself && only?.length === 1 ? (only[0]?.id ?? []) : []
      },
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_ctx, id, client) => {
        const settings = settingsOf(client)
        const resource = settings?.resources.find((each) => each.id === id)
        if (!settings || !resource) throw new errors.InvalidTarget()
        return {
          audience: resource.id,
          scope: resource.scopes.join(' '),
          accessTokenTTL: resource.lifeSeconds,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: settings.algorithm } },
        }
      },
    },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => {
        if (token.clientId === client.clientId) return true
        throw new errors.InvalidRequest('this token was given to another application')
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx) => drawSignOut(ctx, pages),
      postLogoutSuccessSource: async (ctx) => drawOn(ctx, pages.signedOut(currentWork().moment)),
    },
    userinfo: { enabled: true },
  }
}

/**
 * Nobody, for a code or a token of a person the application is not for (any more): refused in every
 * path (ATK-OIDC-17).
 */
async function accountFor(
  ctx: KoaContextWithOIDC,
  sub: string,
  { needs, isForToken }: { readonly needs: ProviderNeeds; readonly isForToken: boolean },
) {
  const work = currentWork()
  const person = await work.person(sub)
  if (!person || person.state !== 'active') return undefined
  const application = ctx.oidc.client && needs.application(ctx.oidc.client.clientId)
  if (isForToken && !(application && isFor(application, person))) return undefined
  // What was taken back is taken from whatever was on its way meanwhile.
  if (isForToken && application?.ours === false && !(await work.consentTo(application.id, sub)))
    return undefined
  return { accountId: sub, claims: async () => ({ sub, ...claimsOf(person) }) }
}

const claimsOf = (person: NonNullable<Awaited<ReturnType<Work['person']>>>) => ({
  name: `${person.given_name} ${person.family_name}`,
  given_name: person.given_name,
  family_name: person.family_name,
  preferred_username: person.login,
  groups: person.groups,
  ...(person.language && { locale: person.language }),
  ...(person.mail && { email: person.mail }),
})

function drawRefusal(ctx: KoaContextWithOIDC, pages: OidcPages, fault: unknown): void {
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

function drawSignOut(ctx: KoaContextWithOIDC, pages: OidcPages): void {
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
