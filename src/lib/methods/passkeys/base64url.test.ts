import { expect, test } from 'vitest'
import { readBase64url } from './base64url.ts'

test('base64url is read back to the bytes it was made of', () => {
  const bytes = Buffer.from([251, 255, 0, 1])
  expect(readBase64url(bytes.toString('base64url'), 4)).toEqual(bytes)
})

test('there is one way only to write each sequence of bytes', () => {
  for (const text of ['', 'A', 'AB', 'AA==', 'AA=', '+/8', 'A A', 'AA\n', 'ÅA', 'AA.AA'])
    expect([text, readBase64url(text, 100)]).toEqual([text, undefined])
})

test('as many bytes as are allowed are read, and not one more', () => {
  for (const max of [1, 2, 3, 4, 1023]) {
    expect(readBase64url(Buffer.alloc(max, 7).toString('base64url'), max)).toHaveLength(max)
    expect(readBase64url(Buffer.alloc(max + 1, 7).toString('base64url'), max)).toBeUndefined()
  }
})
