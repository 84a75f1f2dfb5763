import { expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime } from '../../../test/town/moment.ts'
import { statement } from '../../store/database.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { forgetOldBrowsers } from './browsers.ts'

const database = await townDatabase()
const time = townTime(database)

const add = statement('test-familiar', `insert into familiar values ($1, 'kari', $2)`)
const left = statement<{ id: string }>('test-left', 'select browser_id as id from familiar')

test('a browser that has not come for a year is a stranger again', async () => {
  const day = 86_400
  await add.count(database, 'last year', secondsAfter(time.now, -366 * day))
  await add.count(database, 'last month', secondsAfter(time.now, -30 * day))
  expect(await forgetOldBrowsers(time.moment())).toBe(1)
  expect(await left.rows(database)).toEqual([{ id: 'last month' }])
})
