// What every factor must hold, whatever it asks for: one suite, run by factors.test.ts over the
// list. A factor is tested by being listed and having an example here.
import { describe, expect, test } from 'vitest'
import type { PersonFacts } from '../../src/domain/facts.ts'
import type { Moment, PasswordLane } from '../../src/domain/moment.ts'
import { answerShape, type Answer } from '../../src/shapes/answer.ts'
import type { About, Exchange, Factor, Outcome } from '../../src/factors/factor.ts'
import { keyedHash } from '../../src/lib/digest.ts'

export interface FactorExample<Kept> {
  readonly factor: Factor<Kept>
  /** What one person keeps of it, and what another does. */
  keeps(lane: PasswordLane): Promise<{ readonly mine: Kept; readonly another: Kept }>
  /** The answer to what was asked, for whoever keeps it; worked out apart from the factor. */
  right(about: About<Kept>, now: Date): Partial<Answer>
  readonly wrong: readonly Partial<Answer>[]
  readonly empty: readonly Partial<Answer>[]
  /** When what was kept has run out, for a factor whose kept things do. */
  readonly runsOutAt?: Date
  /** What is told of an older one; absent: that its code was replaced. */
  readonly replaced?: string
  /** What is kept and shown nevertheless, such as the question that somebody wrote. */
  readonly shown?: readonly string[]
}

export interface Stage {
  moment(now?: Date): Moment
  /** The work that has been asked of the lane so far: everything that takes time in a factor. */
  work(): number
  /** From now on the lane finds everything right, as nothing ever should. */
  trust(isOn: boolean): void
}

export const answered = (answer: Partial<Answer>): Answer => ({
  ...answerShape.parse({}),
  ...answer,
})

const screen = { mayStay: true, stay: false, again: false }

/** Whom nobody knows, in a visit of their own. */
export const aboutIn = <Kept>(visit: string, more: Partial<About<Kept>> = {}): About<Kept> => ({
  named: 'kari@fjordvik.example',
  ref: visit,
  screen,
  mine: [],
  draw: (purpose) => keyedHash(Buffer.alloc(32, 9), visit, purpose),
  question: 1,
  nextRound: 1,
  canCall: true,
  numberDigits: 6,
  requestSeconds: 120,
  isDiscreet: false,
  isPassword: async () => false,
  around: {},
  ...more,
})

export function factorSuite<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  describe(example.factor.name, () => {
    judges(example, stage)
    if (example.factor.prove.ask) opens(example, stage)
    tellsNothing(example, stage)
  })
}

/** The question as it stands when it has been asked, where it has to be. */
async function askedOf<Kept>(
  { prove }: Factor<Kept>,
  about: About<Kept>,
  moment: Moment,
): Promise<About<Kept>> {
  if (!prove.ask) return about
  const asked = await prove.ask(about, moment, { round: 1 })
  if ('problem' in asked) return expect.unreachable(asked.problem.code)
  return { ...about, open: openFrom(asked, moment) }
}

const openFrom = (
  asked: { readonly facts: unknown; readonly lifeSeconds: number },
  { now }: Moment,
) => ({
  facts: asked.facts,
  madeAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + asked.lifeSeconds * 1000).toISOString(),
  sentAt: now.toISOString(),
  channel: 'sms' as const,
  round: 1,
  sends: 1,
})

const methodOf = async <Kept>(
  { factor, keeps }: FactorExample<Kept>,
  stage: Stage,
  so: { readonly of?: 'mine' | 'another'; readonly visit?: string } = {},
): Promise<About<Kept>> => {
  const kept = factor.kept.parse((await keeps(stage.moment().house.passwords))[so.of ?? 'mine'])
  const method = { id: 'm', factor: factor.name, ageSeconds: 1, kept }
  const about = aboutIn<Kept>(so.visit ?? 'one', { method, mine: [method] })
  return askedOf(factor, about, stage.moment())
}

const judging =
  <Kept>({ factor }: FactorExample<Kept>, stage: Stage) =>
  async (answer: Partial<Answer>, about: About<Kept>, now?: Date) =>
    (await factor.prove.check(answered(answer), about, stage.moment(now))).is

