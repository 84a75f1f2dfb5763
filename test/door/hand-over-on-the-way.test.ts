// Handed over on the way in, where nobody has a session yet: the app is set up on the phone, and
// the PC goes on with the second method and comes in.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPersonByName, setState } from '../../src/domain/people/people.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { appCode, codeTo, handsOver, opens, stateOn } from './pc-and-phone.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const torbjorn = 'torbjorn.fjelltveit@fjordvik.kommune.example'
const aile = 'aile.cahppe@fjordvik.kommune.example'

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'kommune',
    // Where the test itself stands is inside.
    change: (file) => withoutApp(file).replace('"10.20.0.0/16"', '"127.0.0.0/8", "::1/128"'),
  })
})
afterAll(() => town.close())

async function atTheApp(login: string): Promise<Visitor> {
  await town.knows(login, known)
  const pc = visitor(town.origin)
  await pc.get('/')
  await pc.follow()
  await pc.answer({ name: login })
  await pc.follow()
  await pc.answer({ password: known })
  await pc.follow()
  expect(pc.last.screen).toMatchObject({
    kind: 'scan-code',
    canHandOver: true,
    wizard: { at: 1, of: 2 },
  })
  return pc
}

it('the PC goes on with the second method, and what the phone has shown counts there', async () => {
  const pc = await atTheApp(torbjorn)
  const phone = await opens(town, await handsOver(pc))
  expect(phone.last.screen).toMatchObject({ kind: 'scan-code' })
  expect(phone.last.screen).not.toHaveProperty('wizard')
  await phone.answer({ code: appCode(town, phone) })
  expect(phone.last.to).toBe('/m/done')
  expect(await stateOn(pc)).toBe('done')
  await pc.answer({})
  await pc.follow()
  expect(pc.last.screen).toMatchObject({ kind: 'enter-phone', known: '62', wizard: { at: 2 } })
  await pc.answer({ do: 'send' })
  await pc.follow()
  await pc.answer({ code: codeTo(town, '+4799999962') })
  await pc.follow()
  expect(pc.last.screen).toMatchObject({
    kind: 'summary',
    methods: expect.arrayContaining([expect.objectContaining({ factor: 'totp' })]),
  })
  await pc.answer({})
  expect(pc.last.to).toBe('/')
})

it('nothing is set up for somebody who is suspended meanwhile, or for a PC that put it off', async () => {
  const pc = await atTheApp(aile)
  const first = await opens(town, await handsOver(pc))
  const code = appCode(town, first)
  const { id = '' } = (await findPersonByName(town.moment(), aile)) ?? {}
  await setState(town.moment(), id, 'suspended')
  expect((await first.get(first.last.path)).status).toBe(410)
  await setState(town.moment(), id, 'active')
  await first.get(first.last.path)
  await pc.get(pc.last.path)
  await pc.answer({ do: 'put-off' })
  await first.answer({ code })
  expect([first.last.status, first.last.screen?.['about']]).toEqual([410, 'refused-visit-ended'])
})
