// FLT-DB-1: PostgreSQL is stopped at once, without a word, at each statement of each walk, and
// started again. What lay in unlogged tables is gone then: a visit ends, and nobody is let in by
// it.
import { join } from 'node:path'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/server/open-store.ts'
import { engineNumber, isAlive, until } from '../start/keeper.ts'
import type { Way } from '../town/visitor.ts'
import { everyPoint } from './every-point.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import type { Person } from './flows.ts'
import { kill, serve, type Served } from './served.ts'
import { stopBefore } from './stops.ts'
import { activation, change, signIn, type Walk, walking } from './walks.ts'

const folder = mkdtempSync(join(tmpdir(), 'engine-'))
let store: Store
let town: FaultTown
let served: Served
beforeAll(async () => {
  // The house's own engine: what is confirmed here has reached the disk.
  store = await openStore({ dataFolder: folder, tell: () => {} })
  town = await faultTown(store.database.address)
  served = await serve(town.toServe)
})
afterAll(async () => {
  await kill(served)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const cluster = join(folder, 'engine')

/** What `pg_ctl stop -m immediate` sends; whoever watches over it starts it again. */
async function stopAtOnce(): Promise<void> {
  const engine = engineNumber(cluster)
  process.kill(engine, 'SIGQUIT')
  await until(() => !isAlive(engine))
}

const triesMost = 50

/** A person who is told «try again in a moment», and does. */
function patient(statuses: number[]): Way {
  return async (url, init) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await served.way(url, init)
      if (answer.status >= 500) statuses.push(answer.status)
      if (answer.status !== 503 || tries === triesMost) return answer
    }
  }
}

const restartEverywhere = <Who extends Person>(walk: Walk<Who>): Promise<void> =>
  everyPoint({ town, walk, way: served.way, between: 2 }, async (point) => {
    const person = await walk.who()
    const statuses: number[] = []
    const at = walking(patient(statuses))
    const stop = stopBefore(town.wire, point, async () => {
      await stopAtOnce()
      return 'pass'
    })
    await walk.walk(person, at).catch(() => undefined)
    town.wire.before = undefined
    expect(stop.isReached()).toBe(true)
    expect([...new Set(statuses)]).toEqual([503])
    await walk.holds(person, at.confirmed)
    await walk.goOn(person, at)
  })

describe('FLT-DB-1: PostgreSQL started again', { timeout: 600_000 }, () => {
  test('in the middle of an activation leaves it done or not begun', async () => {
    await restartEverywhere(activation(town))
  })
  test('in the middle of a change of password leaves the old one or the new one', async () => {
    await restartEverywhere(change(town))
  })
  test('in the middle of a sign-in lets in once or not at all', async () => {
    await restartEverywhere(signIn(town))
  })
})
