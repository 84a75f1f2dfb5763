// FLT-DB-2: the line to the database breaks when a statement has been carried out and nobody has
// heard of it yet, at every statement, commits among them. Who sends the same request again makes
// nothing twice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Way } from '../town/visitor.ts'
import { everyPoint } from './every-point.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import type { Person } from './flows.ts'
import { kill, serve, type Served } from './served.ts'
import { stopAfter } from './stops.ts'
import { activation, change, signIn, type Walk, walking } from './walks.ts'

let town: FaultTown
let served: Served
beforeAll(async () => {
  town = await faultTown()
  served = await serve(town.toServe)
})
afterAll(() => kill(served))

const way: Way = (url, init) => served.way(url, init)

/**
 * Sends the very same request again when the house asks for that, as a person or a library does.
 */
function sendingAgain(heard: Heard): Way {
  return async (url, init) => {
    const first = await way(url, init)
    if (first.status >= 500) heard.push([first.status, first.headers.get('retry-after')])
    return first.status === 503 ? way(url, init) : first
  }
}
type Heard = (readonly [number, string | null])[]

const loseEverywhere = <Who extends Person>(walk: Walk<Who>): Promise<void> =>
  everyPoint({ town, walk, way }, async (point) => {
    const person = await walk.who()
    const heard: Heard = []
    const at = walking(sendingAgain(heard))
    const stop = stopAfter(town.wire, point, async () => (point % 2 === 0 ? 'cut' : 'reset'))
    // It goes on, or is told that this visit has ended; either way one thing was done once.
    await walk.walk(person, at).catch(() => undefined)
    town.wire.after = undefined
    expect(stop.isReached()).toBe(true)
    expect(heard).toEqual([[503, '2']])
    await walk.holds(person, at.confirmed)
    await walk.goOn(person, { ...at, way })
  })

describe('FLT-DB-2: an answer of the database that was lost', { timeout: 300_000 }, () => {
  test('makes no second credential and no second event in an activation', async () => {
    await loseEverywhere(activation(town))
  })
  test('makes no second password in a change', async () => {
    await loseEverywhere(change(town))
  })
  test('makes no second family of tokens in a sign-in', async () => {
    await loseEverywhere(signIn(town))
  })
})
