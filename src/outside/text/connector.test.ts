// One question to a gateway that goes wrong in every way, and what is said of it. In doubt it was
// sent.
import { createServer as createTls } from 'node:https'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import fc from 'fast-check'
import { openTownGateway, type Mode } from '../../../test/town/gateway.ts'
import { openVendor } from '../../../test/gateways/vendor.ts'
import { openHttpCall } from '../http-call.ts'
import { connect, type Description } from './connector.ts'
import type { Gateway, Outcome } from './gateway.ts'
import { demo } from './presets/demo.ts'

const town = await openTownGateway()
afterAll(() => town.close())

// Longer than any test, so that it is the signal that ends a question.
const http = openHttpCall({ internal: ['127.0.0.0/8'], timeoutMilliseconds: 60_000 })
const open = (base: string, description: Description = demo, more = {}): Gateway =>
  connect(description, {
    name: 'first',
    values: { base, secret: town.secret, callsFrom: '+4799999900', ...more },
    reportAddress: 'http://127.0.0.1:9/gateway/k3y',
    http,
    hmacSha1: () => '',
  })
const message = (id: string) => ({
  id,
  to: '+4799999944',
  text: '482913 er koden din for FJORD.',
  sender: 'FJORD',
})
const send = (id: string, gateway = open(town.address)): Promise<Outcome | undefined> | undefined =>
  gateway.sendText?.(message(id), AbortSignal.timeout(3000))
const isHere = (id: string): number =>
  town.arrivedAt('+4799999944').filter((one) => one.id === id).length

