import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addressAsUrl, townAddress } from '../../test/town/database.ts'
import { inTransaction } from '../domain/moment.ts'
import { keepNewPassword } from '../domain/passwords/new-password.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { password } from '../factors/password/password.ts'
import { readSettings } from '../settings.ts'
import { run } from './main.ts'
import { openHouse } from './open-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'what-if-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

let said: string[] = []
let complained: string[] = []
beforeEach(() => {
  said = []
  complained = []
})
const portvakt = (...argv: string[]) =>
  run(argv, { say: (line) => said.push(line), complain: (line) => complained.push(line) }, settings)

const kari = 'kari.nordmann@fjordvik.kommune.example'
const list = `Fornavn;Etternavn;Brukernavn;E-post;Grupper
Kari;Nordmann;${kari};${kari};ansatte
Ola;Nordmann;ola@fjordvik.kommune.example;ola@fjordvik.kommune.example;skole
`

beforeAll(async () => {
  await portvakt('apply', 'examples/kommune.toml')
  const path = join(folder, 'people.csv')
  writeFileSync(path, list)
  await portvakt('people', 'import', path)
  const { moment, close } = await openHouse(settings())
  const person = await findPersonByName(moment, kari)
  if (!person) throw new Error(complained.join('\n'))
  await inTransaction(moment, async (inside) => {
    const kept = { hash: 'nothing here judges it' }
    await keepNewPassword(inside, password, { person, kept, because: 'first' })
  })
  await close()
})

const asked = ['--person', kari, '--app', 'epost', '--at', '2027-03-01 08:00']

test('the decision, what it rests on and the pages stand in the language that is asked for', async () => {
  expect(await portvakt('whatif', ...asked, '--from', '10.20.1.1')).toBe(0)
  expect(said).toEqual([
    `Kari Nordmann (${kari}), til «E-post», fra 10.20.1.1 i Kommunens nettverk, ` +
      '1. mars 2027 kl. 08.00, i en ny nettleser',
    '',
    'Kommer inn med ett trinn: passord.',
    'Må sette opp: varsel i appen og kode på SMS.',
    'Kan utsette: varsel i appen og kode på SMS.',
    'Appen får vite nivået urn:portvakt:2fa.',
    'Fordi: Regelen «kommunens-nettverk». På Kommunens nettverk er ett trinn nok for alle i alle apper.',
    'Reglene over den gjelder ikke:',
    '  1. legekontoret: annet nettverk',
    '',
    '5 steg:',
    '  1. sier hvem det er (who)',
    '  2. viser passord (password)',
    '  3. setter opp varsel i appen (add-phone)',
    '  4. setter opp kode på SMS (enter-phone)',
    '  5. ser metodene sine (summary)',
  ])
  said = []
  expect(await portvakt('whatif', ...asked, '--language', 'en', '--from', '192.0.2.7')).toBe(0)
  expect(said).toContain(
    'Is stopped: What the rule asks for cannot be shown with the methods that are set up.',
  )
  expect(said[0]).toContain('from 192.0.2.7, outside all networks')
})

test('somebody who is invited is told from somebody who is stopped by a rule', async () => {
  expect(await portvakt('whatif', '--person', 'ola')).toBe(0)
  expect(said.join('\n')).toContain('velkomstbrevet er den eneste veien inn')
  expect(said[0]).toContain('til startsiden, fra et sted utenfor alle nettverk')
})

test('a file that is not in force is asked in place of the one that is', async () => {
  const path = 'examples/alstahaug.toml'
  expect(await portvakt('whatif', ...asked, '--from', '10.20.30.1', '--file', path)).toBe(0)
  expect(said.join('\n')).toContain('Regelen «kommunens-nettverk»')
  expect(said.join('\n')).not.toContain('legekontoret')
  const wrong = join(folder, 'wrong.toml')
  writeFileSync(wrong, '[lives]\nletter = "1 year"\n')
  expect(await portvakt('whatif', ...asked, '--file', wrong)).toBe(1)
})

test('each look leaves an event of its own time, which says what was asked about whom', async () => {
  await portvakt('whatif', ...asked, '--from', '10.20.1.1')
  said = []
  await portvakt('events', 'list', '--kind', 'person.looked-up')
  expect(said.at(-1)).toContain(`${kari}  application epost  from 10.20.1.1  about what-if`)
  expect(said.at(-1)).not.toContain('2027-03-01')
})

test.each([
  [['--person', 'nobody'], 'Nobody here is called «nobody».'],
  [['--app', 'epost'], '--person is missing: a user name.'],
  [['--person', kari, '--app', 'none'], '«none» is no application here.'],
  [['--person', kari, '--from', '10.20.1'], '«10.20.1» is no address'],
  [['--person', kari, '--at', 'tomorrow'], '«tomorrow» is no time'],
  [['--person', kari, '--at', '2027-02-30 08:00'], '«2027-02-30 08:00» is no time'],
  [['--person', kari, '--browser', 'old'], '«old» is no kind of browser'],
  [['--person', kari, '--acr', '4fa'], '«4fa» is no level'],
  [['--person', kari, '--language', 'de'], '«de» is no language'],
  [['--person', kari, '--nonsense'], '--nonsense'],
  [[kari], 'is too much'],
])('%j ends with 2 and says what is wrong', async (argv, says) => {
  expect(await portvakt('whatif', ...argv)).toBe(2)
  expect(complained.join('\n')).toContain(says)
  expect(said).toEqual([])
})
