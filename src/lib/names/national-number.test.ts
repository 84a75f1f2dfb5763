import { expect, test } from 'vitest'
import { invented } from '../../../test/oracles/invented-numbers.ts'
import { readNationalNumber } from './national-number.ts'

test('a number is read with and without blanks', () => {
  const number = invented(0)
  expect(readNationalNumber(number)).toBe(number)
  expect(readNationalNumber(` ${number.slice(0, 6)} ${number.slice(6)}\u00a0`)).toBe(number)
})

test('numbers of those who have another kind are read: D-numbers and invented ones of both kinds', () => {
  for (const birth of ['010170', '410170', '018170', '014170', '418170'])
    expect(readNationalNumber(invented(1, birth)), birth).toBeDefined()
})

test('each check digit holds every other digit', () => {
  const number = invented(3)
  for (let at = 0; at < number.length; at++)
    for (let digit = 0; digit < 10; digit++) {
      const other = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`
      if (other !== number) expect(readNationalNumber(other), other).toBeUndefined()
    }
})

test('what can be nobody’s is nothing', () => {
  const number = invented(4)
  const others = [
    '',
    '0',
    number.slice(1),
    `${number}0`,
    `+${number.slice(1)}`,
    number.replace(/^./, '１'),
    `${number.slice(0, 6)}-${number.slice(6)}`,
    '00000000000',
    invented(5, '320170'),
    invented(5, '720170'),
    invented(5, '011370'),
    invented(5, '015370'),
    invented(5, '010070'),
    invented(5, '000170'),
  ]
  for (const other of others) expect(readNationalNumber(other), other).toBeUndefined()
})
