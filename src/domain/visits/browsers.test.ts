import { expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime } from '../../../test/town/moment.ts'
import { statement } from '../../store/database.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { firstMorning, fjordvik, townHouse } from '../../../test/town/house.ts'
import { forgetBrowsersNow, forgetOldBrowsers, rememberedBrowsers } from './browsers.ts'

const database = await townDatabase()
const time = townTime(database)

const add = statement('test-familiar', `insert into familiar values ($1, 'kari', $2)`)
const left = statement<{ id: string }>('test-left', 'select browser_id as id from familiar')

const day = 86_400

test('a browser that has not come for a year is a stranger again', async () => {
  await add.count(database, 'last year', secondsAfter(time.now, -366 * day))
  await add.count(database, 'last month', secondsAfter(time.now, -30 * day))
  expect(await forgetOldBrowsers(time.moment())).toBe(1)
  expect(await left.rows(database)).toEqual([{ id: 'last month' }])
})

const remember = statement(
  'test-remember',
  `insert into familiar (browser_id, person_id, seen_at, remembered_at, remembered_epoch)
   values ($1, $2, $3, $3, 1)`,
)

test('a browser is remembered as long as any rule in force says, and in its own epoch', async () => {
  const ruled = (rememberDays: number) => ({
    ...fjordvik,
    rules: [{ id: 'alle', need: { proofs: 2, accepts: ['password', 'totp'], rememberDays } }],
  })
  const town = await townHouse(await townDatabase(), ruled(30))
  const now = new Date(firstMorning)
  const { db } = town.at(now)
  for (const days of [1, 20]) {
    await remember.count(db, `since-${days}`, 'kari', secondsAfter(now, -days * day))
    await remember.count(db, `since-${days}`, 'ola', secondsAfter(now, -days * day))
  }
  const listed = async () => {
    const rows = await rememberedBrowsers(town.at(now), 'kari')
    return rows.map(({ browser_id: browser }) => browser)
  }
  expect(await listed()).toEqual(['since-1', 'since-20'])
  await town.apply(ruled(10))
  expect(await listed()).toEqual(['since-1'])
  await town.apply(ruled(30))
  const asked = { because: 'asked' }
  expect(await forgetBrowsersNow(town.at(now), 'kari', { ...asked, browser: 'since-1' })).toBe(1)
  expect(await listed()).toEqual(['since-20'])
  town.raiseEpoch()
  expect(await listed()).toEqual([])
  expect(await forgetBrowsersNow(town.at(now), 'ola', asked)).toBe(2)
})
