// The settings of the gateways: as they stand in a file, and as they stand in the environment.
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { openGateway, presets } from '../outside/text/open-gateway.ts'
import { gatewaySettings, presetNames, smsReserveShape, smsShape } from './gateway-shape.ts'

const opening = {
  name: 'sms',
  reportAddress: 'https://logginn.fjordvik.example/gateway/k3y',
  internal: [],
  hmacSha1: () => '',
}

test('every preset can be named, and no other', () => {
  expect([...presetNames].toSorted()).toEqual(
    [...Object.keys(presets), 'smtp-to-sms', 'own'].toSorted(),
  )
  expect(smsShape.safeParse({ preset: 'pigeon' }).success).toBe(false)
})

test('both gateways have names of their own in the environment, and one secret each', () => {
  const names = gatewaySettings.map(({ env }) => env)
  expect(names).toContain('PORTVAKT_SMS_PRESET')
  expect(names).toContain('PORTVAKT_SMS_RESERVE_CALLS_FROM')
  expect(new Set(names).size).toBe(names.length)
  expect(gatewaySettings.filter(({ secret }) => secret).map(({ env }) => env)).toEqual([
    'PORTVAKT_SMS_SECRET',
    'PORTVAKT_SMS_RESERVE_SECRET',
  ])
  for (const { shape, part } of gatewaySettings) {
    expect(shape.description).toMatch(/\.$/)
    expect(['sms', 'smsReserve']).toContain(part)
  }
})

describe('what is written', () => {
  test('as text in the environment is the same as a table in the file', () => {
    const asText = { prices: '47=0.39, 46 = 0.45,', parameters: 'platformId=COOL, gate=a=b' }
    const asTable = parse(
      'prices = { 47 = 0.39, 46 = 0.45 }\nparameters = { platformId = "COOL", gate = "a=b" }',
    )
    const read = smsShape.parse(asText)
    expect(read).toEqual({
      currency: 'NOK',
      prices: { '47': 0.39, '46': 0.45 },
      parameters: { platformId: 'COOL', gate: 'a=b' },
    })
    expect(smsReserveShape.parse(asTable)).toEqual(read)
  })

  test.each([
    { prices: '47=' },
    { prices: '47=free' },
    { prices: 'Norway=1' },
    { prices: { '47': -1 } },
    { parameters: '=b' },
    { sender: 'F' },
    { sender: 'Fjordvik Handel' },
    { sender: '<b>' },
    { callsFrom: '99999900' },
    { user: 7 },
    { currency: 'kroner' },
    { own: { number: 'plus', text: { method: 'POST', address: 'https://sms.example', sent: {} } } },
    {
      own: {
        number: 'plus',
        reports: { in: 'json', state: 's', delivered: [], failed: [], more: 1 },
      },
    },
  ])('%j is refused', (wrong) => {
    expect(smsShape.safeParse(wrong).success).toBe(false)
  })

  test('a gateway of one’s own opens as it is described in the file', () => {
    const file = parse(`
      [sms]
      preset = "own"
      address = "https://sms.example"
      user = "fjordvik"
      secret = "sesam"
      sender = "FJORD"
      callsFrom = "+4799999900"
      [sms.own]
      number = "digits"
      speech = "json"
      [sms.own.text]
      method = "POST"
      address = "{base}/send"
      basic = true
      json = { to = ["{to}"], text = "{text}", ttl = 600 }
      sent = { status = [200], at = "ok", is = [true] }
      reference = { at = "id" }
      failures = [ { when = { at = "error", is = ["landline"] }, means = "not-a-mobile" } ]
      [sms.own.call]
      method = "POST"
      address = "{base}/call"
      form = { to = "{to}", ask = "{callback}" }
      sent = { status = [200] }
      [sms.own.reports]
      in = "json"
      id = "ours"
      state = "state"
      delivered = ["ok"]
      failed = ["no"]
    `)
    const { sms } = file
    const gateway = openGateway(smsShape.parse(sms), opening)
    for (const able of ['sendText', 'call', 'readReport', 'hear', 'speak'])
      expect(gateway).toHaveProperty(able)
  })
})
