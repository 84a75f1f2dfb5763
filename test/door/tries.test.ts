// One answer is one try, also where the ground moves under it; and whoever waits fills no table.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/domain/moment.ts'
import { keepNewPassword } from '../../src/domain/passwords/new-password.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { password } from '../../src/factors/password/password.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const ola = 'ola.nordmann@fjordvik.example'
const old = 'havregrøt og rømme 12'
const fresh = 'solbær og tindved 34'

const database = await townDatabase()
let town: Town
beforeAll(async () => {
  // What one server remembers of a visit decides which tries come to be judged.
  town = await openTown({ database, example: 'plain', isBalanced: false })
})
afterAll(() => town.close())
beforeEach(async () => {
  await changes(old)
  await database.send('', 'truncate throttles', [])
})

/** As from another node: this one goes on remembering what it has drawn. */
async function changes(typed: string): Promise<void> {
  const moment = town.moment()
  const person = await findPersonByName(moment, ola)
  if (!person) throw new Error('Nobody is called Ola')
  const hash = await moment.house.passwords.hash(typed)
  const because = person.state === 'active' ? 'asked' : 'first'
  await inTransaction(moment, async (inside) => {
    await keepNewPassword(inside, password, { person, kept: { hash }, because })
  })
}

/** At the question for the password, drawn by this very node. */
async function atThePassword(): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: ola })
  await who.follow()
  expect(who.last.screen?.['kind']).toBe('password')
  return who
}

async function eventsSince(id: number): Promise<{ kind: string; data: object }[]> {
  const { rows } = await database.send<{ kind: string; data: object }>(
    '',
    `select kind, data from events where id > $1 and kind ~ '^(proof|signin|session)' order by id`,
    [id],
  )
  return rows
}
const newest = async (): Promise<number> =>
  (await database.send<{ id: number }>('', 'select max(id) as id from events', [])).rows[0]?.id ?? 0

/** What stands on the count of the whole house: every try is on it. */
async function tries(): Promise<number> {
  await town.forgives()
  const { rows } = await database.send<{ most: number }>(
    '',
    'select coalesce(max(total), 0)::int as most from throttles',
    [],
  )
  return rows[0]?.most ?? -1
}

const moveTheVisit = () => database.send('', 'update visits set version = version + 1', [])

test('a password that was changed a moment ago is right at once, and no try', async () => {
  const who = await atThePassword()
  await changes(fresh)
  const before = await newest()
  await who.answer({ password: fresh })
  expect(who.last.to).toBe('/')
  expect((await eventsSince(before)).map(({ kind }) => kind)).toEqual([
    'signin.decided',
    'session.started',
  ])
  expect(await tries()).toBe(0)
})

test('a wrong one after such a change is one try and one event', async () => {
  const who = await atThePassword()
  await changes(fresh)
  const before = await newest()
  await who.answer({ password: 'neither of them 56' })
  expect(who.last.problem?.code).toBe('wrong-name-or-password')
  expect((await eventsSince(before)).map(({ kind }) => kind)).toEqual(['proof.failed'])
  expect(await tries()).toBe(1)
})

test('a wrong one in a tab that was overtaken is one try, and is not forgotten', async () => {
  const who = await atThePassword()
  await moveTheVisit()
  const before = await newest()
  await who.answer({ password: 'not this one 78' })
  expect(who.last.problem).toBeUndefined()
  expect((await eventsSince(before)).map(({ kind }) => kind)).toEqual(['proof.failed'])
  expect(await tries()).toBe(1)
})

test('a right one in a tab that was overtaken is no try', async () => {
  const who = await atThePassword()
  await moveTheVisit()
  const before = await newest()
  await who.answer({ password: old })
  await who.follow()
  expect(who.last.screen?.['kind']).toBe('password')
  expect(await eventsSince(before)).toEqual([])
  expect(await tries()).toBe(0)
})

test('whoever is turned away while waiting is told of when it begins, and by powers of ten', async () => {
  const who = await atThePassword()
  const before = await newest()
  for (let at = 0; at < 5 + 120; at += 1) await who.answer({ password: `not this one ${at}` })
  expect((await eventsSince(before)).map(({ kind, data }) => [kind, turnedAway(data)])).toEqual([
    ...Array.from({ length: 5 }, () => ['proof.failed', undefined]),
    ['proof.held-back', undefined],
    ['proof.held-back', 10],
    ['proof.held-back', 100],
  ])
})

const turnedAway = (data: object): unknown => ('turnedAway' in data ? data.turnedAway : undefined)

test('whoever is guessed at until the password rests hears of it, once', async () => {
  const who = await atThePassword()
  await who.answer({ password: 'the first wrong one 1' })
  await database.send('', 'update throttles set streak = 99', [])
  expect(await changesTold()).toBe(0)
  await who.answer({ password: 'the hundredth in a row 2' })
  expect(await changesTold()).toBe(1)
  for (const more of ['one more 3', 'and one more 4']) await who.answer({ password: more })
  expect(await changesTold()).toBe(1)
})

async function changesTold(): Promise<number> {
  const { rows } = await database.send<{ count: number }>(
    '',
    `select count(*)::int as count from messages join people on people.id = person_id
     where login = $1 and kind = 'methods-changed'`,
    [ola],
  )
  return rows[0]?.count ?? -1
}
