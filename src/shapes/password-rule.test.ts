import { expect, test } from 'vitest'
import { foldLetters } from '../lib/strength/fold-letters.ts'
import { lengthOf, meetsRule } from './password-rule.ts'

test('a sign is what a person counts as one, whatever it takes in bytes', () => {
  expect(lengthOf('blåbær')).toBe(6)
  expect(lengthOf('bla\u030abær')).toBe(6)
  expect(lengthOf('🌲🌲')).toBe(2)
  expect(lengthOf('  a ')).toBe(4)
})

test('a length is met from the very number on', () => {
  const rule = { rule: 'length', min: 8 } as const
  expect(meetsRule(rule, 'æøåæøåæ')).toBe(false)
  expect(meetsRule(rule, 'æøåæøåæø')).toBe(true)
  expect(meetsRule(rule, '🌲'.repeat(7))).toBe(false)
})

test('digits and letters are those of every script', () => {
  expect(meetsRule({ rule: 'digit' }, 'abc')).toBe(false)
  expect(meetsRule({ rule: 'digit' }, 'a1')).toBe(true)
  expect(meetsRule({ rule: 'letter' }, '123 !')).toBe(false)
  expect(meetsRule({ rule: 'letter' }, '123ø')).toBe(true)
})

test('a name is found in any case, with and without accents', () => {
  const rule = { rule: 'no-name', parts: ['bjorn', 'odegard'] } as const
  for (const typed of ['bjørn2026', 'xBJORNx', 'BJÓRN', 'Ødegård!', 'o\u0308degard']) {
    expect(meetsRule(rule, typed)).toBe(false)
  }
  expect(meetsRule(rule, 'bjor nodegaard')).toBe(true)
})

test('folding knows the letters of the north', () => {
  expect(foldLetters('Æ Ø Å Đ Ŋ Ŧ Č Š Ž ß É')).toBe('ae o a d n t c s z ss e')
})

test('only the server can tell whether others have it', () => {
  expect(meetsRule({ rule: 'not-common' }, 'password')).toBeUndefined()
})
