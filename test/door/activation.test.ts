// The first set-up as a newcomer and a stranger meet it: every answer that is wrong has a sentence,
// costs nothing it should not, and leaves a trace.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renewPin } from '../../src/domain/people/leader-list.ts'
import { livingPin } from '../../src/domain/people/pins.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import type { Database } from '../../src/store/database.ts'
import { say } from '../../texts/index.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

const fresh = 'havregrøt og rømme 12'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'plain' })
})
afterAll(() => town.close())

async function invited(login: string, at = town) {
  const person = await findPersonByName(at.moment(), login)
  const letter = await invite(at.moment(), person?.id ?? '', { channel: 'paper' })
  if (letter.is !== 'invited') throw new Error(`${login} is not invited`)
  const pin = (await livingPin(at.moment(), letter.person.id))?.pin ?? ''
  return { ...letter, pin, person: letter.person.id }
}

const kindsOf = async (person: string): Promise<string[]> => {
  const text = 'select kind from events where person_id = $1 order by id'
  const { rows } = await database.send<{ kind: string }>('', text, [person])
  return rows.map((row) => row.kind)
}

async function opened(token: string, at = town): Promise<Visitor> {
  const who = visitor(at.origin)
  await who.get(`/start/${token}`)
  return who
}

const other = (pin: string): string => (pin === '000000' ? '000001' : '000000')

describe('the PIN', () => {
  it('is asked for with a sentence when it is left out, and costs no try', async () => {
    const { token } = await invited('siri.ohara@fjordvik.example')
    const who = await opened(token)
    await who.answer({ code: ' ' })
    expect(who.last.problem?.code).toBe('code-missing')
  })

  it('says how many tries are left, and until when it waits, since the letter was shown', async () => {
    const { token, pin, person } = await invited('li@fjordvik.example')
    const who = await opened(token)
    for (const triesLeft of [4, 3, 2, 1]) {
      await who.answer({ code: other(pin) })
      expect(who.last.problem).toMatchObject({ code: 'wrong-code', with: { triesLeft } })
    }
    for (const code of [other(pin), pin]) {
      await who.answer({ code })
      expect(who.last.problem).toMatchObject({
        code: 'too-many-tries',
        with: { until: expect.any(String) },
      })
    }
    expect(await kindsOf(person)).toContain('proof.held-back')
    town.pass(60)
    await who.answer({ code: pin })
    await who.follow()
    expect(who.last.screen?.['kind']).toBe('new-password')
    expect(await kindsOf(person)).toContain('proof.given')
  })

  it('rests after ten wrong ones in a row, whatever time passes, until there is a new one', async () => {
    const { token, pin, person } = await invited('per.aas@fjordvik.example')
    const who = await opened(token)
    for (let tries = 0; tries < 10; tries++) {
      await who.answer({ code: other(pin) })
      town.pass(1000)
    }
    await who.answer({ code: pin })
    expect(who.last.problem?.code).toBe('too-many-tries')
    expect(await kindsOf(person)).toContain('method.rested')
    const anew = await renewPin(town.moment(), person)
    await who.answer({ code: anew?.pin ?? '' })
    await who.follow()
    expect(who.last.screen?.['kind']).toBe('new-password')
  })

  it('runs out, and says so to whoever has shown the letter', async () => {
    const { token, pin } = await invited('ase.sather@fjordvik.example')
    town.pass(2 * 86_400)
    const who = await opened(token)
    await who.answer({ code: pin })
    expect(who.last.problem?.code).toBe('code-expired')
  })
})

