// FLT-DB-6: others hold what a sign-in needs, or PostgreSQL undoes it for their sake. Nobody waits
// longer than a page may take, a passing conflict is not seen by anybody, and one that stays lets
// nobody in.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultTown, type FaultTown } from './fault-town.ts'
import { isIn, type Person, signIn } from './flows.ts'
import { colleague, password } from './people.ts'
import { kill, serve, type Served } from './served.ts'
import { standingOf } from './standing.ts'
import { type Walking, walking } from './walks.ts'

const mostMs = 5_000

let town: FaultTown
let served: Served
let kari: Person
let at: Walking
/** What the house has answered with 500 or more: status and Retry-After. */
const heard: (readonly [number, string | null])[] = []

beforeAll(async () => {
  town = await faultTown()
  served = await serve(town.toServe)
  await sql('create sequence conflicts')
  await sql(
    `create function conflict() returns trigger language plpgsql as $$ begin
       if nextval('conflicts') <= tg_argv[1]::int then
         raise exception using errcode = tg_argv[0];
       end if;
       return new; end $$`,
  )
})
afterAll(() => kill(served))
beforeEach(async () => {
  heard.length = 0
  kari = await colleague(town.opened)
  at = walking(async (url, init) => {
    const began = performance.now()
    const answer = await served.way(url, init)
    expect(performance.now() - began).toBeLessThan(mostMs)
    if (answer.status >= 500) heard.push([answer.status, answer.headers.get('retry-after')])
    return answer
  })
})

const sql = (text: string) => town.database.send('', text, [])

/** Nobody was let in, and when the trouble is over the person comes in. */
async function isKeptOut(): Promise<void> {
  expect(heard).toEqual([[503, '2']])
  expect((await standingOf(town, kari)).sessions).toEqual([])
  expect(await isIn(at.browser, kari)).toBe(false)
}

async function comesIn(): Promise<void> {
  await signIn(walking(served.way).browser, kari)
  expect((await standingOf(town, kari)).sessions).toHaveLength(1)
}

/** A lock that somebody holds until they are told to let go. */
async function hold(text: string): Promise<() => Promise<void>> {
  const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const work = town.database.transaction(async (db) => {
    await db.send('', text, [])
    held.resolve()
    await free.promise
  })
  await held.promise
  return () => {
    free.resolve()
    return work
  }
}

describe('FLT-DB-6: a database that is busy with others', () => {
  test.each([
    ['the counts', 'lock table throttles in access exclusive mode'],
    ['the sessions', 'lock table sessions in access exclusive mode'],
    ['the events', 'lock table events in access exclusive mode'],
    ['the person’s methods', 'select 1 from methods for update'],
  ])('%s held by somebody keep the person out for a moment, and no longer', async (_what, text) => {
    // Read before the lock is taken, so that the very press on «Logg inn» meets it.
    await at.browser.get('/')
    await at.browser.follow()
    await at.browser.answer({ name: kari.login })
    await at.browser.follow()
    const letGo = await hold(text)
    const seen = await at.browser.answer({ password })
    await letGo()
    expect(seen.status).toBe(503)
    expect(seen.screen?.['about']).toBe('refused-unavailable')
    // And the page has a button that asks for the question again.
    const again = { to: expect.stringMatching(/^\/visit\//), word: 'try-again' }
    expect(seen.screen?.['ways']).toContainEqual(again)
    await isKeptOut()
    await comesIn()
  })

  test.each(['40001', '40P01'])('a conflict (%s) that passes is seen by nobody', async (code) => {
    await conflictTimes(code, 2)
    await signIn(at.browser, kari)
    await sql('drop trigger conflicts on sessions')
    expect(heard).toEqual([])
    const { sessions, events } = await standingOf(town, kari)
    expect(sessions).toHaveLength(1)
    expect(events).toMatchObject({ 'session.started': 1, 'signin.decided': 1 })
  })

  test('a conflict that stays is tried three times and lets nobody in', async () => {
    await conflictTimes('40001', 1_000)
    await expect(signIn(at.browser, kari)).rejects.toThrow('503')
    await sql('drop trigger conflicts on sessions')
    await isKeptOut()
    const { rows } = await town.database.send<{ tried: number }>(
      '',
      'select last_value as tried from conflicts',
      [],
    )
    expect(rows).toEqual([{ tried: 3 }])
    await comesIn()
  })

  async function conflictTimes(code: string, times: number): Promise<void> {
    await sql(`alter sequence conflicts restart`)
    await sql(
      `create trigger conflicts before insert on sessions
       for each row execute function conflict('${code}', '${times}')`,
    )
  }

  test('when all connections are taken, who comes later is told at once', async () => {
    const open = Promise.withResolvers<void>()
    let held = 0
    town.wire.before = async ({ name }) => {
      if (name !== 'open a visit') return
      held += 1
      await open.promise
    }
    const visitors = Array.from({ length: 30 }, () => walking(served.way).browser)
    const answers = visitors.map(async (browser) => (await browser.get('/')).status)
    const firstTold = await Promise.race(answers)
    expect(firstTold).toBe(503)
    expect(held).toBeGreaterThan(5)
    const late = await Promise.allSettled(answers.slice(held))
    expect(late.map((each) => each.status === 'fulfilled' && each.value)).toEqual(
      late.map(() => 503),
    )
    town.wire.before = undefined
    open.resolve()
    const all = await Promise.all(answers)
    expect(all.filter((status) => status === 200)).toHaveLength(held)
    await comesIn()
  })
})
