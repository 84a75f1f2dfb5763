import { expect, test } from 'vitest'
import { townDatabase } from '../town/database.ts'
import { finderOf } from './secrets.ts'
import { whereStands } from './witness.ts'

test('finds what stands there, wherever it begins, and nothing else', () => {
  const find = finderOf(new Set(['12345', 'secret-one', 'secret-two', 'secret', 'elsewhere']))
  expect(find('')).toEqual([])
  expect(find('a secre, t-one 1234')).toEqual([])
  expect(find('12345')).toEqual(['12345'])
  expect(find('xsecret-one')).toEqual(['secret-one', 'secret'])
  expect(find('secret-twosecret-one, 12345').toSorted()).toEqual([
    '12345',
    'secret',
    'secret-one',
    'secret-two',
  ])
})

test('names the table in which a secret stands', async () => {
  const database = await townDatabase()
  await database.send(
    '',
    `insert into applications (id, position, name, value)
     select 'number-' || n, n, case n when 7000 then 'a needle' else 'hay' end, '{}'
     from generate_series(1, 12000) n`,
    [],
  )
  expect(await whereStands(database, new Set(['a needle', 'a pin']))).toEqual([
    'public.applications',
  ])
  expect(await whereStands(database, new Set(['a pin']))).toEqual([])
})
