// The rig: how an attack is written down, and what is looked at after every one of them. Each case
// runs on one node and on two; it does the honest thing first, then changes exactly one thing
// inside `attack`, where no session, token, row or fault may appear that the case has not named.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { invite } from '../../src/domain/people/invitations.ts'
import { setState } from '../../src/domain/people/people.ts'
import { openEventSigner } from '../../src/domain/events/event-signer.ts'
import { sealEvents, verifyEvents } from '../../src/domain/events/event-seals.ts'
import { publicAddress } from '../town/node-order.ts'
import { balanced, type Call, type Nodes } from '../town/nodes.ts'
import { type Seen, visitor, type Visitor, type Way } from '../town/visitor.ts'
import {
  colleague,
  invited,
  newPassword,
  suspended,
  type Colleague,
  type Invited,
  type Person,
} from './people.ts'
import { openAttackTown, type AttackTown } from './town.ts'
import { finderOf } from './secrets.ts'
import { refresh } from './verbs.ts'
import { stateOf, whereStands } from './witness.ts'

export const isDeep = process.env['PORTVAKT_TEST_DEEP'] === '1'
/** How often a race is run, and how many variants a fuzz tries. */
export const rounds = isDeep ? 100 : 20
export const mutants = isDeep ? 10_000 : 500
/** To look at all that a file has left behind. */
const endSeconds = isDeep ? 600 : 60

export interface Allowed {
  /** How many may come in, and how many times tokens may be given, during the attack. */
  readonly sessions?: number
  readonly tokens?: number
  /** People, methods, groups or rules may change: the case looks at them by itself. */
  readonly rows?: boolean
  /** Every event that may be written, in their order; events are not looked at where absent. */
  readonly events?: readonly string[]
  /** The house may say that it is busy. */
  readonly busy?: boolean
  /** A fault is planted in the house itself: 500 is right, and so is a line in the log. */
  readonly faults?: boolean
}

export interface Rig {
  readonly town: AttackTown
  readonly nodes: Nodes
  readonly origin: string
  pass(seconds: number): Promise<void>
  colleague(name: string, more?: Colleague): Promise<Person>
  invited(name?: string, more?: Pick<Colleague, 'first' | 'family'>): Promise<Invited>
  suspended(name?: string): Promise<Person>
  /** Past every rule of what a name may be. */
  rename(person: Pick<Person, 'id'>, first: string, family: string): Promise<void>
  suspend(person: Pick<Person, 'id'>): Promise<void>
  /** A newer letter; the older one is out of use. */
  inviteAgain(person: Pick<Person, 'id'>): Promise<void>
  refresh(machine: Visitor, token: string, application?: string): Promise<Seen>
  newPassword(): string
  /** An empty browser at an address of its own, or at this one. */
  browser(from?: string): Visitor
  /** An application's own server: no browser, so no Origin. */
  machine(): Visitor
  /** A request as the case wants it, down to the last header. */
  call(call: Partial<Call> & { readonly target: string }): Promise<Response>
  /**
   * Waits until what was right here has been taken off the counts of tries, which is done a moment
   * later.
   */
  forgiven<Result>(act: () => Promise<Result>): Promise<Result>
  /** One thing is changed in here. */
  attack<Result>(allowed: Allowed, act: () => Promise<Result>): Promise<Result>
  /** No log, row or mail holds what was secret in any case so far. */
  secretsStandNowhere(): Promise<void>
}

let town: AttackTown | undefined
const townOrFault = (): AttackTown => {
  if (!town) throw new Error('The town is not open')
  return town
}

/** To be called once at the top of a file of cases. */
export function openRig(): void {
  beforeAll(async () => {
    town = await openAttackTown()
  })
  afterAll(async () => {
    if (!town) return
    await lookAtEverything(town)
    await town.close()
  }, endSeconds * 1000)
}

const howMany = { 1: 'one node', 2: 'two nodes' } as const

/**
 * Signs of life are the same for every case; a case that is slow by its nature says so. The time is
 * for a busy machine: no case is about how quick it is.
 */
export function attack(
  name: string,
  play: (rig: Rig) => Promise<void>,
  seconds = 120,
  on: readonly (keyof typeof howMany)[] = [1, 2],
): void {
  for (const count of on) {
    test(`${name}, on ${howMany[count]}`, { timeout: seconds * 1000 }, async () => {
      const { nodes } = townOrFault()
      nodes.behind = nodes.all.slice(0, count)
      nodes.faults.length = 0
      markLogs(nodes)
      await play(rigFor(townOrFault()))
      expect(nodes.faults, 'answers of 500 and above').toEqual([])
      for (const [at, { child, said }] of nodes.all.entries()) {
        expect(child.exitCode, said()).toBeNull()
        expect(said().slice(logMarks[at]), 'the log').not.toMatch(/"level":[56]0/)
      }
    })
  }
}

