import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from './csv.ts'

const cellsOf = (text: string) => {
  const read = readCsv(text)
  return read.is === 'right' ? read.rows.map((row) => row.cells) : read
}

test('a list from a spreadsheet is read with its mark, its semicolons and its quotes', () => {
  expect(
    cellsOf('\ufefffornavn;etternavn\r\nKari;"Nordmann; von ""Fjord"""\r\n\r\nOla;Nordmann'),
  ).toEqual([
    ['fornavn', 'etternavn'],
    ['Kari', 'Nordmann; von "Fjord"'],
    ['Ola', 'Nordmann'],
  ])
})

test('commas in a cell do not matter where semicolons divide, nor the other way round', () => {
  expect(cellsOf('a;b\n1,2;3')).toEqual([
    ['a', 'b'],
    ['1,2', '3'],
  ])
  expect(cellsOf('a,b\n1;2,3')).toEqual([
    ['a', 'b'],
    ['1;2', '3'],
  ])
})

test('every row knows the line it began on, also after a cell of several lines', () => {
  const read = readCsv('a,b\n"one\ntwo",x\n\nlast,')
  expect(read.is === 'right' && read.rows.map((row) => row.line)).toEqual([1, 2, 5])
})

test('an empty last cell is a cell', () => {
  expect(cellsOf('a,b\n1,')).toEqual([
    ['a', 'b'],
    ['1', ''],
  ])
})

test('a quote that is never closed is named by the line it began on', () => {
  expect(readCsv('a,b\n1,2\n"open,3\nmore')).toEqual({
    is: 'wrong',
    line: 3,
    because: 'quote-not-closed',
  })
})

test('whatever is written is read back', () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.trim())
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
      (rows) => {
        const kept = rows.filter((row) => row.some((each) => each !== ''))
        const text = kept
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        expect(cellsOf(text)).toEqual(kept)
      },
    ),
  )
})

test('something between a closing quote and the next cell is a fault, never a lost cell', () => {
  expect(readCsv('a,b\n"1"x,2')).toEqual({ is: 'wrong', line: 2, because: 'quote-astray' })
})
