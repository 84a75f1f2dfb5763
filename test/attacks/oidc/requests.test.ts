// What an application, or somebody in its name, may ask for: where it is sent back to, what kind of
// answer, and whose words reach the person.
import { expect } from 'vitest'
import { readHouseFile } from '../../../src/domain/applying/house-file.ts'
import { factors } from '../../../src/factors/index.ts'
import { openEar } from '../ear.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { houseFile, redirectOf, secretOf } from '../house-file.ts'
import {
  authorize,
  authorizeAs,
  authorizing,
  basic,
  callAs,
  codeOf,
  errorOf,
  places,
  redeem,
  signIn,
  tokensIn,
} from '../verbs.ts'

openRig()

const good = redirectOf('post')
const host = 'post.fjordvik.example'

const foreignAddresses = [
  'https://evil.example/callback',
  `https://${host}.evil.example/callback`,
  `https://${host}@evil.example/callback`,
  `https://evil.example\\@${host}/callback`,
  `https://${host}\\evil.example/callback`,
  `https://${host}///evil.example/callback`,
  `https://${host}/%2e%2e/callback`,
  `https://${host}/x/../callback`,
  `https://${host}/%252f../callback`,
  `https://${host}/..;/callback`,
  `https://${host.toUpperCase()}/callback`,
  `https://${host}:443/callback`,
  `https://${host}./callback`,
  `https://user:pass@${host}/callback`,
  `${good}#fragment`,
  `${good}?extra=1`,
  `${good}/`,
  `${good}%00`,
  ` ${good}`,
  `https://pöst.fjordvik.example/callback`,
  `http://${host}/callback`,
  `http://localhost:80@evil.example/callback`,
  'https://postxfjordvik.example/callback',
  `//${host}/callback`,
  'javascript:alert(1)',
  'data:text/html,x',
  '',
]

async function refusedHere(rig: Rig, parameters: Record<string, string>): Promise<string> {
  const seen = await rig
    .browser()
    .get(`${places.authorize}?${new URLSearchParams(parameters).toString()}`)
  expect([seen.status, seen.location], JSON.stringify(parameters)).toEqual([400, undefined])
  return seen.text
}

attack('ATK-OIDC-01 only the very address that was registered is gone back to', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  const seen = await authorizeAs(browser, authorizing('post'), alice)
  expect(seen.location?.startsWith(`${good}?`)).toBe(true)
  await rig.attack({ events: [] }, async () => {
    for (const address of foreignAddresses) {
      const { parameters } = authorizing('post', { redirect_uri: address })
      const told = await browser.get(
        `${places.authorize}?${new URLSearchParams(parameters).toString()}`,
      )
      expect([told.status, told.location], address).toEqual([400, undefined])
    }
    const none = authorizing('post').parameters
    delete none['redirect_uri']
    await refusedHere(rig, none)
    // Twice: the one that is checked must be the one that is used.
    const twice = new URLSearchParams(authorizing('post').parameters)
    twice.append('redirect_uri', 'https://evil.example/callback')
    const told = await browser.get(`${places.authorize}?${twice.toString()}`)
    expect([told.status, told.location]).toEqual([400, undefined])
  })
  // A native application's own machine: the port is free, and nothing else.
  const at = (address: string) => authorizing('phone', { redirect_uri: address })
  expect(codeOf(await authorize(browser, at('http://127.0.0.1:49152/callback')))).toBeTruthy()
  await rig.attack({ events: [] }, async () => {
    for (const address of [
      'http://127.0.0.1:49152/other',
      'http://localhost:49152/callback',
      'http://127.0.0.1.evil.example/callback',
      'https://127.0.0.1/callback',
    ]) {
      await refusedHere(rig, at(address).parameters)
    }
  })
})

