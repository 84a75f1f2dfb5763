import { describe, expect, test } from 'vitest'
import { cbor } from '../../../../test/oracles/soft-authenticator.ts'
import { readCbor, readCborMap } from './cbor.ts'

const read = (hex: string): unknown => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  const item = readCbor(bytes)
  return item?.end === bytes.length ? item.value : undefined
}

describe('CBOR', () => {
  test('is read as it was written', () => {
    const map = new Map<unknown, never>(
      Object.entries({ fmt: 'none', alg: -257, on: true, off: false, long: 'å'.repeat(300) }) as [
        string,
        never,
      ][],
    )
    expect(readCborMap(cbor(map))).toEqual(map)
    expect(read('82 1818 3903e7')).toEqual([24, -1000])
    expect(read('1a 00010000')).toBe(65_536)
    expect(read('83 f4 f5 f6')).toEqual([false, true, null])
    expect(read('43 010203')).toEqual(Buffer.from([1, 2, 3]))
  })

  test('leaves what follows the first item to the caller', () => {
    expect(readCbor(Buffer.from([0x01, 0x02]))).toEqual({ value: 1, end: 1 })
    expect(readCborMap(Buffer.from([0xa0, 0x00]))).toBeUndefined()
    expect(readCborMap(Buffer.from([0x80]))).toBeUndefined()
    expect(readCbor(Buffer.from([0x43, 0x01, 0x02]))).toBeUndefined()
  })

  // ATK-WAN-09. Each of these is well-formed CBOR, or nearly so, that two readers may read in two
  // ways.
  test.each([
    ['a name that stands twice', 'a2 0101 0102'],
    ['a text that stands twice as a name', 'a2 6161 01 6161 02'],
    ['bytes without an end', '5f 4101 ff'],
    ['a text without an end', '7f 6161 ff'],
    ['a list without an end', '9f 01 ff'],
    ['a map without an end', 'bf 01 01 ff'],
    ['a number with a byte too many', '18 17'],
    ['a number with two bytes too many', '19 00ff'],
    ['a number with four bytes too many', '1a 0000ffff'],
    ['a length with a byte too many', '58 01 00'],
    ['eight bytes of length', '5b 0000000000000001 00'],
    ['a tag', 'c0 6161'],
    ['a fraction', 'f9 3c00'],
    ['a long fraction', 'fb 3ff0000000000000'],
    ['nothing at all, written out', 'f7'],
    ['a simple value of the future', 'f8 ff'],
    ['a list as a name', 'a1 80 01'],
    ['bytes as a name', 'a1 4101 01'],
    ['a text that is no text', '61 ff'],
    ['a name with nothing behind it', 'a1 01'],
    ['fewer items than promised', '82 01'],
    ['fewer bytes than promised', '43 0102'],
    ['four thousand million items', '9a ffffffff'],
    ['no bytes', ''],
    ['an end without a beginning', 'ff'],
    ['five levels', '81 81 81 81 80'],
  ])('is refused: %s', (_what, hex) => {
    expect(read(hex)).toBeUndefined()
  })

  test('is read four levels deep and no deeper', () => {
    expect(read('81 81 81 80')).toEqual([[[[]]]])
    expect(readCbor(Buffer.alloc(1_000_000, 0x81))).toBeUndefined()
    expect(readCbor(Buffer.alloc(1_000_000, 0xa1))).toBeUndefined()
  })
})