const faultLines = (nodes: Nodes): number =>
  nodes.all
    .map(
      ({ said }, at) =>
        said()
          .slice(logMarks[at])
          .match(/"level":[56]0/g)?.length ?? 0,
    )
    .reduce((sum, lines) => sum + lines, 0)

/** What a process had said when the case began. */
let logMarks: number[] = []
function markLogs(nodes: Nodes): void {
  logMarks = nodes.all.map(({ said }) => said().length)
}

let addresses = 0
/** An address that nobody has called from before: eve has as many as she likes. */
export const newAddress = (): string => {
  addresses += 1
  return `198.51.${Math.floor(addresses / 250) % 250}.${1 + (addresses % 250)}`
}

function rigFor(of: AttackTown): Rig {
  const { nodes } = of
  return {
    town: of,
    nodes,
    origin: publicAddress,
    pass: of.pass,
    colleague: (name, more) => colleague(of, name, more),
    invited: (name, more) => invited(of, name, more),
    suspended: (name) => suspended(of, name),
    async rename({ id }, first, family) {
      const text = 'update people set given_name = $2, family_name = $3 where id = $1'
      await of.database.send('', text, [id, first, family])
    },
    suspend: (person) => setState(of.moment(), person.id, 'suspended'),
    async inviteAgain({ id }) {
      await invite(of.moment(), id, { channel: 'paper' })
    },
    refresh: (machine, token, application = 'post') => refresh(machine, application, token),
    newPassword: () => newPassword(of),
    browser: (from = newAddress()) => visitor(publicAddress, wayThrough(nodes, from)),
    machine() {
      const way = wayThrough(nodes, newAddress())
      return visitor(publicAddress, (url, init) => {
        init.headers.delete('origin')
        return way(url, init)
      })
    },
    call: (call) => balanced(nodes, { method: 'GET', headers: [], from: newAddress(), ...call }),
    async forgiven(act) {
      const result = await act()
      await nodes.forgive()
      return result
    },
    attack: (allowed, act) => watched(of, allowed, act),
    secretsStandNowhere: () => lookForSecrets(of),
  }
}

const wayThrough =
  (nodes: Nodes, from: string): Way =>
  (url, init) =>
    balanced(nodes, {
      method: init.method,
      target: url.pathname + url.search,
      headers: headersOf(init),
      body: init.body?.toString(),
      from,
    })

function headersOf(init: { headers: Headers; body?: URLSearchParams }): [string, string][] {
  const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded']
  return [...init.headers, ...(init.body ? [form] : [])]
}

async function watched<Result>(
  of: AttackTown,
  allowed: Allowed,
  act: () => Promise<Result>,
): Promise<Result> {
  const { database, nodes } = of
  await nodes.forgive()
  const before = await stateOf(database)
  const result = await act()
  const after = await stateOf(database, before.lastEvent)
  const kinds = after.events.map(({ kind }) => kind)
  const count = (kind: string) => kinds.filter((each) => each === kind).length
  expect(after.sessions - before.sessions, 'sessions that began').toBeLessThanOrEqual(
    allowed.sessions ?? 0,
  )
  expect(count('session.started'), 'people who came in').toBe(allowed.sessions ?? 0)
  expect(count('tokens.issued'), 'tokens given for a code').toBe(allowed.tokens ?? 0)
  if (!allowed.rows) expect(after.rows, 'rows of people and rules').toEqual(before.rows)
  if (allowed.events)
    expect(kinds.filter((kind) => kind !== 'tokens.issued')).toEqual(allowed.events)
  if (allowed.faults) {
    // A process says what went wrong a moment after it has answered: its line must not be taken for
    // the next case's.
    const isSaid = (): void => expect(faultLines(nodes)).toBeGreaterThanOrEqual(nodes.faults.length)
    await vi.waitFor(isSaid, { timeout: 5_000 })
    nodes.faults.length = 0
    markLogs(nodes)
  }
  if (allowed.busy) nodes.faults.splice(0, nodes.faults.length, ...notBusy(nodes.faults))
  return result
}

const notBusy = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !fault.startsWith('503 '))

/**
 * What is looked at once, at the end of a file: the chain of events, and whether a secret stands
 * anywhere.
 */
async function lookAtEverything(of: AttackTown): Promise<void> {
  const moment = of.moment()
  const signer = await openEventSigner(moment)
  await sealEvents(moment, { signer, anchor: async () => {} })
  const verdict = await verifyEvents(moment, { signer })
  expect(verdict.findings, 'the chain of events').toEqual([])
  await lookForSecrets(of)
}

async function lookForSecrets(of: AttackTown): Promise<void> {
  const letters = of.smtp.letters.map((letter) => JSON.stringify(letter))
  const written = [...of.nodes.all.map((node) => node.said()), ...letters].join('\n')
  expect(finderOf(of.canaries)(written), 'secrets in a log or a mail').toEqual([])
  expect(await whereStands(of.database, of.canaries), 'secrets in the rows').toEqual([])
}
