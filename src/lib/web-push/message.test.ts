import { createECDH, ECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { encryptMessage, isPhoneKey } from './message.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')

/** RFC 8291, 5. */
const example = {
  plain: 'When I grow up, I want to be a watermelon',
  to: {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
  salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc' +
    'InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV' +
    'WGNWQexSgSxsj_Qulcy4a-fN',
}

test('the example of RFC 8291 comes out byte for byte', () => {
  const message = { plain: Buffer.from(example.plain), paddingBytes: 0 }
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(example.privateKey)
  const body = encryptMessage(example.to, message, { pair, salt: example.salt })
  expect(body.toString('base64url')).toBe(example.body)
})

test('no two messages have anything in common, not even to the same phone', () => {
  const message = { plain: Buffer.from('1'), paddingBytes: 63 }
  const [one, other] = [encryptMessage(example.to, message), encryptMessage(example.to, message)]
  expect(one).toHaveLength(other.length)
  // The salt, and our half of the key.
  expect(one.subarray(0, 16)).not.toEqual(other.subarray(0, 16))
  expect(one.subarray(21, 86)).not.toEqual(other.subarray(21, 86))
})

test.each([
  ['a point', example.to.p256dh, true],
  ['a byte too few', example.to.p256dh.slice(0, -2), false],
  // The same point, written the short way: browsers never do.
  [
    'short',
    ECDH.convertKey(
      example.to.p256dh,
      'prime256v1',
      'base64url',
      'base64url',
      'compressed',
    ).toString(),
    false,
  ],
  ['beside the curve', `${example.to.p256dh.slice(0, -4)}AAAA`, false],
  ['nothing', '', false],
  ['padded', `${example.to.p256dh}=`, false],
  ['all zero', Buffer.alloc(65).toString('base64url'), false],
])('a key that is %s', (_what, key, is) => {
  expect(isPhoneKey(key)).toBe(is)
})
