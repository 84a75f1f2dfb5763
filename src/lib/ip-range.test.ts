import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { indexOfPlaces, isInRange, isRangeInside, plainAddress, readRange } from './ip-range.ts'

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

describe('the index of places', () => {
  const v4 = fc
    .tuple(fc.nat({ max: 40 }), fc.constantFrom(24, 28, 30, 32))
    .map(
      ([at, length]) => `10.0.${at >> 3}.${((at & 7) << (length === 24 ? 8 : 5)) & 255}/${length}`,
    )
  const v6 = fc
    .tuple(fc.nat({ max: 15 }), fc.constantFrom(64, 112, 128))
    .map(([at, length]) => `2001:db8:0:${at.toString(16)}::/${length}`)
  const places = fc.array(fc.array(fc.oneof(v4, v6), { minLength: 1, maxLength: 4 }), {
    maxLength: 12,
  })
  const addresses = fc.array(
    fc.oneof(
      fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 255 })).map(([a, b]) => `10.0.${a}.${b}`),
      fc.tuple(fc.nat({ max: 17 }), fc.nat({ max: 3 })).map(([a, b]) => `2001:db8:0:${a}::${b}`),
      fc.constantFrom('::ffff:10.0.0.1', 'nonsense', '', '0.0.0.0', '255.255.255.255', '::'),
    ),
    { minLength: 20, maxLength: 20 },
  )

  it('finds what asking each range of each place finds, in the same order', () => {
    fc.assert(
      fc.property(places, addresses, (written, asked) => {
        const all = written.map((ranges, at) => ({ id: `place-${at}`, ranges: ranges.map(range) }))
        const find = indexOfPlaces(all)
        for (const address of asked) {
          const scanned = all.filter(({ ranges }) => ranges.some((one) => isInRange(address, one)))
          expect(find(address), address).toEqual(scanned.map(({ id }) => id))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('reaches to the last address that there is', () => {
    const find = indexOfPlaces([
      { id: 'all', ranges: [range('0.0.0.0/0'), range('::/0')] },
      { id: 'end', ranges: [range('255.255.255.0/24'), range('ffff::/16')] },
    ])
    const last = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'
    expect(find('255.255.255.255')).toEqual(['all', 'end'])
    expect(find(last)).toEqual(['all', 'end'])
    expect(find('0.0.0.0')).toEqual(['all'])
  })
})
