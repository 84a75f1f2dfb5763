import { beforeAll, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { statement, type Database } from '../database.ts'

let database: Database
beforeAll(async () => {
  database = await townDatabase()
})

const say = statement<Record<string, unknown>>(
  'say all',
  `select $1::text as words, $2::bytea as bytes, $3::timestamptz as at, $4::text[] as list,
     $5::bytea[] as many, $6::jsonb as kept, $7::int8 as big, $8::bool as is, $9::int as none`,
)
const values = (words: string) => [
  words,
  Buffer.from([0, 255, 10]),
  new Date('2026-11-21T05:00:00.123Z'),
  ['a "b"', 'c\\d', '{e,f}', null, '', 'NULL', 'blåbær 🌲'],
  [Buffer.from([0, 1]), new Uint8Array([2])],
  { og: ['rømme'] },
  12,
  false,
  null,
]

test('every kind of value goes there and back, at the first use and later', async () => {
  const told = {
    bytes: Buffer.from([0, 255, 10]),
    at: new Date('2026-11-21T05:00:00.123Z'),
    list: ['a "b"', 'c\\d', '{e,f}', null, '', 'NULL', 'blåbær 🌲'],
    many: [Buffer.from([0, 1]), Buffer.from([2])],
    kept: { og: ['rømme'] },
    big: 12,
    is: false,
    none: null,
  }
  // On one connection, so that the second is not prepared anew; the last is too long for one frame.
  await database.transaction(async (db) => {
    for (const words of ['æøå', '🌲'.repeat(100), 'å'.repeat(70_000), 'a']) {
      expect(await say.rows(db, ...values(words))).toEqual([{ words, ...told }])
    }
  })
})

test('a statement that failed at its first use works at the next', async () => {
  const divide = statement<{ answer: number }>('divide', 'select 12 / $1::int as answer')
  for (const by of [0, 3, 0, 4]) {
    const answer = divide.row(database, by)
    if (by === 0) await expect(answer).rejects.toThrow('division by zero')
    else expect(await answer).toEqual({ answer: 12 / by })
  }
})

test('a statement that cannot be read is told of each time', async () => {
  const nonsense = statement('nonsense', 'sel ect 1')
  for (let times = 0; times < 2; times++)
    await expect(nonsense.rows(database)).rejects.toThrow('syntax error')
})

test('a value that has no form is a fault of that statement alone', async () => {
  await expect(say.rows(database, ...values('x').with(2, new Date(NaN)))).rejects.toThrow()
  expect(await say.rows(database, ...values('y'))).toHaveLength(1)
})

test('two texts under one name are a fault', async () => {
  const one = statement('twice', 'select 1')
  const other = statement('twice', 'select 2')
  await database.transaction(async (db) => {
    await one.rows(db)
    await expect(other.rows(db)).rejects.toThrow('Two statements have the name')
    await one.rows(db)
  })
})
