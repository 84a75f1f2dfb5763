// FLT-KILL-1: the server is killed at every statement of activation, of a change of password, and of
// a sign-in with code and tokens. Whatever was confirmed stands, nothing stands by half, and the
// person can go on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visitor, type Visitor } from '../town/visitor.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import * as flows from './flows.ts'
import type { Confirmed, Person } from './flows.ts'
import { colleague, invited, password } from './people.ts'
import { pointsOf } from './points.ts'
import { kill, publicAddress, serve, type Served } from './served.ts'
import { activationHolds, changeHolds, signInHolds } from './standing.ts'
import { statementsOf, stopBefore } from './stops.ts'

let town: FaultTown
let served: Served
beforeAll(async () => {
  town = await faultTown()
  served = await serve(town.toServe)
})
afterAll(async () => {
  await kill(served)
})

const browse = (): Visitor => visitor(publicAddress, (url, init) => served.way(url, init))

interface Flow<Who extends Person> {
  readonly who: () => Promise<Who>
  walk(browser: Visitor, person: Who, confirmed: Confirmed): Promise<unknown>
  holds(person: Who, confirmed: Confirmed): Promise<unknown>
  goOn(browser: Visitor, person: Who, confirmed: Confirmed): Promise<unknown>
}

/** Kills at each point, starts anew, and looks. Gives the names of the statements it stopped at. */
async function killEverywhere<Who extends Person>(flow: Flow<Who>): Promise<void> {
  const walkAlone = async () => flow.walk(browse(), await flow.who(), new Set())
  await walkAlone()
  const person = await flow.who()
  const names = await statementsOf(town.wire, () => flow.walk(browse(), person, new Set()))
  await flow.holds(person, new Set())
  expect(names.length).toBeGreaterThan(5)
  for (const point of pointsOf(names.length)) {
    await killAt(flow, point).catch((fault: unknown) => {
      throw new Error(`Killed before ${point}, «${names[point - 1]}»`, { cause: fault })
    })
  }
}

async function killAt<Who extends Person>(flow: Flow<Who>, point: number): Promise<void> {
  const { wire } = town
  const person = await flow.who()
  const confirmed: Confirmed = new Set()
  const browser = browse()
  const stop = stopBefore(wire, point, async () => {
    await kill(served)
    return 'cut'
  })
  await expect(flow.walk(browser, person, confirmed)).rejects.toThrow()
  expect(stop.isReached()).toBe(true)
  wire.before = undefined
  await served.ended
  wire.cutAll()
  await alone()
  await flow.holds(person, confirmed)
  served = await serve(town.toServe)
  await flow.goOn(browser, person, confirmed)
}

/** What the dead server had begun has been undone. */
async function alone(): Promise<void> {
  for (;;) {
    const { rows } = await town.database.send<{ count: number }>(
      '',
      `select count(*) from pg_stat_activity
       where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
      [],
    )
    if (rows[0]?.count === 0) return
  }
}

describe('FLT-KILL-1: the server killed at every statement', () => {
  test('of an activation leaves it done or not begun', { timeout: 300_000 }, async () => {
    await killEverywhere({
      who: () => invited(town.opened),
      walk: flows.activate,
      holds: (carol, confirmed) => activationHolds(town, carol, confirmed),
      async goOn(browser, carol, confirmed) {
        const { passwords } = await activationHolds(town, carol, confirmed)
        // In the same browser, as somebody who has seen an error and tries again.
        if (passwords.length === 0) await flows.activate(browser, carol)
        else if (!(await flows.isIn(browser, carol))) await flows.signIn(browse(), carol)
        await activationHolds(town, carol, new Set(['opened', 'password', 'in']))
      },
    })
  })

  test('of a change of password leaves the old or the new', { timeout: 300_000 }, async () => {
    await killEverywhere({
      who: () => colleague(town.opened),
      walk: flows.changePassword,
      holds: (kari, confirmed) => changeHolds(town, kari, confirmed),
      async goOn(_browser, kari, confirmed) {
        const isChanged = await changeHolds(town, kari, confirmed)
        await flows.signIn(browse(), kari, isChanged ? flows.nextPassword : password)
      },
    })
  })

  test('of a sign-in with code and tokens lets in once or not', { timeout: 300_000 }, async () => {
    await killEverywhere({
      who: () => colleague(town.opened),
      async walk(browser, kari, confirmed) {
        const asked = await flows.askForCode(browser, kari, confirmed)
        flows.tokensIn(await flows.redeem(served.way, asked))
        confirmed.add('tokens')
      },
      holds: (kari, confirmed) => signInHolds(town, kari, confirmed),
      async goOn(_browser, kari) {
        const asked = await flows.askForCode(browse(), kari)
        const { refresh_token: token } = flows.tokensIn(await flows.redeem(served.way, asked))
        flows.tokensIn(await flows.refresh(served.way, token))
      },
    })
  })
})
