// FLT-NET-1: a phone that goes from one network to another in the middle of a walk. The request was
// carried out and its answer is lost; the browser sends it once more, from another address. Nothing
// happens twice, and the person comes to the end.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Way } from '../town/visitor.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import type { Person } from './flows.ts'
import { pointsOf } from './points.ts'
import { kill, serve, type Served, wayTo } from './served.ts'
import { activation, change, signIn, type Walk, walking } from './walks.ts'

let town: FaultTown
let served: Served
beforeAll(async () => {
  town = await faultTown()
  served = await serve(town.toServe)
})
afterAll(() => kill(served))

/** Loses the n-th answer; 0 loses none. */
function losing(lost: number) {
  const [here, there] = ['127.0.0.2', '127.0.0.3'].map((from) =>
    wayTo(served.port, undefined, from),
  )
  const line = { count: 0 }
  const way: Way = async (url, init) => {
    line.count += 1
    const from = (line.count > lost && lost > 0 ? there : here) ?? served.way
    const answer = await from(url, init)
    return line.count === lost ? (there ?? from)(url, init) : answer
  }
  return { way, line }
}

async function losesEach<Who extends Person>(walk: Walk<Who>): Promise<void> {
  const whole = losing(0)
  await walk.walk(await walk.who(), walking(whole.way))
  expect(whole.line.count).toBeGreaterThan(5)
  for (const point of pointsOf(whole.line.count, 2)) {
    await town.database.send('', 'delete from throttles', [])
    const person = await walk.who()
    const at = walking(losing(point).way)
    // What came back the second time says how it stands now; a person reads it, and goes on.
    await walk.walk(person, at).catch(() => undefined)
    await walk.holds(person, at.confirmed)
    await walk.goOn(person, at)
  }
}

test('an activation', () => losesEach(activation(town)))
test('a change of password', () => losesEach(change(town)))
test('a sign-in by an application', () => losesEach(signIn(town)))
