import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inventedLogo, inventedSvg } from '../../tools/invented/logo.ts'
import { readHousePart } from '../settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'portvakt-logo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const file = (logo: string): string =>
  write(
    'house.toml',
    `[[organisations]]\nid = "a"\nlogo = "${logo}"\n\n[[organisations]]\nid = "b"\n`,
  )

test('a logo is read from the folder of the file, and stands in the place of its path', () => {
  write('logo.svg', inventedSvg)
  const organisations = [{ id: 'a', logo: inventedLogo }, { id: 'b' }]
  expect(readHousePart(file('logo.svg'))).toEqual({ organisations })
  expect(readHousePart(file(inventedLogo))).toEqual({ organisations })
})

test('one that is not there or is too large is told by its path', () => {
  expect(() => readHousePart(file('none.svg'))).toThrow('none.svg cannot be read')
  write('large.svg', 'x'.repeat(32_769))
  expect(() => readHousePart(file('large.svg'))).toThrow('32769 bytes')
})