attack('ATK-OIDC-02 an unsafe address cannot be written into the configuration', async (rig) => {
  const withRedirect = (redirect: string, key = 'redirects') => ({
    ...houseFile,
    applications: [
      {
        id: 'new',
        name: 'New',
        everyone: true,
        oidc: { redirects: [good], secret: secretOf('new'), [key]: [redirect] },
      },
    ],
  })
  expect(readHouseFile(withRedirect('https://new.fjordvik.example/callback'), factors).is).not.toBe(
    'wrong',
  )
  await rig.attack({ events: [] }, async () => {
    for (const address of [
      'https://*.fjordvik.example/callback',
      'https://new.fjordvik.example/*',
      'https://new.fjordvik.example/callback#x',
      'http://new.fjordvik.example/callback',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://new.fjordvik.example/../callback',
      'https://new.fjordvik.example/%2e%2e/callback',
      'https://user@new.fjordvik.example/callback',
      'https://NEW.fjordvik.example/callback',
      'https://new.fjordvik.example:443/callback',
      'https://new.fjordvik.example\\evil.example/callback',
      'file:///etc/passwd',
      '',
    ]) {
      for (const key of ['redirects', 'afterSignOut']) {
        expect([address, readHouseFile(withRedirect(address, key), factors).is]).toEqual([
          address,
          'wrong',
        ])
      }
    }
  })
})

attack(
  'ATK-OIDC-06 no code without a challenge, and no token without its verifier',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const machine = rig.machine()
    const browser = rig.browser()
    const honest = authorizing('post')
    const code = codeOf(await authorizeAs(browser, honest, alice)) ?? ''
    expect(tokensIn(await redeem(machine, honest, code)).access_token).toBeTruthy()
    await rig.attack({ events: [] }, async () => {
      for (const more of [
        { code_challenge: '', code_challenge_method: '' },
        { code_challenge_method: 'plain' },
        { code_challenge: 'short' },
        { code_challenge_method: '' },
        { code_challenge_method: 's256' },
      ]) {
        const asked = authorizing('post', more)
        const parameters = Object.fromEntries(
          Object.entries(asked.parameters).filter(([, value]) => value !== ''),
        )
        const seen = await authorize(browser, { ...asked, parameters })
        expect([codeOf(seen), errorOf(seen)], JSON.stringify(more)).toEqual([
          undefined,
          'invalid_request',
        ])
      }
    })
    await rig.attack({}, async () => {
      for (const verifier of ['', 'wrong'.repeat(10), 'x', honest.verifier, 'v'.repeat(129)]) {
        const asked = authorizing('post')
        const given = codeOf(await authorize(browser, asked)) ?? ''
        const told = await redeem(machine, { ...asked, verifier }, given)
        expect([told.status, verifier]).toEqual([400, verifier])
        expect(told.text).not.toContain('access_token')
      }
    })
  },
)

