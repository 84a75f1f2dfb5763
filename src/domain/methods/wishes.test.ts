import { expect, test } from 'vitest'
import { factors } from '../../factors/index.ts'
import type { MethodFacts } from '../facts.ts'
import { behindPassword, factorsFor, wishFacts, type Grace } from './wishes.ts'

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

test('the day that the grace ended is told, and so is that its times are used up', () => {
  const now = new Date('2027-03-08T10:00:00Z')
  const since = '2027-02-20T10:00:00Z'
  const told = (grace: Grace | undefined) => {
    const [wish] = wishFacts({
      wishes: ['totp'],
      sharedFateAllowed: false,
      grace,
      known: factors,
      offered: factors,
      methods: [],
      putOff: { totp: { since, times: 2 } },
      putOffNow: [],
      now,
    })
    return { left: wish?.mayPutOff, over: wish?.putOffOver }
  }
  const lately = { over: { over: 'date', at: '2027-03-01T00:00:00.000Z' } }
  expect(told(undefined)).toEqual({})
  expect(told({ until: '2027-03-01' })).toEqual(lately)
  expect(told({ until: '2027-03-01', days: 90, times: 2 })).toEqual(lately)
  expect(told({ days: 14 })).toEqual({ over: { over: 'date', at: '2027-03-06T10:00:00.000Z' } })
  expect(told({ times: 2, days: 90 })).toEqual({ over: { over: 'times' } })
  expect(told({ times: 3, days: 17 })).toEqual({ left: { timesLeft: 1, daysLeft: 1 } })
})
