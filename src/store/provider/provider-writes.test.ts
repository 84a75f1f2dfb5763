import { expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { statement } from '../database.ts'
import { writeProvider, type ProviderWrites, type RowToKeep } from './provider-writes.ts'

const database = await townDatabase()
const now = new Date('2026-11-21T12:00:00Z')

const token = (id: string): RowToKeep => ({
  idHash: Buffer.from(id),
  model: 'RefreshToken',
  grant: 'the-grant',
  session: null,
  person: null,
  epoch: 1,
  provenAt: now,
  payload: {},
  expiresAt: new Date('2026-12-21T12:00:00Z'),
})

const writes = (some: Partial<ProviderWrites>): ProviderWrites => ({
  now,
  spendRecords: [],
  spendMoments: [],
  firstSeen: [],
  records: [],
  moments: [],
  revokedGrants: [],
  destroyed: [],
  events: [],
  ...some,
})

const tokens = statement<{ id: string }>(
  'test-tokens',
  `select convert_from(id_hash, 'UTF8') as id from provider_records order by id_hash`,
)
const waiting = statement<{ count: number }>(
  'test-waiting',
  `select count(*) from pg_locks where not granted`,
)

const turnedIn = writes({ spendRecords: [Buffer.from('first')], records: [token('second')] })

test('what is turned in is spent once, and the second time nothing is kept', async () => {
  await writeProvider(database, writes({ records: [token('first')] }))
  expect(await writeProvider(database, turnedIn)).toBe('kept')
  const again = { ...turnedIn, records: [token('third')] }
  expect(await writeProvider(database, again)).toBe('spent')
  expect(await tokens.rows(database)).toEqual([{ id: 'first' }, { id: 'second' }])
  await writeProvider(database, writes({ revokedGrants: ['the-grant'] }))
  expect(await tokens.rows(database)).toEqual([])
})

test('what is taken back while it is being turned in leaves nothing that came of it', async () => {
  await writeProvider(database, writes({ records: [token('first')] }))
  const began = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  const turning = database.transaction(async (db) => {
    expect(await writeProvider(db, turnedIn)).toBe('kept')
    began.resolve()
    await free.promise
  })
  await began.promise
  const takingBack = writeProvider(database, writes({ revokedGrants: ['the-grant'] }))
  await expect.poll(() => waiting.row(database)).toEqual({ count: 1 })
  free.resolve()
  await Promise.all([turning, takingBack])
  expect(await tokens.rows(database)).toEqual([])
})
