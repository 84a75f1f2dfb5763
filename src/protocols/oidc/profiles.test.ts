// What only some applications ask for, each spoken by a client that nobody here wrote: claims by
// name, names that nobody else has, signed requests and answers, details, and the profile `high`.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as jose from 'jose'
import * as client from 'openid-client'
import { townDatabase } from '../../../test/town/database.ts'
import {
  applicationNamed,
  browser,
  oidcTown,
  secret,
  type OidcTown,
} from '../../../test/town/oidc.ts'

const redirect = (id: string) => `https://${id}.fjordvik.example/callback`
const api = 'https://api.fjordvik.example/'
const own = await jose.generateKeyPair('ES256', { extractable: true })
const keys = [{ ...(await jose.exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }]
const signer: client.PrivateKey = { key: own.privateKey, kid: 'own' }
const resources = [{ id: api, scopes: ['read'] }]
const plain = (id: string, more: object = {}) =>
  applicationNamed(id, { redirects: [redirect(id)], secret, ...more })
const signing = (id: string, more: object = {}) =>
  applicationNamed(id, { redirects: [redirect(id)], keys, ...more })

let town: OidcTown
beforeAll(async () => {
  town = await oidcTown(await townDatabase(), [
    plain('post'),
    plain('one', { subject: 'pairwise', resources, algorithm: 'RS256' }),
    plain('two', { subject: 'pairwise', resources }),
    plain('three', { subject: 'pairwise', sector: 'one.fjordvik.example' }),
    signing('asks', { signedRequests: true }),
    plain('told', { signedAnswers: true }),
    plain('pays', {
      resources,
      details: [{ type: 'payment', actions: ['read', 'send'], locations: [api] }],
    }),
    plain('fresh', { boundTokens: true, freshProofs: true }),
    signing('high', { profile: 'high', resources }),
  ])
  await town.addPerson({ id: 'kari', groups: ['skole'] })
})
afterAll(() => town.close())
beforeEach(() => {
  town.comesIn = 'kari'
  town.faults.length = 0
})

const found = (id: string, proof: client.ClientAuth = client.ClientSecretBasic(secret)) =>
  client.discovery(new URL(town.origin), id, { client_secret: secret }, proof, {
    execute: [client.allowInsecureRequests],
  })

interface Asking {
  readonly more?: Record<string, string>
  readonly config?: client.Configuration
  readonly url?: (config: client.Configuration, asked: Record<string, string>) => Promise<URL>
  readonly on?: ReturnType<typeof browser>
}

async function asks(
  id: string,
  { more = {}, config, url, on = browser(town.origin) }: Asking = {},
) {
  const known = config ?? (await found(id))
  const verifier = client.randomPKCECodeVerifier()
  const asked = {
    redirect_uri: redirect(id),
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'stands',
    ...more,
  }
  const address = url ? await url(known, asked) : client.buildAuthorizationUrl(known, asked)
  return { config: known, verifier, on, ...(await on.walk(address.href)) }
}

async function tokensOf(
  { config, to, verifier, response }: Awaited<ReturnType<typeof asks>>,
  more: Parameters<typeof client.authorizationCodeGrant>[3] = {},
  options: client.DPoPOptions = {},
) {
  if (!to) throw new Error(`no way back: ${response.status} ${await response.text()}`)
  const checks = { pkceCodeVerifier: verifier, expectedState: 'stands' }
  return client.authorizationCodeGrant(config, to, checks, more, options)
}

const errorOf = ({ to }: { readonly to: URL | undefined }) => to?.searchParams.get('error')

describe('claims by name', () => {
  test('are told where they were asked for, and nowhere else', async () => {
    const claims = JSON.stringify({ id_token: { email: null }, userinfo: { groups: null } })
    const asked = await asks('post', { more: { claims } })
    const tokens = await tokensOf(asked)
    expect(tokens.claims()).toMatchObject({ sub: 'kari', email: 'kari@post.example' })
    expect(tokens.claims()).not.toHaveProperty('name')
    const known = await client.fetchUserInfo(asked.config, tokens.access_token, 'kari')
    expect(known).toEqual({ sub: 'kari', groups: ['skole'] })
    const next = await client.refreshTokenGrant(asked.config, tokens.refresh_token ?? '')
    expect(next.claims()).toMatchObject({ email: 'kari@post.example' })
  })

  test('may name the one person, and how strong the sign-in must be', async () => {
    const { on } = await asks('post')
    const wanting = (id_token: object) =>
      asks('post', { on, more: { prompt: 'none', claims: JSON.stringify({ id_token }) } })
    expect((await wanting({ sub: { value: 'kari' } })).to?.searchParams.get('code')).toBeTruthy()
    expect(errorOf(await wanting({ sub: { value: 'ola' } }))).toBe('login_required')
    const strong = { acr: { essential: true, value: 'urn:portvakt:2fa' } }
    expect(errorOf(await wanting(strong))).toBe('login_required')
  })
})

describe('a pairwise name', () => {
  const subjectAt = async (id: string, more: Record<string, string> = {}) => {
    const asked = await asks(id, { more })
    const tokens = await tokensOf(asked)
    return { ...asked, tokens, subject: tokens.claims()?.sub ?? '' }
  }

  test('is the same each time, another at each sector, and never the person’s own', async () => {
    const one = await subjectAt('one')
    const again = await subjectAt('one')
    const two = await subjectAt('two')
    const three = await subjectAt('three')
    expect(one.subject).toMatch(/^[\w-]{32}$/)
    expect([again.subject, three.subject]).toEqual([one.subject, one.subject])
    expect(two.subject).not.toBe(one.subject)
    const known = await client.fetchUserInfo(one.config, one.tokens.access_token, one.subject)
    expect(known.sub).toBe(one.subject)
  })

  test('stands in every token, and is what the application may hint at', async () => {
    const one = await subjectAt('one', { resource: api, scope: 'openid read' })
    expect(jose.decodeJwt(one.tokens.access_token).sub).toBe(one.subject)
    const hint = { prompt: 'none', id_token_hint: one.tokens.id_token ?? '' }
    const silent = await asks('one', { on: one.on, more: hint })
    expect(silent.to?.searchParams.get('code')).toBeTruthy()
    expect(JSON.stringify(one.tokens)).not.toContain('kari')
  })
})

describe('a signed request', () => {
  test('is heard where it is signed by the application, and a plain one is not', async () => {
    const config = await found('asks', client.PrivateKeyJwt(signer))
    const url = (known: client.Configuration, asked: Record<string, string>) =>
      client.buildAuthorizationUrlWithJAR(known, asked, signer)
    expect((await tokensOf(await asks('asks', { config, url }))).claims()?.sub).toBe('kari')
    expect(errorOf(await asks('asks', { config }))).toBe('invalid_request')
    const other = await jose.generateKeyPair('ES256')
    const forged = (known: client.Configuration, asked: Record<string, string>) =>
      client.buildAuthorizationUrlWithJAR(known, asked, { key: other.privateKey, kid: 'own' })
    const refused = await asks('asks', { config, url: forged })
    expect(refused.to?.searchParams.get('code') ?? undefined).toBeUndefined()
  })
})

describe('a signed answer', () => {
  test('says in one signed word what the address would say', async () => {
    const config = await found('told')
    client.useJwtResponseMode(config)
    const asked = await asks('told', { config })
    expect([...(asked.to?.searchParams.keys() ?? [])]).toEqual(['response'])
    expect((await tokensOf(asked)).claims()?.sub).toBe('kari')
  })

  test('is given to nobody else', async () => {
    const refused = await asks('post', { more: { response_mode: 'query.jwt' } })
    expect(refused.to?.searchParams.get('code') ?? undefined).toBeUndefined()
  })
})

describe('details', () => {
  const wanting = (detail: object) => ({
    more: { resource: api, authorization_details: JSON.stringify([detail]) },
  })
  const paying = { type: 'payment', actions: ['read'], locations: [api] }

  test('stand in the token as they were asked for', async () => {
    const tokens = await tokensOf(await asks('pays', wanting(paying)))
    expect(tokens.authorization_details).toEqual([paying])
    expect(jose.decodeJwt(tokens.access_token)['authorization_details']).toEqual([paying])
  })

  test.each([
    { type: 'payment', actions: ['steal'] },
    { type: 'payment', locations: ['https://evil.example/'] },
    { type: 'payment', amount: '1' },
    { type: 'other' },
  ])('that do not stand in the settings are refused: %j', async (detail) => {
    const error = errorOf(await asks('pays', wanting(detail)))
    expect(error).toBe('invalid_authorization_details')
    expect(errorOf(await asks('post', wanting({ type: 'payment' })))).toBeTruthy()
  })

  test('are never more in a token than in its code', async () => {
    const asked = await asks('pays', wanting(paying))
    const details = [{ ...paying, actions: ['send'] }]
    const more = { resource: api, authorization_details: JSON.stringify(details) }
    await expect(tokensOf(asked, more)).rejects.toMatchObject({
      error: 'invalid_authorization_details',
    })
  })
})

describe('a proof of a key', () => {
  test('must carry our number where the application is held to that', async () => {
    const config = await found('fresh')
    const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const asked = await asks('fresh', { config })
    const said: (readonly [number, boolean])[] = []
    config[client.customFetch] = async (address, { body, ...given }) => {
      const answer = await fetch(address, { ...given, ...(body && { body }) })
      said.push([answer.status, answer.headers.has('dpop-nonce')])
      return answer
    }
    const tokens = await tokensOf(asked, {}, { DPoP: handle })
    // Refused without the number, given with it: the client asks again by itself.
    expect(said).toEqual([
      [400, true],
      [200, false],
    ])
    expect(tokens.token_type).toBe('dpop')
  })
})

describe('the profile «high»', () => {
  const proof = () => client.PrivateKeyJwt(signer)
  const pushed = (known: client.Configuration, asked: Record<string, string>) =>
    client.buildAuthorizationUrlWithPAR(known, asked)

  test('lets in with a pushed request, an own key and a bound token, and says who answers', async () => {
    const config = await found('high', proof())
    const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
    const more = { resource: api, scope: 'openid read' }
    const asked = await asks('high', { config, url: pushed, more })
    expect(asked.to?.searchParams.get('iss')).toBe(town.origin)
    const tokens = await tokensOf(asked, { resource: api }, { DPoP: handle })
    expect(tokens.token_type).toBe('dpop')
    expect(tokens.expires_in).toBeLessThanOrEqual(300)
    expect(jose.decodeJwt(tokens.access_token)['cnf']).toHaveProperty('jkt')
    const held = tokens.refresh_token ?? ''
    const again = await client.refreshTokenGrant(config, held, { resource: api }, { DPoP: handle })
    expect(again.refresh_token ?? held).toBe(held)
    const twice = await client.refreshTokenGrant(config, held, { resource: api }, { DPoP: handle })
    expect(twice.token_type).toBe('dpop')
  })

  test('refuses what was not pushed, and a token that is bound to nothing', async () => {
    const config = await found('high', proof())
    expect(errorOf(await asks('high', { config }))).toBe('invalid_request')
    const asked = await asks('high', { config, url: pushed })
    await expect(tokensOf(asked)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test.each([
    { alg: 'ES256', aud: 'issuer', fine: true },
    { alg: 'PS256', aud: 'issuer', fine: false },
    { alg: 'ES256', aud: 'token', fine: false },
    { alg: 'ES256', aud: 'both', fine: false },
  ])('is proven to the issuer alone: $alg for $aud', async ({ alg, aud, fine }) => {
    const audiences: Record<string, string | string[]> = {
      issuer: town.origin,
      token: `${town.origin}/oidc/token`,
      both: [town.origin, 'https://elsewhere.example'],
    }
    const key = alg === 'ES256' ? own.privateKey : (await jose.generateKeyPair(alg)).privateKey
    const assertion = await new jose.SignJWT({})
      .setProtectedHeader({ alg, kid: 'own' })
      .setIssuer('high')
      .setSubject('high')
      .setAudience(audiences[aud] ?? '')
      .setJti(`${alg} ${aud}`)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(key)
    const answer = await fetch(`${town.origin}/oidc/par`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'high',
        response_type: 'code',
        redirect_uri: redirect('high'),
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
        code_challenge_method: 'S256',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
    expect(answer.status).toBe(fine ? 201 : 401)
  })

  test('cannot be written down with anything weaker', async () => {
    const wrong = [
      plain('weak', { profile: 'high' }),
      signing('weak', { profile: 'high', algorithm: 'RS256' }),
      signing('weak', { profile: 'high', redirects: ['http://localhost/callback'] }),
      signing('weak', { profile: 'high', public: true }),
    ]
    for (const application of wrong) await expect(town.apply([application])).rejects.toThrow()
  })
})
