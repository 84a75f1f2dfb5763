// A number in the place of another: by whoever has just shown the most that the account has, told
// to the old one, and for a day no way to a new password.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replaceMethod } from '../../src/domain/methods/replacing.ts'
import { inTransaction } from '../../src/domain/moment.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import type { Database } from '../../src/store/database.ts'
import { endedMethodsOf } from '../../src/store/methods/ended-methods.ts'
import { methodsOf } from '../../src/store/methods/methods.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { secondsAfter } from '../../src/lib/clock.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo, signsIn } from './pc-and-phone.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

async function idOf(login: string): Promise<string> {
  const person = await findPersonByName(town.moment(), login)
  if (!person) throw new Error(`There is no ${login}`)
  return person.id
}

const numbersOf = async (login: string): Promise<readonly (string | null)[]> =>
  (await methodsOf(database, await idOf(login)))
    .filter(({ factor }) => factor === 'sms')
    .map(({ label }) => label)

const newsAt = (number: string): readonly string[] =>
  town.gateway
    .arrivedAt(number)
    .map(({ text }) => text)
    .filter((text) => !/\d{6}/.test(text))

/** In, at the page that takes another number in the place of the one that is there. */
async function replacing(login: string, number: string): Promise<Visitor> {
  await town.knows(login, known)
  const who = await signsIn(town, { login, number })
  await who.get('/security')
  const page = JSON.parse(who.last.text) as { methods: { id: string; factor: string }[] }
  const method = page.methods.find(({ factor }) => factor === 'sms')?.id ?? ''
  await who.post('/security/replace', { token: who.last.form?.token ?? '', method })
  await who.follow()
  return who
}

async function types(who: Visitor, number: string): Promise<void> {
  await who.answer({ do: 'send', phone: number })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
  await who.answer({ code: codeTo(town, number) })
}

/** At the first page of a forgotten password, in an empty browser. */
async function forgets(login: string): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  await who.answer({ do: 'forgotten' })
  await who.follow()
  return who
}

it('the new number takes the place of the old one, which is told and kept for a day', async () => {
  const login = 'kari.nordmann@fjordvik.example'
  const who = await replacing(login, '+4799999944')
  expect(who.last.screen).toMatchObject({ kind: 'enter-phone', replaces: '44' })
  await types(who, '+4799999981')
  expect(who.last.to).toBe('/security?done=number-changed')
  expect(await numbersOf(login)).toEqual(['+47 ••• •• •81'])
  const since = secondsAfter(town.moment().now, -60)
  const ended = await endedMethodsOf(database, await idOf(login), { since, singles: [] })
  expect(ended).toMatchObject([{ label: '+47 ••• •• •44', ended_because: 'replaced' }])
  await expect.poll(() => newsAt('+4799999944')).toHaveLength(1)
  expect(newsAt('+4799999944')[0]).toMatch(
    /^Telefonnummeret ditt for å logge inn på FJORD er byttet/,
  )
  expect(newsAt('+4799999981')).toEqual([])
  const { rows } = await database.send<{ kind: string }>(
    '',
    `select kind from messages where person_id = $1 and kind = 'methods-changed'`,
    [await idOf(login)],
  )
  // The first was for the number that was set up on the way in.
  expect(rows).toHaveLength(2)
  await who.follow()
  expect(JSON.parse(who.last.text)).toMatchObject({ told: 'number-changed' })
  await who.get('/security')
  expect(who.last.status).toBe(200)
})

it('for a day neither the new number nor the one it replaced gives a new password', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  const [old, changed] = ['+4799999947', '+4799999982']
  const who = await replacing(login, old)
  await types(who, changed)
  expect(who.last.to).toBe('/security?done=number-changed')
  await expect.poll(() => newsAt(old)).toHaveLength(1)
  const before = [old, changed].map((number) => town.gateway.arrivedAt(number).length)
  const early = await forgets(login)
  expect(early.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms', isDiscreet: true })
  const nobody = await forgets('nobody.at.all@fjordvik.example')
  const seen = [early, nobody].map(({ last }) => ({ ...last.screen, name: undefined }))
  expect(seen[0]).toEqual(seen[1])
  await early.answer({ do: 'send' })
  await early.follow()
  await early.answer({ code: '000000' })
  expect(early.last.problem?.code).toBe('wrong-code')
  town.pass(24 * 3600)
  const late = await forgets(login)
  await late.answer({ do: 'send' })
  await late.follow()
  await expect.poll(() => town.gateway.arrivedAt(changed).length).toBe((before[1] ?? 0) + 1)
  expect(town.gateway.arrivedAt(old)).toHaveLength(before[0] ?? 0)
  await late.answer({ code: codeTo(town, changed) })
  await late.follow()
  expect(late.last.screen).toMatchObject({ by: 'mail' })
  expect(await numbersOf(login)).toEqual(['+47 ••• •• •82'])
})

it('nobody replaces what is not theirs, or with what they showed too long ago', async () => {
  const login = 'siri.ohara@fjordvik.example'
  await town.knows(login, known)
  const who = await signsIn(town, { login, number: '+4799999948' })
  const [kari] = await methodsOf(database, await idOf('kari.nordmann@fjordvik.example'))
  await who.get('/security')
  const token = who.last.form?.token ?? ''
  await who.post('/security/replace', { token, method: kari?.id ?? '' })
  expect(who.last.problem?.code).toBe('gone-already')
  const page = JSON.parse(who.last.text) as { methods: { id: string; factor: string }[] }
  const own = page.methods.find(({ factor }) => factor === 'sms')?.id ?? ''
  const password = page.methods.find(({ factor }) => factor === 'password')?.id ?? ''
  await who.post('/security/replace', { token, method: password })
  expect(who.last.problem?.code).toBe('gone-already')
  town.pass(16 * 60)
  await who.get('/security')
  await who.post('/security/replace', { token: who.last.form?.token ?? '', method: own })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password' })
})

it('of two that replace one number in two windows, the second changes nothing', async () => {
  const login = 'per.aas@fjordvik.example'
  const who = await replacing(login, '+4799999951')
  const first = who.last.path
  const page = JSON.parse((await who.get('/security')).text) as { methods: { id: string }[] }
  const token = who.last.form?.token ?? ''
  await who.post('/security/replace', { token, method: page.methods[1]?.id ?? '' })
  await who.follow()
  const second = who.last.path
  expect(second).not.toBe(first)
  await types(who, '+4799999983')
  await who.get(first)
  await types(who, '+4799999984')
  expect(who.last.to).toBeUndefined()
  expect(await numbersOf(login)).toEqual(['+47 ••• •• •83'])
  // And of two in the very same moment.
  const person = await findPersonByName(town.moment(), login)
  if (!person) throw new Error('Nobody is called that')
  const [found] = (await methodsOf(database, person.id)).filter(({ factor }) => factor === 'sms')
  const old = { id: found?.id ?? '', factor: 'sms', ageSeconds: 0 }
  const both = ['+4799999985', '+4799999986'].map((number) =>
    inTransaction(town.moment(), (inside) => {
      const more = { because: 'methods', isUsed: true, handle: `${person.id} ${number}` }
      return replaceMethod(inside, sms, { made: { person, kept: { number }, ...more }, old })
    }),
  )
  const done = await Promise.allSettled(both)
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await numbersOf(login)).toHaveLength(1)
})
