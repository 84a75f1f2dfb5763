// FLT-KILL-1: the server is killed at every statement of activation, of a change of password, and
// of a sign-in with code and tokens. Whatever was confirmed stands, nothing stands by half, and the
// person can go on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultTown, type FaultTown } from './fault-town.ts'
import type { Person } from './flows.ts'
import { everyPoint } from './every-point.ts'
import { kill, serve, type Served } from './served.ts'
import { alone } from './standing.ts'
import { stopBefore } from './stops.ts'
import { activation, change, signIn, type Walk, walking } from './walks.ts'
import type { Way } from '../town/visitor.ts'

let town: FaultTown
let served: Served
beforeAll(async () => {
  town = await faultTown()
  served = await serve(town.toServe)
})
afterAll(() => kill(served))

const way: Way = (url, init) => served.way(url, init)

const killEverywhere = <Who extends Person>(walk: Walk<Who>): Promise<void> =>
  everyPoint({ town, walk, way }, async (point) => {
    const { wire } = town
    const person = await walk.who()
    const at = walking(way)
    const stop = stopBefore(wire, point, async () => {
      await kill(served)
      return 'cut'
    })
    await expect(walk.walk(person, at)).rejects.toThrow()
    expect(stop.isReached()).toBe(true)
    wire.before = undefined
    wire.cutAll()
    await alone(town)
    await walk.holds(person, at.confirmed)
    served = await serve(town.toServe)
    await walk.goOn(person, at)
  })

describe('FLT-KILL-1: the server killed at every statement', { timeout: 300_000 }, () => {
  test('of an activation leaves it done or not begun', async () => {
    await killEverywhere(activation(town))
  })
  test('of a change of password leaves the old one or the new one', async () => {
    await killEverywhere(change(town))
  })
  test('of a sign-in with code and tokens lets in once or not at all', async () => {
    await killEverywhere(signIn(town))
  })
})
