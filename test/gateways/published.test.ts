// Each preset against what its vendor has published: the request it asks for, what it answers, and
// what it reports. The examples are quoted with their source in `published/`; where the vendor has
// published none, the file says so and the test has a short form of what the vendor describes.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Description } from '../../src/outside/text/connector.ts'
import type { Gateway, Incoming } from '../../src/outside/text/gateway.ts'
import { presets } from '../../src/outside/text/open-gateway.ts'
import type { Values } from '../../src/outside/text/template.ts'
import { openHttpCall } from '../../src/outside/http-call.ts'
import { openVendor, type AskedOf } from './vendor.ts'

const vendor = await openVendor()
afterAll(() => vendor.close())
beforeEach(() => {
  vendor.asked.length = 0
})

const published = (name: string) =>
  JSON.parse(readFileSync(new URL(`./published/${name}.json`, import.meta.url), 'utf8'))

const report = 'https://logginn.fjordvik.example/gateway/k3y'
const open = (description: Description, values: Values, reportAddress = report): Gateway =>
  connect(description, {
    name: 'first',
    values: { base: vendor.address, ...values },
    reportAddress,
    http: openHttpCall({ internal: ['127.0.0.0/8'], timeoutMilliseconds: 3000 }),
    hmacSha1: (key, text) => createHmac('sha1', key).update(text).digest('base64'),
  })
const soon = (): AbortSignal => AbortSignal.timeout(3000)
const basic = ({ headers }: AskedOf): string =>
  Buffer.from(headers['authorization']?.replace('Basic ', '') ?? '', 'base64').toString()
const incoming = (more: Partial<Incoming>): Incoming => ({
  method: 'POST',
  path: '/gateway/k3y',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: '',
  ...more,
})
const asked = (): AskedOf => {
  const [first] = vendor.asked
  if (!first) throw new Error('Nothing was asked')
  return first
}
/** `-d name=value` and `--data-urlencode "name=value"` of a curl command. */
const curlFields = (curl: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...curl.matchAll(/(?:-d|--data-urlencode) (?:(\w+)="([^"]*)"|"(\w+)=([^"]*)"|(\w+)=(\S+))/g),
    ].map(([, a, b, c, d, e, f]) => [a ?? c ?? e ?? '', b ?? d ?? f ?? '']),
  )

describe('LINK Mobility', () => {
  const { request, good, failedStatuses, report: delivered, failedReport } = published('link')
  const gateway = open(presets.link, {
    user: 'u',
    secret: 's',
    platformId: '0',
    platformPartnerId: '0',
    gate: 'BVldZyQt',
  })
  const message = { id: 'abc', to: '+4799999999', text: 'Hello world', sender: 'LINK' }

  test('is asked as in its example, with a report, and has queued it', async () => {
    vendor.answer = good
    expect(await gateway.sendText?.(message, soon())).toEqual({
      gateway: 'first',
      is: 'sent',
      reference: 'Dcshuhod0PMAAAFQ+/PbnR3x',
    })
    const { useDeliveryReport: _without, ...example } = JSON.parse(request)
    expect(JSON.parse(asked().body)).toMatchObject({
      ...example,
      useDeliveryReport: true,
      deliveryReportGates: ['BVldZyQt'],
      refId: 'abc',
    })
    expect(asked()).toMatchObject({ method: 'POST', path: '/sms/send' })
    expect(asked().headers['content-type']).toMatch(/^application\/json/)
    expect(basic(asked())).toBe('u:s')
  })

  test.each<number>(failedStatuses)('has taken nothing when it answers %d', async (status) => {
    vendor.answer = { status, body: '{"resultCode":106100}' }
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ is: 'down' })
  })

  test('reports what was delivered, and a number that does not exist', () => {
    const headers = { 'content-type': 'application/json' }
    expect(gateway.readReport?.(incoming({ headers, body: delivered }))).toEqual([
      { id: '0', reference: '0', state: 'delivered' },
    ])
    expect(gateway.readReport?.(incoming({ headers, body: failedReport }))).toEqual([
      { id: '0', reference: '0', state: 'failed', why: 'unknown-number' },
    ])
  })
})

describe('Sveve', () => {
  const { request, report: delivered } = published('sveve')
  const gateway = open(presets.sveve, { user: 'username', secret: 'api-password' })
  const message = { id: 'ABC123', to: '+4799999944', text: 'Message text', sender: 'MyCompany' }

  test('is asked as in its example, and not for a trial', async () => {
    vendor.answer = { status: 200, body: '{"response":{"msgOkCount":1,"stdSMSCount":1,"ids":[7]}}' }
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ is: 'sent', reference: '7' })
    const { to: _numbers, test: _trial, ...example } = JSON.parse(request)
    expect(JSON.parse(asked().body)).toEqual({ ...example, to: '4799999944', ref: 'ABC123' })
  })

  test.each([
    ['{"response":{"fatalError":"Feil brukernavn/passord"}}', { is: 'down' }],
    ['{"response":{"msgOkCount":0,"errors":[{"number":"1","message":"x"}]}}', { is: 'refused' }],
    ['{"response":{}}', { is: 'unknown' }],
  ])('is understood when it answers %s', async (body, meant) => {
    vendor.answer = { status: 200, body }
    expect(await gateway.sendText?.(message, soon())).toMatchObject(meant)
  })

  test('reports what was delivered', () => {
    const path = new URL(delivered).search
    expect(
      gateway.readReport?.(incoming({ method: 'GET', path: `/gateway/k3y${path}`, headers: {} })),
    ).toEqual([{ id: 'ABC123', reference: '42824112', state: 'delivered' }])
  })
})

