import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { signed, startIdentity, type IdentityToStart } from '../../../examples/identity/identity.ts'
import { picks } from '../../../test/town/connection.ts'
import { connectionShape } from '../../domain/configuration/connection-shape.ts'
import type { ConnectionSaid } from '../../domain/moment.ts'
import { systemClock } from '../../lib/clock.ts'
import { openConnections } from '../connection.ts'

const pid = '01817000092'
const secret = 'a-secret-of-the-identity-house-0001'
const returnTo = 'https://logginn.fjordvik.example/connections/fjordvik-id/callback'

afterEach(() => vi.useRealTimers())

/** Of a house: nothing here needs one. */
const notHere = (): never => {
  throw new Error('This test has none')
}

async function opens(so: Partial<IdentityToStart> = {}, internal = ['127.0.0.0/8', '::1/128']) {
  const heard: string[] = []
  const house = await startIdentity({
    port: 0,
    clientId: 'portvakt',
    secret,
    returnTo: [returnTo],
    people: [],
    asked: async (path) => void heard.push(path),
    ...so,
  })
  onTestFinished(() => house.close())
  const connection = connectionShape.parse({
    id: 'fjordvik-id',
    name: 'Fjordvik-ID',
    use: 'identity',
    issuer: house.issuer,
    clientId: 'portvakt',
    levels: ['fjordvik-high'],
  })
  const connected = openConnections({
    secretFor: () => secret,
    internal,
    clock: systemClock,
    moment: notHere,
  })
  const language = 'nn' as const
  const verifier = 'v'.repeat(43)
  const asked = { connection, returnTo, state: 'visit.state', nonce: 'nonce', verifier, language }
  const asking = { ...asked, levels: connection.levels, isAnew: true }
  const address = (): Promise<string | undefined> => connected.addressFor(asking)
  return {
    house,
    heard,
    asking,
    connected,
    address,
    async confirms(): Promise<ConnectionSaid> {
      const { search } = await picks((await address()) ?? '', { pid })
      return connected.hear({ ...asking, query: search.slice(1) })
    },
  }
}

test('all that is asked for stands in the address, and what comes back is who it is', async () => {
  const { house, address, confirms, heard } = await opens()
  const { searchParams } = new URL((await address()) ?? '')
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: 'portvakt',
    redirect_uri: returnTo,
    response_type: 'code',
    scope: 'openid',
    state: 'visit.state',
    nonce: 'nonce',
    acr_values: 'fjordvik-high',
    ui_locales: 'nn',
    prompt: 'login',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  const said = await confirms()
  expect(said).toMatchObject({
    is: 'said',
    claims: {
      issuer: house.issuer,
      subject: expect.stringMatching(/^[\w-]{43}$/),
      level: 'fjordvik-high',
      methods: ['Fjordvik-ID'],
      provenAt: expect.any(Date),
      attributes: { pid: [pid], acr: ['fjordvik-high'], auth_time: [] },
    },
  })
  expect(await confirms()).toMatchObject({ is: 'said', claims: { attributes: { pid: [pid] } } })
  // It describes itself once, and its keys are read once.
  const of = (path: string) => heard.filter((each) => each === path).length
  expect([of('/.well-known/openid-configuration'), of('/keys'), of('/token')]).toEqual([1, 1, 2])
})

test('a new key is believed, and unknown ones are asked for once a minute at most', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { house, heard, confirms } = await opens()
  expect(await confirms()).toMatchObject({ is: 'said' })
  house.changeKey()
  const refused = { is: 'refused', because: 'answer' }
  expect([await confirms(), await confirms()]).toEqual([refused, refused])
  const keysRead = () => heard.filter((path) => path === '/keys').length
  expect(keysRead()).toBe(1)
  vi.setSystemTime(Date.now() + 61_000)
  expect(await confirms()).toMatchObject({ is: 'said', claims: { attributes: { pid: [pid] } } })
  expect(keysRead()).toBe(2)
})

test('nothing is asked for at a house that is down, and the next press asks again', async () => {
  let isDown = true
  const { address } = await opens({
    asked: async () => {
      if (isDown) throw new Error('It is down')
    },
  })
  expect(await address()).toBeUndefined()
  isDown = false
  expect(await address()).toMatch(/^http:\/\/localhost:\d+\/authorize\?/)
})

test('an inner network that is not opened for calls is never called', async () => {
  const { address, heard } = await opens({}, [])
  expect(await address()).toBeUndefined()
  expect(heard).toEqual([])
})

test('whatever it says besides, a number that is no text is none', async () => {
  const { confirms } = await opens({
    signs: (claims, key) => signed({ ...claims, pid: Number(pid) }, key),
  })
  expect(await confirms()).toMatchObject({ is: 'said', claims: { attributes: { pid: [] } } })
})

test('a house whose secret is not at hand is never asked', async () => {
  const { house, heard } = await opens()
  const parts = { internal: ['127.0.0.0/8', '::1/128'], clock: systemClock, moment: notHere }
  const connected = openConnections({ ...parts, secretFor: () => undefined })
  const connection = connectionShape.parse({
    id: 'feide',
    name: 'Feide',
    use: 'sign-in',
    issuer: house.issuer,
    clientId: 'portvakt',
  })
  const asked = { connection, returnTo, state: 's', nonce: 'n', verifier: 'v'.repeat(43) }
  const asking = { ...asked, language: 'nb' as const, levels: [], isAnew: false }
  expect(connected.reaches(connection)).toBe(false)
  expect(await connected.addressFor(asking)).toBeUndefined()
  expect(await connected.hear({ ...asking, query: 'code=1&state=s' })).toEqual({ is: 'away' })
  expect(heard).toEqual([])
})

test('how strong, how fresh and for whom is passed on where it is asked for', async () => {
  const { asking, connected } = await opens()
  const more = {
    levels: ['best', 'good'],
    isAnew: false,
    maxAgeSeconds: 60,
    hint: 'kari@f.example',
  }
  const { searchParams } = new URL((await connected.addressFor({ ...asking, ...more })) ?? '')
  expect(searchParams.get('acr_values')).toBe('best good')
  expect(searchParams.get('max_age')).toBe('60')
  expect(searchParams.get('login_hint')).toBe('kari@f.example')
  expect(searchParams.has('prompt')).toBe(false)
})