attack('ATK-OIDC-07 no other grant, answer or mode is to be had', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  expect(codeOf(await authorizeAs(browser, authorizing('post'), alice))).toBeTruthy()
  await rig.attack({ events: [] }, async () => {
    for (const response_type of ['token', 'id_token', 'id_token token', 'code token', 'none', '']) {
      const seen = await authorize(browser, authorizing('post', { response_type }))
      expect(`${seen.location}${seen.text}`).not.toMatch(/access_token=|id_token=|[?&]code=/)
    }
    for (const response_mode of ['web_message', 'fragment', 'jwt', 'unknown']) {
      const seen = await authorize(browser, authorizing('post', { response_mode }))
      expect(`${seen.location}${seen.text}`, response_mode).not.toMatch(/[?&#"]code=/)
    }
    const machine = rig.machine()
    for (const fields of [
      { grant_type: 'password', username: alice.login, password: alice.password },
      { grant_type: 'implicit' },
      { grant_type: 'client_credentials' },
      { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'x' },
      { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x' },
      { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: 'x' },
      { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'x' },
    ]) {
      const told = await callAs(machine, 'post', places.token, fields)
      expect([told.status, fields.grant_type]).toEqual([400, fields.grant_type])
    }
  })
})

attack('ATK-OIDC-10 no request by reference, and nobody is called for one', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  expect(codeOf(await authorizeAs(browser, authorizing('post'), alice))).toBeTruthy()
  // Where even the house's own calls may go.
  const ear = await openEar()
  await rig.attack({ events: [] }, async () => {
    for (const request_uri of [
      ear.address,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
      'https://post.fjordvik.example/request.jwt',
      'urn:ietf:params:oauth:request_uri:nobody-pushed-this',
    ]) {
      const seen = await authorize(browser, authorizing('post', { request_uri }))
      expect(codeOf(seen), request_uri).toBeUndefined()
    }
    const seen = await authorize(
      browser,
      authorizing('post', { request: `${btoa('{"alg":"none"}')}.${btoa('{}')}.` }),
    )
    expect(codeOf(seen)).toBeUndefined()
    expect(ear.calls).toBe(0)
  })
  await ear.close()
})

attack(
  'ATK-OIDC-12 nobody registers an application, asks for a device, or finds a back room',
  async (rig) => {
    const known = JSON.parse(await (await rig.call({ target: places.discovery })).text())
    expect(known.issuer).toBe(rig.origin)
    await rig.attack({ events: [] }, async () => {
      for (const named of [
        'registration_endpoint',
        'device_authorization_endpoint',
        'backchannel_authentication_endpoint',
      ]) {
        expect(known[named]).toBeUndefined()
      }
      expect(known.request_parameter_supported ?? false).toBe(false)
      expect(known.request_uri_parameter_supported ?? false).toBe(false)
      expect(known.grant_types_supported.toSorted()).toEqual([
        'authorization_code',
        'client_credentials',
        'refresh_token',
      ])
      for (const target of [
        '/oidc/reg',
        '/oidc/device',
        '/oidc/device/auth',
        '/oidc/ciba',
        '/reg',
      ]) {
        const told = await rig.call({
          method: 'POST',
          target,
          headers: [
            ['content-type', 'application/json'],
            ['authorization', basic('post')],
          ],
          body: JSON.stringify({ redirect_uris: [good] }),
        })
        expect([target, told.status]).toEqual([target, 404])
      }
    })
  },
)

attack('ATK-OIDC-19 after a press the browser is never told to press again', async (rig) => {
  const alice = await rig.colleague('alice')
  const html = { accept: 'text/html' }
  const browser = rig.browser()
  await signIn(rig.browser(), alice)
  await rig.attack({ sessions: 1 }, async () => {
    await authorize(browser, authorizing('post'))
    for (const fields of [{ name: alice.login }, { password: alice.password }]) {
      const { form } = browser.last
      const own = { token: form?.token ?? '', question: form?.question ?? '' }
      await browser.post(form?.action ?? '', { ...own, ...fields }, html)
      expect(browser.last.status).toBe(303)
      await browser.get(browser.last.location ?? '')
    }
    while (
      browser.last.location?.startsWith('/') ||
      browser.last.location?.startsWith(rig.origin)
    ) {
      expect([302, 303]).toContain(browser.last.status)
      await browser.get(browser.last.location)
    }
    expect(codeOf(browser.last)).toBeTruthy()
  })
})

attack('ATK-OIDC-20 words that come with a request are words, never markup', async (rig) => {
  const alice = await rig.colleague('alice')
  const canary = `"><script>alert('x')</script><img src=x onerror=alert(1)>`
  const browser = rig.browser()
  expect(codeOf(await authorizeAs(browser, authorizing('post'), alice))).toBeTruthy()
  const html = { accept: 'text/html' }
  await rig.attack({ events: [] }, async () => {
    const fresh = rig.browser()
    const asked = [
      authorizing('post', { login_hint: canary, ui_locales: canary, state: canary }),
      authorizing('post', { prompt: canary }),
      authorizing('post', { scope: canary }),
      authorizing(canary),
      authorizing('post', { redirect_uri: `javascript:${canary}` }),
      authorizing('post', { error_description: canary, error_hint: canary }),
    ]
    for (const { parameters } of asked) {
      await fresh.get(`${places.authorize}?${new URLSearchParams(parameters).toString()}`, html)
      for (let hops = 0; hops < 3 && fresh.last.location?.startsWith('/'); hops += 1) {
        await fresh.get(fresh.last.location, html)
      }
      expect(fresh.last.text).not.toContain('<script>alert')
      expect(fresh.last.text).not.toContain('<img src=x')
    }
    // Signed in, and the answer comes as a form that posts itself.
    const posted = await browser.get(
      `${places.authorize}?${new URLSearchParams(
        authorizing('post', { response_mode: 'form_post', state: canary }).parameters,
      ).toString()}`,
      html,
    )
    expect(posted.text).toContain('name="code"')
    expect(posted.text).not.toContain('<script>alert')
    expect(posted.text).not.toContain('<img src=x')
  })
})
