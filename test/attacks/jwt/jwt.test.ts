// Signed things: what was not signed by whom it says, for what it says, is nothing.
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { expect } from 'vitest'
import {
  openSigningKeys,
  retireSigningKey,
  rotateSigningKeys,
} from '../../../src/domain/signing/signing-keys.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { byeOf, ownKeys, redirectOf } from '../house-file.ts'
import {
  authorize,
  authorizeAs,
  authorizing,
  callAs,
  codeOf,
  places,
  redeem,
  tokensIn,
  userinfo,
  whoIsIn,
  type Authorizing,
} from '../verbs.ts'

openRig()

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const ownAssertion = (origin: string, more: Record<string, unknown> = {}) => ({
  iss: 'signer',
  sub: 'signer',
  aud: origin,
  jti: randomUUID(),
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 60,
  ...more,
})

const signed = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  new jose.SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'own', ...header })
    .sign(ownKeys.privateKey)

async function redeemWith(rig: Rig, asked: Authorizing, code: string, assertion: string) {
  return rig.machine().post(places.token, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectOf('signer'),
    code_verifier: asked.verifier,
    client_id: 'signer',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
}

attack(
  'ATK-JWT-01 an application’s own proof is signed by its own key, for us, now, once',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const browser = rig.browser()
    const first = authorizing('signer')
    const code = codeOf(await authorizeAs(browser, first, alice)) ?? ''
    const good = await signed(ownAssertion(rig.origin))
    expect(tokensIn(await redeemWith(rig, first, code, good)).access_token).toBeTruthy()
    const asked = authorizing('signer')
    const fresh = codeOf(await authorize(browser, asked)) ?? ''
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const claims = () => ownAssertion(rig.origin)
    const spki = ownKeys.publicKey.export({ type: 'spki', format: 'pem' })
    const hmac = await new jose.SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'own' })
      .sign(Buffer.from(spki))
    const own = await signed(claims())
    const [head = '', body = '', signature = ''] = own.split('.')
    await rig.attack({ events: [] }, async () => {
      for (const [what, assertion] of Object.entries({
        'shown before': good,
        none: `${encode({ alg: 'none' })}.${encode(claims())}.`,
        hmac,
        'another key': await new jose.SignJWT(claims())
          .setProtectedHeader({ alg: 'ES256', kid: 'own' })
          .sign(stranger.privateKey),
        'a key of its own in the header': await new jose.SignJWT(claims())
          .setProtectedHeader({ alg: 'ES256', jwk: await jose.exportJWK(stranger.publicKey) })
          .sign(stranger.privateKey),
        changed: `${head}.${encode({ ...claims(), sub: 'post' })}.${signature}`,
        cut: `${head}.${body}.${signature.slice(0, -8)}`,
        'another house': await signed(ownAssertion('https://evil.example')),
        'out of date': await signed(ownAssertion(rig.origin, { exp: 1 })),
        'without an end': await signed(ownAssertion(rig.origin, { exp: undefined })),
        'without a number': await signed(ownAssertion(rig.origin, { jti: undefined })),
        'of another': await signed(ownAssertion(rig.origin, { sub: 'post' })),
        'by another': await signed(ownAssertion(rig.origin, { iss: 'post' })),
        'with an unknown must': await signed(claims(), { crit: ['x'], x: 1 }).catch(
          () => `${encode({ alg: 'ES256', kid: 'own', crit: ['x'], x: 1 })}.${body}.${signature}`,
        ),
        garbage: 'a.b.c',
      })) {
        const told = await redeemWith(rig, asked, fresh, assertion)
        expect([what, told.text.includes('access_token')]).toEqual([what, false])
        expect([400, 401]).toContain(told.status)
      }
    })
    // A proof shown twice spends the code it came with; a new one is given all the same.
    const last = authorizing('signer')
    const given = codeOf(await authorize(browser, last)) ?? ''
    const honest = await redeemWith(rig, last, given, await signed(claims()))
    expect(tokensIn(honest).access_token).toBeTruthy()
  },
)

