import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerSize, foldAnswer } from './fold-answer.ts'

test.each([
  [
    'Ålesund',
    'ålesund',
    'ÅLESUND',
    ' Ålesund. ',
    'A\u030alesund',
    'Aalesund',
    'Alesund',
    'aa lesund',
  ],
  ['Bjørn', 'BJØRN', 'Bjoern', 'Bjorn', 'Björn', 'bjørn!'],
  ['Kjær', 'Kjaer', 'Kjar', 'Kjär', 'KJÆR'],
  ['Kárášjohka', 'Karasjohka', 'KÁRÁŠJOHKA', 'Kárášjohka '],
  ['Deatnu đŋŧ', 'deatnu dnt'],
  ['St. Olavs gate 3 B', 'st olavs gate 3b', 'St.Olavs gate 3-B'],
  ['Fjordvik/Nordby', 'fjordvik - nordby', 'Fjordvik\u00a0Nordby'],
  ['１２３', '123', '1 2 3'],
  ['«Trofast»', 'trofast', '"Trofast"', '😀 Trofast'],
])('«%s» is the same answer however it is typed', (first, ...others) => {
  for (const other of others) expect(foldAnswer(other)).toBe(foldAnswer(first))
})

test.each([
  ['Ålesund', 'Ølesund'],
  ['Kari', 'Karin'],
  ['gate 3', 'gate 4'],
  ['москва', 'мосва'],
])('«%s» is not «%s»', (one, other) => expect(foldAnswer(one)).not.toBe(foldAnswer(other)))

test('what was folded is letters and digits, and folds no further', () => {
  const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[aeoæøåÅ -]+$/))
  fc.assert(
    fc.property(typed, (text) => {
      const folded = foldAnswer(text)
      expect(folded).toMatch(/^[\p{L}\p{N}]*$/u)
      expect(foldAnswer(folded)).toBe(folded)
    }),
    { examples: [['øee'], ['aæå'], ['o-e-e']] },
  )
})

test('a long answer is cut before it costs anything', () => {
  expect(foldAnswer('b'.repeat(1_000_000))).toHaveLength(200)
})

test('an answer of nothing, or of one sign again and again, is seen to be so', () => {
  expect(answerSize(foldAnswer(' .-!😀'))).toEqual({ signs: 0, different: 0 })
  expect(answerSize(foldAnswer('1111'))).toEqual({ signs: 4, different: 1 })
  expect(answerSize(foldAnswer('Trofast'))).toEqual({ signs: 7, different: 6 })
})
