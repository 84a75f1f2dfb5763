import { expect, test } from 'vitest'
import { guessesOf } from './guesses.ts'
import { norwegianKeyboard } from './keyboard.ts'
import { stemsOf } from './stem.ts'
import { weaknessOf } from './strength.ts'
import { wordListNames, wordsOf } from './word-lists.ts'

const own = ['Kari', 'Nordmann', 'kari.nordmann', 'Fjordvik kommune', 'Fjordvik ID', 'Handelshuset']

test.for([
  'password',
  'PASSWORD1',
  'Passord123',
  'velkommen',
  'Sommer2026',
  'brann1908',
  'qwertyuiopå',
  'øæåøæå',
  '1qaz2wsx',
  '12345678',
])('«%s» is one that others have', async (typed) => {
  expect(await weaknessOf(typed, own)).toBe('common')
})

test.for([
  'Sommer2026!',
  'S0mm3r-2019',
  'Vinteren2031',
  'haust 1999!',
  'Trondheim1',
  'Tr0ndheim!!',
  'Indre Østfold 2',
  'Kautokeino2020',
  'Rosenborg1917',
  'Liverpool-2005',
  'Kari2026!',
  'Kari Nordmann 1985',
  'Fjordvik2026',
  'fjordvik-kommune1',
  'H@ndelshuset9',
  'Ingeborg1948',
  'Johannessen77',
  'kaffekopp99',
  'lesehest',
  '19.02.1985',
  'aaaaaaaaaaaaaaaa',
  'abcdefghijklmnop',
  'æølkjhgf!',
  'mammaogpappa1',
  'passordpassord2',
])('«%s» is soon guessed', async (typed) => {
  expect(await weaknessOf(typed, own)).toMatch(/guessable|common/)
})

test.for([
  'Blåbær og lyng 2',
  'hestbatteristift',
  'grønn sykkel under trappa',
  'hunden min heter bamse',
  'dette er en lang setning med blanke, æøå og 😀 til slutt, 64 tegn',
  'x7!kQ9zt?m',
  'Kari liker blåbær med fløte',
])('«%s» is good enough', async (typed) => {
  expect(await weaknessOf(typed, own)).toBeUndefined()
})

test('each of the three thousand most used passwords of the world is refused', async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  for (const typed of dictionary['passwords-common'].slice(0, 3000)) {
    expect(await weaknessOf(typed, []), typed).toBe('common')
  }
})

test('each word of our own lists is refused, alone and with a year', async () => {
  for (const list of [...wordListNames, 'passwords' as const, 'walks' as const]) {
    for (const word of wordsOf(list).filter((_, at) => at % 7 === 0)) {
      expect(await weaknessOf(word, []), word).toBeDefined()
      expect(await weaknessOf(`${word}2026`, []), `${word}2026`).toBeDefined()
    }
  }
})

test('a very long password is judged by its beginning, in a moment', async () => {
  const before = performance.now()
  expect(await guessesOf('abc '.repeat(1000), [])).toBeLessThan(8)
  expect(performance.now() - before).toBeLessThan(2000)
  const seen = 'grønn sykkel under trappa '.repeat(3).slice(0, 64)
  expect(await guessesOf(`${seen}${'x7!kQ9zt'.repeat(9)}`, [])).toBe(await guessesOf(seen, []))
})

test('the lists are whole: 357 municipalities, and nothing but words', () => {
  expect(wordsOf('municipalities')).toHaveLength(357)
  expect(wordsOf('municipalities')).toContain('nore og uvdal')
  for (const list of wordListNames) {
    for (const word of wordsOf(list)) expect(word).toMatch(/^[\p{L}\p{N}\p{M} ./'-]+$/u)
  }
})

test('a stem is what is left when years, signs and stand-ins are taken away', () => {
  expect(stemsOf('S0mmer2026!')).toContain('sommer')
  expect(stemsOf('!!2026Fjordvik-kommune')).toContain('fjordvikkommune')
  expect(stemsOf('P@$$ord')).toContain('passord')
  expect([...stemsOf('20262027')]).not.toContain('')
})

test('every key of the Norwegian keyboard knows its neighbours', () => {
  const keys = norwegianKeyboard()
  expect(keys['ø']).toEqual(['lL', 'pP', 'åÅ', 'æÆ', '-_', '.:'])
  expect(keys['q']).toEqual([null, '1!', '2"', 'wW', 'aA', null])
  expect(keys['Å']).toEqual(keys['å'])
})
