import { expect, test } from 'vitest'
import { countries } from './phone-countries.ts'
import { isPhone, readPhone } from './phone-number.ts'

test.each([
  ['nb', 'Norge', 'Sverige', 'Østerrike'],
  ['nn', 'Noreg', 'Sverige', 'Austerrike'],
  ['se', 'Norga', 'Ruoŧŧa', 'Nuortariika'],
  ['en', 'Norway', 'Sweden', 'Austria'],
])('the list in %s begins with %s', (language, first, sweden, austria) => {
  const list = countries(language)
  expect(list[0]).toEqual({ code: 'NO', callingCode: '47', name: first })
  const nameOf = (wanted: string) => list.find(({ code }) => code === wanted)?.name
  expect([nameOf('SE'), nameOf('AT')]).toEqual([sweden, austria])
  expect(countries(language)).toBe(list)
})

test('å is last in Bokmål, and an a with a ring in English', () => {
  const places = (language: string, ...codes: string[]) =>
    codes.map((wanted) => countries(language).findIndex(({ code }) => code === wanted))
  const [algeria = 0, austria = 0, aland = 0] = places('nb', 'DZ', 'AT', 'AX')
  expect(algeria).toBeLessThan(austria)
  expect(aland).toBe(countries('nb').length - 1)
  expect(austria).toBe(aland - 1)
  expect(places('en', 'AX')).toEqual([2])
})

test('every country has a name in every language, by Bokmål where Northern Sámi has none', () => {
  for (const language of ['nb', 'nn', 'se', 'en']) {
    const list = countries(language)
    expect(list.length).toBeGreaterThan(240)
    expect(list.filter(({ code, name }) => name === code || name === '')).toEqual([])
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
  }
  const named = (language: string) => countries(language).find(({ code }) => code === 'MK')?.name
  expect(named('se')).toBe(named('nb'))
})

test('a number can be read by every country of the list', () => {
  for (const { code, callingCode } of countries('nb')) {
    expect(readPhone('1', code)).toBe('too-short')
    expect(callingCode).toMatch(/^[1-9]\d{0,2}$/)
  }
  expect(isPhone(readPhone('999 99 944', countries('nb')[0]?.code))).toBe(true)
})
