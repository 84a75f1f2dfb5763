import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeSoftKey } from '../../../../test/oracles/soft-authenticator.ts'
import { type Cbor, readCbor } from './cbor.ts'
import { isPublicKey } from './public-key.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
const n = Buffer.alloc(256, 255)
const e = Buffer.from([1, 0, 1])

const of = (...parts: [number, Cbor][]): Cbor => new Map(parts)
const point = (...parts: [number, Cbor][]): Cbor =>
  of([1, 2], [3, -7], [-1, 1], [-2, xBytes], [-3, yBytes], ...parts)
const edwards = (...parts: [number, Cbor][]): Cbor =>
  of([1, 1], [3, -8], [-1, 6], [-2, xBytes], ...parts)
const modulus = (...parts: [number, Cbor][]): Cbor =>
  of([1, 3], [3, -257], [-1, n], [-2, e], ...parts)

describe('a public key', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('of %s is taken', (algorithm) => {
    const item = readCbor(makeSoftKey(algorithm).publicKey)
    expect(item && isPublicKey(item.value)).toBe(true)
  })

  // In a map, what stands later holds.
  test('is taken as it is written here, before anything is changed', () => {
    expect([point(), edwards(), modulus()].map(isPublicKey)).toEqual([true, true, true])
  })

  test.each([
    ['of a kind nobody asked for', point([3, -35], [-1, 2])],
    ['made with lattices', of([1, 7], [3, -48], [-1, Buffer.alloc(1312)])],
    ['signed with an old hash', modulus([3, -65_535])],
    ['on another curve', point([-1, 2])],
    ['on another curve, Edwards', edwards([-1, 7])],
    ['of another family', point([1, 3])],
    ['of another family, Edwards', edwards([1, 2])],
    ['of another family, RSA', modulus([1, 2])],
    ['that says ES256 and is Edwards', edwards([3, -7])],
    ['that says EdDSA and is a point', point([3, -8])],
    ['without its kind of signature', of([1, 2], [-1, 1], [-2, xBytes], [-3, yBytes])],
    ['beside the curve', point([-3, xBytes])],
    ['at no place', point([-2, Buffer.alloc(32)], [-3, Buffer.alloc(32)])],
    ['with half a point', point([-3, true])],
    ['with a short half', point([-2, xBytes.subarray(1)])],
    ['with a long half', point([-2, Buffer.concat([Buffer.of(0), xBytes])])],
    ['with a text for a half', point([-2, xBytes.toString('latin1')])],
    ['too short, Edwards', edwards([-2, xBytes.subarray(1)])],
    ['with something beside', point([2, Buffer.from('id')])],
    ['with its private half', edwards([-4, xBytes])],
    ['with something beside, RSA', modulus([-3, n])],
    ['of 1024 bits', modulus([-1, n.subarray(128)])],
    ['that begins with zeros', modulus([-1, Buffer.concat([Buffer.alloc(128), n])])],
    ['of 8192 bits', modulus([-1, Buffer.alloc(1024, 255)])],
    ['that is even', modulus([-1, Buffer.alloc(256, 254)])],
    ['that anybody can sign with', modulus([-2, Buffer.of(1)])],
    ['with an endless exponent', modulus([-2, n])],
    ['that is a list', [1, 2, 3]],
    ['that is empty', new Map()],
    ['that is nothing', null],
  ])('is refused: %s', (_what, key) => {
    expect(isPublicKey(key)).toBe(false)
  })
})
