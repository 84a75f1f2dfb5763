// Around the helpdesk: who asks without having shown enough, what a list may bring along, whether
// the house can be set up a second time, who is the last that may do anything, and what lies
// hidden. Must never be a file of cases by itself: another one opens the town for it.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Misunderstood } from '../../../src/commands/command.ts'
import { peopleImport, peopleState } from '../../../src/commands/people.ts'
import { importPeople } from '../../../src/domain/importing/import-people.ts'
import { adminRoutes } from '../../../src/http/admin/admin.ts'
import { loadDemo } from '../../../src/main/demo.ts'
import { settingsFor } from '../../faults/settings.ts'
import { giveApp } from '../methods.ts'
import { attack, type Rig } from '../rig.ts'
import { signIn, signOut } from '../verbs.ts'
import { ask } from '../witness.ts'
import { asks, comesIn, house } from './desk.ts'
import { hiddenNames, setUpNames } from './hidden-names.ts'

const asksWithTooLittle = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const fields = { person: alice.login, reason: 'hun ringte' }
  const late = async () => {
    for (const { path } of adminRoutes.filter(({ method }) => method === 'POST'))
      expect([path, await asks(desk, path.replace('/admin/api/', ''), fields)]).toEqual([
        path,
        { status: 403, refused: 'step-up-needed', at: '/admin/step-up' },
      ])
  }
  expect(await asks(desk, 'people/unlock', fields)).toEqual({ status: 200, done: true })
  await rig.pass(15 * 60 + 1)
  await rig.attack({ events: [] }, late)
  // A proof of a moment ago, and one alone.
  const one = await rig.colleague('one', { groups: 'ansatte,stotte' })
  await giveApp(rig, one)
  const half = rig.browser()
  await signIn(half, one)
  await rig.attack({ events: [] }, async () => {
    const seen = await half.post('/admin/api/people/unlock', fields)
    expect(seen.status).toBe(401)
    // A key in a header is nobody: there is no such way in.
    for (const authorization of [
      `Bearer ${desk.token}`,
      `Basic ${Buffer.from(`${one.login}:${one.password}`).toString('base64')}`,
    ]) {
      const answer = await rig.call({
        method: 'POST',
        target: '/admin/api/people/unlock',
        headers: [
          ['authorization', authorization],
          ['content-type', 'application/x-www-form-urlencoded'],
          ['origin', rig.origin],
        ],
        body: new URLSearchParams({ ...fields, by: desk.person.id }).toString(),
      })
      expect(answer.status).toBe(401)
    }
  })
  await signOut(desk.browser)
}

const header = 'Fornavn;Etternavn;Brukernavn;E-post;Mobil;Leder'
const evil: readonly string[] = [
  '=HYPERLINK("https://evil.example");N;evila;;;',
  'Eve;@SUM(1);evilb;;;',
  'Eve;N;=cmd;;;',
  'Eve;N;\uff1dcmd;;;',
  'Eve;N;evilc;=cmd@evil.example;;',
  'Eve;N;evild@evil.example;;;',
  'Eve;N;evile;ev\u0435@evil.example;;',
  'Eve;N;evilf;;900 00;',
  'Eve;N;evilg;;;=leader',
  '"Eve\nBcc: all@evil.example";N;evilh;;;',
]

