import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../test/town/database.ts'
import { activate, findPersonByName } from '../domain/people/people.ts'
import { readSettings } from '../settings.ts'
import { run } from './main.ts'
import { openHouse } from './open-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'passes-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

const [kari, ola] = ['kari@fjordvik.example', 'ola@fjordvik.example']

async function portvakt(...argv: string[]) {
  const told: string[] = []
  const code = await run(
    argv,
    { say: (line) => told.push(line), complain: (line) => told.push(line) },
    settings,
  )
  return { code, said: told.join('\n') }
}

test('a pass is given to whoever is open, by somebody else, and printed once', async () => {
  const list = join(folder, 'people.csv')
  writeFileSync(list, 'fornavn;etternavn;login\nKari;Nordmann;kari\nOla;Nordmann;ola\n')
  await portvakt('apply', 'examples/demo.toml')
  await portvakt('people', 'import', list)
  expect(await portvakt('people', 'pass', kari)).toMatchObject({
    code: 1,
    said: expect.stringContaining('not-allowed'),
  })
  const opened = await openHouse(settings())
  const person = await findPersonByName(opened.moment, kari)
  await activate(opened.moment, person?.id ?? '')
  await opened.close()
  expect((await portvakt('people', 'pass', kari, '--by', kari)).code).toBe(1)
  for (const wrong of ['--by=nobody', '--minutes=9', '--minutes=2000', '--uses=0', '--uses=ten'])
    expect((await portvakt('people', 'pass', kari, wrong)).code).toBe(2)
  const given = await portvakt('people', 'pass', kari, '--by', ola, '--uses=2')
  expect(given.code).toBe(0)
  expect(given.said).toMatch(/^kari\S+ {2}\w{4}-\w{4}, works 2 times, until 20/)
  const [code = ''] = /\w{4}-\w{4}/.exec(given.said) ?? []
  const told = await portvakt('events', 'list', '--json')
  expect(told.said).toContain('pass.given')
  expect(told.said).not.toContain(code)
  expect(told.said).not.toContain(code.replace('-', ''))
})
