import { expect, test } from 'vitest'
import { openFactorStage } from '../../../test/factors/factor-stage.ts'
import { aboutIn, answered, factorSuite, setUpSuite } from '../../../test/factors/factor-suite.ts'
import type { PasswordLane } from '../../domain/moment.ts'
import { triesOf } from '../../domain/throttles/limits.ts'
import { foldAnswer } from '../../lib/methods/fold-answer.ts'
import type { Answer } from '../../shapes/answer.ts'
import { isTextKey } from '../../../texts/index.ts'
import type { About, Factor } from '../factor.ts'
import { listed } from './listed.ts'
import { question as factor, type QuestionKept } from './question.ts'

const question: Factor<QuestionKept> = factor
const stage = openFactorStage()
const listOnly = openFactorStage({ questions: { own: false, minLength: 6 } })

const keeps = async (lane: PasswordLane, reply: string, own?: string): Promise<QuestionKept> => {
  const hash = await lane.hash(foldAnswer(reply))
  return own === undefined ? { about: 'hiding-place', hash } : { about: 'own', own, hash }
}

const ownQuestion = 'Hva het båten til onkel Ola?'

factorSuite(
  {
    factor: question,
    keeps: async (lane) => ({
      mine: await keeps(lane, 'Bak vedskjulet'),
      another: await keeps(lane, 'Under senga'),
    }),
    right: () => ({ reply: ' bak VEDSKJULET! ' }),
    wrong: ['bak vedskjul', 'vedskjulet', 'x'.repeat(1024), '\0bak', 'bak vedskjulet 2'].map(
      (reply) => ({ reply }),
    ),
    empty: [{}, { reply: '' }, { reply: ' .-! ' }, { code: 'Bak vedskjulet' }],
    shown: ['hiding-place'],
  },
  stage,
)

setUpSuite(
  {
    factor: question,
    steps: [() => ({ about: 'toy', reply: 'Trofast' })],
    wrong: { about: 'toy', reply: 'bo' },
  },
  stage,
)

const { enrol = question.prove } = question

const setUp = (answer: Partial<Answer>, more: Partial<About<QuestionKept>> = {}, at = stage) =>
  enrol.check(answered(answer), aboutIn<QuestionKept>('one', more), at.moment())

const problemOf = async (answer: Partial<Answer>, more?: Partial<About<QuestionKept>>) => {
  const outcome = await setUp(answer, more)
  return outcome.is === 'wrong' ? outcome.problem?.code : outcome.is
}

const writing: About<QuestionKept>['open'] = {
  facts: { writesOwn: true },
  madeAt: '2027-03-01T08:00:00Z',
  expiresAt: '2027-03-01T09:00:00Z',
  round: 1,
  sends: 0,
}

test('every question of the list has words', () => {
  for (const name of listed) expect(isTextKey(`question.${name}`)).toBe(true)
})

test('a question of one’s own is written on a page of its own, and asked as it was written', async () => {
  const asked = await setUp({ about: 'own' })
  expect(asked).toMatchObject({ is: 'more', asked: { facts: { writesOwn: true } } })
  const about = aboutIn<QuestionKept>('one', { open: writing })
  expect(enrol.screen(about, stage.moment())).toMatchObject({ questions: [], mayWriteOwn: true })
  const outcome = await setUp({ about: ` ${ownQuestion} `, reply: 'Havørna' }, { open: writing })
  if (outcome.is !== 'right' || !outcome.keep) return expect.unreachable()
  expect(outcome.keep).toMatchObject({ about: 'own', own: ownQuestion })
  const method = { id: 'm', factor: 'question', ageSeconds: 1, kept: outcome.keep }
  const proving = aboutIn<QuestionKept>('two', { method, mine: [method] })
  expect(question.prove.screen(proving, stage.moment())).toMatchObject({
    purpose: 'prove',
    questions: [],
    own: ownQuestion,
    mayWriteOwn: false,
  })
  const judged = await question.prove.check(
    answered({ reply: 'havoerna' }),
    proving,
    stage.moment(),
  )
  expect(judged.is).toBe('right')
})

