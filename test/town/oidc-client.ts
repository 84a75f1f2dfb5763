// An application in a test, written with openid-client: asks for a sign-in with a browser of its
// own, and redeems the code.
import * as client from 'openid-client'
import { browser, secret, type OidcTown } from './oidc.ts'

export const redirect = 'https://post.fjordvik.example/callback'

export interface Asked {
  readonly config: client.Configuration
  readonly verifier: string
  /** Where the browser was sent back to; undefined where it was kept. */
  readonly to: URL | undefined
  readonly response: Response
  readonly on: ReturnType<typeof browser>
  readonly url: URL
}

const configurationOf = (town: OidcTown, id = 'post'): Promise<client.Configuration> =>
  client.discovery(new URL(town.origin), id, secret, client.ClientSecretBasic(secret), {
    execute: [client.allowInsecureRequests],
  })

export async function askFor(
  town: OidcTown,
  more: Record<string, string> = {},
  on: ReturnType<typeof browser> = browser(town.origin),
): Promise<Asked> {
  const config = await configurationOf(town, more['client_id'])
  const verifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'stands',
    nonce: 'once',
    ...more,
  })
  const { to, response } = await on.walk(url.href)
  return { config, verifier, to, response, on, url }
}

export async function redeem({ config, to, verifier, response }: Asked) {
  if (!to) throw new Error(`no way back: ${response.status} ${await response.text()}`)
  return client.authorizationCodeGrant(config, to, {
    pkceCodeVerifier: verifier,
    expectedState: 'stands',
    expectedNonce: 'once',
  })
}

export async function signIn(town: OidcTown, more: Record<string, string> = {}) {
  const asked = await askFor(town, more)
  return { ...asked, tokens: await redeem(asked), code: asked.to?.searchParams.get('code') ?? '' }
}
