import { expect, test } from 'vitest'
import { provingOptions, registrationOptions } from './options.ts'

const asked = {
  rpId: 'fjordvik.example',
  rpName: 'Fjordvik kommune',
  person: { handle: 'a2FyaQ', name: 'kari@fjordvik.example', displayName: 'Kari Nordmann' },
  challenge: 'YSBxdWVzdGlvbg',
  exclude: ['AAAA'],
  userVerification: 'required',
} as const

test('a passkey is asked for that says who somebody is, and no statement about its make', () => {
  const options = registrationOptions(asked)
  expect(JSON.parse(JSON.stringify(options))).toEqual(options)
  expect(options).toMatchObject({
    challenge: asked.challenge,
    user: { id: 'a2FyaQ' },
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    excludeCredentials: [{ type: 'public-key', id: 'AAAA' }],
    extensions: { credProps: true },
    hints: [],
  })
  expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257])
  expect(options.authenticatorSelection).not.toHaveProperty('authenticatorAttachment')
})

test('a key can be asked for in this device, or in the hand', () => {
  const platform = registrationOptions({ ...asked, attachment: 'platform' })
  expect(platform.authenticatorSelection.authenticatorAttachment).toBe('platform')
  expect(platform.hints).toEqual(['client-device'])
  const loose = registrationOptions({ ...asked, attachment: 'cross-platform' })
  expect(loose.hints).toEqual(['security-key', 'hybrid'])
})

test('a proof is asked for with the keys somebody has, or with any', () => {
  const { rpId, challenge } = asked
  const any = provingOptions({ rpId, challenge, userVerification: 'preferred' })
  expect(any).toMatchObject({ rpId, challenge, allowCredentials: [] })
  const allow = [{ id: 'AAAA', transports: ['usb'] }] as const
  expect(provingOptions({ rpId, challenge, allow, userVerification: 'required' })).toMatchObject({
    userVerification: 'required',
    allowCredentials: [{ type: 'public-key', id: 'AAAA', transports: ['usb'] }],
  })
})