describe('PSWinCom', () => {
  const { request, good, report: delivered, states } = published('pswincom')
  const gateway = open(presets.pswincom, { user: 'demo1', secret: 'demo1' })
  const message = { id: 'a', to: '+4712345678', text: 'Test message', sender: '4711111111' }
  const elements = (xml: string) =>
    [...xml.matchAll(/<(\w+)>([^<\s][^<]*)<\/\1>/g)].map(([, name, text]) => [name, text])

  test('is asked as in its example, and for a receipt', async () => {
    vendor.answer = good
    expect(await gateway.sendText?.(message, soon())).toEqual({ gateway: 'first', is: 'sent' })
    expect(elements(asked().body)).toEqual([...elements(request), ['RCPREQ', 'Y']])
    expect(asked()).toMatchObject({ method: 'POST', path: '/' })
  })

  test('gets a text that no mark in it can end', async () => {
    vendor.answer = good
    const text = '</TEXT><SND>x</SND> & æøå 🎉 \u0001\u{d800}'
    await gateway.sendText?.({ ...message, text }, soon())
    expect(asked().body).toContain(
      '<TEXT>&lt;/TEXT&gt;&lt;SND&gt;x&lt;/SND&gt; &amp; &#230;&#248;&#229; &#127881; &#65533;</TEXT>',
    )
  })

  test('is understood when it lets nobody in, and by its reference', async () => {
    vendor.answer = { status: 200, body: '<SESSION><LOGON>FAIL</LOGON></SESSION>' }
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ is: 'down' })
    const body = good.body.replace('<STATUS>', '<REF>BB35</REF><STATUS>')
    vendor.answer = { status: 200, body }
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ reference: 'BB35' })
  })

  test('reports every state that it knows', () => {
    const reference = 'BB35EDF6-3D61-4DE5-9C95-C6E5E35D48EA'
    expect(gateway.readReport?.(incoming({ body: delivered }))).toEqual([
      { reference, state: 'delivered' },
    ])
    const read = (states as string)
      .split(' ')
      .map((state) => [
        state,
        gateway.readReport?.(incoming({ body: delivered.replace('DELIVRD', state) }))?.[0]?.state,
      ])
    expect(Object.fromEntries(read)).toEqual({
      DELIVRD: 'delivered',
      EXPIRED: 'failed',
      DELETED: 'failed',
      UNDELIV: 'failed',
      UNKNOWN: undefined,
      REJECTD: 'failed',
      FAILED: 'failed',
      NULL: undefined,
      BARRED: 'failed',
    })
  })
})

describe('46elks', () => {
  const { request, good, speaks } = published('46elks')
  const gateway = open(presets['46elks'], { user: 'u', secret: 's', callsFrom: '+4799999900' })

  test('is asked as in its example, and says what it cost', async () => {
    vendor.answer = good
    const { from = '', to = '', message = '' } = curlFields(request)
    expect(message).toBe("Bring a sweater, it's cold outside")
    expect(
      await gateway.sendText?.({ id: 'a-1', to, text: message, sender: from }, soon()),
    ).toEqual({
      gateway: 'first',
      is: 'sent',
      reference: 's17a6dafb12d6b1cabc053d57dac2b9d8',
      price: 0.35,
    })
    expect(Object.fromEntries(new URLSearchParams(asked().body))).toEqual({
      from,
      to,
      message,
      whendelivered: `${report}?our=a-1`,
    })
    expect(basic(asked())).toBe('u:s')
  })

  test('reports in the fields that it names, with its own id beside ours', () => {
    const body = 'id=s17a&status=delivered&delivered=2017-03-14T09:52:10Z'
    expect(gateway.readReport?.(incoming({ path: '/gateway/k3y?our=a-1', body }))).toEqual([
      {
        id: 'a-1',
        reference: 's17a',
        state: 'delivered',
        at: new Date('2017-03-14T09:52:10Z'),
      },
    ])
  })

  test('is never given a call: it reads English alone', () => {
    expect(speaks).toContain('only available in English')
    expect(gateway).not.toHaveProperty('call')
  })
})

