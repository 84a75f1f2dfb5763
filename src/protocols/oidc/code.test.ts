import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { askFor, redeem, redirect, signIn } from '../../../test/town/oidc-client.ts'
import {
  applicationNamed,
  browser,
  oidcTown,
  secret,
  type OidcTown,
} from '../../../test/town/oidc.ts'

const api = 'https://api.fjordvik.example/'
let town: OidcTown

beforeAll(async () => {
  town = await oidcTown(await townDatabase(), [
    applicationNamed('post', {
      redirects: [redirect, 'https://post.fjordvik.example/other'],
      afterSignOut: ['https://post.fjordvik.example/bye'],
      secret,
      resources: [{ id: api, scopes: ['read', 'write'] }],
    }),
    applicationNamed('old', { redirects: [redirect], secret, algorithm: 'RS256' }),
    applicationNamed('phone', {
      kind: 'native',
      redirects: ['no.fjordvik.app:/callback', 'http://127.0.0.1/callback'],
      public: true,
    }),
    applicationNamed(
      'school',
      { redirects: [redirect], secret },
      { everyone: false, groups: ['skole'] },
    ),
  ])
  await town.addPerson({ id: 'kari' })
  await town.addPerson({ id: 'ola', groups: ['skole'] })
})
afterAll(() => town.close())
beforeEach(() => {
  town.comesIn = 'kari'
  town.faults.length = 0
})

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(town.origin + path, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`post:${secret}`)}`, ...headers },
    body: new URLSearchParams(form),
  })

describe('signing in to an application', () => {
  test('gives tokens that state the facts of our session', async () => {
    const { tokens, config } = await signIn(town)
    const claims = tokens.claims()
    expect(claims).toMatchObject({
      sub: 'kari',
      acr: 'urn:portvakt:1fa',
      amr: ['pwd'],
      aud: 'post',
    })
    expect(claims?.auth_time).toBeTypeOf('number')
    const told = await client.fetchUserInfo(config, tokens.access_token, 'kari')
    expect(told).toMatchObject({
      sub: 'kari',
      name: 'Kari Nordmann',
      preferred_username: 'kari@fjordvik.example',
      email: 'kari@post.example',
    })
    expect(town.faults).toEqual([])
  })

  test('opens the next application without a question', async () => {
    const { on } = await signIn(town)
    town.comesIn = undefined
    const { to } = await askFor(town, { client_id: 'old' }, on)
    expect(to?.searchParams.get('code')).toBeTruthy()
  })

  test('signs with the algorithm the application wants', async () => {
    const { tokens } = await signIn(town, { client_id: 'old' })
    const header = JSON.parse(atob(String(tokens.id_token).split('.')[0] ?? ''))
    expect(header.alg).toBe('RS256')
  })

  test('costs two statements there, one at the exchange read and one written', async () => {
    await signIn(town)
    const on = browser(town.origin)
    town.sent.length = 0
    const asked = await askFor(town, {}, on)
    const tillCode = town.sent.filter(
      (name) => name.startsWith('provider') || name === 'open a visit',
    )
    expect(tillCode).toHaveLength(3)
    expect(town.sent).toHaveLength(3)
    town.sent.length = 0
    const tokens = await redeem(asked)
    expect(town.sent).toHaveLength(2)
    town.sent.length = 0
    await client.refreshTokenGrant(asked.config, String(tokens.refresh_token))
    expect(town.sent).toHaveLength(2)
  })

  test('gives a token for an interface when its address is asked for', async () => {
    const { tokens } = await signIn(town, { resource: api, scope: 'openid read' })
    const payload = JSON.parse(
      atob(tokens.access_token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? ''),
    )
    expect(payload).toMatchObject({ aud: api, sub: 'kari', scope: 'read', client_id: 'post' })
  })

  test('is refused on a page of ours for a person the application is not for', async () => {
    const { to, response } = await askFor(town, { client_id: 'school' })
    expect(to).toBeUndefined()
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('application-not-yours')
  })

  test('keeps nothing that a client holds as it is held', async () => {
    const { tokens, code } = await signIn(town)
    const { rows } = await town.database.send<{ line: string }>(
      '',
      `select row_to_json(r)::text as line from provider_records r
       union all select row_to_json(m)::text from provider_moments m
       union all select row_to_json(s)::text from sessions s`,
      [],
    )
    const all = rows.map((row) => row.line).join('\n')
    for (const held of [code, tokens.access_token, String(tokens.refresh_token)]) {
      expect(all).not.toContain(held)
    }
  })
})

describe('a code', () => {
  test('works once, and shown again takes everything back', async () => {
    const { code, verifier, tokens, config } = await signIn(town)
    const again = await post('/oidc/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    })
    expect(again.status).toBe(400)
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' })
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toThrow()
    await expect(client.fetchUserInfo(config, tokens.access_token, 'kari')).rejects.toThrow()
  })

  test('redeemed twice at once is won once, in each of twenty rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const asked = await askFor(town)
      const form = {
        grant_type: 'authorization_code',
        code: asked.to?.searchParams.get('code') ?? '',
        redirect_uri: redirect,
        code_verifier: asked.verifier,
      }
      const answers = await Promise.all([1, 2, 3].map(() => post('/oidc/token', form)))
      expect(answers.map((each) => each.status).toSorted()).toEqual([200, 400, 400])
    }
  })

  test('needs the proof key it was asked with', async () => {
    for (const verifier of [undefined, 'x'.repeat(43), 'short', 'y'.repeat(129)]) {
      const asked = await askFor(town)
      const answer = await post('/oidc/token', {
        grant_type: 'authorization_code',
        code: asked.to?.searchParams.get('code') ?? '',
        redirect_uri: redirect,
        ...(verifier !== undefined && { code_verifier: verifier }),
      })
      expect(answer.status).toBe(400)
    }
  })

  test('is not given without a proof key, nor with a plain one', async () => {
    const on = browser(town.origin)
    const asking = (more: Record<string, string>): string =>
      `/oidc/authorize?${new URLSearchParams({
        client_id: 'post',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirect,
        ...more,
      }).toString()}`
    const key = { code_challenge: 'a'.repeat(43) }
    const none = await on.walk(asking({}))
    expect(none.to?.searchParams.get('error')).toBe('invalid_request')
    const weak = await on.walk(asking({ ...key, code_challenge_method: 'plain' }))
    expect(weak.to?.searchParams.get('error')).toBe('invalid_request')
    for (const type of ['token', 'id_token', 'id_token token', 'code id_token', 'none']) {
      const other = await on.walk(
        asking({ ...key, response_type: type, nonce: '1', code_challenge_method: 'S256' }),
      )
      const error = other.to
        ? new URLSearchParams(other.to.hash.slice(1) || other.to.search).get('error')
        : 'refused'
      expect(error).toBeTruthy()
    }
  })

  test('is dead when its session has ended, its person is shut out, or the epoch is raised', async () => {
    const kill = [
      () =>
        town.database.send('', `update sessions set ended_at = $1 where ended_at is null`, [
          new Date(),
        ]),
      () =>
        town.database.send('', `update people set sessions_after = $1 where id = 'kari'`, [
          new Date(Date.now() + 1000),
        ]),
    ]
    for (const each of kill) {
      const asked = await askFor(town)
      await each()
      const answer = await post('/oidc/token', {
        grant_type: 'authorization_code',
        code: asked.to?.searchParams.get('code') ?? '',
        redirect_uri: redirect,
        code_verifier: asked.verifier,
      })
      expect(await answer.json()).toMatchObject({ error: 'invalid_grant' })
      await town.database.send('', `update people set sessions_after = '-infinity'`, [])
    }
    const { tokens, config } = await signIn(town)
    town.raiseEpoch()
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toThrow()
  })
})

describe('a refresh token', () => {
  test('is turned at each use, and shown again kills the family', async () => {
    const { config, tokens } = await signIn(town)
    const second = await client.refreshTokenGrant(config, String(tokens.refresh_token))
    expect(second.refresh_token).not.toBe(tokens.refresh_token)
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toThrow()
    await expect(client.refreshTokenGrant(config, String(second.refresh_token))).rejects.toThrow()
    const { rows } = await town.database.send(
      '',
      `select 1 from events where kind = 'tokens.reused'`,
      [],
    )
    expect(rows.length).toBeGreaterThan(0)
  })

  test('used twice at once is won once, in each of twenty rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { tokens } = await signIn(town)
      const form = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) }
      const answers = await Promise.all([1, 2].map(() => post('/oidc/token', form)))
      expect(answers.map((each) => each.status).toSorted()).toEqual([200, 400])
    }
  })

  test('is refused to an application the person has lost', async () => {
    town.comesIn = 'ola'
    const { config, tokens } = await signIn(town, { client_id: 'school' })
    await town.database.send('', `delete from memberships where person_id = 'ola'`, [])
    await expect(client.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toThrow()
    await town.database.send('', `insert into memberships values ('ola', 'skole')`, [])
  })
})
