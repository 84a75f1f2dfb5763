import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase32, encodeBase32, inGroupsOfFour } from './base32.ts'

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('«%s» is %s, as in RFC 4648, without padding', (text, written) => {
  expect(encodeBase32(Buffer.from(text))).toBe(written)
  expect(decodeBase32(written)?.toString()).toBe(text)
})

test('any bytes come back, however they were grouped, cased and padded on the way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(6), (bytes, padding) => {
      const written = encodeBase32(bytes)
      expect(decodeBase32(written)).toEqual(Buffer.from(bytes))
      const typed = ` ${inGroupsOfFour(written).toLowerCase()}${'='.repeat(padding)}\u00a0\n`
      expect(decodeBase32(typed)).toEqual(Buffer.from(bytes))
    }),
  )
})

test('a key is shown in groups of four, with no blank at either end', () => {
  expect(inGroupsOfFour('JBSWY3DPEHPK3PXP')).toBe('JBSW Y3DP EHPK 3PXP')
  expect(inGroupsOfFour('JBSWY')).toBe('JBSW Y')
  expect(inGroupsOfFour('')).toBe('')
})

test.each(['JBSW-Y3DP', 'jbsw\u2011y3dp', '\u202aJBSWY3DP\u202c', 'JBSWY3DP======'])(
  '«%s» is read as it was meant',
  (typed) => expect(decodeBase32(typed)?.toString()).toBe('Hello'),
)

test.each(['0BSWY3DP', '1BSWY3DP', '8BSWY3DP', 'JBSWY3D€', 'JB=WY3DP', 'J', 'JBS', 'JBSWY3', 'Å'])(
  '«%s» is no key, and nothing is guessed',
  (typed) => expect(decodeBase32(typed)).toBeUndefined(),
)

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void decodeBase32(typed)))
})
