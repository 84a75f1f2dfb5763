// FLT-SMS and FLT-VOI: the gateway is away, slow, silent, or sends twice; nobody waits for it,
// nobody is let in by it, and the other ways in stand. What it is told is a number and a text.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { codeAt, stepAt } from '../../src/lib/methods/totp.ts'
import { openKeyring } from '../../src/lib/seal.ts'
import { openPhones } from '../../src/main/phones.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTownGateway, type TownGateway } from '../town/gateway.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { settingsFor } from './settings.ts'
import { withoutApp } from '../town/without-app.ts'

const known = 'havregrøt og rømme 12'
/** As long as a page waits for a gateway. */
const waitMilliseconds = 3_000
/** The same walk where the gateway answers at once, on this machine just now. */
let usualMilliseconds = 0

interface Person {
  readonly login: string
  readonly number: string
}
const ase: Person = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const siri: Person = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const bjorn: Person = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
  for (const person of [ase, bjorn, siri]) {
    await town.knows(person.login, known)
    const from = performance.now()
    const who = await atSecond(person)
    usualMilliseconds = Math.max(usualMilliseconds, performance.now() - from)
    expect(who.last.screen).toMatchObject({ kind: 'enter-phone' })
    await who.answer({ do: 'send' })
    await who.follow()
    await who.answer({ code: lastTo(person) })
    await who.follow()
    await who.answer({})
    expect(who.last.to).toBe('/')
  }
})
afterAll(() => town.close())
beforeEach(() => {
  // What was sent in the case before is no longer counted.
  town.pass(86_400)
})
afterEach(() => {
  town.gateway.mode = 'ok'
})

/** Name and password: what is asked then, in a browser that nobody has been in with. */
async function atSecond({ login }: Person): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  await who.answer({ password: known })
  return who.follow().then(() => who)
}

const codesTo = ({ number }: Person): readonly string[] =>
  town.gateway.arrivedAt(number).map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '')
const lastTo = (person: Person): string => codesTo(person).at(-1) ?? ''

const sentOn = ({ last }: Visitor): unknown => last.screen?.['sent']

const waysOn = z.object({
  others: z.array(z.object({ factor: z.string(), choice: z.string() })),
})

async function chooses(who: Visitor, factor: string): Promise<void> {
  const { others } = waysOn.parse(who.last.screen)
  const choice = others.find((each) => each.factor === factor)?.choice ?? ''
  await who.answer({ do: 'choose', choice })
  await who.follow()
}

async function within<Result>(act: () => Promise<Result>): Promise<Result> {
  const from = performance.now()
  const result = await act()
  const besideMilliseconds = 1_500 + 2 * usualMilliseconds
  expect(performance.now() - from).toBeLessThan(waitMilliseconds + besideMilliseconds)
  return result
}

const isIn = async (who: Visitor): Promise<boolean> =>
  (await who.get('/')).status === 200 && who.last.to === undefined

const wrongOf = (code: string): string => (code === '000000' ? '000001' : '000000')

test('FLT-SMS-1 a gateway that is away is told of at once, and costs no try', async () => {
  await town.gateway.close()
  const who = await within(() => atSecond(ase))
  await town.gateway.open()
  expect(sentOn(who)).toMatchObject({ state: 'failed' })
  const [row] = (
    await database.send<{ state: string; why: string }>(
      '',
      'select state, why from sendings order by made_at desc limit 1',
      [],
    )
  ).rows
  expect(row).toMatchObject({ state: 'failed', why: 'down' })
  expect(await isIn(who)).toBe(false)
  // Back again: sent by a press, and not a try has been lost.
  const again = await atSecond(ase)
  await again.answer({ code: wrongOf(lastTo(ase)) })
  expect(again.last.problem).toMatchObject({ code: 'wrong-code', with: { triesLeft: 4 } })
  await again.answer({ code: lastTo(ase) })
  expect(again.last.to).toBe('/')
})

test('FLT-SMS-1 beside a gateway that is away every other way is open', async () => {
  const key = randomBytes(20)
  const person = await findPersonByName(town.moment(), siri.login)
  const kept = { key: key.toString('base64'), after: 0 }
  await keepMethod(town.moment(), totp, { person: person?.id ?? '', kept })
  const who = await atSecond(siri)
  await town.gateway.close()
  if (who.last.screen?.['by'] !== 'sms') await within(() => chooses(who, 'sms'))
  await town.gateway.open()
  expect(sentOn(who)).toMatchObject({ state: 'failed' })
  await chooses(who, 'totp')
  await who.answer({ code: codeAt(key, stepAt(town.moment().now)) })
  expect(who.last.to).toBe('/')
})

