// Another house that says who somebody is, spoken to in OpenID Connect by a certified client,
// over our own calls alone: judged addresses, a time limit, nothing followed. Whatever is not as it
// was asked for is refused. Must never keep, or write down, what it says of anybody.
import * as client from 'openid-client'
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import type { ConnectionSaid, ConnectionAsked } from '../../domain/moment.ts'
import { claimsIn } from '../../domain/visits/arriving/said.ts'
import { secondsBetween } from '../../lib/clock.ts'
import type { ConnectionParts, Spoken } from '../connection.ts'
import { CallFailed, openHttpCall } from '../http-call.ts'

/** Whoever waits for a page waits for no single call longer than this. */
const callMilliseconds = 3000
/** What it says of itself is read anew so often; its keys more often, when an unknown one shows. */
const knownSeconds = 3600

type Known = Promise<client.Configuration>

export function openOidc({ secretFor, internal, clock }: ConnectionParts): Spoken {
  const fetched = fetchBy(openHttpCall({ internal, timeoutMilliseconds: callMilliseconds }))
  const houses = new Map<string, { readonly at: Date; readonly known: Known }>()

  /** Asked once for all who wait; what failed is asked anew by the next. */
  function known(connection: Connection): Known {
    const { issuer, clientId } = connection
    const secret = secretFor(connection)
    if (clientId === undefined || secret === undefined)
      return Promise.reject(new CallFailed('refused', 'There is no secret for it'))
    const name = JSON.stringify([issuer, clientId])
    const before = houses.get(name)
    const now = clock.now()
    if (before && secondsBetween(before.at, now) < knownSeconds) return before.known
    const found = discover({ issuer, clientId, secret }, fetched)
    houses.set(name, { at: now, known: found })
    found.catch(() => houses.delete(name))
    return found
  }

  return {
    reaches: (connection) => secretFor(connection) !== undefined,
    async addressFor(asking) {
      try {
        return await addressAt(await known(asking.connection), asking)
      } catch {
        return undefined
      }
    },
    async hear(came) {
      try {
        return await heard(await known(came.connection), came)
      } catch (fault) {
        return isAway(fault) ? { is: 'away' } : { is: 'refused', because: 'answer' }
      }
    },
  }
}

interface Us {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
}

const discover = ({ issuer, clientId, secret }: Us, fetched: client.CustomFetch): Known =>
  client.discovery(new URL(issuer), clientId, undefined, knownBy(secret), {
    [client.customFetch]: fetched,
    execute: [
      // The signature is held against the keys of the issuer, and not taken on trust from the line.
      client.enableNonRepudiationChecks,
      // The configuration lets http stand for this machine alone.
      ...(new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  })

/** In the header, as the standard has it, or in the form where that is all that is taken. */
const knownBy =
  (secret: string): client.ClientAuth =>
  (as, us, body, headers) => {
    const ways = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = ways.includes('client_secret_basic')
      ? client.ClientSecretBasic(secret)
      : client.ClientSecretPost(secret)
    return way(as, us, body, headers)
  }

async function addressAt(house: client.Configuration, asking: ConnectionAsked): Promise<string> {
  const { connection, returnTo, state, nonce, verifier, language, levels } = asking
  const { maxAgeSeconds, hint } = asking
  const address = client.buildAuthorizationUrl(house, {
    redirect_uri: returnTo,
    scope: connection.scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ui_locales: language,
    ...(levels.length > 0 && { acr_values: levels.join(' ') }),
    ...(asking.isAnew && { prompt: 'login' }),
    ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
    ...(hint !== undefined && { login_hint: hint }),
  })
  return address.href
}

async function heard(
  house: client.Configuration,
  { connection, returnTo, query, ...asked }: ConnectionAsked & { query: string },
): Promise<ConnectionSaid> {
  const tokens = await client.authorizationCodeGrant(house, new URL(`${returnTo}?${query}`), {
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    pkceCodeVerifier: asked.verifier,
    idTokenExpected: true,
  })
  const says = tokens.claims()
  if (!says) return { is: 'refused', because: 'answer' }
  // What it says there is about this very subject, or it is refused; and it is about nothing that
  // was signed.
  const more = connection.userinfo
    ? await client.fetchUserInfo(house, tokens.access_token, says.sub)
    : {}
  return { is: 'said', claims: claimsIn({ ...more, ...says }, says) }
}

/** The library's calls, made by ours. */
const fetchBy =
  (call: ReturnType<typeof openHttpCall>): client.CustomFetch =>
  async (address, { method, headers, body }) => {
    const came = await call(address, {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(body && { body: await new Response(body).text() }),
    })
    if (came.status >= 500) throw new CallFailed('unreachable', `It answered ${came.status}`)
    const isEmpty = came.status === 204 || came.status === 304
    return new Response(isEmpty ? null : new Uint8Array(came.body), {
      status: came.status,
      headers: came.headers,
    })
  }

/** Nobody answered; what was answered and is wrong is another matter. */
function isAway(fault: unknown): boolean {
  for (let at = fault; at instanceof Error; at = at.cause) if (at instanceof CallFailed) return true
  return false
}