const bringsAList = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const folder = mkdtempSync(join(tmpdir(), 'list-'))
  const path = join(folder, 'people.csv')
  const said: string[] = []
  const called = {
    words: [path],
    options: {},
    say: (line: string) => void said.push(line),
    complain: (line: string) => void said.push(line),
    moment: () => Promise.reject(new Error('nothing may be opened')),
  }
  await rig.attack({ events: [] }, async () => {
    const list = [header, ...evil, `Ond;Nordmann;${alice.login};eve@evil.example;99999901;`]
    const { made, bad, changed } = await importPeople(rig.town.moment(), list.join('\n'))
    expect([made, changed, bad.length]).toEqual([[], [], evil.length + 1])
    // What is told of a bad line is for a terminal and a spreadsheet, too.
    for (const { because } of bad) expect(because).not.toMatch(/^[=+@-]|[\n\r]/)
    const dry = await importPeople(
      rig.town.moment(),
      [header, 'Ny;Nordmann;nyx;ny@evil.example;;', 'Ny;Nordmann;nyx;;;'].join('\n'),
      { dryRun: true },
    )
    expect([dry.abroad, dry.bad.length]).toEqual([[['evil.example', 1]], 1])
    const many = `${header}\n${'A;B;c;;;\n'.repeat(100_001)}`
    expect((await importPeople(rig.town.moment(), many)).bad).toHaveLength(1)
    writeFileSync(path, Buffer.from('Fornavn;Etternavn\nK\xe5re;N', 'latin1'))
    await expect(peopleImport.run(called)).rejects.toThrow(Misunderstood)
    truncateSync(path, 2 ** 40)
    await expect(peopleImport.run(called)).rejects.toThrow(Misunderstood)
  })
  rmSync(folder, { recursive: true })
}

const setsUpAgain = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const folder = mkdtempSync(join(tmpdir(), 'again-'))
  await rig.attack({ events: [] }, async () => {
    const again = () => loadDemo(rig.town.opened, { port: 8080, dataFolder: folder })
    expect(await Promise.all([again(), again()])).toEqual(['left out', 'left out'])
    const eve = rig.browser()
    for (const path of setUpNames) {
      expect([path, (await eve.get(path)).status]).toEqual([path, 404])
      const seen = await eve.post(path, { login: 'eve', password: 'x', token: '' })
      expect([path, seen.status]).toEqual([path, 404])
    }
  })
  rmSync(folder, { recursive: true })
}

const closesTheLast = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const last = await comesIn(rig, 'last', 'ansatte,drift')
  const others = `update people set state = 'suspended' where id <> $1
    and id in (select person_id from memberships where group_id = 'drift')`
  await ask(rig.town.database, others, [last.person.id])
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const said: string[] = []
  const settings = await settingsFor('')
  const closes = (to: string, options = {}) =>
    peopleState.run({
      words: [last.person.login, to],
      options,
      say: (line) => void said.push(line),
      complain: (line) => void said.push(line),
      moment: () => Promise.resolve({ moment: rig.town.moment(), settings }),
    })
  await rig.attack({ events: [] }, async () => {
    for (const to of ['locked', 'suspended', 'removed']) expect(await closes(to)).toBe(1)
    expect(said.join(' ')).toContain('last who may administer')
    for (const act of ['freeze', 'pass', 'forget-browsers', 'unfreeze-by-two'])
      for (const asker of [desk, last])
        expect(
          await asks(asker, `people/${act}`, { person: last.person.login, reason: 'x' }),
        ).toEqual({ status: 403, refused: 'not-allowed' })
  })
  const next = await rig.colleague('next', { groups: 'ansatte,drift' })
  expect(await closes('suspended')).toBe(0)
  expect(next.login).toContain('next')
}

const looksForWhatIsHidden = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  expect(hiddenNames.length).toBeGreaterThan(400)
  await rig.attack({ events: [] }, async () => {
    for (const target of hiddenNames) {
      const answer = await rig.call({ target, headers: [['accept', 'application/json']] })
      const text = await answer.text()
      expect([target, answer.status]).toEqual([target, 404])
      expect(`${[...answer.headers.keys()].join(' ')} ${text}`).not.toMatch(
        /x-powered-by|\bserver\b|fastify|node\.js|\bv?\d+\.\d+\.\d+\b/i,
      )
    }
    for (const target of ['/health/live', '/health/ready']) {
      const answer = await rig.call({ target })
      expect(Object.keys((await answer.json()) as object)).toEqual(['is'])
    }
  })
}

export function aroundCases(): void {
  attack('ATK-ADM-08 nobody asks without two proofs of a moment ago', asksWithTooLittle)
  attack('ATK-ADM-11 a list brings nothing along', bringsAList)
  attack('ATK-ADM-12 a house that stands is not set up again', setsUpAgain)
  attack('ATK-ADM-13 the last who may administer is not closed by mistake', closesTheLast)
  attack('ATK-ADM-17 what lies hidden elsewhere is not here', looksForWhatIsHidden)
}
