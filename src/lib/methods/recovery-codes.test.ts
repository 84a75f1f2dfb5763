import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sayPlainCode } from '../random.ts'
import { makePass, makeRecoveryCodes, readPass, readRecoveryCode } from './recovery-codes.ts'

test('ten codes differ, and each is worth 80 bits', () => {
  const codes = makeRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
  expect(new Set(makeRecoveryCodes(2000).join('')).size).toBe(32)
})

test('a code is read however it was written down', () => {
  for (const code of makeRecoveryCodes(200)) {
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
