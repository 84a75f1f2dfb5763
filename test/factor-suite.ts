// What every factor must hold, whatever it asks for: one suite, run by factors.test.ts over the
// list. A factor is tested by being listed and having an example here.
import { describe, expect, test } from 'vitest'
import type { Moment, PasswordLane } from '../src/domain/moment.ts'
import { answerShape, type Answer } from '../src/shapes/answer.ts'
import type { About, Factor } from '../src/factors/factor.ts'

export interface FactorExample<Kept> {
  readonly factor: Factor<Kept>
  /** What one person keeps of it, and what another does. */
  keeps(lane: PasswordLane): Promise<{ readonly mine: Kept; readonly another: Kept }>
  readonly right: Partial<Answer>
  readonly wrong: readonly Partial<Answer>[]
  readonly empty: readonly Partial<Answer>[]
  /** When what was kept has run out, for a factor whose kept things do. */
  readonly runsOutAt?: Date
}

interface Stage {
  moment(now?: Date): Moment
  /** The work that has been asked of the lane so far: everything that takes time in a factor. */
  work(): number
}

export const answered = (answer: Partial<Answer>): Answer => ({
  ...answerShape.parse({}),
  ...answer,
})

const screen = { mayStay: true, stay: false, again: false }
const nobody = { named: 'nobody@fjordvik.example', screen } as const

export function factorSuite<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  describe(example.factor.name, () => {
    judges(example, stage)
    tellsNothing(example, stage)
  })
}

const methodOf = async <Kept>(
  { factor, keeps }: FactorExample<Kept>,
  stage: Stage,
  so: { readonly of?: 'mine' | 'another' } = {},
): Promise<About<Kept>> => {
  const kept = factor.kept.parse((await keeps(stage.moment().house.passwords))[so.of ?? 'mine'])
  const method = { id: 'm', factor: factor.name, ageSeconds: 1, kept }
  return { named: 'kari@fjordvik.example', screen, method }
}

const judging =
  <Kept>({ factor }: FactorExample<Kept>, stage: Stage) =>
  async (answer: Partial<Answer>, about: About<Kept>, now?: Date) =>
    (await factor.prove.check(answered(answer), about, stage.moment(now))).is

function judges<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  const judged = judging(example, stage)
  const { prove } = example.factor

  test('the right answer is right', async () => {
    expect(await judged(example.right, await methodOf(example, stage))).toBe('right')
  })

  test('every other answer is wrong', async () => {
    const about = await methodOf(example, stage)
    for (const wrong of example.wrong) expect(await judged(wrong, about)).toBe('wrong')
  })

  test('the right answer of another person is wrong', async () => {
    const about = await methodOf(example, stage, { of: 'another' })
    expect(await judged(example.right, about)).toBe('wrong')
  })

  test('nothing is right for somebody who does not exist', async () => {
    expect(await judged(example.right, nobody)).toBe('wrong')
  })

  test('an empty field is told before anything is counted, and is never right', async () => {
    const about = await methodOf(example, stage)
    for (const empty of example.empty) {
      expect(prove.missing(answered(empty))?.code).toMatch(/-missing$/)
      expect(await judged(empty, about)).toBe('wrong')
    }
    for (const full of [example.right, ...example.wrong]) {
      expect(prove.missing(answered(full))).toBeUndefined()
    }
  })

  const end = example.runsOutAt?.getTime()
  if (end === undefined) return
  test('what has run out is never right', async () => {
    const about = await methodOf(example, stage)
    expect(await judged(example.right, about, new Date(end - 1))).toBe('right')
    expect(await judged(example.right, about, new Date(end))).toBe('expired')
  })
}

function tellsNothing<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  const { prove, kept } = example.factor

  test('known and unknown, right and wrong, cost the same work', async () => {
    const judged = judging(example, stage)
    const cases = [
      { about: await methodOf(example, stage), answer: example.right },
      { about: await methodOf(example, stage), answer: example.wrong[0] ?? {} },
      { about: nobody, answer: example.right },
    ]
    const costs: number[] = []
    for (const { about, answer } of cases) {
      const before = stage.work()
      await judged(answer, about)
      costs.push(stage.work() - before)
    }
    expect(new Set(costs).size).toBe(1)
  })

  test('its screen is the same for those it does not know, and changes nothing', async () => {
    const about = await methodOf(example, stage)
    const { method: _, ...stranger } = about
    const before = stage.work()
    expect(prove.screen(stranger)).toEqual(prove.screen(about))
    expect(prove.screen(about)).toEqual(prove.screen(about))
    expect(stage.work()).toBe(before)
  })

  test('what it keeps is read strictly', async () => {
    const { mine } = await example.keeps(stage.moment().house.passwords)
    expect(kept.parse(mine)).toEqual(mine)
    expect(kept.safeParse({ ...mine, more: 1 }).success).toBe(false)
    expect(kept.safeParse({}).success).toBe(false)
  })
}
