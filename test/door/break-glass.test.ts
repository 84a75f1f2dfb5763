// An account behind glass: in by what was sealed and by nothing else, whatever the rules say, and
// never without an alarm.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getPerson, findPersonByName } from '../../src/domain/people/people.ts'
import { sealAccount, type Sealed } from '../../src/domain/people/sealing.ts'
import { codes } from '../../src/factors/codes/codes.ts'
import { password } from '../../src/factors/password/password.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const glass = 'per.aas@fjordvik.example'
const administrator = 'ola.nordmann@fjordvik.example'

let database: Database
let town: Town
let sealed: Sealed
beforeAll(async () => {
  database = await townDatabase()
  // Nobody could come in by this rule: there is no gateway for what it accepts.
  const locks =
    '[[rules]]\nid = "laast"\n[rules.need]\nproofs = 3\naccepts = ["password", "token", "passkey"]\n'
  town = await openTown({
    database,
    example: 'demo',
    change: (file) =>
      `breakGlass = ["${glass}"]\n${withoutApp(file).replace('[[rules]]', `${locks}\n[[rules]]`)}\n` +
      `[[rights]]\nid = "drift"\nmay = "administer"\nwhom = ["ledere"]\n`,
  })
  await town.knows(administrator, known)
  sealed = await seals()
})
afterAll(() => town.close())

async function seals(): Promise<Sealed> {
  const person = await findPersonByName(town.moment(), glass)
  return sealAccount(town.moment(), { id: person?.id ?? '' }, { password, codes })
}

async function typing(typed: string): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: glass })
  await who.follow()
  await who.answer({ password: typed })
  await who.follow()
  return who
}

const alarms = async (): Promise<number> =>
  (await database.send('', `select 1 from messages where kind = 'alarm'`, [])).count

it('lets in by the sealed password and a code, where no rule would, and alarms', async () => {
  const before = await alarms()
  const who = await typing(sealed.password)
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'codes' })
  expect(await alarms()).toBe(before)
  await who.answer({ code: sealed.codes[0] ?? '' })
  expect(who.last.to).toBe('/')
  expect(await alarms()).toBe(before + 1)
  const told = await database.send<{ kind: string }>(
    '',
    `select kind from events where kind like 'break-glass.%' order by id`,
    [],
  )
  expect(told.rows.map(({ kind }) => kind)).toEqual(['break-glass.sealed', 'break-glass.used'])
  await who.get('/')
  expect(who.last.status).toBe(200)
})

it('is told apart from nobody before the password, and is no way round for anybody', async () => {
  const page = async (name: string): Promise<string> => {
    const who = visitor(town.origin)
    await who.get('/')
    await who.follow()
    await who.answer({ name })
    await who.follow()
    return JSON.stringify(who.last.screen).replaceAll(name, 'NAME')
  }
  expect(await page(glass)).toBe(await page('nobody.at.all@fjordvik.example'))
  const who = await typing('not the sealed one')
  await who.answer({ do: 'forgotten' })
  await who.follow()
  await who.answer({ do: 'choose', choice: 'codes' })
  await who.follow()
  await who.answer({ code: sealed.codes[1] ?? '' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'notice', about: 'not-enough-proven' })
})

it('a new seal ends the one before, and whoever is in by it', async () => {
  const who = await typing(sealed.password)
  await who.answer({ code: sealed.codes[2] ?? '' })
  await who.follow()
  const before = sealed
  sealed = await seals()
  await who.get('/')
  expect(who.last.to ?? who.last.location).toMatch(/^\/visit\//)
  const late = await typing(before.password)
  expect(late.last.screen).toMatchObject({ kind: 'password' })
  const person = await findPersonByName(town.moment(), administrator)
  const { login } = await getPerson(town.moment(), person?.id ?? '')
  await expect(
    sealAccount(town.moment(), { id: person?.id ?? '' }, { password, codes }),
    `${login} does not stand behind glass`,
  ).rejects.toMatchObject({ code: 'not-allowed' })
})
