import { expect, test } from 'vitest'
import { readCookies } from './cookie.ts'

test('a cookie is read by its name, and what is none is passed over', () => {
  const read = readCookies('a=1; ;=2; b ; c = 3 ;a=1')
  expect([...read]).toEqual([
    ['a', '1'],
    ['c', '3'],
  ])
  expect([...readCookies(undefined)]).toEqual([])
})

test('a name with two values says nothing, however often and in whatever order', () => {
  expect(readCookies('a=1; a=2').get('a')).toBe('')
  expect(readCookies('a=1; a=2; a=1').get('a')).toBe('')
  expect(readCookies('a=1; a=2; a=').get('a')).toBe('')
})
