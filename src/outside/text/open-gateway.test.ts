// Whoever starts the house is told what the gateway still needs; nobody finds it out by waiting for
// a code.
import { describe, expect, test } from 'vitest'
import {
  carriedBy,
  openGateway,
  type GatewaySettings,
  type Opening,
  presets,
} from './open-gateway.ts'

const opening: Opening = {
  name: 'sms',
  reportAddress: 'https://logginn.fjordvik.example/gateway/k3y',
  internal: [],
  hmacSha1: () => '',
}
const all: GatewaySettings = {
  address: 'https://sms.example',
  user: 'fjordvik',
  secret: 'sesam',
  callsFrom: '+4799999900',
  parameters: { platformId: 'a', platformPartnerId: 'b', gate: 'c' },
}
const why = (settings: GatewaySettings, more: Partial<Opening> = {}): string => {
  try {
    openGateway(settings, { ...opening, ...more })
  } catch (fault) {
    return fault instanceof Error ? `${fault.name}: ${fault.message}` : ''
  }
  return ''
}

test.each(Object.keys(presets) as (keyof typeof presets)[])(
  '%s opens with all it needs',
  (preset) => {
    const gateway = openGateway({ ...all, preset }, opening)
    expect(gateway?.name).toBe('sms')
    expect(gateway).toHaveProperty('sendText')
    expect('call' in (gateway ?? {})).toBe(['twilio', 'demo'].includes(preset))
  },
)

test('nothing is opened where nothing is named, and no calls without a number of our own', () => {
  expect(openGateway({}, opening)).toBeUndefined()
  const { callsFrom: _none, ...silent } = all
  expect(openGateway({ ...silent, preset: 'twilio' }, opening)).not.toHaveProperty('call')
})

test.each(Object.keys(presets) as (keyof typeof presets)[])(
  'what %s could carry is told before it is opened, with a number of our own and without',
  (preset) => {
    const { callsFrom: _none, ...silent } = all
    for (const settings of [
      { ...all, preset },
      { ...silent, preset },
    ]) {
      const gateway = openGateway(settings, opening) ?? {}
      const ways = ['sendText' in gateway && 'sms', 'call' in gateway && 'voice'].filter(Boolean)
      expect(carriedBy(settings)).toEqual(ways)
    }
    expect(carriedBy({})).toEqual([])
    expect(carriedBy({ preset: 'smtp-to-sms', address: 'sms.example' })).toEqual(['sms'])
  },
)

describe('what is missing is told by its name', () => {
  test.each([
    [
      'link',
      {},
      'address, parameters.platformId, parameters.platformPartnerId, parameters.gate, user, secret',
    ],
    ['sveve', {}, 'user, secret'],
    ['pswincom', { user: 'a' }, 'secret'],
    ['46elks', { secret: 'b' }, 'user'],
    ['twilio', {}, 'user, secret'],
    ['kannel', { user: 'a', secret: 'b' }, 'address'],
    ['demo', { address: 'http://localhost:8085' }, 'secret'],
    ['own', {}, 'own'],
  ] as const)('%s', (preset, given, names) => {
    expect(why({ preset, ...given })).toBe(
      `CannotStart: The SMS gateway «${preset}» needs ${names} in the settings.`,
    )
  })

  test('smtp-to-sms', () => {
    const mail = { from: 'ikke-svar@fjordvik.example', send: async () => ({ is: 'sent' }) as const }
    expect(why({ preset: 'smtp-to-sms', address: 'sms.example' })).toMatch(
      /name one \(smtp\.host\)/,
    )
    expect(why({ preset: 'smtp-to-sms' }, { mail })).toMatch(/needs address in the settings/)
    expect(why({ preset: 'smtp-to-sms', address: 'sms.example' }, { mail })).toBe('')
  })
})

test('a gateway that signs its reports is not opened without what it signs them with', () => {
  const reports = { in: 'fields', state: 's', delivered: [], failed: [], signed: 'twilio' } as const
  const settings = { preset: 'own', address: 'https://sms.example' } as const
  expect(why({ ...settings, own: { number: 'plus', reports } })).toMatch(/needs secret in/)
})

test('a code goes to nobody out in the world in the clear', () => {
  const plain = { ...all, address: 'http://sms.example' }
  for (const preset of ['link', 'sveve', 'pswincom', '46elks', 'twilio'] as const)
    expect(why({ ...plain, preset })).toMatch(/over https and nothing else/)
  for (const preset of ['kannel', 'demo'] as const) expect(why({ ...plain, preset })).toBe('')
})
