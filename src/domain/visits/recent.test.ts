import { beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime, type TownTime } from '../../../test/town/moment.ts'
import { readVisit, saveAndReadVisit } from '../../store/visits.ts'
import { recall, recallToDraw, remember } from './recent.ts'
import { openVisit, visitUntil } from './visits.ts'

const database = await townDatabase()
let time: TownTime
let ref: string
beforeEach(async () => {
  time = townTime(database)
  const errand = { protocol: 'portal', ref: '/', mayAsk: true }
  ref = await openVisit(time.moment({ browser: 'a-browser' }), { flow: 'sign-in', errand })
})

const read = () => readVisit(database, { ref, sessions: [], now: time.now })
const toDraw = (version: number) => recallToDraw(time.house, ref, version, time.now)

describe('what this node has just written', () => {
  test('is drawn once as it would be read, and then read', async () => {
    expect(toDraw(1)).toEqual(await read())
    expect(toDraw(1)).toBeUndefined()
  })

  test('is read where the browser knows of another version, or came later than at once', () => {
    expect(toDraw(2)).toBeUndefined()
    time.pass(5)
    expect(toDraw(1)).toBeUndefined()
  })

  test('serves one answer, to the very version that was drawn', () => {
    expect(recall(time.house, ref, 2, time.now)).toBeUndefined()
    expect(recall(time.house, ref, 1, time.now)).toBeUndefined()
  })

  test('is nothing to draw from where it was only read', async () => {
    const row = await read()
    if (row) remember(time.house, row, { now: time.now, isFresh: false })
    expect(toDraw(1)).toBeUndefined()
    expect(recall(time.house, ref, 1, time.now)).toEqual(row)
  })

  test('is what a saved visit reads alike, and nothing where another was first', async () => {
    const visit = {
      ref,
      version: 1,
      learned: { proofs: [], named: 'kari', logins: ['kari@fjordvik.example'] },
      until: visitUntil(time.now),
    }
    const asked = { sessions: [], now: time.now }
    const saved = await saveAndReadVisit(database, visit, asked)
    expect(saved).toEqual(await read())
    expect(saved?.version).toBe(2)
    expect(await saveAndReadVisit(database, visit, asked)).toBeUndefined()
  })

  test('is read with the accounts of the browser where it has any', async () => {
    const asked = { ref, sessions: [Buffer.from('nobody has this')], now: time.now }
    expect(await readVisit(database, asked)).toEqual(await read())
  })
})
