// Walks once to count the statements, and then once for each of them.
import { expect } from 'vitest'
import type { Way } from '../town/visitor.ts'
import type { FaultTown } from './fault-town.ts'
import type { Person } from './flows.ts'
import { pointsOf } from './points.ts'
import { statementsOf } from './stops.ts'
import { type Walk, walking } from './walks.ts'

interface ToWalk<Who extends Person> {
  readonly town: FaultTown
  readonly walk: Walk<Who>
  readonly way: Way
  /** How many points between the first and the last, where not all are tried. */
  readonly between?: number
}

/** `fails` is told which statement of the walk, counted from 1, is the one. */
export async function everyPoint<Who extends Person>(
  { town, walk, way, between }: ToWalk<Who>,
  fails: (point: number, name: string) => Promise<void>,
): Promise<void> {
  // Nothing is read for the first time when it is counted.
  await walk.walk(await walk.who(), walking(way))
  const person = await walk.who()
  const at = walking(way)
  const names = await statementsOf(town.wire, () => walk.walk(person, at))
  await walk.holds(person, at.confirmed)
  expect(names.length).toBeGreaterThan(5)
  for (const point of pointsOf(names.length, between)) {
    const name = names[point - 1] ?? ''
    // A server that dies forgives nothing any more; here one dies each second, and all share one
    // password.
    await town.database.send('', 'delete from throttles', [])
    await fails(point, name).catch((fault: unknown) => {
      throw new Error(`At ${point} of ${names.length}, «${name}»: ${String(fault)}`, {
        cause: fault,
      })
    })
  }
}
