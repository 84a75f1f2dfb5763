import { describe, expect, test } from 'vitest'
import { townTime } from '../../../test/town/moment.ts'
import { townDatabase } from '../../../test/town/database.ts'
import { countVisit, visitCameIn } from './visit-flood.ts'

const database = await townDatabase()
const from = (address: string) => ({ from: { address, networks: [] } })

describe('a flood of visits (ATK-DOS-05)', () => {
  test('is turned away at its own address, until somebody comes in or an hour has passed', () => {
    const time = townTime(database)
    const flood = time.moment(from('203.0.113.9'))
    for (let visits = 0; visits < 2000; visits++) countVisit(flood)
    expect(() => countVisit(flood)).toThrow('too-many-requests')
    expect(() => countVisit(time.moment(from('203.0.113.10')))).not.toThrow()
    visitCameIn(flood)
    expect(() => countVisit(flood)).not.toThrow()
    expect(() => countVisit(flood)).toThrow('too-many-requests')
    time.pass(3601)
    expect(() => countVisit(time.moment(from('203.0.113.9')))).not.toThrow()
  })

  test('counts an IPv6 customer as one', () => {
    const time = townTime(database)
    for (let visits = 0; visits < 2000; visits++) {
      countVisit(time.moment(from(`2001:db8:1:2::${visits.toString(16)}`)))
    }
    expect(() => countVisit(time.moment(from('2001:db8:1:2::ffff')))).toThrow('too-many-requests')
  })
})
