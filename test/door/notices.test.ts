// News of a change by text message: to the numbers that the person has set up, but for what the
// change was made with; kept while no gateway takes it, and sent once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { freeze, findFreeze } from '../../src/domain/methods/freezing.ts'
import { tellNumbers } from '../../src/domain/messages/notices.ts'
import { newFreeze } from '../../src/domain/methods/set-up.ts'
import { carryNotice } from '../../src/domain/phones/carrying.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { adding, appCode } from './pc-and-phone.ts'
import { typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

/** Everything that came to a number and is no code. */
const newsAt = (number: string): readonly string[] =>
  town.gateway
    .arrivedAt(number)
    .map(({ text }) => text)
    .filter((text) => !/\d{6}/.test(text))

/** The last code that came by mail. */
async function mailedCode(): Promise<string | undefined> {
  const letters = await (await fetch(town.mailbox)).text()
  return /trolig du[\s\S]*?Koden\D*?(\d{6})/.exec(letters)?.[1]
}

interface WithApp {
  readonly pc: Visitor
  readonly code: () => string
}

/** In with a number, which has just added a code app. */
async function withApp(login: string, number: string): Promise<WithApp> {
  const pc = await adding(town, { login, number }, 'totp')
  const secret = Secret.fromBase32(String(pc.last.screen?.['key']).replaceAll(' ', ''))
  await pc.answer({ code: appCode(town, pc) })
  await pc.follow()
  const code = () => new TOTP({ secret }).generate({ timestamp: town.moment().now.getTime() })
  return { pc, code }
}

/** In with the app, in another browser. */
async function byApp(login: string, { code }: WithApp): Promise<Visitor> {
  const who = await typesPassword(town, login)
  await who.answer({ do: 'choose', choice: 'totp' })
  await who.follow()
  town.pass(60)
  await who.answer({ code: code() })
  await who.follow()
  return who
}

async function removesNumber(who: Visitor): Promise<void> {
  await who.get('/security')
  const page = JSON.parse(who.last.text) as { methods: { id: string; factor: string }[] }
  const sms = page.methods.find(({ factor }) => factor === 'sms')?.id ?? ''
  await who.post('/security/remove', { token: who.last.form?.token ?? '', method: sms })
  await who.answer({})
  expect(who.last.to).toBe('/security?done=removed')
}

const kinds = async (about: string): Promise<readonly unknown[]> => {
  const { rows } = await database.send<{ kind: string }>(
    '',
    `select kind from events where data ->> 'about' = $1 and data ->> 'channel' = 'sms'`,
    [about],
  )
  return rows.map(({ kind }) => kind)
}

it('a number that is taken away hears of it, and what the change was made with does not', async () => {
  const login = 'kari.nordmann@fjordvik.example'
  const number = '+4799999944'
  const app = await withApp(login, number)
  const thief = await byApp(login, app)
  expect(newsAt(number)).toEqual([])
  await removesNumber(thief)
  await expect.poll(() => newsAt(number)).toHaveLength(1)
  expect(newsAt(number)[0]).toMatch(
    /^En metode for å logge inn på FJORD er slettet kl\. \d\d\.\d\d\. Var det ikke deg\? Ring /,
  )
  expect(newsAt(number)[0]).toMatch(/, \+47 [\d ]+\.$/)
  expect(newsAt(number)[0]).not.toMatch(/http|@|#/)
  expect(newsAt(number)[0]?.length).toBeLessThan(160)
  await expect.poll(() => kinds('notice')).toEqual(['message.sent'])
  const { rows } = await database.send<{ price: number | null }>(
    '',
    `select price_micros::float8 as price from sendings s join messages m on m.id = s.id
     where m.kind = 'notice' and s.state in ('sent', 'delivered')`,
    [],
  )
  expect(rows).toHaveLength(1)
})

it('waits while no gateway takes it, and comes once when one does', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  const number = '+4799999947'
  const app = await withApp(login, number)
  const who = await byApp(login, app)
  town.gateway.mode = 'not now'
  await removesNumber(who)
  await expect
    .poll(async () => {
      const { rows } = await database.send<{ state: string; tries: number }>(
        '',
        `select state, tries from messages where kind = 'notice' and state = 'waiting'`,
        [],
      )
      return rows.map(({ state, tries }) => [state, tries > 0])
    })
    .toEqual([['waiting', true]])
  expect(newsAt(number)).toEqual([])
  town.gateway.mode = 'ok'
  town.pass(600)
  await database.send('', `update pgboss.job set start_after = now() where name = 'sms'`, [])
  await database.send('', `select pg_notify('jobs', 'sms')`, [])
  await expect.poll(() => newsAt(number), { timeout: 5_000 }).toHaveLength(1)
})

it('a forgotten password that was replaced is told to the number that had no part in it', async () => {
  const login = 'per.aas@fjordvik.example'
  const number = '+4799999951'
  const { code } = await withApp(login, number)
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  await who.answer({ do: 'forgotten' })
  await who.follow()
  await who.answer({ do: 'choose', choice: 'totp' })
  await who.follow()
  town.pass(60)
  await who.answer({ code: code() })
  await who.follow()
  await who.answer({ do: 'choose', choice: 'mail' })
  await who.follow()
  await expect.poll(mailedCode).toBeDefined()
  await who.answer({ code: (await mailedCode()) ?? '' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'new-password' })
  await who.answer({ password: 'tyttebær og lyng 34' })
  await expect.poll(() => newsAt(number)).toHaveLength(1)
  expect(newsAt(number)[0]).toMatch(/^Passordet til FJORD er byttet kl\. /)
})

const laidDown = async (person: string): Promise<number> => {
  const { rows } = await database.send(
    '',
    `select from messages where person_id = $1 and kind = 'notice'`,
    [person],
  )
  return rows.length
}

it('nothing is laid down where the organisation does not want it', async () => {
  const person = await findPersonByName(town.moment(), 'kari.nordmann@fjordvik.example')
  if (!person) throw new Error('Nobody is called that')
  const moment = town.moment()
  const before = moment.house.configuration()
  const phones = { ...before.phones, notices: false }
  const house = { ...moment.house, configuration: () => ({ ...before, phones }) }
  const laid = await laidDown(person.id)
  const numbers = [{ method: 'one', number: '+4799999991' }]
  const change = 'frozen' as const
  await tellNumbers({ ...moment, house }, person, { change, numbers })
  await tellNumbers(moment, person, { change, numbers: [{ method: 'two', number: '+4733000000' }] })
  expect(await laidDown(person.id)).toBe(laid)
  await tellNumbers(moment, person, { change, numbers })
  await expect.poll(() => newsAt('+4799999991')).toHaveLength(1)
})

it('a frozen account is told of, also to the number, in the language of its owner', async () => {
  const login = 'siri.ohara@fjordvik.example'
  const number = '+4799999948'
  await withApp(login, number)
  const person = await findPersonByName(town.moment(), login)
  const token = await newFreeze(town.moment(), person?.id ?? '')
  expect(await findFreeze(town.moment(), token)).toBeDefined()
  expect(await freeze(town.moment(), token, async () => {})).toBe(true)
  await expect.poll(() => newsAt(number)).toHaveLength(1)
  expect(newsAt(number)[0]).toMatch(/^Your account at FJORD was frozen at \d\d:\d\d\. /)
})

it('keeps within the budget of a number, and never sends again what a gateway has taken', async () => {
  const number = '+4799999990'
  const notice = (id: string) =>
    carryNotice(town.moment(), { id, to: number, text: 'Nytt', language: 'nb', sender: 'FJORD' })
  expect(await notice('first')).toEqual({ is: 'sent' })
  expect(await notice('first')).toEqual({ is: 'sent' })
  expect(town.gateway.arrivedAt(number)).toHaveLength(1)
  const { perNumber } = town.moment().house.configuration().phones
  for (let at = 2; at <= perNumber; at += 1)
    expect(await notice(`notice-${at}`)).toEqual({ is: 'sent' })
  expect(await notice('6')).toEqual({ is: 'waits' })
  expect(town.gateway.arrivedAt(number)).toHaveLength(perNumber)
  town.gateway.mode = 'barred'
  town.pass(601)
  expect(await notice('6')).toEqual({ is: 'refused', why: 'barred' })
  town.gateway.mode = 'ok'
})