test.each(['its own fault', 'not now', 'too many', 'nonsense', 'elsewhere now'] as const)(
  'FLT-SMS-1 a gateway that answers «%s» lets nobody in, and is not asked twice',
  async (mode) => {
    town.gateway.mode = mode
    const before = town.gateway.asked.length
    const who = await within(() => atSecond(ase))
    expect(town.gateway.asked).toHaveLength(before + 1)
    expect(sentOn(who)).toMatchObject({ state: expect.stringMatching(/^(failed|asked)$/) })
    expect(await isIn(who)).toBe(false)
  },
)

test('FLT-SMS-2 a slow gateway holds no page, and its late message still works', async () => {
  town.gateway.mode = 'slow'
  const before = town.gateway.asked.length
  const waiting = within(() => atSecond(ase))
  await town.gateway.heard(before + 1)
  // Everybody else goes on meanwhile.
  const other = visitor(town.origin)
  await within(async () => {
    await other.get('/')
    await other.follow()
    await other.answer({ name: bjorn.login })
    await other.follow()
    await other.answer({ password: 'not this one' })
  })
  expect(other.last.problem?.code).toBe('wrong-name-or-password')
  const who = await waiting
  expect(sentOn(who)).toMatchObject({ state: 'asked' })
  const arrived = codesTo(ase).length
  await town.gateway.release()
  await expect.poll(() => codesTo(ase).length).toBe(arrived + 1)
  await who.get(who.last.path)
  await who.answer({ code: lastTo(ase) })
  expect(who.last.to).toBe('/')
})

test('FLT-SMS-3 what never arrives is sent again after a while, then another way is told of', async () => {
  town.gateway.mode = 'drop'
  const who = await atSecond(ase)
  const page = who.last.path
  expect(sentOn(who)).toMatchObject({ state: expect.stringMatching(/^(sent|asked)$/) })
  await who.answer({ do: 'send' })
  expect(who.last.problem?.code).toBe('send-later')
  const before = town.gateway.asked.length
  for (let time = 1; time <= 2; time += 1) {
    town.pass(20 * time + 1)
    await who.answer({ do: 'send' })
    await who.follow()
  }
  expect(town.gateway.asked).toHaveLength(before + 2)
  expect(sentOn(who)).toMatchObject({ isOften: true })
  // Every one of them was counted, whether or not it came.
  for (let time = 0; time < 10; time += 1) {
    town.pass(45)
    const each = await atSecond(ase)
    if (each.last.problem) expect(each.last.problem.code).toBe('send-later')
  }
  expect(town.gateway.asked.length).toBeLessThanOrEqual(before + 1 + 5)
  await who.get(page)
  expect(await isIn(who)).toBe(false)
})

test('FLT-SMS-4 a message that comes twice, or twenty minutes late, lets in once at most', async () => {
  town.gateway.mode = 'double'
  const who = await atSecond(ase)
  const code = lastTo(ase)
  expect(codesTo(ase).slice(-2)).toEqual([code, code])
  const { form } = who.last
  await who.answer({ code })
  expect(who.last.to).toBe('/')
  await who.post(form?.action ?? '', {
    token: form?.token ?? '',
    question: form?.question ?? '',
    code,
  })
  expect(who.last.status).toBe(410)
  // Held for twenty minutes: dead by then, and told so.
  town.gateway.mode = 'hold'
  const late = await atSecond(ase)
  town.pass(20 * 60)
  await town.gateway.release()
  await late.answer({ code: lastTo(ase) })
  expect(late.last.problem?.code).toBe('sent-code-expired')
  expect(await isIn(late)).toBe(false)
})

test('FLT-SMS-5 what was sent without an answer is sent once, and billed once', async () => {
  town.gateway.mode = 'sent without an answer'
  const before = town.gateway.asked.length
  const who = await within(() => atSecond(ase))
  expect(sentOn(who)).toMatchObject({ state: expect.stringMatching(/^(asked|delivered)$/) })
  for (let look = 0; look < 3; look += 1) await who.get(who.last.path)
  expect(town.gateway.asked).toHaveLength(before + 1)
  expect(new Set(town.gateway.asked).size).toBe(town.gateway.asked.length)
  const code = lastTo(ase)
  await town.gateway.release()
  await who.answer({ code })
  expect(who.last.to).toBe('/')
})

test('FLT-SMS-6 a gateway is told a number and a text, and nobody keeps either', async () => {
  const before = town.gateway.arrivedAt(ase.number).length
  const who = await atSecond(ase)
  const [message] = town.gateway.arrivedAt(ase.number).slice(before)
  const code = lastTo(ase)
  for (const word of ['Åse', 'Sæther', 'ase.sather', ase.login, 'E-post', 'Timelister'])
    expect(message?.text).not.toContain(word)
  const tables = await database.send<{ name: string }>(
    '',
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
    [],
  )
  for (const { name } of tables.rows) {
    const hits = await database.send<{ row: string }>(
      '',
      // The number that the organisation knew stands with the person, and nowhere else.
      `select row::text from ${name} row where row::text like $1
         or ('${name}' <> 'public.people' and row::text like $2)`,
      [`%${code}%`, `%${ase.number.slice(3)}%`],
    )
    expect([name, hits.rows.filter(({ row }) => !isChance(row, code))]).toEqual([name, []])
  }
  await who.answer({ code })
  expect(who.last.to).toBe('/')
})

