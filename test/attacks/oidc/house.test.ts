// Who this house is, in tokens and addresses: said by its settings alone, and never by a request.
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { readSettings } from '../../../src/settings.ts'
import { attack, openRig } from '../rig.ts'
import { authorizing, places, signIn } from '../verbs.ts'

openRig()

attack('ATK-OIDC-26 no header moves the issuer, the host or a cookie’s flag', async (rig) => {
  const alice = await rig.colleague('alice')
  const honest = rig.browser()
  await signIn(honest, alice)
  const lies: readonly (readonly [string, string])[] = [
    ['x-forwarded-proto', 'http'],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-uri', '/health/live'],
    ['x-forwarded-prefix', '/evil'],
    ['forwarded', 'host=evil.example;proto=http'],
    ['x-original-host', 'evil.example'],
    ['x-original-url', '/health/live'],
    ['x-rewrite-url', '/health/live'],
    ['x-http-method-override', 'GET'],
    ['x-host', 'evil.example'],
    ['x-real-ip', '10.0.0.1'],
    ['x-user-id', alice.id],
    ['x-auth-request-user', alice.login],
  ]
  await rig.attack({ events: [] }, async () => {
    for (const lie of lies) {
      const headers = [lie, ['accept', 'text/html'] as const]
      const known = JSON.parse(await (await rig.call({ target: places.discovery, headers })).text())
      expect([lie[0], known.issuer, known.token_endpoint]).toEqual([
        lie[0],
        rig.origin,
        `${rig.origin}${places.token}`,
      ])
      const start = await rig.call({ target: places.start, headers })
      expect(start.headers.get('location')).toMatch(/^\/visit\//)
      for (const cookie of start.headers.getSetCookie()) {
        expect(cookie).toMatch(/^__Host-.*; Secure/)
      }
      const asked = authorizing('post').parameters
      const there = await rig.call({
        target: `${places.authorize}?${new URLSearchParams(asked).toString()}`,
        headers,
      })
      expect(there.headers.get('location')).toMatch(
        /^(https:\/\/logginn\.fjordvik\.example)?\/visit\//,
      )
    }
    for (const name of ['evil.example', 'logginn.fjordvik.example.evil.example', 'localhost']) {
      for (const target of [places.start, places.discovery, places.authorize, places.token]) {
        const told = await rig.call({ target, headers: [['host', name]] })
        expect([name, target, told.status]).toEqual([name, target, 421])
      }
    }
  })
})

attack(
  'ATK-OIDC-27 a house in production begins on nothing that was made for trying',
  async (rig) => {
    const honest = {
      PORTVAKT_ADDRESS: rig.origin,
      PORTVAKT_MASTER_KEY: randomBytes(32).toString('base64'),
    }
    const begin = (env: Record<string, string | undefined>) => () =>
      readSettings({ env, argv: ['serve'] })
    expect(begin(honest)).not.toThrow()
    await rig.attack({ events: [] }, async () => {
      for (const change of [
        { PORTVAKT_ADDRESS: undefined },
        { PORTVAKT_ADDRESS: 'http://logginn.fjordvik.example' },
        { PORTVAKT_ADDRESS: 'https://localhost:8080' },
        { PORTVAKT_ADDRESS: 'https://logginn.fjordvik.example/path' },
        { PORTVAKT_MASTER_KEY: undefined },
        { PORTVAKT_MASTER_KEY: '' },
        { PORTVAKT_MASTER_KEY: 'short' },
        { PORTVAKT_MASTER_KEY: randomBytes(16).toString('base64') },
        { PORTVAKT_DEV_INTERACTIONS: '1' },
        { NODE_OPTIONS: '--inspect' },
      ]) {
        expect(begin({ ...honest, ...change }), JSON.stringify(change)).toThrow()
      }
    })
  },
)