function judges<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  const judged = judging(example, stage)
  const { prove } = example.factor
  const right = (about: About<Kept>) => example.right(about, stage.moment().now)

  test('the right answer is right', async () => {
    const about = await methodOf(example, stage)
    expect(await judged(right(about), about)).toBe('right')
  })

  test('every other answer is wrong', async () => {
    const about = await methodOf(example, stage)
    for (const wrong of example.wrong) expect(await judged(wrong, about)).toBe('wrong')
  })

  test('the right answer of another person is wrong', async () => {
    const mine = await methodOf(example, stage)
    const about = await methodOf(example, stage, { of: 'another' })
    expect(await judged(right(mine), about)).toBe('wrong')
  })

  test('nothing is right for somebody who does not exist', async () => {
    const about = await methodOf(example, stage)
    expect(await judged(right(about), aboutIn('one'))).toBe('wrong')
    stage.trust(true)
    const trusted = await judged(right(about), aboutIn('one'))
    stage.trust(false)
    expect(trusted).toBe('wrong')
  })

  test('an empty field is told before anything is counted, and is never right', async () => {
    const about = await methodOf(example, stage)
    for (const empty of example.empty) {
      expect(prove.missing(answered(empty), about, stage.moment())?.code).toMatch(/-missing$/)
      expect(await judged(empty, about)).toBe('wrong')
    }
    for (const full of [right(about), ...example.wrong]) {
      expect(prove.missing(answered(full), about, stage.moment())).toBeUndefined()
    }
  })

  const end = example.runsOutAt?.getTime()
  if (end === undefined) return
  test('what has run out is never right', async () => {
    const about = await methodOf(example, stage)
    expect(await judged(right(about), about, new Date(end - 1))).toBe('right')
    expect(await judged(right(about), about, new Date(end))).toBe('expired')
  })
}

/** What holds of every question that has to be made or sent before there is an answer. */
function opens<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  const judged = judging(example, stage)
  const right = (about: About<Kept>) => example.right(about, stage.moment().now)

  test('an answer belongs to the visit it was asked in', async () => {
    const one = await methodOf(example, stage, { visit: 'one' })
    const two = await methodOf(example, stage, { visit: 'two' })
    expect(await judged(right(one), two)).toBe('wrong')
  })

  test('nothing is right before it was asked', async () => {
    const { open: _open, ...unasked } = await methodOf(example, stage)
    expect(await judged(right(await methodOf(example, stage)), unasked)).toBe('wrong')
  })

  test('asking changes nothing, and drawing the page again asks nothing', async () => {
    const about = await methodOf(example, stage)
    const { prove } = example.factor
    expect(prove.screen(about, stage.moment())).toEqual(prove.screen(about, stage.moment()))
  })

  test('what has expired is told so to whoever had it, and is never right', async () => {
    const about = await methodOf(example, stage)
    const end = new Date(about.open?.expiresAt ?? 0)
    expect(await judged(right(about), about, new Date(end.getTime() - 1))).toBe('right')
    expect(await judged(right(about), about, end)).toBe('expired')
  })

  test('an older code is told to be replaced, and is never right', async () => {
    const about = await methodOf(example, stage)
    const { open } = about
    if (!open) return expect.unreachable()
    const later = { ...about, open: { ...open, round: 2 } }
    const outcome = await example.factor.prove.check(answered(right(about)), later, stage.moment())
    const { replaced: code = 'code-replaced' } = example
    expect(outcome).toMatchObject({ is: 'wrong', problem: { code } })
    expect(await judged(right(later), later)).toBe('right')
  })
}

