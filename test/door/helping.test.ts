// What the helpdesk can do to an account, by the admin API: for whom, with what, and what is left
// behind of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findPersonByName } from '../../src/domain/people/people.ts'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { townDatabase } from '../town/database.ts'
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { asks, kari, li, ola, openHelpdesk, torbjorn } from './helpdesk.ts'
import { signsIn } from './pc-and-phone.ts'
import { known } from './typed-password.ts'

const aile = 'aile.cahppe@fjordvik.kommune.example'
const siri = 'siri.ohara@fjordvik.example'

let database: Database
let town: Town
let administers: Visitor
let helps: Visitor

beforeAll(async () => {
  database = await townDatabase()
  ;({ town, administers, helps } = await openHelpdesk(database))
})
afterAll(() => town.close())

const reason = 'Hun ringte, og lederen bekreftet det'

const acts = (who: Visitor, act: string, fields: Record<string, string>) =>
  asks(who, `people/${act}`, fields)

const done = { status: 200, done: true }
const notAllowed = { status: 403, refused: 'not-allowed' }
const notDone = (because: string) => ({ status: 200, done: false, because })

const idOf = async (login: string): Promise<string> =>
  (await findPersonByName(town.moment(), login))?.id ?? ''

const helped = async (login: string) =>
  ask<{ act: string; actor: string; data: Record<string, unknown> }>(
    database,
    `select data ->> 'act' as act, actor, data from events
     where kind = 'person.helped' and person_id = $1 order by id`,
    [await idOf(login)],
  )

const isIn = async (who: Visitor): Promise<boolean> => (await who.get('/security')).to === undefined

const mailsTo = (login: string) =>
  ask<{ kind: string }>(
    database,
    `select m.kind from messages m join people p on p.id = m.person_id
     where m.channel = 'mail' and p.login = $1 order by m.created_at`,
    [login],
  )

const everyAct = [
  ['unlock', {}],
  ['freeze', {}],
  ['unfreeze', {}],
  ['letter', {}],
  ['forget-browsers', {}],
  ['pass', {}],
  ['remove-method', { method: 'none' }],
  ['restore-method', { method: 'none' }],
] as const

describe.each(everyAct)('%s', (act, more) => {
  it("is refused to oneself, a peer, whoever is above, and those outside one's groups", async () => {
    const count = `select count(*)::int as count from events where kind = 'person.helped'`
    const [before] = await ask<{ count: number }>(database, count)
    await ask(
      database,
      `update people set leader_id = (select id from people where login = $2) where login = $1`,
      [torbjorn.login, li],
    )
    for (const person of [torbjorn.login, aile, ola.login, siri, li])
      expect(await acts(helps, act, { person, reason, ...more }), person).toEqual(notAllowed)
    await ask(database, `update people set leader_id = null where login = $1`, [torbjorn.login])
    for (const person of [ola.login, torbjorn.login])
      expect(await acts(administers, act, { person, reason, ...more }), person).toEqual(notAllowed)
    expect(await acts(helps, act, { person: 'nobody', reason, ...more })).toEqual({
      status: 404,
      refused: 'not-found',
    })
    expect(await ask(database, count)).toEqual([before])
  })

  it('does nothing without a written reason', async () => {
    const before = await helped(kari.login)
    for (const given of [{}, { reason: ' ' }])
      expect(await acts(helps, act, { person: kari.login, ...given, ...more })).toEqual(
        notDone('reason-missing'),
      )
    expect(await helped(kari.login)).toEqual(before)
  })
})

