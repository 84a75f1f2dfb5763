import { beforeEach, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../test/town/house.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { readPass } from '../../lib/methods/recovery-codes.ts'
import { statement } from '../../store/database.ts'
import { methodsOf } from '../../store/methods/methods.ts'
import { importPeople } from '../importing/import-people.ts'
import type { Moment } from '../moment.ts'
import { activate, setState } from '../people/people.ts'
import { openKept } from './methods.ts'
import { givePass, passKeeps } from './passes.ts'

const db = await townDatabase()
const house = await townHouse(db)
const morning = house.at(firstMorning)

const empty = statement('empty', 'truncate people, events cascade')
const told = statement<{ actor: string | null; data: unknown }>(
  'passes given',
  `select actor, data from events where kind = 'pass.given' order by id`,
)

const mails = statement(
  'mails about methods',
  `select 1 from messages where person_id = $1 and kind = 'methods-changed'`,
)

let kari = ''
let ola = ''
beforeEach(async () => {
  await empty.count(db)
  await house.apply(fjordvik)
  const list = [
    'fornavn;etternavn;login;e-post',
    'Kari;Nordmann;kari;kari@fjordvik.example',
    'Ola;Nordmann;ola;',
  ].join('\n')
  const { made } = await importPeople(morning, list)
  kari = made[0]?.id ?? ''
  ola = made[1]?.id ?? ''
  await activate(morning, kari)
})

async function keptOf(person: string) {
  const rows = await methodsOf(db, person)
  return rows
    .filter(({ factor }) => factor === 'pass')
    .map(({ id, kept: sealed }) => openKept(house.house, passKeeps, { id, sealed }))
}

test('it is told once, kept as a hash, and lives an hour for one use', async () => {
  const given = await givePass(morning, { person: kari, by: ola })
  expect(readPass(given.code)).toBe(given.code)
  expect(given).toMatchObject({ expiresAt: secondsAfter(morning.now, 3600), uses: 1 })
  // The lane of the town keeps what it «hashes» plain.
  expect(await keptOf(kari)).toEqual([
    { hash: `plain ${given.code}`, expiresAt: given.expiresAt.toISOString(), usesLeft: 1 },
  ])
  const events = await told.rows(db)
  expect(events).toMatchObject([{ actor: ola, data: { uses: 1 } }])
  expect(JSON.stringify(events)).not.toContain(given.code)
})

test('whoever it is for hears of it', async () => {
  await givePass(morning, { person: kari, by: ola })
  expect(await mails.rows(db, kari)).toHaveLength(1)
})

test('a new one takes the place of the old, and lives as it is asked to', async () => {
  await givePass(morning, { person: kari })
  const { code } = await givePass(morning, { person: kari, minutes: 1440, uses: 10 })
  expect(await keptOf(kari)).toEqual([
    { hash: `plain ${code}`, expiresAt: '2027-03-02T08:00:00.000Z', usesLeft: 10 },
  ])
  expect((await told.rows(db)).map(({ actor }) => actor)).toEqual(['command', 'command'])
})

test('nobody gives one to themselves, or to somebody who is not open', async () => {
  await expect(givePass(morning, { person: kari, by: kari })).rejects.toThrow('not-allowed')
  await expect(givePass(morning, { person: ola, by: kari })).rejects.toThrow('not-allowed')
  await expect(givePass(morning, { person: 'nobody' })).rejects.toThrow('not-found')
  await setState(morning, kari, 'locked')
  await expect(givePass(morning, { person: kari })).rejects.toThrow('not-allowed')
  expect(await keptOf(kari)).toEqual([])
  expect(await told.rows(db)).toEqual([])
})

test.each([
  { minutes: 9 },
  { minutes: 1441 },
  { minutes: 10.5 },
  { minutes: Number.NaN },
  { uses: 0 },
  { uses: 11 },
])('%o is no pass', async (so) => {
  await expect(givePass(morning, { person: kari, ...so })).rejects.toThrow('bad-request')
})

test('a full queue gives none, and leaves the one that was given', async () => {
  await givePass(morning, { person: kari })
  const before = await keptOf(kari)
  const passwords = { ...house.house.passwords, hash: async () => 'busy' as const }
  const busy: Moment = { ...morning, house: { ...house.house, passwords } }
  await expect(givePass(busy, { person: kari })).rejects.toThrow('unavailable')
  expect(await keptOf(kari)).toEqual(before)
})