describe('Twilio', () => {
  const { request, good, failed, call, report: sent, signed } = published('twilio')
  const values = { user: 'ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX', secret: '12345' }
  const gateway = open(presets.twilio, { ...values, callsFrom: '+987654321' })
  const { To = '', From = '', Body = '' } = curlFields(request)
  const message = { id: 'a-1', to: To, text: Body, sender: From }

  test('is asked as in its example, and has sent', async () => {
    vendor.answer = good
    expect(await gateway.sendText?.(message, soon())).toEqual({
      gateway: 'first',
      is: 'sent',
      reference: 'SMXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX',
    })
    expect(`https://api.twilio.com${asked().path}`).toBe(/https:\S+/.exec(request)?.[0])
    expect(Object.fromEntries(new URLSearchParams(asked().body))).toEqual({
      To,
      From,
      Body: 'Hello from Twilio',
      StatusCallback: `${report}?our=a-1`,
      ValidityPeriod: '600',
    })
    expect(basic(asked())).toBe(`${values.user}:12345`)
  })

  test('says that a number is none', async () => {
    vendor.answer = failed
    expect(await gateway.sendText?.(message, soon())).toEqual({
      gateway: 'first',
      is: 'refused',
      why: 'unknown-number',
    })
  })

  test('is asked to call, and to dial on when the switchboard answers', async () => {
    vendor.answer = call
    const asking = {
      id: 'a-1',
      to: call.request.To,
      language: 'nb',
      callback: `${report}/c`,
    } as const
    expect(await gateway.call?.(asking, soon())).toMatchObject({
      is: 'sent',
      reference: 'CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      price: 0.03,
    })
    const fields = Object.fromEntries(new URLSearchParams(asked().body))
    expect(fields).toEqual({ ...call.request, Url: `${report}/c`, TimeLimit: '120' })
    await gateway.call?.({ ...asking, extension: '4321' }, soon())
    expect(new URLSearchParams(vendor.asked[1]?.body).get('SendDigits')).toBe('wwww4321')
  })

  test('signs as in its example, and nobody else does', () => {
    const url = new URL(signed.address)
    const theirs = open(presets.twilio, values, signed.address.split('?')[0])
    const body = new URLSearchParams(signed.fields).toString()
    const came = (signature: string, more: Partial<Incoming> = {}) =>
      incoming({
        path: `${url.pathname}${url.search}`,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': signature,
        },
        body,
        ...more,
      })
    expect(theirs.readReport?.(came(signed.signature))).toEqual([])
    // Four digits are no key.
    expect(theirs.hear?.(came(signed.signature))).toEqual({})
    expect(theirs.readReport?.(came('RSOYDt4T1cUTdK1PDd93/VVr8B9='))).toBeUndefined()
    expect(theirs.hear?.(came(''))).toBeUndefined()
    const changed = body.replace('1234', '1235')
    expect(theirs.hear?.(came(signed.signature, { body: changed }))).toBeUndefined()
  })

  test('reports, signed, what was sent', () => {
    const fields = new URLSearchParams(
      (sent as string).split('\n').map((line): [string, string] => {
        const [name = '', value = ''] = line.split(': ')
        return [name, value]
      }),
    )
    const path = '/gateway/k3y?our=a-1'
    const parts = [...fields].toSorted(([one], [other]) => (one < other ? -1 : 1)).flat()
    const text = `https://logginn.fjordvik.example${path}${parts.join('')}`
    const signature = createHmac('sha1', '12345').update(text).digest('base64')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    }
    expect(gateway.readReport?.(incoming({ path, headers, body: fields.toString() }))).toEqual([
      { id: 'a-1', reference: 'SM2xxxxxx', state: 'sent' },
    ])
    const failedFields = `${fields.toString()}&ErrorCode=30006`.replaceAll('sent', 'undelivered')
    const unsigned = incoming({ path, headers, body: failedFields })
    expect(gateway.readReport?.(unsigned)).toBeUndefined()
  })
})

describe('Kannel', () => {
  const { request, good, queued, failed, refused, reports } = published('kannel')
  const gateway = open(presets.kannel, { user: 'foo', secret: 'bar' })
  const message = { id: 'a-1', to: '+4799999944', text: 'Hello world', sender: 'FJORD' }

  test('is asked as in its example, and has accepted or queued', async () => {
    for (const answer of [good, queued]) {
      vendor.answer = answer
      expect(await gateway.sendText?.(message, soon())).toEqual({ gateway: 'first', is: 'sent' })
    }
    const example = new URL((request as string).replace('\n', ''))
    const url = new URL(asked().path, vendor.address)
    expect(url.pathname).toBe(example.pathname)
    const { to: _to, ...fields } = Object.fromEntries(example.searchParams)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...fields,
      to: '+4799999944',
      from: 'FJORD',
      charset: 'UTF-8',
      coding: '0',
      'dlr-mask': '27',
      'dlr-url': `${report}?our=a-1&type=%d`,
      validity: '10',
    })
  })

  test('has taken nothing when it fails for now, or lets nobody in', async () => {
    vendor.answer = failed
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ is: 'down' })
    vendor.answer = { status: 403, body: refused }
    expect(await gateway.sendText?.(message, soon())).toMatchObject({ is: 'down' })
  })

  test('reports at the address that it was given: waiting is no news, delivered is', () => {
    const read = (reports as string[]).map((address) => {
      const search = new URL(address).search.replace('myId', 'our')
      return gateway.readReport?.(
        incoming({ method: 'GET', path: `/gateway/k3y${search}`, headers: {} }),
      )
    })
    expect(read).toEqual([[], [{ id: '123456', state: 'delivered' }]])
  })
})