describe('the letter', () => {
  it('is put out of use by a newer one, and each leaves its event', async () => {
    const first = await invited('maria.solvang@fjordvik.example')
    await invited('maria.solvang@fjordvik.example')
    const who = await opened(first.token)
    expect(who.last.screen?.['about']).toBe('letter-superseded')
    expect(await kindsOf(first.person)).toEqual(
      expect.arrayContaining(['letter.sent', 'letter.superseded']),
    )
  })

  it('that ran out on paper is asked for again with the press that the page shows', async () => {
    const login = 'maria.solvang@fjordvik.example'
    const first = await invited(login)
    await invited(login)
    town.pass(15 * 60)
    const who = visitor(town.origin)
    await who.get('/start')
    await who.answer({ name: login, code: first.code })
    expect(who.last.screen?.['about']).toBe('letter-superseded')
    const ways = z.array(z.object({ to: z.string(), post: z.literal(true).optional() }))
    const again = ways.parse(who.last.screen?.['ways']).find(({ post }) => post)
    const sent = (await kindsOf(first.person)).filter((kind) => kind === 'letter.sent').length
    await who.post(again?.to ?? '', { token: who.last.form?.token ?? '', question: 'again' })
    expect(who.last.screen?.['about']).toBe('letter-sent')
    const now = (await kindsOf(first.person)).filter((kind) => kind === 'letter.sent').length
    expect(now).toBe(sent + 1)
  })

  it('leaves a trace of whoever guesses start codes, and none of what was guessed', async () => {
    const login = 'maria.solvang@fjordvik.example'
    const { person } = await invited(login)
    for (const name of [login, 'ingen@fjordvik.example']) {
      const who = visitor(town.origin)
      await who.get('/start')
      for (let tries = 0; tries < 5 + 12; tries++) {
        await who.answer({ name, code: 'K7QF-29MD' })
        expect(who.last.problem?.code).toBe('wrong-code')
      }
    }
    const text = `select kind, person_id as who, data from events
      where kind like 'proof.%' and data ->> 'factor' = 'letter' order by id`
    const failed = { factor: 'letter', problem: 'wrong-code', flow: 'activate' }
    const held = { factor: 'letter', by: 'throttle', until: expect.any(String) }
    expect((await database.send('', text, [])).rows).toEqual(
      [person, null].flatMap((who) => [
        ...Array.from({ length: 5 }, () => ({ kind: 'proof.failed', who, data: failed })),
        { kind: 'proof.held-back', who, data: held },
        { kind: 'proof.held-back', who, data: { ...held, turnedAway: 10 } },
      ]),
    )
  })

  it('opens a password once, refuses what is weak with its reason, and is spent', async () => {
    const { token, pin, person } = await invited('bjorn.odegard@fjordvik.example')
    const who = await opened(token)
    await who.answer({ code: pin })
    await who.follow()
    const number = who.last.caseNumber
    await who.answer({ password: 'passordpassord' })
    expect(who.last.problem?.code).toMatch(/^password-/)
    await who.answer({ password: fresh })
    await who.follow()
    expect(who.last.screen?.['kind']).toBe('summary')
    await who.answer({})
    expect(who.last.to).toBe('/')
    expect(await kindsOf(person)).toEqual(
      expect.arrayContaining([
        'password.refused',
        'password.changed',
        'method.removed',
        'letter.spent',
        'signin.decided',
        'session.started',
      ]),
    )
    expect((await opened(token)).last.screen?.['about']).toBe('letter-used')
    const text = `select distinct case_number as number from events
      where person_id = $1 and kind in ('password.refused', 'password.changed', 'signin.decided')`
    expect((await database.send('', text, [person])).rows).toEqual([{ number }])
  })
})

describe('a request that cannot be served', () => {
  it('is refused without a trace when a field stands twice', async () => {
    const who = visitor(town.origin)
    await who.get('/')
    await who.follow()
    const { form } = who.last
    const response = await fetch(new URL(form?.action ?? '', town.origin), {
      method: 'POST',
      headers: { accept: 'application/json', origin: town.origin },
      body: new URLSearchParams([
        ['name', 'kari'],
        ['name', 'ola'],
        ['token', form?.token ?? ''],
      ]),
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('refused-bad-request')
  })

  it('is told on a page of ours when an unknown application asks', async () => {
    const who = visitor(town.origin)
    await who.get('/oidc/authorize?client_id=nobody&response_type=code', { accept: 'text/html' })
    expect(who.last.status).toBe(400)
    expect(who.last.text).toContain('<html lang="nb">')
    expect(who.last.text).toContain(say('nb', 'notice.refused-unknown-application'))
  })
})

describe('the language', () => {
  it('follows the person from the menu of one page to all the others, and is written down', async () => {
    await town.knows('gunhild.bo@fjordvik.kommune.example', fresh)
    const person = await findPersonByName(town.moment(), 'gunhild.bo@fjordvik.kommune.example')
    const who = visitor(town.origin)
    await who.get('/?language=en')
    await who.follow()
    await who.answer({ name: 'gunhild.bo@fjordvik.kommune.example' })
    await who.follow()
    await who.answer({ password: fresh })
    await who.get('/', { accept: 'text/html' })
    expect(who.last.text).toContain('<html lang="en">')
    expect(await kindsOf(person?.id ?? '')).toContain('person.language-chosen')
  })
})

it('a letter that is enough asks for the password itself, and opens by no press that has none', async () => {
  const change = (file: string) =>
    file.replace('[rules.need]\n', '[rules.need]\nletterAlone = true\n')
  const alone = await openTown({ database: await townDatabase(), example: 'plain', change })
  const { token, person } = await invited('li@fjordvik.example', alone)
  const who = await opened(token, alone)
  expect(who.last.screen).toMatchObject({ kind: 'begin', password: { repeat: false } })
  await who.answer({ password: '' })
  expect(who.last.problem).toMatchObject({ code: 'password-missing', field: 'password' })
  expect(who.last.screen).toMatchObject({ kind: 'begin' })
  await who.answer({ password: 'kort' })
  expect(who.last.problem?.code).toBe('password-too-short')
  expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'first' })
  await who.answer({ password: fresh })
  await who.follow()
  expect(who.last.screen?.['kind']).toBe('summary')
  expect((await findPersonByName(alone.moment(), 'li@fjordvik.example'))?.id).toBe(person)
  await alone.close()
})