/** Six digits stand by chance in long numbers and ids. */
const isChance = (row: string, code: string): boolean =>
  !new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`).test(row) && row.includes(code)

test('FLT-SMS-7 of two gateways the second takes over and gives back, each message once', async () => {
  const one = await openTownGateway()
  const two = await openTownGateway()
  const part = ({ address, secret }: Pick<TownGateway, 'address' | 'secret'>) => ({
    preset: 'demo' as const,
    address,
    secret,
    currency: 'NOK',
  })
  let now = Date.parse('2027-03-01T08:00:00Z')
  const opened = async (first: Pick<TownGateway, 'address' | 'secret'>) => {
    const settings = {
      ...(await settingsFor('/nowhere')),
      internalNetworks: ['127.0.0.0/8'],
      gateways: [part(first), part(two)],
    }
    const keys = openKeyring(settings.masterKey)
    return openPhones({ settings, keys, clock: { now: () => new Date(now) } })
  }
  let sent = 0
  const sends = async ({ phones }: Awaited<ReturnType<typeof opened>>) => {
    sent += 1
    const { state, gateway } = await phones.send({
      id: `message-${sent}`,
      channel: 'sms',
      to: ase.number,
      text: '123456',
      sender: 'FJORD',
      language: 'nb',
    })
    return [state, gateway]
  }
  const both = await opened(one)
  expect(await sends(both)).toEqual(['sent', 'demo-1'])
  await one.close()
  expect(await sends(both)).toEqual(['sent', 'demo-2'])
  expect(await sends(both)).toEqual(['sent', 'demo-2'])
  await one.open()
  now += 11 * 60_000
  expect(await sends(both)).toEqual(['sent', 'demo-1'])
  // In doubt it was sent: the second is not asked.
  one.mode = 'sent without an answer'
  expect(await sends(both)).toEqual(['asked', 'demo-1'])
  await one.release()
  one.mode = 'ok'
  // A name that is no name, and a line that speaks no TLS, are found out before anything is sent.
  for (const address of ['http://gateway.invalid', one.address.replace('http:', 'https:')])
    expect(await sends(await opened({ address, secret: one.secret }))).toEqual(['sent', 'demo-2'])
  const asked = [...one.asked, ...two.asked]
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked).toHaveLength(sent)
  await one.close()
  await two.close()
})

test('FLT-VOI-1 a machine that answers hears no code, and each call has a code of its own', async () => {
  const who = await atSecond(bjorn)
  const callsOf = () => town.gateway.phone.calls.filter(({ to }) => to === bjorn.number)
  const before = callsOf().length
  town.pass(21)
  await who.answer({ do: 'call' })
  await who.follow()
  const [first] = callsOf().slice(before)
  await town.gateway.phone.answer(first?.id ?? '')
  expect(saidIn(first)).toEqual([])
  // Dropped half way; the next one has another code, and the first is told to be replaced.
  town.pass(45)
  await who.answer({ do: 'call' })
  await who.follow()
  const [, second] = callsOf().slice(before)
  await town.gateway.phone.press(first?.id ?? '', '1')
  await town.gateway.phone.answer(second?.id ?? '')
  expect(saidIn(second)).toEqual([])
  await town.gateway.phone.press(second?.id ?? '', '9')
  expect(saidIn(second)).toEqual([])
  await town.gateway.phone.press(second?.id ?? '', '1')
  const [older = ''] = saidIn(first)
  const [newer = ''] = saidIn(second)
  expect(older).toMatch(/^\d{6}$/)
  expect(newer).toMatch(/^\d{6}$/)
  expect(newer).not.toBe(older)
  await who.answer({ code: older })
  expect(who.last.problem?.code).toBe('code-replaced')
  // Two calls at once, in two visits: neither code opens the other.
  town.pass(600)
  const other = await atSecond(bjorn)
  town.pass(21)
  await other.answer({ do: 'call' })
  await other.follow()
  const [, , third] = callsOf().slice(before)
  await town.gateway.phone.answer(third?.id ?? '')
  await town.gateway.phone.press(third?.id ?? '', '1')
  await other.answer({ code: newer })
  expect(other.last.problem?.code).toBe('wrong-code')
  await other.answer({ code: saidIn(third)[0] ?? '' })
  expect(other.last.to).toBe('/')
  expect(await isIn(who)).toBe(false)
})

/** The codes that were read aloud in a call, digit by digit; each is said twice. */
const saidIn = (call: { readonly said: readonly string[] } | undefined): readonly string[] => [
  ...new Set(
    (call?.said ?? []).flatMap((words) => {
      const code = /(\d(?:, \d){5})/.exec(words)?.[1]?.replaceAll(', ', '')
      return code === undefined ? [] : [code]
    }),
  ),
]
