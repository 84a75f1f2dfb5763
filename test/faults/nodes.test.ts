// FLT-KILL-2: two servers over one database, with a balancer before them. One that is killed takes
// with it only what it had in hand; one that is asked to stop finishes that first, and nobody
// notices.
import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Visitor, visitor, type Way } from '../town/visitor.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import { isIn, type Person } from './flows.ts'
import { colleague } from './people.ts'
import { kill, publicAddress, serve, type Served, wayTo } from './served.ts'
import { signIn, walking } from './walks.ts'

let town: FaultTown

let nodes: Served[] = []
let ways: Way[] = []
beforeAll(async () => {
  town = await faultTown()
})
afterEach(async () => {
  await Promise.all(nodes.filter(isAlive).map(kill))
})

const isAlive = ({ child }: Served): boolean => child.exitCode === null && !child.killed

async function openTwo(agent?: () => Agent): Promise<void> {
  nodes = [await serve(town.toServe), await serve(town.toServe)]
  ways = nodes.map(({ port }) => wayTo(port, agent?.()))
}

interface Load {
  requests: number
  /** When each request went wrong: a line that broke, or 500 and above. */
  readonly errors: { readonly at: number; readonly what: string }[]
  readonly way: Way
}

const readyAt = new URL('/health/ready', publicAddress)

const isReady = (to: Way): Promise<boolean> =>
  to(readyAt, { method: 'GET', headers: new Headers(), redirect: 'manual' }).then(
    ({ status }) => status === 200,
    () => false,
  )

/** In turn; a node that says it is leaving, or is gone, is passed by. */
function balance(): Load {
  let turn = 0
  const load: Load = {
    requests: 0,
    errors: [],
    async way(url, init) {
      load.requests += 1
      turn += 1
      const first = turn
      for (let tries = 0; ; tries += 1) {
        const to = ways[(first + tries) % ways.length] ?? nobody
        if (tries < ways.length && !(await isReady(to))) continue
        try {
          const answer = await to(url, init)
          if (answer.status < 500) return answer
          load.errors.push({ at: performance.now(), what: `${answer.status}` })
          return answer
        } catch (fault) {
          // Nothing was sent yet: it went after it had said that it was ready.
          if (tries < ways.length && /connect ECONN(REFUSED|RESET)/.test(String(fault))) continue
          load.errors.push({ at: performance.now(), what: String(fault) })
          throw fault
        }
      }
    },
  }
  return load
}

const nobody: Way = () => Promise.reject(new Error('No server stands behind the balancer'))
const atOnce = 2

/** Signs in one after the other, each until it has come through; in the end all are still in. */
async function signInAll(load: Load, all: readonly Person[], half: () => void): Promise<void> {
  const waiting = [...all]
  const walk = signIn(town)
  const came: (readonly [Visitor, Person])[] = []
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let person = waiting.shift(); person; person = waiting.shift()) {
        if (waiting.length === Math.floor(all.length / 2)) half()
        came.push([await comeThrough(walk, person, load), person])
      }
    }),
  )
  for (const [browser, person] of came) expect(await isIn(browser, person)).toBe(true)
}

/**
 * Nobody has to begin anew unless a request has gone wrong: what one node knows, the other does.
 */
async function comeThrough(walk: ReturnType<typeof signIn>, person: Person, load: Load) {
  for (let tries = 1; ; tries += 1) {
    const at = walking(load.way)
    const before = load.errors.length
    try {
      await walk.walk(person, at)
      return at.browser
    } catch (fault) {
      if (tries === 3 || load.errors.length === before) throw fault
    }
  }
}

/** Until nobody is let in any more. */
async function isShut(port: number): Promise<void> {
  for (;;) {
    const line = connect(port, '127.0.0.1')
    const isRefused = await once(line, 'connect').then(
      () => false,
      () => true,
    )
    line.destroy()
    if (isRefused) return
  }
}

const secondsMost = 5

describe('FLT-KILL-2', { timeout: 120_000 }, () => {
  test('one of two servers killed under load costs what it had in hand, and no more', async () => {
    await openTwo()
    const [first] = nodes
    const load = balance()
    let killedAt = Infinity
    await signInAll(load, await newPeople(), () => {
      killedAt = performance.now()
      first?.child.kill('SIGKILL')
    })
    await first?.ended
    expect(load.requests).toBeGreaterThan(600)
    expect(load.errors.length).toBeLessThanOrEqual(load.requests / 100)
    for (const { at } of load.errors) expect(at - killedAt).toBeLessThan(secondsMost * 1000)
  })

  test.each([
    ['a connection for each request', undefined],
    ['connections that are kept open', () => new Agent({ keepAlive: true })],
  ] as const)('one that is asked to stop: over %s no request goes wrong', async (_how, agent) => {
    await openTwo(agent)
    const [first] = nodes
    const load = balance()
    await signInAll(load, await newPeople(), () => first?.child.kill('SIGTERM'))
    await first?.ended
    expect(load.errors).toEqual([])
    expect(first?.child.exitCode).toBe(0)
  })

  test('one that is asked to stop finishes what is in hand and what comes on a line that rests', async () => {
    const node = await serve(town.toServe)
    nodes = [node]
    const rests = visitor(publicAddress, wayTo(node.port, new Agent({ keepAlive: true })))
    await rests.get('/help')
    const [held, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    town.wire.before = async ({ name }) => {
      if (name !== 'open a visit') return
      held.resolve()
      await open.promise
    }
    const inHand = visitor(publicAddress, node.way).get('/')
    await held.promise
    node.child.kill('SIGTERM')
    await isShut(node.port)
    const told = await rests.get('/health/ready')
    expect([told.status, told.text]).toEqual([503, '{"is":"leaving"}'])
    town.wire.before = undefined
    open.resolve()
    expect((await inHand).status).toBe(200)
    await node.ended
    expect(node.child.exitCode).toBe(0)
  })
})

const newPeople = () => Promise.all(Array.from({ length: 100 }, () => colleague(town.opened)))
