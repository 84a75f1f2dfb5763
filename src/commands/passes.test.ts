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

test('an address that was added waits, and no command confirms or uses its own', async () => {
  const why = ['--reason', 'Hun ringte']
  const added = await portvakt('people', 'add-address', ola, '999 99 971', ...why)
  expect(added).toMatchObject({ code: 0, said: expect.stringContaining('waits') })
  const { said } = await portvakt('people', 'awaited')
  expect(said).toMatch(/ola@fjordvik\.example {2}\+47 ••• •• •71 {2}counts from 20/)
  const [, id = ''] = /^ {2}(\S+)/.exec(said) ?? []
  expect((await portvakt('people', 'show', ola)).said).toContain('waits to count')
  const confirms = ['people', 'confirm-address', ola, id, '99999971'] as const
  expect((await portvakt(...confirms)).code).toBe(2)
  expect(await portvakt(...confirms, ...why)).toMatchObject({
    code: 1,
    said: expect.stringContaining('somebody else does'),
  })
  expect(await portvakt('people', 'pass', ola)).toMatchObject({
    code: 1,
    said: expect.stringContaining('has added an address'),
  })
  const back = ['people', 'take-back-address', ola, id, ...why] as const
  expect((await portvakt(...back)).code).toBe(0)
  expect((await portvakt(...back)).code).toBe(1)
  expect((await portvakt('people', 'awaited')).said).toBe('0 wait.')
})

test('a list gives whoever is here a new number, where that was asked for', async () => {
  const list = join(folder, 'moved.csv')
  writeFileSync(list, 'fornavn;etternavn;login;mobil\nKari;Nordmann;kari;99999945\n')
  expect((await portvakt('people', 'import', list)).code).toBe(1)
  expect(await portvakt('people', 'import', list, '--change', '--dry-run')).toMatchObject({
    code: 0,
    said: expect.stringContaining(`line 2: ${kari}: nothing becomes +47 ••• •• •45`),
  })
  expect(await portvakt('people', 'import', list, '--change')).toMatchObject({
    code: 0,
    said: expect.stringContaining('1 of those who are here are changed'),
  })
})
