// What every factor must hold, whatever it asks for: one suite, run by factors.test.ts over the list. A factor is tested by
// being listed and having an example here. Must never be imported by anything but a test.
import { describe, expect, test } from 'vitest'
import type { Moment, PasswordLane } from '../domain/moment.ts'
import { answerShape, type Answer } from '../shapes/answer.ts'
import type { About, Factor } from './factor.ts'

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
  const { factor } = example
  const { prove } = factor
  const kari = async (which: 'mine' | 'another' = 'mine', rests = false): Promise<About<Kept>> => {
    const kept = factor.kept.parse((await example.keeps(stage.moment().house.passwords))[which])
    const method = { id: 'm', factor: factor.name, ageSeconds: 1, rests, kept }
    return { named: 'kari@fjordvik.example', screen, method }
  }
  const judged = async (answer: Partial<Answer>, about: About<Kept>, now?: Date) =>
    (await prove.check(answered(answer), about, stage.moment(now))).is

  describe(factor.name, () => {
    test('the right answer is right', async () => {
      expect(await judged(example.right, await kari())).toBe('right')
    })

    test('every other answer is wrong', async () => {
      const about = await kari()
      for (const wrong of example.wrong) expect(await judged(wrong, about)).toBe('wrong')
    })

    test('the right answer of another person is wrong', async () => {
      expect(await judged(example.right, await kari('another'))).toBe('wrong')
    })

    test('nothing is right for somebody who does not exist', async () => {
      expect(await judged(example.right, nobody)).toBe('wrong')
    })

    test('nothing is right while the method rests', async () => {
      expect(await judged(example.right, await kari('mine', true))).toBe('wrong')
    })

    test('an empty field is told before anything is counted, and is never right', async () => {
      for (const empty of example.empty) {
        expect(prove.missing(answered(empty))?.code).toMatch(/-missing$/)
        expect(await judged(empty, await kari())).toBe('wrong')
      }
      for (const full of [example.right, ...example.wrong]) {
        expect(prove.missing(answered(full))).toBeUndefined()
      }
    })

    test('known and unknown, right and wrong, cost the same work', async () => {
      const cases = [
        { about: await kari(), answer: example.right },
        { about: await kari(), answer: example.wrong[0] ?? {} },
        { about: await kari('mine', true), answer: example.right },
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
      const before = stage.work()
      const { method: _, ...stranger } = await kari()
      const made = stage.work() - before
      expect(prove.screen(stranger)).toEqual(prove.screen(await kari()))
      expect(prove.screen(stranger)).toEqual(prove.screen(stranger))
      expect(stage.work() - before).toBe(made * 2)
    })

    test('what it keeps is read strictly', async () => {
      const { mine } = await example.keeps(stage.moment().house.passwords)
      expect(factor.kept.parse(mine)).toEqual(mine)
      expect(factor.kept.safeParse({ ...mine, more: 1 }).success).toBe(false)
      expect(factor.kept.safeParse({}).success).toBe(false)
    })

    const end = example.runsOutAt?.getTime()
    if (end === undefined) return
    test('what has run out is never right', async () => {
      expect(await judged(example.right, await kari(), new Date(end - 1))).toBe('right')
      expect(await judged(example.right, await kari(), new Date(end))).toBe('expired')
    })
  })
}
