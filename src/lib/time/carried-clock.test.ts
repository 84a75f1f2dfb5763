import { expect, test } from 'vitest'
import { carryClock, type Hands } from './carried-clock.ts'

const start = Date.parse('2026-11-22T09:00:00Z')

/** A machine and a clock elsewhere, each moved by hand; to ask takes a while both ways. */
async function scene(wallAhead = 0) {
  const world = { time: start, steady: 5_000, wall: start + wallAhead, there: 0, back: 0, asked: 0 }
  const told: unknown[] = []
  const pass = (milliseconds: number): void => {
    world.time += milliseconds
    world.steady += milliseconds
    world.wall += milliseconds
  }
  const hands: Hands = { wall: () => world.wall, steady: () => world.steady }
  const clock = await carryClock({
    hands,
    tell: (...words) => void told.push(words),
    async ask() {
      world.asked += 1
      pass(world.there)
      const time = new Date(world.time)
      pass(world.back)
      return time
    },
  })
  const wrongBy = (): number => clock.now().getTime() - world.time
  return { world, clock, told, pass, wrongBy }
}

const [minute, year] = [60_000, 365 * 86_400_000]

test.each([10 * minute, -10 * minute, year, -year, 40_000])(
  'a machine that is %d ms ahead goes by the other clock, and is wrong',
  async (ahead) => {
    const { clock, told, pass, wrongBy } = await scene(ahead)
    expect(Math.abs(wrongBy())).toBeLessThanOrEqual(1)
    expect(await clock.watch.standing()).toBe('wrong')
    expect(told).toEqual([['wrong', expect.closeTo(ahead / 1000, 2)]])
    pass(90 * minute)
    expect(Math.abs(wrongBy())).toBeLessThanOrEqual(1)
  },
)

test('a machine that is right asks once, and not again for as long as nobody sets it', async () => {
  const { world, clock, told, pass } = await scene(900)
  for (let times = 0; times < 20; times += 1) {
    pass(minute)
    expect(await clock.watch.standing()).toBe('right')
  }
  expect([world.asked, told]).toEqual([1, []])
})

test('a clock that is set is noticed when it is next asked about, and when it is right again', async () => {
  const { world, clock, told, wrongBy } = await scene()
  for (const [by, standing] of [
    [1_500, 'right'],
    [3_000, 'off'],
    [-3_000, 'off'],
    [29_000, 'off'],
    [-31_000, 'wrong'],
    [-year, 'wrong'],
    [0, 'right'],
  ] as const) {
    world.wall = world.time + by
    expect([await clock.watch.standing(), Math.abs(wrongBy()) <= 1]).toEqual([standing, true])
  }
  expect(told).toEqual([
    ['off', expect.closeTo(3, 2)],
    ['wrong', expect.closeTo(-31, 2)],
    ['right', expect.closeTo(0, 2)],
  ])
})

test('a machine that has slept reads the clock before it goes by it', async () => {
  const { world, clock, wrongBy } = await scene()
  world.time += 10 * minute
  world.wall += 10 * minute
  await clock.watch.standing()
  expect(Math.abs(wrongBy())).toBeLessThanOrEqual(1)
})

test('a slow answer moves nothing that it does not contradict', async () => {
  const { world, clock, wrongBy } = await scene()
  Object.assign(world, { there: 20, back: 4_000 })
  await clock.watch.read()
  expect(Math.abs(wrongBy())).toBeLessThanOrEqual(1)
  world.time += 9_000
  await clock.watch.read()
  expect(wrongBy()).toBeGreaterThanOrEqual(-4_001)
  expect(wrongBy()).toBeLessThanOrEqual(20)
})
