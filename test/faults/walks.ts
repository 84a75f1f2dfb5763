// The three walks that faults are tried in, each with what must hold at any moment and how the
// person goes on afterwards.
import { type Visitor, visitor, type Way } from '../town/visitor.ts'
import type { FaultTown } from './fault-town.ts'
import * as flows from './flows.ts'
import type { Confirmed, Person } from './flows.ts'
import { colleague, invited, password } from './people.ts'
import { publicAddress } from './served.ts'
import { activationHolds, changeHolds, signInHolds } from './standing.ts'

export interface Walk<Who extends Person = Person> {
  who(): Promise<Who>
  walk(person: Who, at: Walking): Promise<void>
  holds(person: Who, confirmed: Confirmed): Promise<unknown>
  goOn(person: Who, at: Walking): Promise<void>
}

export interface Walking {
  readonly browser: Visitor
  readonly way: Way
  readonly confirmed: Confirmed
}

export const walking = (way: Way): Walking => ({
  way,
  browser: visitor(publicAddress, way),
  confirmed: new Set(),
})

export const activation = (town: FaultTown): Walk<flows.Invited> => ({
  who: () => invited(town.opened),
  walk: (carol, { browser, confirmed }) => flows.activate(browser, carol, confirmed),
  holds: (carol, confirmed) => activationHolds(town, carol, confirmed),
  // In the same browser, as somebody who has seen an error and tries again.
  async goOn(carol, { browser, way, confirmed }) {
    const { passwords } = await activationHolds(town, carol, confirmed)
    if (passwords.length === 0) await flows.activate(browser, carol)
    else if (!(await flows.isIn(browser, carol))) await flows.signIn(walking(way).browser, carol)
    await activationHolds(town, carol, new Set(['opened', 'password', 'in']))
  },
})

export const change = (town: FaultTown): Walk => ({
  who: () => colleague(town.opened),
  walk: (kari, { browser, confirmed }) => flows.changePassword(browser, kari, confirmed),
  holds: (kari, confirmed) => changeHolds(town, kari, confirmed),
  async goOn(kari, { way, confirmed }) {
    const isChanged = await changeHolds(town, kari, confirmed)
    const typed = isChanged ? flows.nextPassword : password
    await flows.signIn(walking(way).browser, kari, typed)
  },
})

export const signIn = (town: FaultTown): Walk => ({
  who: () => colleague(town.opened),
  async walk(kari, { browser, way, confirmed }) {
    const asked = await flows.askForCode(browser, kari, confirmed)
    flows.tokensIn(await flows.redeem(way, asked))
    confirmed.add('tokens')
  },
  holds: (kari, confirmed) => signInHolds(town, kari, confirmed),
  async goOn(kari, { way }) {
    const asked = await flows.askForCode(walking(way).browser, kari)
    const { refresh_token: token } = flows.tokensIn(await flows.redeem(way, asked))
    flows.tokensIn(await flows.refresh(way, token))
  },
})
