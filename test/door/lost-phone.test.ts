// A phone that is gone: blocked by one proof, replaced before anybody comes in, and nothing that
// one proof alone could begin meanwhile. It can be taken back for a day.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { blockMethods } from '../../src/domain/methods/blocking.ts'
import { givePass } from '../../src/domain/methods/passes.ts'
import { endedMethods, restoreMethod } from '../../src/domain/methods/ended.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { inTransaction } from '../../src/domain/moment.ts'
import type { PersonFacts } from '../../src/domain/facts.ts'
import type { Database } from '../../src/store/database.ts'
import { methodsOf } from '../../src/store/methods/methods.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { adding, codeTo, signsIn } from './pc-and-phone.ts'
import { known, typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: (file) =>
      withoutApp(file).replace(/^accepts = .*"voice"\]$/m, (line) =>
        line.replace(']', ', "codes"]'),
      ),
  })
})
afterAll(() => town.close())

async function personNamed(login: string): Promise<PersonFacts> {
  const person = await findPersonByName(town.moment(), login)
  if (!person) throw new Error(`There is no ${login}`)
  return person
}

/** In, with a number and a sheet of codes; gives the codes and the browser. */
async function withCodes(login: string, number: string) {
  const pc = await adding(town, { login, number }, 'codes')
  const shown = pc.last.screen?.['codes']
  await pc.answer({})
  return { pc, codes: Array.isArray(shown) ? shown.map(String) : [] }
}

const factorsOf = async (login: string): Promise<readonly string[]> =>
  (await methodsOf(database, (await personNamed(login)).id)).map(({ factor }) => factor)

/** In a new browser, at «Hva har skjedd?». */
async function loses(login: string): Promise<Visitor> {
  const who = await typesPassword(town, login)
  await who.answer({ do: 'lost' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'confirm', about: 'lost-phone' })
  return who
}

it('blocks the phone, asks for what lies in the drawer, and a new one comes before the door', async () => {
  const login = 'siri.ohara@fjordvik.example'
  const { pc, codes } = await withCodes(login, '+4799999948')
  await pc.get('/security')
  expect(pc.last.status).toBe(200)
  const who = await loses(login)
  await who.answer({ do: 'choose', choice: 'phone-gone' })
  await who.follow()
  expect(await factorsOf(login)).not.toContain('sms')
  await pc.get('/security')
  expect(pc.last.to ?? pc.last.location).toMatch(/^\/visit\//)
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'codes' })
  await who.answer({ code: codes[0] ?? '' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'choose', purpose: 'set-up' })
  expect(who.last.screen).not.toHaveProperty('putOff')
  // The operator has given the number to a new card.
  await who.answer({ do: 'choose', choice: 'sms' })
  await who.follow()
  await who.answer({ code: codeTo(town, '+4799999948') })
  await who.follow()
  expect(await factorsOf(login)).toContain('sms')
  expect(who.last.screen).toMatchObject({ kind: 'summary' })
})

it('one proof begins nothing while nothing stands in the place of the lost phone', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  await withCodes(login, '+4799999947')
  const thief = await loses(login)
  await thief.answer({ do: 'choose', choice: 'phone-gone' })
  await thief.follow()
  // Neither here nor in a visit of its own: the number that is known may ring in the thief's hand.
  expect(thief.last.screen).toMatchObject({ kind: 'enter-code', by: 'codes' })
  const again = await typesPassword(town, login)
  expect(again.last.screen).toMatchObject({ kind: 'enter-code', by: 'codes' })
  const others = JSON.stringify(again.last.screen)
  expect(others).not.toContain('sms')
  for (const choice of ['sms', 'sms.other-number', 'known', 'other-number', 'any']) {
    await again.answer({ do: 'choose', choice })
    expect(again.last.problem?.code).toBe('choice-missing')
  }
})

it('who has nothing else is told so, and goes on where they stand with a code that is given', async () => {
  const login = 'kari.nordmann@fjordvik.example'
  await town.knows(login, known)
  await signsIn(town, { login, number: '+4799999944' })
  const who = await loses(login)
  await who.answer({ do: 'choose', choice: 'phone-gone' })
  await who.follow()
  const visit = who.last.path
  expect(who.last.screen).toMatchObject({
    kind: 'notice',
    about: 'phone-blocked',
    ways: [{ to: visit, word: 'have-code' }, { word: 'start-page' }, { word: 'get-help' }],
  })
  const { code } = await givePass(town.moment(), { person: (await personNamed(login)).id })
  await who.get(visit)
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'pass' })
  await who.answer({ code })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'choose', purpose: 'set-up' })
  await who.answer({ do: 'choose', choice: 'sms' })
  await who.follow()
  await who.answer({ code: codeTo(town, '+4799999944') })
  await who.follow()
  // The code that was used up is no way to sign in, and what stands again is not taken back.
  expect(who.last.screen).toMatchObject({ kind: 'summary' })
  expect(JSON.stringify(who.last.screen)).not.toContain('"factor":"pass"')
  await who.answer({})
  await who.get('/security')
  expect(shown(who)).toMatchObject({ ended: [] })
  expect(shown(who).methods.map(({ factor }) => factor)).toEqual(['password', 'sms'])
})

