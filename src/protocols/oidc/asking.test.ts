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

let town: OidcTown

beforeAll(async () => {
  town = await oidcTown(await townDatabase(), [
    applicationNamed('post', {
      redirects: [redirect, 'https://post.fjordvik.example/other'],
      afterSignOut: ['https://post.fjordvik.example/bye'],
      secret,
    }),
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

describe('how the application asks', () => {
  test('silently, it hears whether the person would have to be asked', async () => {
    const stranger = await askFor(town, { prompt: 'none' })
    expect(stranger.to?.searchParams.get('error')).toBe('login_required')
    const { on } = await signIn(town)
    const known = await askFor(town, { prompt: 'none' }, on)
    expect(known.to?.searchParams.get('code')).toBeTruthy()
    const other = await askFor(town, { prompt: 'none', login_hint: 'ola@fjordvik.example' }, on)
    expect(other.to?.searchParams.get('error')).toBe('login_required')
    const forbidden = await askFor(town, { prompt: 'none', client_id: 'school' }, on)
    expect(forbidden.to?.searchParams.get('error')).toBe('access_denied')
    const stronger = await askFor(town, { prompt: 'none', acr_values: 'urn:portvakt:2fa' }, on)
    expect(stronger.to?.searchParams.get('error')).toBe('login_required')
  })

  test('freshly, an older proof does not count', async () => {
    const { on, tokens } = await signIn(town)
    town.comesIn = undefined
    const asked = await askFor(town, { prompt: 'login' }, on)
    expect(asked.to).toBeUndefined()
    expect(await asked.response.text()).toBe('a visit')
    const old = await askFor(town, { max_age: '3600' }, on)
    expect(old.to?.searchParams.get('code')).toBeTruthy()
    town.pass(120)
    const tooOld = await askFor(town, { max_age: '60' }, on)
    expect(tooOld.to).toBeUndefined()
    town.comesIn = 'kari'
    const fresh = await askFor(town, { max_age: '60' }, on)
    expect(fresh.to?.searchParams.get('code')).toBeTruthy()
    expect(tokens).toBeTruthy()
    town.pass(-120)
  })

  test('another account can be chosen, and comes back', async () => {
    const { on } = await signIn(town)
    town.comesIn = 'ola'
    const tokens = await redeem(await askFor(town, { prompt: 'select_account' }, on))
    expect(tokens.claims()?.sub).toBe('ola')
  })

  test('the way back is shut to who has not been through the visit', async () => {
    const on = browser(town.origin)
    town.comesIn = undefined
    await askFor(town, {}, on)
    const resume = [...on.jar].find(([name]) => name === 'portvakt-resume')
    const { response } = await on.walk(`${resume?.[1].path}`)
    expect(await response.text()).toBe('a visit')
    const foreign = await browser(town.origin).walk(`${resume?.[1].path}`)
    expect(foreign.to).toBeUndefined()
    expect(foreign.response.status).toBe(400)
  })

  test('what a browser says under inner names is thrown away', async () => {
    const value = await town.signIn('kari')
    const on = browser(town.origin)
    on.jar.set('portvakt-session-here', { value, path: '/' })
    const { to } = await askFor(town, { prompt: 'none' }, on)
    expect(to?.searchParams.get('error')).toBe('login_required')
  })
})

describe('a return address', () => {
  const base = 'https://post.fjordvik.example/callback'
  test.each([
    'https://evil.example/cb',
    'https://post.fjordvik.example.evil.example/callback',
    'https://evil.example@post.fjordvik.example/callback',
    'https://post.fjordvik.example\\evil.example/callback',
    'https:///evil.example',
    'https://post.fjordvik.example/%2e%2e/callback',
    'https://post.fjordvik.example/callback/%252f..',
    'https://post.fjordvik.example/callback/..;/',
    'https://POST.fjordvik.example/callback',
    'https://post.fjordvik.example:443/callback',
    'https://post.fjordvik.example./callback',
    `${base}#fragment`,
    `${base}?extra=1`,
    'https://pöst.fjordvik.example/callback',
    'http://localhost:80@evil.example',
    'https://postxfjordvik.example/callback',
    'javascript:alert(1)',
  ])('%s is refused, and nobody is sent there', async (redirectUri) => {
    const { to, response } = await askFor(town, { redirect_uri: redirectUri })
    expect(to).toBeUndefined()
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  test('of an installed application may have any port on this machine', async () => {
    const { to, response } = await askFor(town, {
      client_id: 'phone',
      redirect_uri: 'http://127.0.0.1:51004/callback',
    })
    expect([to?.port, response.status]).toEqual(['51004', 303])
    const wrong = await askFor(town, {
      client_id: 'phone',
      redirect_uri: 'http://127.0.0.1:51004/other',
    })
    expect(wrong.to).toBeUndefined()
  })
})

test('going to an application is being here, and a silent renewal is not', async () => {
  const idleUntil = async () =>
    (
      await town.database.send<{ until: Date }>(
        '',
        'select max(idle_until) as until from sessions where ended_at is null',
        [],
      )
    ).rows[0]?.until.getTime() ?? 0
  const { on } = await signIn(town)
  const before = await idleUntil()
  town.pass(600)
  await askFor(town, { prompt: 'none' }, on)
  expect(await idleUntil()).toBe(before)
  await askFor(town, {}, on)
  expect(await idleUntil()).toBeGreaterThan(before)
  town.pass(-600)
})

test('a person who comes while the database is away reads a page, and can ask once more', async () => {
  const sql = (text: string) => town.database.send('', text, [])
  await sql('alter table visits rename to visits_away')
  town.comesIn = undefined
  const { response } = await askFor(town)
  await sql('alter table visits_away rename to visits')
  expect(response.status).toBe(503)
  expect(response.headers.get('location')).toBeNull()
  expect(await response.text()).toMatch(
    /^<p>refused unavailable, again \/oidc\/authorize\?.*client_id=/,
  )
  expect(town.faults).not.toEqual([])
})
