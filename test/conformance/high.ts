// The FAPI 2.0 Security Profile with private_key_jwt and DPoP: what our profile `high` is.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import * as jose from 'jose'
import type { Module } from './module.ts'
import { redirectOf, verifier, type Suite, type Told } from './suite.ts'

const ownKeys = await jose.generateKeyPair('ES256', { extractable: true })
const rsaKeys = await jose.generateKeyPair('RS256', { extractable: true })
const publicOf = async (key: jose.CryptoKey, alg: string) => ({
  ...(await jose.exportJWK(key)),
  kid: alg,
  alg,
  use: 'sig',
})
export const highKeys = [
  await publicOf(ownKeys.publicKey, 'ES256'),
  await publicOf(rsaKeys.publicKey, 'RS256'),
]
const holder = await jose.generateKeyPair('ES256', { extractable: true })
const stranger = await jose.generateKeyPair('ES256', { extractable: true })

const seconds = () => Math.floor(Date.now() / 1000)

interface Proving {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly alg?: 'ES256' | 'RS256'
  readonly client?: string
}

const assertion = (suite: Suite, { claims = {}, alg = 'ES256', client = 'high' }: Proving = {}) =>
  new jose.SignJWT({
    iss: client,
    sub: client,
    aud: suite.town.origin,
    jti: randomUUID(),
    exp: seconds() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg, kid: alg })
    .setIssuedAt()
    .sign(alg === 'ES256' ? ownKeys.privateKey : rsaKeys.privateKey)

const proof = async (
  url: string,
  { keys = holder, iat = 0, method = 'POST', token = '' } = {},
): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(token))
  const ath = Buffer.from(digest).toString('base64url')
  return new jose.SignJWT({ htm: method, htu: url, jti: randomUUID(), ...(token && { ath }) })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'dpop+jwt',
      jwk: await jose.exportJWK(keys.publicKey),
    })
    .setIssuedAt(seconds() + iat)
    .sign(keys.privateKey)
}

const proven = async (suite: Suite, proving: Proving = {}) => ({
  client_id: proving.client ?? 'high',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: await assertion(suite, proving),
})

const without = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

const post = (suite: Suite, path: string, fields: Record<string, string>, dpop?: string) =>
  suite.get(path, {
    method: 'POST',
    headers: dpop === undefined ? {} : { dpop },
    body: new URLSearchParams(fields),
  })

async function push(
  suite: Suite,
  more: Record<string, string | undefined> = {},
  proving: Proving = {},
): Promise<Told> {
  const asked = {
    response_type: 'code',
    redirect_uri: redirectOf('high'),
    scope: 'openid',
    state: 'stands',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  }
  return post(suite, '/oidc/par', without({ ...asked, ...(await proven(suite, proving)) }))
}

const bare = {
  response_type: undefined,
  redirect_uri: undefined,
  scope: undefined,
  state: undefined,
  nonce: undefined,
  code_challenge: undefined,
  code_challenge_method: undefined,
}

async function authorized(suite: Suite, more: Record<string, string | undefined> = {}) {
  const pushed = await push(suite, more)
  assert.equal(pushed.status, 201, pushed.text)
  const request_uri = String(pushed.body['request_uri'])
  return { request_uri, ...(await suite.ask({ ...bare, client_id: 'high', request_uri })) }
}

async function redeemed(
  suite: Suite,
  code: string,
  { dpop, proving = {} }: { readonly dpop?: string | undefined; readonly proving?: Proving } = {},
): Promise<Told> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectOf(proving.client ?? 'high'),
    code_verifier: verifier,
  }
  return post(suite, '/oidc/token', { ...fields, ...(await proven(suite, proving)) }, dpop)
}

const tokenUrl = (suite: Suite) => `${suite.town.origin}/oidc/token`

const refusesAssertion = (name: string, asserts: string, proving: Proving): Module => ({
  name: `fapi2-security-profile-final-ensure-${name}`,
  asserts,
  async holds(suite) {
    const told = await push(suite, {}, proving)
    assert.equal(told.status, 401, told.text)
    assert.equal(told.body['error'], 'invalid_client')
  },
})

