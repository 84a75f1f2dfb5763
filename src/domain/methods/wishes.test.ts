import { expect, test } from 'vitest'
import { factors } from '../../factors/index.ts'
import type { MethodFacts } from '../facts.ts'
import { behindPassword, factorsFor } from './wishes.ts'

const having = (id: string, more: Partial<MethodFacts> = {}): MethodFacts => {
  const factor = factors.find(({ name }) => name === id.replace(/-.*/, ''))
  if (!factor) throw new Error(`There is no factor of «${id}»`)
  const { name, fate, proof } = factor
  return { id, factor: name, fate, kinds: proof.kinds, ageSeconds: 60, ...more }
}

test('codes in a drawer are no second method, and are never what is asked first', () => {
  expect(factorsFor('second', factors)).not.toContain('codes')
  expect(factorsFor('codes', factors)).toEqual(['codes'])
  expect(behindPassword([having('codes')], ['password', 'codes'])).toEqual([])
})

test('what is asked first stands first: as the rule has it, and then what was used last', () => {
  const mine = [
    having('password'),
    having('sms-old', { usedAt: '2027-01-01T08:00:00Z' }),
    having('sms-new', { usedAt: '2027-02-01T08:00:00Z' }),
    having('question'),
    having('totp'),
  ]
  const accepts = ['password', 'totp', 'sms', 'question']
  expect(behindPassword(mine, accepts).map(({ id }) => id)).toEqual(['totp', 'sms-new', 'sms-old'])
})
