import { expect, test } from 'vitest'
import { defaultsShape } from './configuration-shape.ts'
import { connectionShape } from './connection-shape.ts'

const right = {
  id: 'id-porten',
  name: { nb: 'ID-porten', en: 'ID-porten' },
  use: 'identity',
  issuer: 'https://idporten.example',
  clientId: 'portvakt',
  levels: ['idporten-loa-high'],
}
const isRight = (more: object): boolean => connectionShape.safeParse({ ...right, ...more }).success

test('a connection has a name, an issuer and the levels that are enough', () => {
  expect(connectionShape.parse(right)).toEqual({
    ...right,
    protocol: 'oidc',
    scope: 'openid',
    claim: 'pid',
    preset: 'none',
    userinfo: false,
    domains: [],
    trusts: [],
    attributes: {},
    button: true,
  })
  expect(connectionShape.parse(connectionShape.parse(right))).toEqual(connectionShape.parse(right))
  expect(isRight({ issuer: 'http://localhost:8086' })).toBe(true)
  expect(isRight({ scope: 'openid profile' })).toBe(true)
})

test('what would be asked in the clear, at any level or for something else is refused', () => {
  for (const wrong of [
    { issuer: 'http://idporten.example' },
    { issuer: 'https://eve@idporten.example' },
    { levels: [] },
    { levels: ['high low'] },
    { use: 'anything' },
    { protocol: 'ldap' },
    { clientId: undefined },
    { scope: 'profile openid' },
    { clientId: '' },
    { secret: 'a-secret-that-everybody-can-read-0001' },
  ])
    expect(isRight(wrong), JSON.stringify(wrong)).toBe(false)
})

test('there are as many as one likes, and one of them shows who somebody is', () => {
  const isTaken = (more: object): boolean =>
    defaultsShape.safeParse({ connections: [right, { ...right, id: 'another', ...more }] }).success
  expect(isTaken({})).toBe(false)
  expect(isTaken({ use: 'sign-in' })).toBe(true)
  const saml = { use: 'sign-in', protocol: 'saml', issuer: 'urn:example:idp' }
  expect(isTaken({ ...saml, metadata: 'https://idp.example/metadata' })).toBe(true)
  // What it says of itself is never looked for by its name.
  expect(isTaken(saml)).toBe(false)
})