test('a question is chosen before it is answered, and nobody invents one of the list', async () => {
  const missing = (answer: Partial<Answer>, open?: typeof writing) =>
    enrol.missing(
      answered(answer),
      aboutIn<QuestionKept>('one', open ? { open } : {}),
      stage.moment(),
    )
  expect(missing({ reply: 'Trofast' })).toEqual({ code: 'question-missing', field: 'about' })
  expect(missing({ about: 'kin', reply: 'Trofast' })?.code).toBe('question-missing')
  expect(missing({ about: 'own', reply: 'Trofast' })?.code).toBe('question-missing')
  expect(missing({ about: 'toy' })).toEqual({ code: 'reply-missing', field: 'reply' })
  expect(missing({ about: ' ? ', reply: 'Trofast' }, writing)?.code).toBe('question-missing')
  expect(await problemOf({ about: 'kin', reply: 'Trofast' })).toBe('question-missing')
  expect(await problemOf({ about: 'x'.repeat(201), reply: 'Trofast' }, { open: writing })).toBe(
    'question-missing',
  )
})

test('where the organisation has no questions of one’s own, none is written or kept', async () => {
  const answers = [{ about: 'own' }, { about: 'own', reply: 'Trofast' }]
  for (const answer of answers) expect((await setUp(answer, {}, listOnly)).is).toBe('wrong')
  const outcome = await setUp({ about: ownQuestion, reply: 'Havørna' }, { open: writing }, listOnly)
  expect(outcome.is).toBe('wrong')
  const screen = enrol.screen(aboutIn<QuestionKept>('one'), listOnly.moment())
  expect(screen).toMatchObject({ mayWriteOwn: false, minLength: 6 })
  const { questions } = screen?.kind === 'question' ? screen : expect.unreachable()
  expect(questions.toSorted()).toEqual(listed.toSorted())
})

test('the one that is there already is the same in a visit, and not for everybody', () => {
  const firstIn = (visit: string): string | undefined => {
    const screen = enrol.screen(aboutIn<QuestionKept>(visit), stage.moment())
    return screen.kind === 'question' ? screen.questions[0] : expect.unreachable()
  }
  const visits = Array.from({ length: 20 }, (_none, at) => `visit ${at}`)
  expect(visits.map(firstIn)).toEqual(visits.map(firstIn))
  expect(new Set(visits.map(firstIn)).size).toBeGreaterThan(2)
})

test.each(['bo', 'b-o-b', 'aaaaaa', '1111'])('«%s» is too short an answer', async (reply) =>
  expect(await problemOf({ about: 'toy', reply })).toBe('reply-too-short'),
)

test.each([
  ['toy', 'kosedyret'],
  ['toy', 'Første kosedyret'],
  ['toy', 'KOSEDYR'],
  ['dream', 'ti år'],
  ['dish', 'birthday'],
])('of «%s» the answer «%s» is only the question again', async (about, reply) =>
  expect(await problemOf({ about, reply })).toBe('reply-repeats'),
)

test('an own question that holds its answer is no question', async () => {
  const about = 'Svaret er Havørna, hva er svaret?'
  expect(await problemOf({ about, reply: 'havørna' }, { open: writing })).toBe('reply-repeats')
  expect(await problemOf({ about, reply: 'Havørna Ola' }, { open: writing })).toBe('right')
})

test('the password is no answer, and a full queue keeps nothing', async () => {
  const isPassword = async (typed: string) => typed === 'Blåbær og lyng 2'
  const answer = { about: 'toy', reply: 'Blåbær og lyng 2' }
  expect(await problemOf(answer, { isPassword })).toBe('reply-repeats')
  expect(await problemOf(answer, { isPassword: async () => 'busy' })).toBe('busy')
  stage.makeBusy(0)
  expect(await problemOf(answer)).toBe('busy')
  const kept: QuestionKept = { about: 'toy', hash: stage.lane.decoy }
  const method = { id: 'm', factor: 'question', ageSeconds: 1, kept }
  const about = aboutIn<QuestionKept>('one', { method })
  const judged = await question.prove.check(answered(answer), about, stage.moment())
  stage.makeBusy(undefined)
  expect(judged).toEqual({ is: 'busy' })
})

test('setting up proves nothing, keeps no answer, and few tries are borne', async () => {
  const outcome = await setUp({ about: 'toy', reply: 'Trofast' })
  expect(outcome).toMatchObject({ is: 'right' })
  expect(question.enrol?.showsNothing).toBe(true)
  expect(JSON.stringify(outcome)).not.toMatch(/trofast/i)
  expect(triesOf(question.bears ?? 'usual')).toEqual({ inARow: 10, inAMonth: 50 })
  expect(question.single).toBe(true)
})
