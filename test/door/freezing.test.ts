// «Det var ikke meg»: the link in a receipt closes the account with a press, ends what is open, and
// can do nothing else.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freezeHash } from '../../src/domain/methods/set-up.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { secondsAfter } from '../../src/lib/clock.ts'
import type { Database } from '../../src/store/database.ts'
import { keepFreeze } from '../../src/store/methods/freezes.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const known = 'havregrøt og rømme 12'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'plain' })
})
afterAll(() => town.close())

async function linkFor(login: string, token: string, days = 30): Promise<string> {
  const { house, now } = town.moment()
  const person = await findPersonByName(town.moment(), login)
  await keepFreeze(database, {
    tokenHash: freezeHash(house, token),
    person: person?.id ?? '',
    now,
    until: secondsAfter(now, days * 86_400),
  })
  return `/freeze/${token}`
}

async function signedIn(login: string): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  await who.answer({ password: known })
  return who
}

it('asks before it freezes, ends every session, and works once', async () => {
  const login = 'ase.sather@fjordvik.example'
  await town.knows(login, known)
  const ase = await signedIn(login)
  const link = await linkFor(login, 'a-link-that-freezes')
  const whoever = visitor(town.origin)
  await whoever.get(link)
  expect(whoever.last.screen).toMatchObject({ kind: 'confirm', about: 'freeze', account: login })
  await ase.get('/security')
  expect(ase.last.status).toBe(200)
  await whoever.answer({})
  expect(whoever.last.screen).toMatchObject({ kind: 'notice', about: 'frozen' })
  await ase.get('/security')
  expect(ase.last.to ?? ase.last.location).toMatch(/^\/visit\//)
  await whoever.get(link)
  expect(whoever.last).toMatchObject({ status: 404, screen: { about: 'freeze-unknown' } })
  const again = await signedIn(login)
  await again.follow()
  expect(again.last.screen).toMatchObject({ kind: 'notice', about: 'account-not-open' })
  const { rows } = await database.send<{ kind: string }>(
    '',
    `select kind from events where kind = 'account.frozen'`,
    [],
  )
  expect(rows).toHaveLength(1)
})

it('says nothing any more when it is old, and nothing of whose it was', async () => {
  const link = await linkFor('li@fjordvik.example', 'an-old-link', 1)
  town.pass(86_401)
  const whoever = visitor(town.origin)
  await whoever.get(link)
  expect(whoever.last).toMatchObject({ status: 404, screen: { about: 'freeze-unknown' } })
  expect(whoever.last.text).not.toContain('li@')
  await whoever.get('/freeze/never-made')
  expect(whoever.last.status).toBe(404)
})
