// ATK-OIDC-09: wrong secrets and signatures are counted, seen and turned away, and shut nobody out.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { applicationNamed, oidcTown, secret, type OidcTown } from '../../../test/town/oidc.ts'

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const another = generateKeyPairSync('ec', { namedCurve: 'P-256' })
let town: OidcTown
beforeAll(async () => {
  const robot = {
    secret,
    grants: ['client-credentials'],
    resources: [{ id: 'https://api.fjordvik.example/', scopes: ['read'] }],
  }
  const robots = ['noisy', 'other'].map((id) => applicationNamed(id, robot))
  const { secret: _, ...signer } = robot
  const keys = [{ ...(await jose.exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }]
  robots.push(applicationNamed('signer', { ...signer, keys }))
  town = await oidcTown(await townDatabase(), robots)
})
afterAll(() => town.close())

const form = { grant_type: 'client_credentials', token: 'a-token' }
const post = (path: string, id: string, shown: string) =>
  fetch(town.origin + path, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${shown}`)}` },
    body: new URLSearchParams(form),
  })
const wrong = 'x'.repeat(43)
const paths = ['/oidc/token', '/oidc/introspect', '/oidc/revoke', '/oidc/par']

async function hammer() {
  const answers = []
  for (let at = 0; at < 40; at += 1)
    answers.push(await post(paths[at % paths.length] ?? '', 'noisy', wrong))
  return answers
}

test('a wrong secret is counted, turned away in the end, and told of once', async () => {
  town.sent.length = 0
  const answers = await hammer()
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 20 }, () => 401),
    ...Array.from({ length: 20 }, () => 429),
  ])
  const last = answers.at(-1)
  expect(await last?.json()).toMatchObject({ error: 'invalid_client' })
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(last?.headers.get('retry-after'))).toBeLessThanOrEqual(300)
  expect(town.sent.filter((name) => name === 'count a try').length).toBeLessThanOrEqual(21)
  const { rows } = await town.database.send<{ data: object; address: string }>(
    '',
    `select data, address from events where kind = 'application.held-back'`,
    [],
  )
  expect(rows).toMatchObject([{ data: { application: 'noisy' }, address: '192.0.2.1' }])
})

test('wrong secrets keep nobody out, and the right one costs no statement', async () => {
  await hammer()
  town.sent.length = 0
  const right = await post('/oidc/token', 'noisy', secret)
  expect(right.status).toBe(200)
  expect(right.headers.get('retry-after')).toBeNull()
  expect(town.sent).toEqual([])
  expect((await post('/oidc/token', 'other', wrong)).status).toBe(401)
})

test('a wrong secret is looked at again when the time has passed', async () => {
  await hammer()
  town.pass(301)
  expect((await post('/oidc/token', 'noisy', wrong)).status).toBe(401)
})

const sign = async (by: KeyObject) => {
  const assertion = await new jose.SignJWT({ iss: 'signer', sub: 'signer', jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'own' })
    .setAudience(town.origin)
    .setExpirationTime(town.moment().now.getTime() / 1000 + 60)
    .sign(by)
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return fetch(`${town.origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...form,
      client_assertion_type: type,
      client_assertion: assertion,
    }),
  })
}

test('a wrong signature is counted, turned away in the end, told of once, and keeps nobody out', async () => {
  const wrongOnes = []
  for (let at = 0; at < 22; at += 1) wrongOnes.push(await sign(another.privateKey))
  expect(wrongOnes.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 20 }, () => 401),
    ...Array.from({ length: 2 }, () => 429),
  ])
  const last = wrongOnes.at(-1)
  expect(await last?.json()).toMatchObject({ error: 'invalid_client' })
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  const text = `select address from events
    where kind = 'application.held-back' and data ->> 'application' = 'signer'`
  const { rows } = await town.database.send('', text, [])
  expect(rows).toEqual([{ address: '192.0.2.1' }])
  town.sent.length = 0
  expect((await sign(own.privateKey)).status).toBe(200)
  expect(town.sent).not.toContain('count a try')
})