describe('what the helpdesk does', () => {
  beforeEach(async () => {
    await ask(database, `update people set state = 'active' where login = $1`, [kari.login])
  })

  it('ends every wait, of the browser that is known too, and says so', async () => {
    const locked = await signsIn(town, kari)
    // What is forgiven of that sign-in is forgiven now, and not in the middle of what follows.
    await town.forgives()
    await locked.get('/sign-out')
    await locked.answer({ choice: 'here' })
    const stranger = visitor(town.origin)
    for (const browser of [locked, stranger]) {
      await browser.get('/')
      await browser.follow()
      if (browser.last.screen?.['kind'] === 'choose-account')
        await browser.answer({ do: 'another' })
      if (browser.last.screen?.['kind'] !== 'password') {
        await browser.answer({ name: kari.login })
        await browser.follow()
      }
      for (const password of [...Array.from({ length: 6 }, () => 'ikke dette, nei'), known]) {
        await browser.answer({ password })
        await browser.follow()
        expect(browser.last.screen?.['kind']).toBe('password')
      }
    }
    expect(await acts(helps, 'unlock', { person: kari.login, reason })).toEqual(done)
    for (const browser of [locked, stranger]) {
      await browser.answer({ password: known })
      await browser.follow()
      expect(browser.last.screen?.['kind']).toBe('enter-code')
    }
    expect((await helped(kari.login)).at(-1)).toMatchObject({
      actor: await idOf(torbjorn.login),
      data: { act: 'unlock', reason, caller: 'none' },
    })
    expect((await mailsTo(kari.login)).at(-1)?.kind).toBe('helped')
  })

  it('closes an account and all that is signed in, and cannot open it without the caller', async () => {
    const browser = await signsIn(town, kari)
    expect(await isIn(browser)).toBe(true)
    expect(await acts(helps, 'freeze', { person: kari.login, reason })).toEqual(done)
    expect(await isIn(browser)).toBe(false)
    expect(await acts(helps, 'freeze', { person: kari.login, reason })).toEqual(notDone('not-open'))
    expect(await acts(helps, 'pass', { person: kari.login, reason })).toEqual(notDone('not-open'))
    for (const who of [helps, administers])
      expect(await acts(who, 'unfreeze', { person: kari.login, reason })).toEqual(
        notDone('caller-not-verified'),
      )
    expect((await mailsTo(kari.login)).at(-1)?.kind).toBe('helped')
  })

  it('never opens what an administrator has closed', async () => {
    await town.suspends(kari.login)
    expect(await acts(helps, 'unfreeze', { person: kari.login, reason })).toEqual(
      notDone('not-frozen'),
    )
  })

  it('blocks a method that is lost, and takes it back within a day', async () => {
    const browser = await signsIn(town, kari)
    const [method] = await ask<{ id: string }>(
      database,
      `select id from methods where factor = 'sms' and person_id = $1`,
      [await idOf(kari.login)],
    )
    const fields = { person: kari.login, reason, method: method?.id ?? '' }
    expect(await acts(helps, 'remove-method', fields)).toEqual(done)
    expect(await isIn(browser)).toBe(false)
    expect(await acts(helps, 'remove-method', fields)).toEqual(notDone('no-such-method'))
    expect(await acts(helps, 'restore-method', fields)).toEqual(done)
    expect(await acts(helps, 'restore-method', fields)).toEqual(notDone('too-late'))
    const told = (await helped(kari.login)).slice(-2)
    expect(told.map(({ act }) => act)).toEqual(['remove-method', 'restore-method'])
    expect((await mailsTo(kari.login)).slice(-2).map(({ kind }) => kind)).toEqual([
      'methods-changed',
      'methods-changed',
    ])
  })

  it('never takes away what only the person knows', async () => {
    const [method] = await ask<{ id: string }>(
      database,
      `select id from methods where factor = 'password' and person_id = $1`,
      [await idOf(kari.login)],
    )
    const fields = { person: kari.login, reason, method: method?.id ?? '' }
    expect(await acts(helps, 'remove-method', fields)).toEqual(notDone('no-such-method'))
  })

  it('gives a pass, told once and kept nowhere', async () => {
    const given = await acts(helps, 'pass', { person: kari.login, reason, minutes: '30' })
    expect(given).toMatchObject({ status: 200, done: true, uses: 1 })
    const { code } = z.object({ code: z.string() }).parse(given)
    const [event] = await ask<{ actor: string }>(
      database,
      `select actor from events where kind = 'pass.given' order by id desc limit 1`,
    )
    expect(event?.actor).toBe(await idOf(torbjorn.login))
    expect((await helped(kari.login)).at(-1)).toMatchObject({ act: 'pass', data: { reason } })
    const told = JSON.stringify(await ask(database, `select data from events`))
    expect(told).not.toContain(code.replace('-', ''))
    expect(told).not.toContain(code)
  })

  it('sends a letter again to whoever has not begun, and to nobody else', async () => {
    expect(await acts(helps, 'letter', { person: kari.login, reason })).toEqual(
      notDone('not-invited'),
    )
    const person = 'ase.sather@fjordvik.example'
    expect(await acts(helps, 'letter', { person, reason })).toEqual(done)
    expect(await acts(helps, 'letter', { person, reason })).toEqual(notDone('too-soon'))
    expect((await mailsTo(person)).map(({ kind }) => kind)).toEqual(['new-letter'])
  })
})

