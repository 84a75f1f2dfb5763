import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { townDatabase } from '../../../test/town/database.ts'
import {
  applicationNamed,
  browser,
  oidcTown,
  secret,
  type OidcTown,
} from '../../../test/town/oidc.ts'

const redirect = 'https://post.fjordvik.example/callback'
const bye = 'https://post.fjordvik.example/bye'
const api = 'https://api.fjordvik.example/'
let town: OidcTown
let heard: string[] = []
const ear = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    heard.push(new URLSearchParams(body).get('logout_token') ?? '')
    response.writeHead(200).end()
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve))
  const tellSignOut = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/signed-out`
  town = await oidcTown(await townDatabase(), [
    applicationNamed('post', { redirects: [redirect], afterSignOut: [bye], secret, tellSignOut }),
    applicationNamed('other', { redirects: [redirect], secret, tellSignOut }),
    applicationNamed('robot', {
      secret,
      grants: ['client-credentials'],
      resources: [{ id: api, scopes: ['read'] }],
    }),
    applicationNamed('bound', { redirects: [redirect], secret, boundTokens: true }),
    applicationNamed('pushed', { redirects: [redirect], secret, pushedOnly: true }),
  ])
  await town.addPerson({ id: 'kari' })
  town.comesIn = 'kari'
})
afterAll(async () => {
  await town.close()
  ear.close()
})
beforeEach(() => {
  heard = []
  town.sent.length = 0
})

const tokenShape = z.object({ access_token: z.string() })
const keysShape = z.object({ keys: z.array(z.record(z.string(), z.unknown())) })
const saidShape = z.looseObject({
  issuer: z.string(),
  response_types_supported: z.array(z.string()),
  code_challenge_methods_supported: z.array(z.string()),
  grant_types_supported: z.array(z.string()),
})

const basic = (id: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` })
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(town.origin + path, { method: 'POST', headers, body: new URLSearchParams(form) })

const configurationOf = (id: string) =>
  client.discovery(new URL(town.origin), id, secret, client.ClientSecretBasic(secret), {
    execute: [client.allowInsecureRequests],
  })

async function signIn(id = 'post', on = browser(town.origin), DPoP?: client.DPoPHandle) {
  const config = await configurationOf(id)
  const verifier = client.randomPKCECodeVerifier()
  const parameters = {
    redirect_uri: redirect,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  const url =
    id === 'pushed'
      ? await client.buildAuthorizationUrlWithPAR(config, parameters)
      : client.buildAuthorizationUrl(config, parameters)
  const { to } = await on.walk(url.href)
  if (!to) throw new Error('no way back')
  const tokens = await client.authorizationCodeGrant(
    config,
    to,
    { pkceCodeVerifier: verifier },
    undefined,
    DPoP ? { DPoP } : {},
  )
  return { config, tokens, on, url }
}

describe('what the house says of itself', () => {
  test('follows the settings, whatever a request claims', async () => {
    const first = await fetch(`${town.origin}/.well-known/openid-configuration`, {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
      },
    })
    const said = saidShape.parse(await first.json())
    expect(said.issuer).toBe(town.origin)
    expect(JSON.stringify(said)).not.toContain('evil')
    expect(said.response_types_supported).toEqual(['code'])
    expect(said.code_challenge_methods_supported).toEqual(['S256'])
    expect(said.grant_types_supported.toSorted()).toEqual([
      'authorization_code',
      'client_credentials',
      'refresh_token',
    ])
    expect(said).not.toHaveProperty('registration_endpoint')
    expect(said).not.toHaveProperty('device_authorization_endpoint')
  })

  test('is the same bytes again, and costs nothing when they are known', async () => {
    const address = `${town.origin}/oidc/jwks`
    await fetch(address)
    const second = await fetch(address)
    const etag = second.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"/)
    const { keys } = keysShape.parse(await second.json())
    expect(keys).toHaveLength(4)
    for (const key of keys) expect(key).not.toHaveProperty('d')
    const third = await fetch(address, { headers: { 'if-none-match': etag } })
    expect(third.status).toBe(304)
    expect(town.sent).toEqual([])
  })
})

