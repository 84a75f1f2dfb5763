// Whom Fjordvik-ID knows: everybody on the demo's list who has a number there, and somebody whom
// nobody in the demo has heard of.
import { readFileSync } from 'node:fs'
import type { Citizen } from './page.ts'

const stranger: Citizen = { name: 'Nils Fremmed', pid: '12878100091' }

export function citizensOf(list: URL): readonly Citizen[] {
  const [header = [], ...rows] = readFileSync(list, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? ''
  const known = rows.map((row) => ({
    name: `${cell(row, 'Fornavn')} ${cell(row, 'Etternavn')}`,
    pid: cell(row, 'Fødselsnummer').trim(),
  }))
  return [...known.filter(({ pid }) => pid !== ''), stranger]
}
