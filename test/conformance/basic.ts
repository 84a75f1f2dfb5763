// The Basic and the Config plan: the code flow as OpenID Connect Core has it.
import assert from 'node:assert/strict'
import * as jose from 'jose'
import type { Module } from './module.ts'
import { redirectOf, type Suite, type Told } from './suite.ts'

const payload = ({ body }: Told): jose.JWTPayload => jose.decodeJwt(String(body['id_token']))
const bearer = ({ body }: Told) => ({ authorization: `Bearer ${String(body['access_token'])}` })

async function signed(suite: Suite, more: Record<string, string | undefined> = {}): Promise<Told> {
  const told = await suite.redeem(await suite.ask(more))
  assert.equal(told.status, 200, told.text)
  return told
}

const known = async (suite: Suite, scope: string): Promise<Readonly<Record<string, unknown>>> => {
  const told = await suite.get('/oidc/userinfo', {
    headers: bearer(await signed(suite, { scope })),
  })
  assert.equal(told.status, 200)
  return told.body
}

/** Asked for something that changes nothing, the answer is as it was. */
const ignores = (more: Record<string, string>) => async (suite: Suite) =>
  assert.equal(payload(await signed(suite, more)).sub, 'kari')

export const discovery: Module = {
  name: 'oidcc-discovery-endpoint-verification',
  asserts: 'discovery names the issuer, every endpoint, and what is supported; the keys are public',
  async holds({ get, town }) {
    const { body } = await get('/.well-known/openid-configuration')
    assert.equal(body['issuer'], town.origin)
    for (const name of ['authorization', 'token', 'userinfo', 'end_session'])
      assert.ok(String(body[`${name}_endpoint`]).startsWith(town.origin))
    assert.deepEqual(body['response_types_supported'], ['code'])
    assert.deepEqual(body['code_challenge_methods_supported'], ['S256'])
    const { body: keys } = await get(new URL(String(body['jwks_uri'])).pathname)
    assert.ok(Array.isArray(keys['keys']) && keys['keys'].length > 0)
    for (const key of keys['keys']) assert.equal(Object(key).d, undefined)
  },
}

