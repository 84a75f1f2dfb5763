import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../test/town/database.ts'
import { recordEvent } from '../domain/events/events.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { readSettings } from '../settings.ts'
import { run } from './main.ts'
import { openHouse } from './open-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'rehearse-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

async function portvakt(...argv: string[]) {
  const told: string[] = []
  const tell = (line: string) => void told.push(line)
  const code = await run(argv, { say: tell, complain: tell }, settings)
  return { code, said: told.join('\n') }
}

async function comesIn(login: string, methods: string[]): Promise<void> {
  const { moment, close } = await openHouse(settings())
  const person = await findPersonByName(moment, login)
  await recordEvent(moment, 'signin.decided', {
    person: person?.id,
    data: {
      outcome: 'let-in',
      rule: 'alle',
      flow: 'sign-in',
      protocol: 'portal',
      networks: [],
      groups: [],
      methods,
      proofs: [],
      needed: { proofs: 1, resistsPhishing: false },
      familiar: true,
    },
  })
  await close()
}

const kari = 'kari.nordmann@fjordvik.example'
const ola = 'ola.nordmann@fjordvik.example'

test('a file is held against what was recorded, told by rule and by person, and not applied', async () => {
  await portvakt('apply', 'examples/demo.toml')
  await portvakt('people', 'import', 'examples/demo/people.csv')
  const nobody = await portvakt('rehearse', 'examples/demo.toml', '--days', '1')
  expect(nobody).toEqual({
    code: 0,
    said: 'Nobody has signed in in the last day: there is nothing to hold the file against.',
  })
  await comesIn(kari, ['password'])
  await comesIn(ola, ['password', 'totp'])
  await comesIn(ola, ['password', 'totp'])
  const path = join(folder, 'new.toml')
  writeFileSync(
    path,
    `[[organisations]]
id = "fjordvik-handel"
domains = ["fjordvik.example"]
name = "Fjordvik Handel"
service = "FJORD"
color = "#0b5d51"
[[rules]]
id = "strengt"
need = { proofs = 2, accepts = ["password", "totp"] }
`,
  )
  const { code, said } = await portvakt('rehearse', path)
  expect(code).toBe(0)
  expect(said.split('\n')).toEqual([
    '3 sign-ins of the last 30 days, held against the file:',
    '  stopped          1 sign-in of 1 person',
    '  asked for more   2 sign-ins of 1 person',
    '  asked for less   0 sign-ins of 0 people',
    '  unchanged        0 sign-ins of 0 people',
    'By the rule that would decide:',
    '  «strengt»: stopped 1, asked for more 2',
    'The most affected first:',
    `  ${kari}`,
    '    stopped 1 time: «alle» with 1 proof → «strengt» with 2 proofs',
    `  ${ola}`,
    '    asked for more 2 times: «alle» with 1 proof → «strengt» with 2 proofs',
    'Nothing was changed.',
  ])
  const short = await portvakt('rehearse', path, '--list', '1')
  expect(short.said).toContain('There are 2 in all: --list 2.')
  expect((await portvakt('apply', 'examples/demo.toml')).said).toContain('Nothing is different')
})

test('what is not understood is told in one sentence', async () => {
  expect((await portvakt('rehearse')).code).toBe(2)
  for (const wrong of [
    ['--days', 'x'],
    ['--days', '0'],
    ['--days', ''],
    ['--list', '-1'],
    ['--list=1.5'],
  ]) {
    const { code, said } = await portvakt('rehearse', 'examples/demo.toml', ...wrong)
    expect(code, said).toBe(2)
  }
  expect((await portvakt('rehearse', 'examples/demo.toml', '--days', '0')).said).toContain(
    '--days is a number from 1 to 3650, and not «0»',
  )
  const path = join(folder, 'wrong.toml')
  writeFileSync(path, '[[rules]]\nid = "x"\nneed = { proofs = 0 }\n')
  const wrong = await portvakt('rehearse', path)
  expect(wrong.code).toBe(1)
  expect(wrong.said).toContain('rules[1].need.proofs: cannot be fewer than one')
})