function tellsNothing<Kept>(example: FactorExample<Kept>, stage: Stage): void {
  const { prove, kept } = example.factor
  const { shown = [] } = example

  test('known and unknown, right and wrong, cost the same work', async () => {
    const judged = judging(example, stage)
    const about = await methodOf(example, stage)
    const answer = example.right(about, stage.moment().now)
    const cases = [
      { about, answer },
      { about, answer: example.wrong[0] ?? {} },
      { about: aboutIn<Kept>('one'), answer },
    ]
    const costs: number[] = []
    for (const each of cases) {
      const before = stage.work()
      await judged(each.answer, each.about)
      costs.push(stage.work() - before)
    }
    expect(new Set(costs).size).toBe(1)
  })

  test('its screen is drawn twice alike, does no work, and holds nothing of what is kept', async () => {
    const about = await methodOf(example, stage)
    const before = stage.work()
    const drawn = JSON.stringify(prove.screen(about, stage.moment()))
    expect(JSON.stringify(prove.screen(about, stage.moment()))).toBe(drawn)
    expect(stage.work()).toBe(before)
    const secrets = secretsIn(about.method?.kept).filter((value) => !shown.includes(value))
    for (const value of secrets) expect(drawn).not.toContain(value)
  })

  test('what it keeps is read strictly', async () => {
    const { mine } = await example.keeps(stage.moment().house.passwords)
    expect(kept.parse(mine)).toEqual(mine)
    expect(kept.safeParse({ ...mine, more: 1 }).success).toBe(false)
    expect(kept.safeParse({}).success).toBe(false)
  })
}

/** Whatever is long enough to be a secret, however deep it stands. */
const secretsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.length > 5 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : []
}

/** What holds of setting up, for every factor that can be set up. */
export interface SetUpExample<Kept> {
  readonly factor: Factor<Kept>
  /** Whom it is set up for, where the factor must know. */
  readonly person?: PersonFacts
  /** Answers one after another, each to what stands then; the last sets it up. */
  readonly steps: readonly ((about: About<Kept>, now: Date) => Partial<Answer>)[]
  /** Absent where nothing is typed, and so nothing can be wrong. */
  readonly wrong?: Partial<Answer>
}

export async function setUp<Kept>(
  { factor, steps }: SetUpExample<Kept>,
  about: About<Kept>,
  moment: Moment,
): Promise<Outcome<Kept>> {
  const enrol: Exchange<Kept> | undefined = factor.enrol
  if (!enrol) return expect.unreachable()
  let stands = about
  let outcome: Outcome<Kept> = { is: 'wrong' }
  for (const step of steps) {
    outcome = await enrol.check(answered(step(stands, moment.now)), stands, moment)
    if (outcome.is === 'wrong') return outcome
    if (outcome.is === 'more') stands = { ...stands, open: openFrom(outcome.asked, moment) }
  }
  return outcome
}

export function setUpSuite<Kept>(example: SetUpExample<Kept>, stage: Stage): void {
  const { enrol, kept } = example.factor
  const so = example.person ? { person: example.person } : {}
  if (!enrol) throw new Error(`«${example.factor.name}» cannot be set up`)

  describe(`setting up ${example.factor.name}`, () => {
    test('keeps what its own shape reads, and only after the last right answer', async () => {
      const outcome = await setUp(example, aboutIn<Kept>('one', so), stage.moment())
      if (outcome.is !== 'right') return expect.unreachable(JSON.stringify(outcome))
      expect(kept.safeParse(outcome.keep).success).toBe(true)
    })

    // Where the press is the answer there is nothing to get wrong.
    const { wrong } = example
    if (wrong)
      test('a wrong answer sets up nothing, and the page stays as it was', async () => {
        const about = aboutIn<Kept>('one', so)
        const before = JSON.stringify(enrol.screen(about, stage.moment()))
        const outcome = await enrol.check(answered(wrong), about, stage.moment())
        expect(outcome.is).toBe('wrong')
        expect(JSON.stringify(enrol.screen(about, stage.moment()))).toBe(before)
      })

    test('what is set up already is not set up once more', async () => {
      const outcome = await setUp(example, aboutIn<Kept>('one', so), stage.moment())
      if (outcome.is !== 'right' || outcome.keep === undefined) return expect.unreachable()
      const method = { id: 'm', factor: example.factor.name, ageSeconds: 1, kept: outcome.keep }
      const again = await setUp(
        example,
        aboutIn<Kept>('one', { ...so, mine: [method] }),
        stage.moment(),
      )
      if (example.factor.single) expect(again.is).toBe('right')
      else
        expect(again).toMatchObject({
          is: 'wrong',
          problem: { code: expect.stringMatching(/^(set-up-already|passkey-known)$/) },
        })
    })
  })
}
