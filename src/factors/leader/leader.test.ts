import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import { aboutIn } from '../../../test/factors/factor-suite.ts'
import { ruleFaults } from '../../domain/applying/rule-faults.ts'
import { ruleShape } from '../../domain/configuration/rule-shape.ts'
import { imaginedPerson } from '../../flows/imagined-person.ts'
import { factors } from '../index.ts'
import { leader } from './leader.ts'

const stage = openFactorStage()
const person = { ...imaginedPerson, leader: { id: 'ola', name: 'Ola Nordmann' } }
const method = { id: 'known', factor: 'leader', ageSeconds: 0, kept: { leader: 'ola' } }
const open = {
  madeAt: '2027-03-01T08:00:00Z',
  expiresAt: '2027-03-01T08:30:00Z',
  round: 1,
  sends: 0,
  facts: { challenge: 'one', asked: 'ola' },
}

const { open: _none, ...nothing } = aboutIn<{ leader: string }>('one', { person })
const screenOf = (more: object) =>
  leader.prove.screen({ ...nothing, method, ...more }, stage.moment())

test('the page says who will be asked, and shows nothing to read out before the press', () => {
  expect(screenOf({})).toEqual({ kind: 'ask-leader', name: 'Ola Nordmann', state: 'unasked' })
})

test('the number and the words stand on the page only while an answer is waited for', () => {
  const waiting = screenOf({ open })
  expect(waiting).toMatchObject({ state: 'waiting', number: expect.stringMatching(/^\d{6}$/) })
  expect(screenOf({ open })).toEqual(waiting)
  for (const state of ['agreed', 'done', 'no', 'over'])
    expect(screenOf({ open, challenge: { state } })).not.toHaveProperty('number')
})

test('what was asked of somebody else was not asked of the leader of today', () => {
  const facts = { ...open.facts, asked: 'somebody else' }
  expect(screenOf({ open: { ...open, facts } })).toMatchObject({ state: 'unasked' })
})

test('nobody without a leader can ask one', async () => {
  const asked = await leader.prove.ask?.(nothing, stage.moment(), { round: 1 })
  expect(asked).toEqual({ problem: { code: 'choice-missing' } })
})

test('a rule that would take it at the ordinary door is refused', () => {
  const rule = (need: object) => ruleShape.parse({ id: 'alle', need })
  const faults = ruleFaults([rule({ proofs: 2, accepts: ['password', 'leader'] })], factors)
  expect(faults).toEqual([
    'rules[1].need: accepts «leader», which counts only where a phone is lost (whenLost) or a ' +
      'password is forgotten (recover.accepts)',
  ])
  const recover = { accepts: ['sms', 'leader'] }
  expect(ruleFaults([rule({ whenLost: ['leader'], recover })], factors)).toEqual([])
})