describe('a message', () => {
  test('arrives once, and its reference comes back', async () => {
    town.mode = 'ok'
    expect(await send('ok')).toEqual({ gateway: 'first', is: 'sent', reference: 'phone-ok' })
    expect(town.arrivedAt('+4799999944')).toContainEqual({
      id: 'ok',
      text: '482913 er koden din for FJORD.',
    })
  })

  test.each([
    ['not-a-mobile', { is: 'refused', why: 'not-a-mobile' }],
    ['barred', { is: 'refused', why: 'barred' }],
    ['ported-recently', { is: 'refused', why: 'ported-recently' }],
    ['unknown-number', { is: 'refused', why: 'unknown-number' }],
    ['other refusal', { is: 'refused', why: 'other' }],
    ['wrong secret', { is: 'down' }],
    ['too many', { is: 'down' }],
    ['elsewhere now', { is: 'down' }],
    ['not now', { is: 'down' }],
    ['its own fault', { is: 'unknown' }],
    ['nonsense', { is: 'unknown' }],
  ] as const)('to a gateway that answers «%s» is understood', async (mode: Mode, meant) => {
    town.mode = mode
    expect(await send(`refused ${mode}`.replaceAll(' ', '-'))).toMatchObject(meant)
  })

  test('that is not answered in time may have been sent, and is asked for once', async () => {
    town.mode = 'sent without an answer'
    const stop = new AbortController()
    const outcome = open(town.address).sendText?.(message('late-answer'), stop.signal)
    await town.arrived(town.arrivedAt('+4799999944').length + 1)
    stop.abort()
    expect(await outcome).toEqual({ gateway: 'first', is: 'unknown' })
    expect(isHere('late-answer')).toBe(1)
    expect(town.asked.filter((id) => id === 'late-answer')).toHaveLength(1)
    await town.release()
  })

  test('is not asked for at all when no time is left', async () => {
    town.mode = 'ok'
    expect(
      await open(town.address).sendText?.(message('no-time'), AbortSignal.abort()),
    ).toMatchObject({ is: 'down' })
    expect(town.asked).not.toContain('no-time')
  })

  test.each(['4799999944', '+0', '+47 999 99 944', '+4799999944,+4799999945', ''])(
    'to «%s» is our own fault',
    (to) => {
      expect(() =>
        open(town.address).sendText?.({ ...message('a'), to }, AbortSignal.timeout(3000)),
      ).toThrow('A gateway was given')
    },
  )

  test('is kept whole, whatever is in it', async () => {
    const vendor = await openVendor()
    onTestFinished(() => vendor.close())
    vendor.answer = { status: 201, body: '{}' }
    const question = {
      method: 'POST',
      address: '{base}/to/{text}',
      headers: { 'x-secret': '{secret}' },
      query: { text: '{text}' },
      sent: { status: [201] },
    } as const
    const asForm = open(vendor.address, {
      number: 'zeros',
      text: { ...question, form: { to: '{to}', text: '{text}', missing: '{nothing}' } },
    })
    const asJson = open(vendor.address, {
      number: 'digits',
      text: { ...question, json: { to: ['{to}', '{nothing}'], text: 'says: {text}', ttl: 600 } },
    })
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        async (noise) => {
          vendor.asked.length = 0
          const text = `{secret}"&=+%00\\ ${noise}`.toWellFormed()
          const signal = AbortSignal.timeout(3000)
          await asForm.sendText?.({ ...message('a'), text }, signal)
          await asJson.sendText?.({ ...message('a'), text }, signal)
          const [form, json] = vendor.asked
          expect(Object.fromEntries(new URLSearchParams(form?.body))).toEqual({
            to: '004799999944',
            text,
          })
          expect(JSON.parse(json?.body ?? '')).toEqual({
            to: ['4799999944'],
            text: `says: ${text}`,
            ttl: 600,
          })
          const url = new URL(form?.path ?? '', vendor.address)
          expect(url.searchParams.get('text')).toBe(text)
          expect(decodeURIComponent(form?.path.split('?')[0] ?? '')).toBe(`/to/${text}`)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a gateway that is away', () => {
  const servers: Server[] = []
  const listening = async (server: Server): Promise<number> => {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  afterAll(() => {
    for (const server of servers) server.close()
  })

  test('was surely not asked: refused, no such name, no such certificate, no TLS at all', async () => {
    const away = await openTownGateway()
    await away.close()
    expect(await send('a', open(away.address))).toMatchObject({ is: 'down' })
    expect(await send('a', open('https://nowhere.invalid'))).toMatchObject({ is: 'down' })
    const own = await listening(createTls(selfSigned, (_, response) => response.end()))
    expect(await send('a', open(`https://127.0.0.1:${own}`))).toMatchObject({ is: 'down' })
    expect(await send('a', open(`https://127.0.0.1:${town.port}`))).toMatchObject({ is: 'down' })
    const curt = await listening(createServer((socket) => socket.destroy()))
    expect(await send('a', open(`https://127.0.0.1:${curt}`))).toMatchObject({ is: 'down' })
  })

  test('may have sent when the line breaks after the question', async () => {
    const port = await listening(
      createServer((socket) => {
        socket.once('data', () => socket.resetAndDestroy())
      }),
    )
    expect(await send('a', open(`http://127.0.0.1:${port}`))).toEqual({
      gateway: 'first',
      is: 'unknown',
    })
  })

  test('on a network that is not opened is not asked', async () => {
    const closed = connect(demo, {
      name: 'first',
      values: { base: town.address, secret: town.secret },
      reportAddress: 'http://127.0.0.1:9/gateway/k3y',
      http: openHttpCall({ internal: [] }),
      hmacSha1: () => '',
    })
    expect(await send('a', closed)).toMatchObject({ is: 'down' })
    expect(closed).not.toHaveProperty('call')
  })

  test('says why in words that hold no secret and no code', async () => {
    const gateways = [
      open('http://127.0.0.1:1'),
      open('http://127.0.0.1:1', demo, { secret: 'sesam\nåpne' }),
      open(town.address, demo, { secret: 'sesam' }),
    ]
    town.mode = 'ok'
    for (const gateway of gateways) {
      const outcome = JSON.stringify(await send('a', gateway))
      expect(outcome).toContain('"down"')
      expect(outcome).not.toMatch(/sesam|482913|99999944/)
    }
  })
})

/** Of sms.example, and signed by nobody but itself. */
const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHutVQpEjbea9oXT4
89ZPfp8QRcXUPECwm9fltMxEwPehRANCAATevxIsF61UjxNzQL8C1Ym9f2Ds5nZe
zIOWoeCc8q947Q2D0rc1H6QVOzMpnsgaeebo1vZGc40ofe30Er51xhyg
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBhDCCASmgAwIBAgIUS6Y+F6NhSkpBQFoYRlWpiW5FK58wCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLc21zLmV4YW1wbGUwIBcNMjYxMTIxMTkwODE4WhgPMjEyNjEw
MjgxOTA4MThaMBYxFDASBgNVBAMMC3Ntcy5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE3r8SLBetVI8Tc0C/AtWJvX9g7OZ2XsyDlqHgnPKveO0Ng9K3
NR+kFTszKZ7IGnnm6Nb2RnONKH3t9BK+dcYcoKNTMFEwHQYDVR0OBBYEFOoxZNrA
CXlQhe0APxRez5rObm7kMB8GA1UdIwQYMBaAFOoxZNrACXlQhe0APxRez5rObm7k
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhALuDKgJG0I/Z53Id
7qRtHSBlG/DYW5JmQbyTl61UciwHAiEAlUMWZBtVagv7vt0uVYuhyCUJJQv7C/6R
RmHn8688idI=
-----END CERTIFICATE-----`,
}