export const high: readonly Module[] = [
  {
    name: 'fapi2-security-profile-final-discovery-end-point-verification',
    asserts: 'discovery names PAR, DPoP, private_key_jwt and the issuer in the answer',
    async holds({ get }) {
      const { body } = await get('/.well-known/openid-configuration')
      assert.ok(body['pushed_authorization_request_endpoint'])
      assert.equal(body['authorization_response_iss_parameter_supported'], true)
      const has = (name: string, word: string) =>
        assert.ok(JSON.stringify(body[name]).includes(`"${word}"`), name)
      has('dpop_signing_alg_values_supported', 'ES256')
      has('token_endpoint_auth_methods_supported', 'private_key_jwt')
    },
  },
  {
    name: 'fapi2-security-profile-final-happy-flow',
    asserts:
      'a pushed request gives a code with the issuer, and a token bound to the key, of short life',
    async holds(suite) {
      const { came } = await authorized(suite)
      assert.deepEqual([came['iss'], came['state']], [suite.town.origin, 'stands'])
      const told = await redeemed(suite, came['code'] ?? '', { dpop: await proof(tokenUrl(suite)) })
      assert.equal(told.body['token_type'], 'DPoP', told.text)
      assert.ok(Number(told.body['expires_in']) <= 300)
      const { alg } = jose.decodeProtectedHeader(String(told.body['id_token']))
      assert.equal(alg, 'ES256')
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-authorization-request-without-state-success',
    asserts: 'a request needs no state',
    async holds(suite) {
      const { came } = await authorized(suite, { state: undefined })
      assert.ok(came['code'])
      assert.equal(came['state'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-request-object-without-par-fails',
    asserts: 'a request that was not pushed is refused',
    async holds(suite) {
      const { came } = await suite.ask({ client_id: 'high' })
      assert.deepEqual([came['code'], came['error']], [undefined, 'invalid_request'])
    },
  },
  {
    name: 'fapi2-security-profile-final-par-attempt-reuse-request_uri',
    asserts: 'a pushed request is used once',
    async holds(suite) {
      const { request_uri } = await authorized(suite)
      const again = await suite.ask({ ...bare, client_id: 'high', request_uri })
      assert.equal(again.came['code'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-par-attempt-to-use-expired-request_uri',
    asserts: 'a pushed request runs out',
    async holds(suite) {
      const pushed = await push(suite)
      assert.ok(Number(pushed.body['expires_in']) < 600)
      suite.town.pass(600)
      const request_uri = String(pushed.body['request_uri'])
      const late = await suite.ask({ ...bare, client_id: 'high', request_uri })
      suite.town.pass(-600)
      assert.equal(late.came['code'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-par-attempt-to-use-request_uri-for-different-client',
    asserts: 'a pushed request is one application’s',
    async holds(suite) {
      const request_uri = String((await push(suite)).body['request_uri'])
      const other = await suite.ask({ ...bare, client_id: 'other', request_uri })
      assert.equal(other.came['code'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-par-authorization-request-containing-request_uri',
    asserts: 'no request_uri stands in what is pushed',
    async holds(suite) {
      const told = await push(suite, { request_uri: 'urn:ietf:params:oauth:request_uri:x' })
      assert.equal(told.status, 400)
      assert.equal(told.body['request_uri'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-par-ensure-pkce-required',
    asserts: 'no request without a challenge',
    async holds(suite) {
      const more = { code_challenge: undefined, code_challenge_method: undefined }
      assert.equal((await push(suite, more)).status, 400)
    },
  },
  {
    name: 'fapi2-security-profile-final-par-ensure-plain-pkce-rejected',
    asserts: 'no challenge that is its own verifier',
    async holds(suite) {
      assert.equal((await push(suite, { code_challenge_method: 'plain' })).status, 400)
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-authorization-code-is-bound-to-client',
    asserts: 'a code is one application’s',
    async holds(suite) {
      const { came } = await authorized(suite)
      const dpop = await proof(tokenUrl(suite))
      const proving = { client: 'other' }
      const told = await redeemed(suite, came['code'] ?? '', { dpop, proving })
      assert.deepEqual([told.status, told.body['error']], [400, 'invalid_grant'])
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-holder-of-key-required',
    asserts: 'no token without a proof of a key',
    async holds(suite) {
      const { came } = await authorized(suite)
      const told = await redeemed(suite, came['code'] ?? '')
      assert.equal(told.status, 400)
      assert.equal(told.body['access_token'], undefined)
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-dpop-auth-code-binding-success',
    asserts: 'a code that was bound to a key is given to that key',
    async holds(suite) {
      const dpop_jkt = await jose.calculateJwkThumbprint(await jose.exportJWK(holder.publicKey))
      const { came } = await authorized(suite, { dpop_jkt })
      const told = await redeemed(suite, came['code'] ?? '', { dpop: await proof(tokenUrl(suite)) })
      assert.equal(told.status, 200, told.text)
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-jkt',
    asserts: 'and to no other',
    async holds(suite) {
      const dpop_jkt = await jose.calculateJwkThumbprint(await jose.exportJWK(stranger.publicKey))
      const { came } = await authorized(suite, { dpop_jkt })
      const told = await redeemed(suite, came['code'] ?? '', { dpop: await proof(tokenUrl(suite)) })
      assert.equal(told.status, 400)
    },
  },
  {
    name: 'fapi2-security-profile-final-ensure-dpop-proof-with-iat-10seconds-before-succeeds',
    asserts: 'a proof of ten seconds ago is fresh',
    async holds(suite) {
      const { came } = await authorized(suite)
      const dpop = await proof(tokenUrl(suite), { iat: -10 })
      assert.equal((await redeemed(suite, came['code'] ?? '', { dpop })).status, 200)
    },
  },
  {
    name: 'fapi2-security-profile-final-access-token-bound-to-key',
    asserts: 'a token is worth nothing to whoever has another key, or none',
    async holds(suite) {
      const { came } = await authorized(suite)
      const told = await redeemed(suite, came['code'] ?? '', { dpop: await proof(tokenUrl(suite)) })
      const token = String(told.body['access_token'])
      const url = `${suite.town.origin}/oidc/userinfo`
      const shows = async (scheme: string, keys?: typeof holder) =>
        suite.get('/oidc/userinfo', {
          headers: {
            authorization: `${scheme} ${token}`,
            ...(keys && { dpop: await proof(url, { keys, method: 'GET', token }) }),
          },
        })
      assert.equal((await shows('DPoP', holder)).status, 200)
      assert.equal((await shows('DPoP', stranger)).status, 401)
      assert.equal((await shows('Bearer')).status, 401)
    },
  },
  {
    name: 'fapi2-security-profile-final-refresh-token',
    asserts: 'a refresh token is not turned, and gives only to the application it is of',
    async holds(suite) {
      const { came } = await authorized(suite)
      const told = await redeemed(suite, came['code'] ?? '', { dpop: await proof(tokenUrl(suite)) })
      const refresh_token = String(told.body['refresh_token'])
      const renew = async (client: string) =>
        post(
          suite,
          '/oidc/token',
          { grant_type: 'refresh_token', refresh_token, ...(await proven(suite, { client })) },
          await proof(tokenUrl(suite)),
        )
      assert.equal((await renew('other')).body['error'], 'invalid_grant')
      assert.equal((await renew('high')).status, 200)
      assert.equal((await renew('high')).status, 200)
    },
  },
  refusesAssertion(
    'client-assertion-with-exp-is-5-minutes-in-past-fails',
    'an assertion that has run out proves nothing',
    { claims: { exp: seconds() - 300 } },
  ),
  refusesAssertion(
    'client-assertion-with-wrong-aud-fails',
    'nor one that was made for somebody else',
    { claims: { aud: 'https://elsewhere.example' } },
  ),
  refusesAssertion('client-assertion-with-no-sub-fails', 'nor one of nobody', {
    claims: { sub: undefined },
  }),
  refusesAssertion('signed-client-assertion-with-RS256-fails', 'nor one by RSA PKCS #1', {
    alg: 'RS256',
  }),
]
