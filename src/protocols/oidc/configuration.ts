// How oidc-provider is set up; which of its features are on stands in features.ts. Sessions, grants
// and questions are ours; the protocol is the library's.
import { ExternalSigningKey, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { isFor, type OidcSettings } from '../../domain/applications.ts'
import type { SigningKey } from '../../domain/signing/signing-keys.ts'
import { openSigner, type Signer } from '../../lib/signing/signing-key.ts'
import { adapterFor } from './adapter.ts'
import { clientFrom } from './clients.ts'
import { policyFor, type DoorAsks } from './door.ts'
import { drawRefusal } from './drawing.ts'
import { acrValues } from './errand.ts'
import { featuresFor, type FeatureNeeds } from './features.ts'
import { grantFor } from './grants.ts'
import { isHigh, lifeOf, refuseLooseAssertion } from './high.ts'
import { claims } from './scopes.ts'
import { ownCookie, visitCookie } from './request.ts'
import { subjectFor } from './subjects.ts'
import { currentWork, type Work } from './work.ts'

export interface ProviderNeeds extends DoorAsks, FeatureNeeds {
  readonly keys: readonly SigningKey[]
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
  const { address } = needs.house
  const oidcOf: OidcOf = (client) => client && needs.application(client.clientId)?.oidc
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
      authorizationSigningAlgValues: ['ES256', 'RS256'],
      requestObjectSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims, header, client) =>
      refuseLooseAssertion(ctx, oidcOf(client), { claims, header }),
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: async (_ctx, person, client) => {
      const application = needs.application(client.clientId)
      return application ? subjectFor(needs.house, application, person) : person
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
    // 5.3.2.1 of FAPI 2.0: a token that is bound to a key gains nothing by being turned.
    rotateRefreshToken: ({ oidc }) => !isHigh(oidcOf(oidc.client)),
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
    ttl: livesOf(oidcOf),
  }
}

type OidcOf = (client: { readonly clientId: string } | undefined) => OidcSettings | undefined

const livesOf = (oidcOf: OidcOf): NonNullable<Configuration['ttl']> => ({
  AccessToken: (_ctx, token) =>
    lifeOf(oidcOf(token.client), token.resourceServer?.accessTokenTTL ?? 10 * minute),
  AuthorizationCode: minute,
  ClientCredentials: (_ctx, token) =>
    lifeOf(oidcOf(token.client), token.resourceServer?.accessTokenTTL ?? 10 * minute),
  IdToken: 60 * minute,
  Interaction: 60 * minute,
  RefreshToken: 30 * day,
  Session: 400 * day,
})

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
