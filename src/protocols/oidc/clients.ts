// An application as the library knows one: the translation of our words into the standards', once.
import type { ClientMetadata } from 'oidc-provider'
import type { Application, OidcSettings } from '../../domain/applications.ts'

const grantTypes = {
  code: 'authorization_code',
  refresh: 'refresh_token',
  'client-credentials': 'client_credentials',
} as const

const modes = ['query', 'form_post']
const signedModes = ['jwt', 'query.jwt', 'form_post.jwt']

export function clientFrom(application: Application): ClientMetadata | undefined {
  const { oidc } = application
  if (!oidc) return undefined
  return {
    client_id: application.id,
    client_name: application.name,
    application_type: oidc.kind,
    redirect_uris: oidc.redirects,
    post_logout_redirect_uris: oidc.afterSignOut,
    response_types: oidc.grants.includes('code') ? ['code'] : [],
    response_modes: [...modes, ...(oidc.signedAnswers ? signedModes : [])],
    authorization_signed_response_alg: oidc.algorithm,
    subject_type: oidc.subject,
    require_signed_request_object: oidc.signedRequests,
    authorization_details_types: oidc.details.map(({ type }) => type),
    grant_types: oidc.grants.map((grant) => grantTypes[grant]),
    id_token_signed_response_alg: oidc.algorithm,
    dpop_bound_access_tokens: oidc.boundTokens,
    require_pushed_authorization_requests: oidc.pushedOnly,
    ...proofOfSelf(oidc),
    ...(oidc.tellSignOut && {
      backchannel_logout_uri: oidc.tellSignOut,
      backchannel_logout_session_required: true,
    }),
  }
}

function proofOfSelf(oidc: OidcSettings): ClientMetadata | Omit<ClientMetadata, 'client_id'> {
  if (oidc.public) return { token_endpoint_auth_method: 'none' }
  if (oidc.keys) {
    return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: oidc.keys } }
  }
  return {
    token_endpoint_auth_method: 'client_secret_basic',
    // What the library takes for the secret is its hash; compareClientSecret is ours and hashes
    // what is shown.
    client_secret: oidc.secretHash ?? '',
  }
}