attack('ATK-JWT-02 a token that says itself which key to believe is not believed', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
  const tokens = tokensIn(await redeem(rig.machine(), asked, code))
  const quiet = (hint: string) =>
    authorize(browser, authorizing('post', { prompt: 'none', id_token_hint: hint }))
  expect(codeOf(await quiet(tokens.id_token ?? ''))).toBeTruthy()
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const claims = jose.decodeJwt(tokens.id_token ?? '')
  const jwk = await jose.exportJWK(stranger.publicKey)
  const { kid } = jose.decodeProtectedHeader(tokens.id_token ?? '')
  const forged = (header: Record<string, unknown>) =>
    new jose.SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', ...header })
      .sign(stranger.privateKey)
  const known = JSON.parse(await (await rig.call({ target: places.keys })).text())
  const rsa = known.keys.find((key: { kty: string }) => key.kty === 'RSA')
  const ourRsa = createPublicKey({ key: rsa, format: 'jwk' })
  await rig.attack({ events: [] }, async () => {
    for (const [what, token] of Object.entries({
      jwk: await forged({ jwk }),
      jku: await forged({ jku: 'https://evil.example/keys', kid: 'evil' }),
      x5u: await forged({ x5u: 'https://evil.example/chain' }),
      'our kid': await forged({ kid }),
      'a path': await forged({ kid: '../../../../dev/null' }),
      'a statement': await forged({ kid: `' union select 'x` }),
      none: `${encode({ alg: 'none' })}.${encode(claims)}.`,
      'our public key as a secret': await new jose.SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: rsa.kid })
        .sign(Buffer.from(ourRsa.export({ type: 'spki', format: 'pem' }))),
      half: (tokens.id_token ?? '').split('.').slice(0, 2).join('.'),
    })) {
      expect([what, codeOf(await quiet(token))]).toEqual([what, undefined])
      expect([what, (await userinfo(rig.machine(), token)).status]).toEqual([what, 401])
      const bye = { id_token_hint: token, post_logout_redirect_uri: byeOf('post') }
      const left = await browser.get(`${places.logout}?${new URLSearchParams(bye).toString()}`)
      expect([what, left.status]).toEqual([what, 400])
    }
    expect(await whoIsIn(browser)).toBe(alice.login)
  })
})

const publishedKids = async (rig: Rig): Promise<string[]> => {
  const seen = await Promise.all(
    rig.nodes.all.map(async () =>
      JSON.parse(await (await rig.call({ target: places.keys })).text()),
    ),
  )
  return [...new Set(seen.flatMap(({ keys }) => keys.map(({ kid }: { kid: string }) => kid)))]
}

attack('ATK-JWT-05 a key verifies as long as what it signed lives, and no longer', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
  const { id_token: old = '' } = tokensIn(await redeem(rig.machine(), asked, code))
  const { kid: before } = jose.decodeProtectedHeader(old)
  const quiet = async (hint: string) =>
    codeOf(await authorize(browser, authorizing('post', { prompt: 'none', id_token_hint: hint })))
  expect(await quiet(old)).toBeTruthy()
  await rig.attack({ rows: true, sessions: 1, tokens: 1 }, async () => {
    // Published for a day before it signs.
    expect((await rotateSigningKeys(rig.town.moment())).is).toBe('too early')
    await rig.pass(25 * 3600)
    expect((await rotateSigningKeys(rig.town.moment())).is).toBe('rotated')
    await rig.nodes.refresh()
    const again = authorizing('post')
    const given = codeOf(await authorizeAs(browser, again, alice)) ?? ''
    const { id_token: young = '' } = tokensIn(await redeem(rig.machine(), again, given))
    const { kid: after } = jose.decodeProtectedHeader(young)
    expect(after).not.toBe(before)
    expect(await publishedKids(rig)).toEqual(expect.arrayContaining([before, after]))
    expect(await quiet(old)).toBeTruthy()
    // ATK-JWT-06: the old key has leaked.
    await retireSigningKey(rig.town.moment(), before ?? '')
    await rig.nodes.refresh()
    expect(await publishedKids(rig)).not.toContain(before)
    expect(await quiet(old)).toBeUndefined()
    expect(await quiet(young)).toBeTruthy()
  })
})

attack('ATK-JWT-07 no private key stands in a row or a log', async (rig) => {
  const alice = await rig.colleague('alice')
  const asked = authorizing('post')
  expect(codeOf(await authorizeAs(rig.browser(), asked, alice))).toBeTruthy()
  await rig.attack({ events: [] }, async () => {
    const keys = await openSigningKeys(rig.town.moment())
    expect(keys.length).toBeGreaterThanOrEqual(4)
    for (const { privateJwk } of keys) rig.town.canaries.add(String(privateJwk['d']))
    for (const form of ['hex', 'base64', 'base64url'] as const)
      rig.town.canaries.add(rig.town.masterKey.toString(form))
    await rig.secretsStandNowhere()
    for (const target of [places.keys, places.discovery, '/health/ready', '/metrics', '/.env']) {
      const text = await (await rig.call({ target })).text()
      for (const secret of rig.town.canaries) expect(text.includes(secret)).toBe(false)
    }
  })
})

