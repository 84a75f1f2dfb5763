import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../digest.ts'
import { plainCodeFrom, sayPlainCode } from '../random.ts'
import {
  drawRecoveryCodes,
  makePass,
  partsOf,
  readPass,
  readRecoveryCode,
} from './recovery-codes.ts'

const drawnBy = (who: string) => (at: number) => sha256(`${who} ${at}`)

test('ten codes differ, each is worth 80 bits, and the same bytes give the same ones', () => {
  const codes = drawRecoveryCodes(drawnBy('kari'))
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
  expect(drawRecoveryCodes(drawnBy('kari'))).toEqual(codes)
  const others = drawRecoveryCodes(drawnBy('ola'), 2000)
  expect(new Set(others.join('')).size).toBe(32)
  expect(others.filter((code) => codes.includes(code))).toEqual([])
})

test('every bit counts: no two texts of eighty bits give the same code', () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 79 }), (one, bit) => {
      const other = one.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(plainCodeFrom(other, 16)).not.toBe(plainCodeFrom(one, 16))
    }),
  )
  expect(() => plainCodeFrom(new Uint8Array(9), 16)).toThrow(RangeError)
})

test('codes of one set differ by their first three signs, whatever is drawn', () => {
  const twice = (at: number) =>
    Buffer.concat([sha256(String(at >> 1)).subarray(0, 2), sha256(`${at}`)])
  const codes = drawRecoveryCodes(twice)
  expect(new Set(codes.map((code) => partsOf(code).selector)).size).toBe(10)
  expect(() => drawRecoveryCodes(() => sha256('always'))).toThrow(RangeError)
  for (const code of codes) {
    const { selector, rest } = partsOf(code)
    expect(selector + rest).toBe(code)
    expect(rest).toHaveLength(13)
  }
})

test('a code is read however it was written down', () => {
  for (const code of drawRecoveryCodes(drawnBy('paper'), 200)) {
    const said = sayPlainCode(code)
    expect(said).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/)
    for (const typed of [
      said,
      said.toLowerCase(),
      said.replaceAll('-', ' '),
      said.replaceAll('-', '–'),
      said.replaceAll('-', '\u2011'),
      said.replaceAll('0', 'O').replaceAll('1', 'l'),
      ` ${said.replaceAll('1', 'I').replaceAll('-', ' - ')}.\n`,
    ])
      expect(readRecoveryCode(typed)).toBe(code)
  }
})

test.each(['', '0123', '0123456789ABCDE', '0123456789ABCDEFG', 'U123456789ABCDEF', 'å'.repeat(16)])(
  '«%s» is no code',
  (typed) => expect(readRecoveryCode(typed)).toBeUndefined(),
)

test('what is read is read the same again, and no text makes it fail', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9a-zA-Z -]{8,20}$/),
    fc.string({ maxLength: 300 }),
  )
  fc.assert(
    fc.property(typed, (text) => {
      for (const read of [readRecoveryCode, readPass]) {
        const code = read(text)
        if (code !== undefined) expect(read(sayPlainCode(code))).toBe(code)
      }
    }),
  )
})

test('a pass has eight to twelve signs', () => {
  for (const length of [8, 9, 10, 11, 12]) {
    const pass = makePass(length)
    expect(pass).toHaveLength(length)
    expect(readPass(sayPlainCode(pass).toLowerCase())).toBe(pass)
  }
  expect(makePass()).toHaveLength(8)
  expect(() => makePass(7)).toThrow(RangeError)
  expect(() => makePass(13)).toThrow(RangeError)
  for (const typed of ['', '0123456', '0123456789ABC']) expect(readPass(typed)).toBeUndefined()
})