describe('whoever helps sees', () => {
  const listed = z.looseObject({ people: z.array(z.looseObject({ login: z.string() })) })
  const found = async (who: Visitor, words: string) =>
    listed.parse(await acts(who, 'find', { words })).people.map(({ login }) => login)

  it('those they may help, by a name, a user name or the end of a number, and nobody else', async () => {
    expect(await found(helps, 'kari nord')).toEqual([kari.login])
    expect(await found(helps, 'kari.nord')).toEqual([kari.login])
    expect(await found(helps, '999 99 944')).toEqual([kari.login])
    expect(await found(helps, '44')).toEqual([])
    expect(await found(helps, '%%')).toEqual([])
    expect(await found(helps, 'siri')).toEqual([])
    expect(await found(helps, 'ola')).toEqual([])
    expect((await found(administers, 'nordmann')).length).toBe(3)
    const [event] = await ask<{ actor: string; data: unknown }>(
      database,
      `select actor, data from events where kind = 'person.looked-up' order by id desc limit 1`,
    )
    expect(event).toEqual({ actor: await idOf(ola.login), data: { about: 'search', count: 3 } })
  })

  it('somebody whose name was heard and not read, and says that it is only near', async () => {
    const near = async (words: string) => seenNear.parse(await acts(helps, 'find', { words }))
    const seenNear = z.looseObject({
      people: z.array(z.looseObject({ login: z.string() })),
      isNear: z.boolean(),
    })
    for (const words of ['Cari Nordman', 'KARI nordmann', 'Kári nordmann'])
      expect([words, await near(words)]).toMatchObject([
        words,
        { people: [{ login: kari.login }], isNear: false },
      ])
    for (const words of ['Krai Nordmann', 'Kari Nordamnn', 'kari nordmarnn', 'ari nordmann'])
      expect([words, await near(words)]).toMatchObject([
        words,
        { people: [{ login: kari.login }], isNear: words !== 'ari nordmann' },
      ])
    for (const words of ['(kari|ola) .*', 'kari+nordmann', '[[', '\\S\\S', 'xxxx|.*'])
      expect((await acts(administers, 'find', { words })).status).toBe(200)
    expect(await found(helps, 'kari.nordmann@fj')).toEqual([kari.login])
    expect(await found(helps, 'siri.ohara@fj')).toEqual([])
    expect(await found(helps, 'Sirri OHara')).toEqual([])
  })

  it('where somebody stands now, what has happened in words, and no number whole', async () => {
    await ask(database, `update people set state = 'active' where login = $1`, [kari.login])
    await acts(helps, 'unlock', { person: kari.login, reason })
    const stranger = visitor(town.origin)
    await stranger.get('/')
    await stranger.follow()
    await stranger.answer({ name: kari.login })
    await stranger.follow()
    for (let tries = 0; tries < 5; tries += 1)
      await stranger.answer({ password: 'nei, ikke dette' })
    await stranger.follow()
    const seen = await acts(helps, 'show', { person: kari.login, language: 'nb' })
    expect(seen).toMatchObject({
      status: 200,
      person: { login: kari.login, state: 'active' },
      waits: [{ factor: 'password' }],
      mails: ['k•••@fjordvik.example'],
      isAt: { step: 'prove', factor: 'password', flow: 'sign-in', says: 'skal vise passord' },
      wouldMeet: { ends: { is: 'comes-in' } },
    })
    const shown = z
      .object({
        lastRefusal: z.object({ says: z.string() }),
        timeline: z.array(z.object({ says: z.string(), at: z.string() })),
        isAt: z.object({ caseNumber: z.string() }),
      })
      .parse(seen)
    expect(shown.isAt.caseNumber).toBe(stranger.last.caseNumber)
    expect(shown.lastRefusal.says).toMatch(
      /^Må vente til kl\. \d\d\.\d\d etter feil forsøk: passord$/,
    )
    const said = shown.timeline.map(({ says }) => says)
    expect(said).toContainEqual(expect.stringMatching(/^Viste feil \d ganger: passord, fra /))
    expect(said).toContainEqual(`Brukerstøtte hjalp: låste opp. Grunn: ${reason}`)
    expect(said).toContain('Noen som hjelper, så på kontoen')
    expect(JSON.stringify(seen)).not.toContain('99999944')
  })

  it('nobody outside their groups, and nobody who holds a right', async () => {
    for (const person of [siri, ola.login])
      expect(await acts(helps, 'show', { person })).toEqual(notAllowed)
  })
})
