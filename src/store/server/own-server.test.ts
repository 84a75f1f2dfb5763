import { expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../../test/town/database.ts'
import { openStore } from './open-store.ts'
import { ownServer, troubleWith, whyNoAnswer } from './own-server.ts'

const good = { version: 180_004, encoding: 'UTF8', standby: false }
const dataFolder = '/nowhere'

test('an address that works opens the store', async () => {
  const databaseUrl = addressAsUrl(await townAddress())
  const store = await openStore({ databaseUrl, dataFolder })
  await store.close()
})

test.each([
  ['not an address', 'localhost', /is not an address: write it as postgresql/],
  ['another kind of address', 'mysql://kari:secret@db/x', /is not an address/],
  ['nobody listening', 'postgres://kari:secret@127.0.0.1:1/x', /is not listening: start/],
  ['no socket', 'postgres://kari:secret@/x?host=/nowhere', /is not listening/],
  ['an unknown host', 'postgres://kari:secret@db.invalid/x', /nobody knows: correct the host/],
])('%s is refused with one sentence and without the password', async (_, url, sentence) => {
  const refused = await ownServer(url).catch((fault: unknown) => fault)
  expect(refused).toMatchObject({ name: 'CannotStart' })
  expect(String(refused)).toMatch(sentence)
  expect(String(refused)).not.toContain('secret')
})

test('a database or a user that does not exist is named', async () => {
  const address = await townAddress()
  const missing = addressAsUrl({ ...address, database: 'elsewhere' })
  await expect(ownServer(missing)).rejects.toThrow(/database elsewhere .* does not exist: create/)
  const stranger = addressAsUrl(address).replace('portvakt@', 'kari@')
  await expect(ownServer(stranger)).rejects.toThrow(/does not let this user in/)
})

test('PostgreSQL 15 is new enough and 14 is not', () => {
  expect(troubleWith({ ...good, version: 150_000 }, 'database')).toBe(undefined)
  expect(troubleWith({ ...good, version: 140_019 }, 'database')?.message).toMatch(
    /is PostgreSQL 14 and Portvakt needs 15 or later: upgrade it/,
  )
})

test('a standby and an encoding that loses names are refused', () => {
  expect(troubleWith({ ...good, standby: true }, 'database')?.message).toMatch(/the primary/)
  expect(troubleWith({ ...good, encoding: 'SQL_ASCII' }, 'database')?.message).toMatch(/UTF8/)
})

test('what nobody foresaw stays a fault', () => {
  const fault = new Error('strange')
  expect(whyNoAnswer(fault, 'database')).toBe(fault)
})