describe('an application by itself', () => {
  test('gets a token for its interface without a word to the database', async () => {
    const answer = await post(
      '/oidc/token',
      { grant_type: 'client_credentials', scope: 'read' },
      basic('robot'),
    )
    const { access_token: token } = tokenShape.parse(await answer.json())
    expect(jose.decodeJwt(token)).toMatchObject({ aud: api, client_id: 'robot', scope: 'read' })
    expect(jose.decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
    expect(town.sent).toEqual([])
  })

  test.each([
    ['a wrong secret', { authorization: `Basic ${btoa('robot:wrong')}` }, {}],
    ['the hash that is kept', { authorization: `Basic ${btoa(`robot:${'a'.repeat(64)}`)}` }, {}],
    ['a wrong secret in the body', {}, { client_id: 'robot', client_secret: 'wrong' }],
    ['no secret', {}, { client_id: 'robot' }],
  ])('is refused with %s', async (_name, headers, more) => {
    const answer = await post('/oidc/token', { grant_type: 'client_credentials', ...more }, headers)
    expect(answer.status).toBe(401)
  })

  test.each([
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ])('cannot use the grant %s', async (grant) => {
    const answer = await post(
      '/oidc/token',
      { grant_type: grant, username: 'kari', password: 'x' },
      basic('robot'),
    )
    expect(answer.status).toBe(400)
  })
})

describe('what a token is worth', () => {
  test('is told to its own application alone', async () => {
    const { tokens } = await signIn()
    const ask = async (id: string, token: string) =>
      (await post('/oidc/introspect', { token }, basic(id))).json()
    expect(await ask('post', tokens.access_token)).toMatchObject({ active: true, sub: 'kari' })
    expect(await ask('other', tokens.access_token)).toEqual({ active: false })
    expect(await ask('post', 'garbage')).toEqual({ active: false })
    expect((await post('/oidc/introspect', { token: tokens.access_token })).status).toBe(400)
  })

  test('ends when it is taken back, and with it what came of the same sign-in', async () => {
    const { tokens, config } = await signIn()
    await client.tokenRevocation(config, String(tokens.refresh_token))
    await expect(client.fetchUserInfo(config, tokens.access_token, 'kari')).rejects.toThrow()
    const again = await signIn()
    const foreign = await post(
      '/oidc/revoke',
      { token: String(again.tokens.refresh_token) },
      basic('other'),
    )
    expect(foreign.status).toBe(400)
    await expect(
      client.refreshTokenGrant(config, String(again.tokens.refresh_token)),
    ).resolves.toBeTruthy()
  })

  test('ends with the session', async () => {
    const { tokens, config } = await signIn()
    await town.database.send('', 'update sessions set ended_at = $1 where ended_at is null', [
      new Date(),
    ])
    await expect(client.fetchUserInfo(config, tokens.access_token, 'kari')).rejects.toThrow()
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toThrow()
  })
})

describe('a token bound to a key', () => {
  test('is worth nothing with another key, and a proof is worth nothing twice', async () => {
    const config = await configurationOf('bound')
    const keys = await client.randomDPoPKeyPair('ES256', { extractable: true })
    const { tokens } = await signIn(
      'bound',
      browser(town.origin),
      client.getDPoPHandle(config, keys),
    )
    expect(tokens.token_type).toBe('dpop')
    const proof = await new jose.SignJWT({
      htm: 'GET',
      htu: `${town.origin}/oidc/userinfo`,
      jti: 'once-and-never-again',
      ath: jose.base64url.encode(
        new Uint8Array(
          await crypto.subtle.digest('SHA-256', new TextEncoder().encode(tokens.access_token)),
        ),
      ),
    })
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'dpop+jwt',
        jwk: await jose.exportJWK(keys.publicKey),
      })
      .setIssuedAt()
      .sign(keys.privateKey)
    const ask = (headers: Record<string, string>) =>
      fetch(`${town.origin}/oidc/userinfo`, { headers })
    const right = { authorization: `DPoP ${tokens.access_token}`, dpop: proof }
    const both = await Promise.all([ask(right), ask(right)])
    expect(both.map((each) => each.status).toSorted()).toEqual([200, 400])
    expect((await ask(right)).status).toBe(400)
    expect((await ask({ authorization: `Bearer ${tokens.access_token}` })).status).toBe(401)
    const stolen = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    await expect(
      client.fetchUserInfo(config, tokens.access_token, 'kari', { DPoP: stolen }),
    ).rejects.toThrow()
  })
})