attack('ATK-JWT-09 a proof of possession is for one call, by one key, once', async (rig) => {
  const alice = await rig.colleague('alice')
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const proof = async (of: {
    readonly htm?: string
    readonly htu?: string
    readonly token?: string
    readonly keys?: typeof pair
    readonly age?: number
    readonly typ?: string
  }) => {
    const keys = of.keys ?? pair
    const ath =
      of.token &&
      Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(of.token))).toString(
        'base64url',
      )
    return new jose.SignJWT({
      htm: of.htm ?? 'GET',
      htu: of.htu ?? `${rig.origin}${places.userinfo}`,
      jti: randomUUID(),
      ...(ath && { ath }),
    })
      .setProtectedHeader({
        alg: 'ES256',
        typ: of.typ ?? 'dpop+jwt',
        jwk: await jose.exportJWK(keys.publicKey),
      })
      .setIssuedAt(Math.floor(Date.now() / 1000) - (of.age ?? 0))
      .sign(keys.privateKey)
  }
  const asked = authorizing('bound')
  const code = codeOf(await authorizeAs(rig.browser(), asked, alice)) ?? ''
  const machine = rig.machine()
  const told = await machine.post(
    places.token,
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectOf('bound'),
      code_verifier: asked.verifier,
    },
    {
      authorization: `Basic ${btoa('bound:a-secret-made-by-a-machine-for-bound-0001')}`,
      dpop: await proof({ htm: 'POST', htu: `${rig.origin}${places.token}` }),
    },
  )
  const token = tokensIn(told).access_token
  const show = async (dpop: string, scheme = 'DPoP') =>
    (await machine.get(places.userinfo, { authorization: `${scheme} ${token}`, dpop })).status
  const once = await proof({ token })
  expect(await show(once)).toBe(200)
  await rig.attack({ events: [] }, async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const [what, dpop] of Object.entries({
      'shown before': once,
      'another address': await proof({ token, htu: `${rig.origin}/elsewhere` }),
      'another method': await proof({ token, htm: 'POST' }),
      'another token': await proof({ token: 'x' }),
      'no token': await proof({}),
      'another key': await proof({ token, keys: other }),
      'an old one': await proof({ token, age: 600 }),
      'another kind': await proof({ token, typ: 'jwt' }),
      none: `${encode({ alg: 'none', typ: 'dpop+jwt' })}.${encode({})}.`,
    })) {
      const status = await show(dpop)
      expect([what, status === 400 || status === 401]).toEqual([what, true])
    }
    expect((await machine.get(places.userinfo, { authorization: `Bearer ${token}` })).status).toBe(
      401,
    )
  })
})

attack('ATK-JWT-10 what an application gets for itself speaks for nobody else', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(rig.browser(), asked, alice)) ?? ''
  const hers = tokensIn(await redeem(machine, asked, code)).access_token
  const ask = (fields: Record<string, string>) =>
    callAs(machine, 'robot', places.token, { grant_type: 'client_credentials', ...fields })
  const honest = tokensIn(await ask({ scope: 'read' })).access_token
  expect(jose.decodeJwt(honest)).toMatchObject({ sub: 'robot', client_id: 'robot', scope: 'read' })
  const kind = 'urn:ietf:params:oauth:token-type:access_token'
  await rig.attack({ events: [] }, async () => {
    for (const fields of [
      { username: alice.login },
      { sub: alice.id },
      { login_hint: alice.login },
      { requested_subject: alice.id },
      { on_behalf_of: alice.id },
      { act: JSON.stringify({ sub: alice.id }) },
      { claims: JSON.stringify({ userinfo: { sub: { value: alice.id } } }) },
      { subject_token: hers, subject_token_type: kind },
      { requested_token_use: 'on_behalf_of', assertion: hers },
    ]) {
      const told = await ask({ scope: 'read', ...fields })
      const token = tokensIn(told).access_token
      expect(jose.decodeJwt(token)['sub']).toBe('robot')
      const said = JSON.stringify(jose.decodeJwt(token))
      expect(said, JSON.stringify(fields)).not.toContain(alice.id)
      expect(said, JSON.stringify(fields)).not.toContain(alice.login)
      expect((await userinfo(machine, token)).status).toBe(401)
    }
    const more = await ask({ scope: 'openid profile read' })
    expect(more.text).not.toContain('id_token')
  })
})
