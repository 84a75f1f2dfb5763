import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import {
  aboutIn,
  answered,
  factorSuite,
  setUp,
  setUpSuite,
} from '../../../test/factors/factor-suite.ts'
import type { PasswordLane } from '../../domain/moment.ts'
import { readRecoveryCode } from '../../lib/methods/recovery-codes.ts'
import type { About } from '../factor.ts'
import { codes, type CodesKept } from './codes.ts'

const stage = openFactorStage()
const { enrol = codes.prove } = codes

const keeps = async (lane: PasswordLane, ...written: string[]): Promise<CodesKept> => ({
  codes: await Promise.all(
    written.map(async (code) => ({
      selector: code.slice(0, 3),
      hash: await lane.hash(code.slice(3)),
    })),
  ),
})

factorSuite(
  {
    factor: codes,
    keeps: async (lane) => ({
      mine: await keeps(lane, 'K7QF29MD0123ABCD', 'ZZZ029MD0123ABCD'),
      another: await keeps(lane, 'K7QF29MD0123ABCE'),
    }),
    right: () => ({ code: ' k7qf-29md ol23-abcd ' }),
    wrong: [
      'K7QF29MD0123ABCE',
      'ZZZF29MD0123ABCD',
      'AAAF29MD0123ABCD',
      'K7QF29MD0123ABC',
      'K7QF29MD0123ABCDD',
      'K7QFU9MD0123ABCD',
      'x'.repeat(1024),
      'K7Q',
    ].map((code) => ({ code })),
    empty: [{}, { code: '' }, { code: ' \u00a0\t' }, { reply: 'K7QF29MD0123ABCD' }],
  },
  stage,
)

const press = { factor: codes, steps: [() => ({})] } as const
setUpSuite(press, stage)

const shownIn = (about: About<CodesKept>): readonly string[] => {
  const screen = enrol.screen(about, stage.moment())
  return screen.kind === 'show-codes' ? screen.codes : expect.unreachable()
}

const having = (kept: CodesKept): About<CodesKept> => {
  const method = { id: 'm', factor: 'codes', ageSeconds: 1, kept }
  return aboutIn<CodesKept>('later', { method, mine: [method] })
}

const judge = (kept: CodesKept, code: string) =>
  codes.prove.check(answered({ code }), having(kept), stage.moment())

async function savedIn(about: About<CodesKept>): Promise<CodesKept> {
  const outcome = await setUp(press, about, stage.moment())
  if (outcome.is !== 'right' || !outcome.keep) return expect.unreachable(outcome.is)
  expect(codes.enrol?.showsNothing).toBe(true)
  return outcome.keep
}

test('the codes on the page are those that work, each of them once', async () => {
  const about = aboutIn<CodesKept>('one')
  const shown = shownIn(about)
  expect(new Set(shown).size).toBe(10)
  for (const code of shown) expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
  let kept = await savedIn(about)
  for (const [at, code] of shown.entries()) {
    expect(codes.left?.(kept)).toBe(10 - at)
    const outcome = await judge(kept, code)
    if (outcome.is !== 'right' || !outcome.keep) return expect.unreachable(code)
    kept = outcome.keep
    expect(await judge(kept, code)).toEqual({ is: 'wrong' })
  }
  expect(codes.left?.(kept)).toBe(0)
})

test('the page shows the same codes again, and no other visit or person the same', () => {
  const here = shownIn(aboutIn<CodesKept>('one'))
  expect(shownIn(aboutIn<CodesKept>('one'))).toEqual(here)
  const there = shownIn(aboutIn<CodesKept>('two'))
  expect(there.filter((code) => here.includes(code))).toEqual([])
})

test('what is kept holds no code, and none can be read out of it', async () => {
  const about = aboutIn<CodesKept>('one')
  const kept = JSON.stringify(await savedIn(about))
  for (const code of shownIn(about)) {
    const read = readRecoveryCode(code) ?? expect.unreachable()
    expect(kept).not.toContain(read)
    expect(kept).not.toContain(read.slice(3))
  }
})

test('judging costs one slow hash, with ten codes left, with none and with no method', async () => {
  const about = aboutIn<CodesKept>('one')
  const kept = await savedIn(about)
  const [code = ''] = shownIn(about)
  const costOf = async (at: About<CodesKept>, typed: string) => {
    const before = stage.work()
    await codes.prove.check(answered({ code: typed }), at, stage.moment())
    return stage.work() - before
  }
  for (const at of [having(kept), having({ codes: [] }), aboutIn<CodesKept>('one')])
    for (const typed of [code, 'AAAA-AAAA-AAAA-AAAA', 'no code'])
      expect(await costOf(at, typed)).toBe(1)
})

test('a queue that is full, at the first of the ten or at the last, keeps nothing', async () => {
  const about = aboutIn<CodesKept>('one')
  const shown = shownIn(about)
  for (const done of [0, 1, 9]) {
    stage.makeBusy(done)
    const outcome = await enrol.check(answered({}), about, stage.moment())
    expect(outcome).toEqual({ is: 'busy' })
  }
  stage.makeBusy(0)
  const judged = await judge({ codes: [] }, shown[0] ?? '')
  stage.makeBusy(undefined)
  expect(judged).toEqual({ is: 'busy' })
  expect(shownIn(about)).toEqual(shown)
})