export const basic: readonly Module[] = [
  {
    name: 'oidcc-server',
    asserts:
      'a code is given for a sign-in, and an id_token of the right issuer, audience and nonce for it',
    async holds(suite) {
      const { iss, aud, nonce, sub, exp = 0, iat = 0 } = payload(await signed(suite))
      assert.deepEqual([iss, aud, nonce, sub], [suite.town.origin, 'one', 'once', 'kari'])
      assert.ok(exp > iat)
    },
  },
  {
    name: 'oidcc-response-type-missing',
    asserts: 'a request without response_type is refused',
    async holds(suite) {
      const asked = await suite.ask({ response_type: undefined })
      assert.equal(asked.came['code'], undefined)
      assert.match(`${asked.came['error'] ?? ''}${asked.status}`, /invalid_request|400/)
    },
  },
  {
    name: 'oidcc-idtoken-signature',
    asserts: 'the id_token is signed by a key of the key set, and names it',
    async holds(suite) {
      const { body } = await suite.get('/oidc/jwks')
      const keys = jose.createLocalJWKSet({ keys: body['keys'] as jose.JWK[] })
      const token = String((await signed(suite)).body['id_token'])
      assert.ok(jose.decodeProtectedHeader(token).kid)
      await jose.jwtVerify(token, keys, { issuer: suite.town.origin, audience: 'one' })
    },
  },
  {
    name: 'oidcc-idtoken-unsigned',
    asserts: 'an id_token with alg none for whoever registers for it',
    left: 'every id_token is signed',
  },
  {
    name: 'oidcc-userinfo-get',
    asserts: 'userinfo answers GET with the token in the header',
    async holds(suite) {
      assert.equal((await known(suite, 'openid'))['sub'], 'kari')
    },
  },
  {
    name: 'oidcc-userinfo-post-header',
    asserts: 'userinfo answers POST with the token in the header',
    async holds(suite) {
      const headers = bearer(await signed(suite))
      const told = await suite.get('/oidc/userinfo', { method: 'POST', headers })
      assert.equal(told.body['sub'], 'kari')
    },
  },
  {
    name: 'oidcc-userinfo-post-body',
    asserts: 'userinfo answers POST with the token in the body',
    left: 'a token stands in the header alone, as FAPI 2.0 and RFC 9700 want it',
  },
  {
    name: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
    asserts: 'the code flow needs no nonce',
    async holds(suite) {
      assert.equal(payload(await signed(suite, { nonce: undefined }))['nonce'], undefined)
    },
  },
  {
    name: 'oidcc-scope-profile',
    asserts: 'the scope profile gives the names',
    async holds(suite) {
      assert.equal((await known(suite, 'openid profile'))['family_name'], 'Nordmann')
    },
  },
  {
    name: 'oidcc-scope-email',
    asserts: 'the scope email gives the address',
    async holds(suite) {
      assert.equal((await known(suite, 'openid email'))['email'], 'kari@post.example')
    },
  },
  { name: 'oidcc-scope-address', asserts: 'the scope address', left: 'no address is known here' },
  { name: 'oidcc-scope-phone', asserts: 'the scope phone', left: 'numbers are told to nobody' },
  {
    name: 'oidcc-scope-all',
    asserts: 'all scopes together give all claims together',
    async holds(suite) {
      const all = await known(suite, 'openid profile email groups')
      for (const name of ['name', 'given_name', 'email', 'groups']) assert.ok(name in all, name)
    },
  },
  {
    name: 'oidcc-ensure-other-scope-order-succeeds',
    asserts: 'scopes may stand in any order',
    async holds(suite) {
      assert.ok('email' in (await known(suite, 'email openid')))
    },
  },
  {
    name: 'oidcc-display-page',
    asserts: 'display=page is no error',
    holds: ignores({ display: 'page' }),
  },
  {
    name: 'oidcc-display-popup',
    asserts: 'display=popup is no error',
    holds: ignores({ display: 'popup' }),
  },
  {
    name: 'oidcc-prompt-login',
    asserts: 'prompt=login makes whoever is signed in show it once more',
    async holds(suite) {
      const first = await suite.ask()
      const before = payload(await suite.redeem(first))['auth_time']
      suite.town.pass(5)
      const again = await suite.ask({ prompt: 'login' }, first.on)
      const after = payload(await suite.redeem(again))['auth_time']
      suite.town.pass(-5)
      assert.ok(Number(after) > Number(before))
    },
  },
  {
    name: 'oidcc-prompt-none-not-logged-in',
    asserts: 'prompt=none tells login_required where nobody is signed in',
    async holds(suite) {
      assert.equal((await suite.ask({ prompt: 'none' })).came['error'], 'login_required')
    },
  },
  {
    name: 'oidcc-prompt-none-logged-in',
    asserts: 'prompt=none answers at once where somebody is, as the same person',
    async holds(suite) {
      const { on } = await suite.ask()
      const told = await suite.redeem(await suite.ask({ prompt: 'none' }, on))
      assert.equal(payload(told).sub, 'kari')
    },
  },
  {
    name: 'oidcc-max-age-1',
    asserts: 'max_age=1 asks anew after more than a second, and says when',
    async holds(suite) {
      const { on } = await suite.ask()
      suite.town.pass(5)
      const silent = await suite.ask({ max_age: '1', prompt: 'none' }, on)
      const told = payload(await suite.redeem(await suite.ask({ max_age: '1' }, on)))
      suite.town.pass(-5)
      assert.equal(silent.came['error'], 'login_required')
      assert.ok(told['auth_time'])
    },
  },
  {
    name: 'oidcc-max-age-10000',
    asserts: 'max_age=10000 asks nobody anew who signed in a moment ago',
    async holds(suite) {
      const { on } = await suite.ask()
      const asked = await suite.ask({ max_age: '10000', prompt: 'none' }, on)
      assert.ok(payload(await suite.redeem(asked))['auth_time'])
    },
  },
  {
    name: 'oidcc-ensure-request-with-unknown-parameter-succeeds',
    asserts: 'what is not known is passed over',
    holds: ignores({ extra: 'foobar' }),
  },
  {
    name: 'oidcc-id-token-hint',
    asserts: 'id_token_hint with prompt=none answers for that person',
    async holds(suite) {
      const first = await suite.ask()
      const id_token_hint = String((await suite.redeem(first)).body['id_token'])
      const asked = await suite.ask({ prompt: 'none', id_token_hint }, first.on)
      assert.equal(payload(await suite.redeem(asked)).sub, 'kari')
    },
  },
  {
    name: 'oidcc-login-hint',
    asserts: 'login_hint is no error',
    holds: ignores({ login_hint: 'kari' }),
  },
  {
    name: 'oidcc-ui-locales',
    asserts: 'ui_locales is no error',
    holds: ignores({ ui_locales: 'se nn' }),
  },
  {
    name: 'oidcc-claims-locales',
    asserts: 'claims_locales is no error',
    holds: ignores({ claims_locales: 'se' }),
  },
  {
    name: 'oidcc-ensure-request-with-acr-values-succeeds',
    asserts: 'acr_values is no error, and what was reached is told',
    async holds(suite) {
      const told = await signed(suite, { acr_values: 'urn:portvakt:1fa 1' })
      assert.equal(payload(told)['acr'], 'urn:portvakt:1fa')
    },
  },
  {
    name: 'oidcc-codereuse',
    asserts: 'a code is redeemed once',
    async holds(suite) {
      const asked = await suite.ask()
      await suite.redeem(asked)
      const again = await suite.redeem(asked)
      assert.deepEqual([again.status, again.body['error']], [400, 'invalid_grant'])
    },
  },
  {
    name: 'oidcc-codereuse-30seconds',
    asserts: 'a code that is redeemed again later takes its tokens with it',
    async holds(suite) {
      const asked = await suite.ask()
      const first = await suite.redeem(asked)
      suite.town.pass(30)
      const again = await suite.redeem(asked)
      const left = await suite.get('/oidc/userinfo', { headers: bearer(first) })
      suite.town.pass(-30)
      assert.deepEqual([again.status, left.status], [400, 401])
    },
  },
  {
    name: 'oidcc-ensure-registered-redirect-uri',
    asserts: 'nobody is sent to an address that is not registered',
    async holds(suite) {
      const asked = await suite.ask({ redirect_uri: `${redirectOf('one')}/other` })
      assert.deepEqual([asked.to, asked.status], [undefined, 400])
    },
  },
  {
    name: 'oidcc-ensure-post-request-succeeds',
    asserts: 'a request for a sign-in may be posted',
    left: 'a browser keeps our cookies from a post of another site; PAR is there for long requests',
  },
  {
    name: 'oidcc-server-client-secret-post',
    asserts: 'the secret may stand in the body',
    async holds(suite) {
      const asked = await suite.ask()
      const code = asked.came['code'] ?? ''
      const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectOf('one') }
      const more = { code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' }
      const told = await suite.token({ ...fields, ...more }, { post: true })
      assert.equal(payload(told).sub, 'kari')
    },
  },
  {
    name: 'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
    asserts: 'an unsigned request object is understood, or refused by its name',
    async holds(suite) {
      const plain = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const request = `${plain({ alg: 'none' })}.${plain({ client_id: 'one', nonce: 'other' })}.`
      const { came, text } = await suite.ask({ request })
      assert.equal(came['code'], undefined)
      assert.match(`${came['error'] ?? ''}${text}`, /request_not_supported|invalid_request|refused/)
    },
  },
  {
    name: 'oidcc-claims-essential',
    asserts: 'a claim asked for by name is told',
    async holds(suite) {
      const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
      const headers = bearer(await signed(suite, { claims }))
      assert.equal((await suite.get('/oidc/userinfo', { headers })).body['name'], 'Kari Nordmann')
    },
  },
  {
    name: 'oidcc-ensure-request-object-with-redirect-uri',
    asserts: 'an unsigned request object may carry the redirect_uri',
    left: 'request objects are signed, and heard from applications that say so',
  },
  {
    name: 'oidcc-refresh-token',
    asserts: 'a refresh token gives new tokens for the same person, and not to another application',
    async holds(suite) {
      const first = await signed(suite)
      const fields = {
        grant_type: 'refresh_token',
        refresh_token: String(first.body['refresh_token']),
      }
      const stolen = await suite.token(fields, { client: 'two' })
      assert.deepEqual([stolen.status, stolen.body['error']], [400, 'invalid_grant'])
      assert.equal(payload(await suite.token(fields)).sub, 'kari')
    },
  },
  {
    name: 'oidcc-ensure-request-with-valid-pkce-succeeds',
    asserts: 'a challenge binds the code to whoever asked for it',
    async holds(suite) {
      const asked = await suite.ask()
      const wrong = await suite.redeem(asked, { code_verifier: 'x'.repeat(43) })
      assert.deepEqual([wrong.status, wrong.body['error']], [400, 'invalid_grant'])
    },
  },
]
