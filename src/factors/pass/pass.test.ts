import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import { aboutIn, answered, factorSuite } from '../../../test/factors/factor-suite.ts'
import type { PassKept } from '../../domain/methods/passes.ts'
import { pass } from './pass.ts'

const stage = openFactorStage()
const runsOutAt = new Date('2027-03-01T09:00:00Z')

const keeps = async (code: string, usesLeft = 1): Promise<PassKept> => ({
  hash: await stage.lane.hash(code),
  expiresAt: runsOutAt.toISOString(),
  usesLeft,
})

factorSuite(
  {
    factor: pass,
    keeps: async () => ({ mine: await keeps('K7QF29MD'), another: await keeps('K7QF29ME') }),
    right: () => ({ code: ' k7qf – 29md ' }),
    wrong: [
      'K7QF29ME',
      'K7QF29M',
      'K7QF29MDD',
      'K7QF29MD0123ABCD',
      'U7QF29MD',
      'x'.repeat(1024),
    ].map((code) => ({ code })),
    empty: [{}, { code: '' }, { code: ' \u00a0\t' }, { name: 'K7QF29MD' }],
    runsOutAt,
  },
  stage,
)

const judge = (kept: PassKept, code = 'K7QF-29MD', now?: Date) => {
  const method = { id: 'm', factor: 'pass', ageSeconds: 1, kept }
  const about = aboutIn<PassKept>('one', { method, mine: [method] })
  return pass.prove.check(answered({ code }), about, stage.moment(now))
}

test('it works as many times as it was given for, and is told to be used after that', async () => {
  let kept = await keeps('K7QF29MD', 2)
  for (const left of [1, 0]) {
    const outcome = await judge(kept)
    if (outcome.is !== 'right' || !outcome.keep) return expect.unreachable()
    expect(outcome.keep).toEqual({ ...kept, usesLeft: left })
    kept = outcome.keep
  }
  expect(await judge(kept)).toMatchObject({ is: 'wrong', problem: { code: 'code-used' } })
  expect(await judge(kept, 'K7QF-29MD', runsOutAt)).toMatchObject({ is: 'wrong' })
})

test('that it has run out is told to whoever has the code, and to no one else', async () => {
  const kept = await keeps('K7QF29MD')
  expect((await judge(kept, 'K7QF-29MD', runsOutAt)).is).toBe('expired')
  expect(await judge(kept, 'K7QF-29ME', runsOutAt)).toEqual({ is: 'wrong' })
  expect(await judge({ ...kept, usesLeft: 0 }, 'K7QF-29ME')).toEqual({ is: 'wrong' })
})

test('a full queue takes no use off it', async () => {
  const kept = await keeps('K7QF29MD')
  stage.makeBusy(0)
  const outcome = await judge(kept)
  stage.makeBusy(undefined)
  expect(outcome).toEqual({ is: 'busy' })
})

test('nobody sets one up for themselves', () => {
  expect(pass.enrol).toBeUndefined()
  expect(pass.canBeSetUp).toBe(false)
})