it('a phone that turns up is taken back for a day, and not after it', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  const person = await personNamed(login)
  const [ended] = await endedMethods(town.moment(), person.id)
  expect(ended).toMatchObject({ factor: 'sms', ended_because: 'lost' })
  expect(await restoreMethod(town.moment(), person, ended?.id ?? '')).toBe(true)
  expect(await restoreMethod(town.moment(), person, ended?.id ?? '')).toBe(false)
  expect(await factorsOf(login)).toContain('sms')
  const who = await signsIn(town, { login, number: '+4799999947' })
  expect(who.last.path).toBe('/')
  const late = await loses(login)
  await late.answer({ do: 'choose', choice: 'phone-gone' })
  const [gone] = await endedMethods(town.moment(), person.id)
  town.pass(86_400)
  expect(await endedMethods(town.moment(), person.id)).toEqual([])
  expect(await restoreMethod(town.moment(), person, gone?.id ?? '')).toBe(false)
})

it('a phone that lies at home changes nothing', async () => {
  const login = 'ase.sather@fjordvik.example'
  const { codes } = await withCodes(login, '+4799999946')
  const who = await loses(login)
  await who.answer({ do: 'choose', choice: 'phone-away' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'choose', purpose: 'prove' })
  await who.answer({ do: 'choose', choice: 'codes' })
  await who.follow()
  await who.answer({ code: codes[0] ?? '' })
  expect(who.last.to).toBe('/')
  expect(await factorsOf(login)).toContain('sms')
})

it('its owner takes it back on their own page, having just shown the most that they have', async () => {
  const login = 'li@fjordvik.example'
  const { pc } = await withCodes(login, '+4799999949')
  await pc.get('/security')
  const { methods } = shown(pc)
  const [sms] = methods.filter(({ factor }) => factor === 'sms')
  const [codes] = methods.filter(({ factor }) => factor === 'codes')
  await pc.post('/security/remove', { token: token(pc), method: codes?.id ?? '' })
  await pc.answer({})
  await pc.follow()
  expect(shown(pc)).toMatchObject({ told: 'removed', ended: [{ factor: 'codes' }] })
  const [ended] = shown(pc).ended
  // An hour later it is asked for once more, and somebody else's press takes nothing back.
  town.pass(3500)
  await pc.post('/security/restore', { token: token(pc), method: ended?.id ?? '' })
  expect(pc.last.to ?? pc.last.location).toMatch(/^\/visit\//)
  await pc.follow()
  await pc.answer({ password: 'havregrøt og rømme 12' })
  await pc.follow()
  await pc.answer({ code: codeTo(town, '+4799999949') })
  await pc.follow()
  await pc.post('/security/restore', { token: token(pc), method: sms?.id ?? '' })
  expect(pc.last.problem?.code).toBe('not-restorable')
  await pc.get('/security')
  await pc.post('/security/restore', { token: token(pc), method: ended?.id ?? '' })
  await pc.follow()
  expect(shown(pc)).toMatchObject({ told: 'restored', ended: [] })
  const told = `select 1 from events where kind = 'method.restored' and person_id = $1`
  const { id } = await personNamed(login)
  expect((await database.send('', told, [id])).count).toBe(1)
  expect(await factorsOf(login)).toContain('codes')
})

it('a sheet that is taken back does not stand in the place of the phone', async () => {
  const person = await personNamed('ase.sather@fjordvik.example')
  const methods = await methodsOf(database, person.id)
  const [sheet] = methods.filter(({ factor }) => factor === 'codes')
  const phones = methods.filter(({ factor }) => factor === 'sms')
  await inTransaction(town.moment(), async (inside) => {
    const lines = [...(sheet ? [sheet] : []), ...phones].map(({ id, factor }) => ({ id, factor }))
    await blockMethods(inside, person, { methods: lines })
  })
  const lostAt = async (): Promise<Date | null | undefined> => {
    const asked = 'select phone_lost_at as at from people where id = $1'
    return (await database.send<{ at: Date | null }>('', asked, [person.id])).rows[0]?.at
  }
  expect(await restoreMethod(town.moment(), person, sheet?.id ?? '')).toBe(true)
  expect(await lostAt()).not.toBeNull()
  expect(await restoreMethod(town.moment(), person, phones[0]?.id ?? '')).toBe(true)
  expect(await lostAt()).toBeNull()
})

const token = (who: Visitor): string => who.last.form?.token ?? ''

const ownPage = z.object({
  methods: z.array(z.object({ id: z.string(), factor: z.string() })),
  ended: z.array(z.object({ id: z.string(), factor: z.string() })),
  told: z.string().optional(),
})
const shown = (who: Visitor) => ownPage.parse(JSON.parse(who.last.text))
