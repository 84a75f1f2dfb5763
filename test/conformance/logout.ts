// The plans about signing out: asked for by the application, and told to it behind the browser.
import assert from 'node:assert/strict'
import * as jose from 'jose'
import type { Module } from './module.ts'
import type { Browser, Suite } from './suite.ts'

const bye = 'https://one.fjordvik.example/bye'

async function signedIn(suite: Suite): Promise<{ on: Browser; hint: string }> {
  const asked = await suite.ask()
  return { on: asked.on, hint: String((await suite.redeem(asked)).body['id_token']) }
}

/** Asks, says yes where a person is asked, and gives where the browser is sent. */
async function leaves(on: Browser, query: Record<string, string>): Promise<string | number> {
  const page = await on.go(`/oidc/logout?${new URLSearchParams(query).toString()}`)
  if (page.status !== 200) return page.status
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await page.text()) ?? []
  const done = await on.go('/oidc/logout/confirm', {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  return done.headers.get('location') ?? done.status
}

const isOut = async (suite: Suite, on: Browser): Promise<boolean> =>
  (await suite.ask({ prompt: 'none' }, on)).came['error'] === 'login_required'

const leaving = (
  name: string,
  asserts: string,
  {
    query,
    ends,
    out,
  }: {
    readonly query: (hint: string) => Record<string, string>
    readonly ends: string | number | RegExp
    readonly out: boolean
  },
): Module => ({
  name,
  asserts,
  async holds(suite) {
    const { on, hint } = await signedIn(suite)
    const to = await leaves(on, query(hint))
    if (ends instanceof RegExp) assert.match(String(to), ends)
    else assert.equal(to, ends)
    assert.equal(await isOut(suite, on), out)
  },
})

const ours = /\/oidc\/logout\/success/
const registered = (hint: string) => ({ id_token_hint: hint, post_logout_redirect_uri: bye })

export const rpInitiated: readonly Module[] = [
  leaving('oidcc-rp-initiated-logout', 'signs out, and leads back with the state', {
    query: (hint) => ({ ...registered(hint), state: 'stands' }),
    ends: `${bye}?state=stands`,
    out: true,
  }),
  leaving(
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
    'an address that is not registered leads nowhere',
    {
      query: (hint) => ({ ...registered(hint), post_logout_redirect_uri: 'https://evil.example/' }),
      ends: 400,
      out: false,
    },
  ),
  leaving('oidcc-rp-initiated-logout-modified-id-token-hint', 'a changed hint is no hint', {
    query: (hint) => registered(`${hint.slice(0, -8)}AAAAAAAA`),
    ends: 400,
    out: false,
  }),
  leaving(
    'oidcc-rp-initiated-logout-no-id-token-hint',
    'without a hint the person is asked, and led nowhere else',
    {
      query: () => ({ post_logout_redirect_uri: bye }),
      ends: ours,
      out: true,
    },
  ),
  leaving('oidcc-rp-initiated-logout-no-params', 'without anything the person is asked', {
    query: () => ({}),
    ends: ours,
    out: true,
  }),
  leaving(
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
    'without an address our own page ends it',
    {
      query: (hint) => ({ id_token_hint: hint }),
      ends: ours,
      out: true,
    },
  ),
  leaving('oidcc-rp-initiated-logout-no-state', 'without a state none is made up', {
    query: registered,
    ends: bye,
    out: true,
  }),
  leaving('oidcc-rp-initiated-logout-only-state', 'a state alone leads nowhere', {
    query: () => ({ state: 'stands' }),
    ends: ours,
    out: true,
  }),
  leaving(
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
    'an address is compared byte by byte',
    {
      query: (hint) => ({ ...registered(hint), post_logout_redirect_uri: `${bye}?more=1` }),
      ends: 400,
      out: false,
    },
  ),
]

export const backChannel: readonly Module[] = [
  {
    name: 'oidcc-backchannel-discovery-endpoint-verification',
    asserts: 'discovery says that it is supported, with a session',
    async holds({ get }) {
      const { body } = await get('/.well-known/openid-configuration')
      assert.equal(body['backchannel_logout_supported'], true)
      assert.equal(body['backchannel_logout_session_supported'], true)
    },
  },
  {
    name: 'oidcc-backchannel-rp-initiated-logout',
    asserts: 'a signed logout token, with the session, the event, and no nonce, is posted',
    async holds(suite) {
      const { on, hint } = await signedIn(suite)
      const { heard } = suite
      const { database, oidc } = suite.town
      const { rows } = await database.send<{ id: string }>(
        '',
        `select id from sessions where authorizations -> 'one' ->> 'sid' = $1`,
        [jose.decodeJwt(hint)['sid']],
      )
      await leaves(on, registered(hint))
      const about = `${rows[0]?.id} one`
      assert.equal(await oidc.tell({ about, tries: 0 }, suite.town.moment()), 'told')
      const token = new URLSearchParams(heard.at(-1)).get('logout_token') ?? ''
      const { body } = await suite.get('/oidc/jwks')
      const keys = jose.createLocalJWKSet({ keys: body['keys'] as jose.JWK[] })
      const { payload, protectedHeader } = await jose.jwtVerify(token, keys, {
        issuer: suite.town.origin,
        audience: 'one',
      })
      assert.equal(protectedHeader.typ, 'logout+jwt')
      assert.equal(payload['sid'], jose.decodeJwt(hint)['sid'])
      assert.deepEqual(payload['events'], {
        'http://schemas.openid.net/event/backchannel-logout': {},
      })
      assert.equal(payload['nonce'], undefined)
      assert.ok(payload.jti)
    },
  },
]
