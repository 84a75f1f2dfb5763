import { expect, test } from 'vitest'
import { minuteOf, readWallTime, wallTime } from './wall-clock.ts'

test('the clock on the wall shows the time where people are, in summer and in winter', () => {
  expect(wallTime(new Date('2026-11-22T23:30:00Z'))).toEqual({
    date: '2026-11-23',
    weekday: 1,
    minute: 30,
  })
  expect(wallTime(new Date('2027-07-04T21:59:00Z'))).toEqual({
    date: '2027-07-04',
    weekday: 7,
    minute: 23 * 60 + 59,
  })
})

test('the hour that comes twice is shown twice, and the one that is left out is not', () => {
  const minute = (at: string) => wallTime(new Date(at)).minute
  expect([minute('2027-10-31T00:30:00Z'), minute('2027-10-31T01:30:00Z')]).toEqual([150, 150])
  expect([minute('2027-03-28T00:59:00Z'), minute('2027-03-28T01:00:00Z')]).toEqual([119, 180])
})

test('a written time is minutes since midnight', () => {
  expect(minuteOf('07:30')).toBe(450)
})

test('a time as the clock on the wall shows it is read back, and none that it never shows', () => {
  const read = (text: string) => readWallTime(text)?.toISOString()
  expect(read('2027-03-01 08:00')).toBe('2027-03-01T07:00:00.000Z')
  expect(read('2027-07-01T08:00:30')).toBe('2027-07-01T06:00:00.000Z')
  expect(read('2027-03-01T08:00Z')).toBe('2027-03-01T08:00:00.000Z')
  expect(read('2027-03-01T08:00+02:00')).toBe('2027-03-01T06:00:00.000Z')
  expect(read('2027-10-31 02:30')).toBe('2027-10-31T00:30:00.000Z')
  for (const none of ['2027-03-28 02:30', '2027-02-30 08:00', '2027-03-01 24:10', '2027-03-01', ''])
    expect(read(none)).toBeUndefined()
  expect(read('2027-03-01T08:00+99:00')).toBeUndefined()
})