describe('a pushed request', () => {
  test('is used once, and an application that promised to push may not come without', async () => {
    const { tokens, url, on } = await signIn('pushed')
    expect(tokens.claims()?.sub).toBe('kari')
    const again = await on.walk(url.href)
    expect(again.to).toBeUndefined()
    const bare = await on.walk(
      `/oidc/authorize?${new URLSearchParams({
        client_id: 'pushed',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirect,
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      }).toString()}`,
    )
    expect(bare.to?.searchParams.get('error')).toBe('invalid_request')
    const elsewhere = await on.walk(
      `/oidc/authorize?client_id=post&request_uri=${encodeURIComponent('https://evil.example/request')}`,
    )
    expect(elsewhere.to).toBeUndefined()
  })
})

describe('signing out from an application', () => {
  test('asks, ends the session, and every application is told with a fresh token', async () => {
    const { on, tokens, config } = await signIn()
    await signIn('other', on)
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: String(tokens.id_token),
      post_logout_redirect_uri: bye,
      state: 'home',
    })
    const page = await on.go(url.href)
    const html = await page.text()
    const xsrf = /value="([0-9a-f]+)"/.exec(html)?.[1] ?? ''
    // Looking changes nothing (R-18).
    await expect(client.fetchUserInfo(config, tokens.access_token, 'kari')).resolves.toBeTruthy()
    const wrong = await on.go('/oidc/logout/confirm', {
      method: 'POST',
      body: new URLSearchParams({ xsrf: 'wrong', logout: 'yes' }),
    })
    expect(wrong.status).toBe(400)
    const done = await on.go('/oidc/logout/confirm', {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    })
    expect(done.headers.get('location')).toBe(`${bye}?state=home`)
    await expect(client.fetchUserInfo(config, tokens.access_token, 'kari')).rejects.toThrow()
    expect(heard).toEqual([])

    const { rows } = await town.database.send<{ about: string }>(
      '',
      `select data ->> 'about' as about from pgboss.job where name = 'logouts' order by created_on`,
      [],
    )
    expect(rows.map((row) => row.about.split(' ')[1]).toSorted()).toEqual(['other', 'post'])
    for (const { about } of rows) {
      expect(await town.oidc.tell({ about, tries: 0 }, town.moment())).toBe('told')
    }
    const keys = jose.createRemoteJWKSet(new URL(`${town.origin}/oidc/jwks`))
    const told = await Promise.all(
      heard.map((token) => jose.jwtVerify(token, keys, { issuer: town.origin, typ: 'logout+jwt' })),
    )
    const toPost = told.find(({ payload }) => payload.aud === 'post')
    expect(toPost?.payload).toMatchObject({ sub: 'kari', sid: tokens.claims()?.['sid'] })
    expect(toPost?.payload).not.toHaveProperty('nonce')
    expect(toPost?.payload['events']).toHaveProperty([
      'http://schemas.openid.net/event/backchannel-logout',
    ])
  })

  test('an application that cannot be told is an event, and is tried again', async () => {
    const { on } = await signIn()
    expect(on.jar.size).toBeGreaterThan(0)
    const { rows } = await town.database.send<{ id: string }>(
      '',
      `select id from sessions where authorizations ? 'post' limit 1`,
      [],
    )
    ear.close()
    ear.closeAllConnections()
    const told = await town.oidc.tell({ about: `${rows[0]?.id} post`, tries: 3 }, town.moment())
    expect(told).toBe('later')
    const events = await town.database.send<{ data: unknown }>(
      '',
      `select data from events where kind = 'logout.failed'`,
      [],
    )
    expect(events.rows[0]?.data).toMatchObject({ application: 'post', tries: 4 })
  })

  test('nobody is sent to an address that is not written down', async () => {
    const { on, tokens } = await signIn('other')
    const hint = `id_token_hint=${String(tokens.id_token)}`
    const evil = await on.walk(
      `/oidc/logout?${hint}&post_logout_redirect_uri=${encodeURIComponent('https://evil.example/')}`,
    )
    expect([evil.to, evil.response.status]).toEqual([undefined, 400])
    const bare = await on.walk(
      `/oidc/logout?post_logout_redirect_uri=${encodeURIComponent('https://evil.example/')}`,
    )
    expect([bare.to, bare.response.status]).toEqual([undefined, 200])
    const stranger = await browser(town.origin).walk('/oidc/logout')
    expect(await stranger.response.text()).toContain('signed out')
  })
})
