import { beforeEach, expect, test } from 'vitest'
import { answered, aboutIn } from '../../../test/factors/factor-suite.ts'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../test/town/house.ts'
import { token } from '../../factors/token/token.ts'
import { codeAt, stepAt } from '../../lib/methods/totp.ts'
import { statement } from '../../store/database.ts'
import { listTokens } from '../../store/methods/tokens.ts'
import { importPeople } from '../importing/import-people.ts'
import { inTransaction } from '../moment.ts'
import { Refusal } from '../refusal.ts'
import { activate, getPerson } from '../people/people.ts'
import { setUpMethod, takeAwayMethod } from './set-up.ts'
import { findToken, importTokens, type TokenKept } from './tokens.ts'

const db = await townDatabase()
const house = await townHouse(db)
const morning = house.at(firstMorning)

const empty = statement('empty', 'truncate people, tokens, messages, events cascade')
const rows = statement<{ row: string }>('rows', 'select tokens::text as row from tokens')
const events = statement<{ data: unknown }>(
  'lists brought in',
  `select data from events where kind = 'seeds.imported' order by id`,
)

const seed = '3132333435363738393031323334353637383930'
const other = '3938373635343332313039383736353433323130'
const list = `FTK-000001,${seed}\nFTK-000002,${other}\n`

beforeEach(() => empty.count(db))

test('what is right is brought in, and what is not is named by its line', async () => {
  const text = ['serial,seed', `FTK-000001,${seed}`, 'FTK-000002,31', `FTK 000001,${other}`]
  expect(await importTokens(morning, text.join('\n'))).toEqual({
    count: 1,
    bad: [
      { line: 3, because: 'seed-short' },
      { line: 4, because: 'known-already' },
    ],
  })
  expect(await events.rows(db)).toEqual([{ data: { count: 1, bad: 2 } }])
})

test('a list that is brought in twice changes nothing, also under other numbers', async () => {
  await importTokens(morning, list)
  const before = await rows.rows(db)
  const again = `FTK-000001,${other}\nFTK-000009,${seed}\n`
  for (const text of [list, again])
    expect((await importTokens(morning, text)).bad.map(({ because }) => because)).toEqual([
      'known-already',
      'known-already',
    ])
  expect(await rows.rows(db)).toEqual(before)
})

test('neither a number nor a seed can be read out of the rows', async () => {
  await importTokens(morning, list)
  const kept = JSON.stringify(await rows.rows(db))
  const bytes = Buffer.from(seed, 'hex')
  for (const secret of [seed, bytes.toString('base64'), bytes.toString(), '000001'])
    expect(kept).not.toContain(secret)
  expect(kept).not.toContain(Buffer.from('FTK000001').toString('hex'))
})

test('a token is found however its number is written, and only with the keys of the house', async () => {
  await importTokens(morning, list)
  for (const written of ['FTK-000001', ' ftk 000001', 'ＦＴＫ000001', 'ftk_00.00/01'])
    expect(await findToken(morning, written)).toMatchObject({
      key: Buffer.from(seed, 'hex'),
      shape: { hash: 'sha1', digits: 6, stepSeconds: 30 },
      handle: 'FTK000001',
      ending: '0001',
      isHeld: false,
    })
  for (const written of ['', '000001', 'FTK-000003', '-'])
    expect(await findToken(morning, written)).toBeUndefined()
})

test('a token is one person’s at a time, and free again when they give it up', async () => {
  await importTokens(morning, list)
  await house.apply(fjordvik)
  const people = 'fornavn;etternavn;login\nKari;Nordmann;kari\nOla;Nordmann;ola'
  const { made } = await importPeople(morning, people)
  const [kari = '', ola = ''] = made.map(({ id }) => id)
  for (const each of [kari, ola]) await activate(morning, each)

  const typed = (name: string, code = codeAt(Buffer.from(seed, 'hex'), stepAt(morning.now))) =>
    answered({ name, code })
  const holds = async (person: string) => {
    const about = aboutIn<TokenKept>(person)
    const outcome = await token.enrol?.check(typed('FTK-000001'), about, morning)
    if (outcome?.is !== 'right' || !outcome.keep || !outcome.handle) return outcome
    const { keep: kept, handle } = outcome
    const facts = await getPerson(morning, person)
    const id = await inTransaction(morning, (inside) =>
      setUpMethod(inside, token, { person: facts, kept, handle, because: 'methods', isUsed: true }),
    )
    return { id }
  }
  const held = await holds(kari)
  expect(held).toHaveProperty('id')
  expect(await holds(ola)).toMatchObject({ is: 'wrong', problem: { code: 'set-up-already' } })
  // Without a code from it nobody learns that it is somebody's.
  const guessed = await token.enrol?.check(typed('FTK-000001', '1'), aboutIn('two'), morning)
  expect(guessed).toEqual({ is: 'wrong' })
  expect(await listTokens(db)).toMatchObject([
    { ending: '0001', login: 'kari@fjordvik.example', used_at: morning.now },
    { ending: '0002', login: null, used_at: null },
  ])
  const method = { id: held && 'id' in held ? held.id : '', factor: 'token' }
  const facts = await getPerson(morning, kari)
  await inTransaction(morning, (inside) => takeAwayMethod(inside, facts, method, 'removed'))
  expect(await holds(ola)).toHaveProperty('id')
})

test('of two who set up one token in the same moment one has it, and the other is refused', async () => {
  await importTokens(morning, list)
  await house.apply(fjordvik)
  const people = 'fornavn;etternavn;login\nKari;Nordmann;kari\nOla;Nordmann;ola'
  const { made } = await importPeople(morning, people)
  for (const { id } of made) await activate(morning, id)
  const kept = { key: 'AAAA', digits: 6, stepSeconds: 30, hash: 'sha1' as const, after: 1 }
  const more = { kept, handle: 'FTK000001', because: 'methods', isUsed: true }
  const both = await Promise.allSettled(
    made.map(async ({ id }) => {
      const person = await getPerson(morning, id)
      return inTransaction(morning, (inside) => setUpMethod(inside, token, { person, ...more }))
    }),
  )
  const refused = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refused).toHaveLength(1)
  expect(refused[0]).toBeInstanceOf(Refusal)
  const held = (await listTokens(db)).filter(({ login }) => login !== null)
  expect(held).toHaveLength(1)
})
