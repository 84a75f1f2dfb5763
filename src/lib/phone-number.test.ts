import { expect, test } from 'vitest'
import { toE164 } from './phone-number.ts'

test.each([
  ['99999944', '+4799999944'],
  ['999 99 944', '+4799999944'],
  ['+47 999 99 944', '+4799999944'],
  ['0047 99999944', '+4799999944'],
  ['(+47) 999-99-944', undefined],
  ['+46 70 123 45 67', '+46701234567'],
  ['+1 (555) 010-9999', '+15550109999'],
])('%s is %s', (typed, number) => {
  expect(toE164(typed)).toBe(number)
})

test.each([
  '9999994',
  '999999944',
  '19999944',
  '+47 1234 5678',
  '+0 1234567',
  'ring meg',
  '',
  '+',
  '=99999944',
])('«%s» is no number', (typed) => {
  expect(toE164(typed)).toBeUndefined()
})
