import { expect, test } from 'vitest'
import { isInRange, isRangeInside, plainAddress, readRange } from './ip-range.ts'

const range = (text: string) => {
  const read = readRange(text)
  if (!read) throw new Error(`${text} is no range`)
  return read
}

test.each([
  ['10.0.0.1', '10.0.0.0/8', true],
  ['11.0.0.1', '10.0.0.0/8', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.8', '192.0.2.7/32', false],
  ['255.255.255.255', '0.0.0.0/0', true],
  ['::ffff:10.1.2.3', '10.0.0.0/8', true],
  ['::ffff:a01:203', '10.0.0.0/8', true],
  ['10.1.2.3', '::ffff:10.0.0.0/104', true],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['fe80::1%eth0', 'fe80::/10', true],
  ['[2001:db8::1]', '2001:db8::/32', true],
  ['::1', '0.0.0.0/0', false],
  ['10.0.0.1', '::/0', false],
  ['not an address', '0.0.0.0/0', false],
  ['10.0.0.01', '10.0.0.0/8', false],
])('%s in %s is %s', (address, written, isIn) => {
  expect(isInRange(address, range(written))).toBe(isIn)
})

test.each([
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0/8',
  '2001:db8::1/32',
  '::/129',
  '10.0.0.0/08',
  '1::2::3',
  'x',
  '1.2.3.4/',
  '12345::',
])('«%s» is no range', (written) => {
  expect(readRange(written)).toBeUndefined()
})

test('a zone inside a zone is known as one', () => {
  expect(isRangeInside(range('10.7.1.0/24'), range('10.0.0.0/8'))).toBe(true)
  expect(isRangeInside(range('10.0.0.0/8'), range('10.7.1.0/24'))).toBe(false)
})

test('an address has one written form', () => {
  expect(plainAddress('2001:0DB8:0:0:0:0:0:1')).toBe('2001:db8::1')
  expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(plainAddress('nobody')).toBeUndefined()
})
