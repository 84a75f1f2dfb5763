// FLT-CLK: clocks that are wrong. A phone that is off is told so while it is set up, and is never
// let in by more than a step; a server whose clock is set back revives nothing and waits no
// shorter.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { decodeBase32 } from '../../src/lib/methods/base32.ts'
import { codeAt, stepAt } from '../../src/lib/methods/totp.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { withoutApp } from '../town/without-app.ts'

const known = 'havregrøt og rømme 12'
const siri = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const li = { login: 'li@fjordvik.example', number: '+4799999949' }
const per = { login: 'per.aas@fjordvik.example', number: '+4799999951' }
type Person = typeof siri

let town: Town
beforeAll(async () => {
  const database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
  for (const { login } of [siri, li, per]) await town.knows(login, known)
})
afterAll(() => town.close())

async function atSecond({ login }: Person): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  await who.answer({ password: known })
  return who.follow().then(() => who)
}

/** With a code app, as somebody has who set one up long ago. */
async function withApp({ login }: Person): Promise<Buffer> {
  const key = randomBytes(20)
  const person = await findPersonByName(town.moment(), login)
  const kept = { key: key.toString('base64'), after: 0 }
  await keepMethod(town.moment(), totp, { person: person?.id ?? '', kept })
  return key
}

/** What a phone shows whose clock is so many seconds ahead. */
const shownBy = (key: Uint8Array, ahead: number): string =>
  codeAt(key, stepAt(new Date(town.moment().now.getTime() + ahead * 1000)))

const keyOn = ({ last }: Visitor): Uint8Array => {
  const { key } = z.object({ key: z.string() }).parse(last.screen)
  return decodeBase32(key.replaceAll(' ', '')) ?? expect.unreachable()
}

/** Well inside a step, so that nothing here stands on its edge. */
function toMidStep(): void {
  const into = (town.moment().now.getTime() / 1000) % 30
  town.pass(into < 10 ? 10 - into : 40 - into)
}

test('FLT-CLK-4 a phone that is off is told so while it is set up, and by how much', async () => {
  const own = await withApp(siri)
  const who = await atSecond(siri)
  await who.answer({ code: shownBy(own, 0) })
  await who.follow()
  if (who.last.screen?.['kind'] === 'summary') await who.answer({})
  await who.get('/security')
  const token = who.last.form?.token ?? ''
  await who.post('/security/add', { token, choice: 'totp' })
  await who.follow()
  const key = keyOn(who)
  toMidStep()
  for (const [ahead, direction, minutes] of [
    [90, 'fast', 2],
    [-90, 'slow', 2],
    [300, 'fast', 5],
  ] as const) {
    await who.answer({ code: shownBy(key, ahead) })
    expect(who.last.problem).toMatchObject({ code: 'clock-off', with: { direction, minutes } })
  }
  // One step is forgiven, and no more for having failed.
  await who.answer({ code: shownBy(key, 30) })
  expect(who.last.to).toBe('/security?done=added')
})

test('FLT-CLK-4 at sign-in a phone that is off is not told, and failing widens nothing', async () => {
  const key = await withApp(li)
  const who = await atSecond(li)
  toMidStep()
  for (const ahead of [90, -90, 90]) {
    await who.answer({ code: shownBy(key, ahead) })
    expect(who.last.problem?.code).toBe('wrong-app-code')
  }
  await who.answer({ code: shownBy(key, -30) })
  expect(who.last.to).toBe('/')
})

test('FLT-CLK-2 a clock that is set back revives no code, used or run out, and no wait', async () => {
  const key = await withApp(per)
  const who = await atSecond(per)
  toMidStep()
  const used = shownBy(key, 0)
  await who.answer({ code: used })
  expect(who.last.to).toBe('/')
  // What was right is taken off the count a moment later: not in the middle of what follows.
  await town.forgives()
  town.pass(-300)
  // Used, and used still; in a browser of its own.
  const thief = await atSecond(per)
  for (const code of [used, used]) {
    await thief.answer({ code })
    expect(thief.last.problem?.code).toMatch(/^(code-used|wrong-app-code)$/)
  }
  town.pass(300)
  // Whoever waits waits no shorter.
  for (let time = 0; time < 5; time += 1) await thief.answer({ code: '000000' })
  expect(thief.last.problem?.code).toBe('too-many-tries')
  town.pass(-300)
  town.pass(60)
  await thief.answer({ code: '000000' })
  expect(thief.last.problem?.code).toBe('too-many-tries')
  expect((await thief.get('/')).to).toBeDefined()
})
