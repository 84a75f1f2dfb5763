// Everything under /admin/api, by everybody who might ask: each address that is open is tried by
// each of them, so that a new one cannot be forgotten.
import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { adminRoutes } from '../../src/http/admin/admin.ts'
import type { AdminRoute } from '../../src/http/admin/route.ts'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Seen, type Visitor } from '../town/visitor.ts'
import { signsIn } from './pc-and-phone.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const rights = `
[[rights]]
id = "drift"
may = "administer"
whom = ["ledere"]

[[rights]]
id = "brukerstotte"
may = "help"
whom = ["skole"]
over = ["butikk"]
`

const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }
const torbjorn = { login: 'torbjorn.fjelltveit@fjordvik.kommune.example', number: '+4799999962' }
const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const li = 'li@fjordvik.example'
const siri = 'siri.ohara@fjordvik.example'

let database: Database
let town: Town
let administers: Visitor
let helps: Visitor
let hasNoRight: Visitor

async function enters(person: typeof ola): Promise<Visitor> {
  await town.knows(person.login, known)
  return signsIn(town, person)
}

beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: (file) => withoutApp(file) + rights })
  administers = await enters(ola)
  helps = await enters(torbjorn)
  hasNoRight = await enters(kari)
})
afterAll(() => town.close())

const tokenOf = async (who: Visitor): Promise<string> => {
  const { form } = await who.get('/sign-out')
  if (!form) throw new Error(`There is no form here: ${who.last.text}`)
  return form.token
}

/** What each address is asked in its test. One that is missing here is a fault of this test. */
const examples: Readonly<Record<string, Record<string, string>>> = {
  '/admin/api/me': {},
  ...Object.fromEntries(
    ['unlock', 'freeze', 'unfreeze', 'letter', 'forget-browsers', 'pass'].map((act) => [
      `/admin/api/people/${act}`,
      { person: li, reason: 'Li ringte' },
    ]),
  ),
  ...Object.fromEntries(
    ['remove-method', 'restore-method'].map((act) => [
      `/admin/api/people/${act}`,
      { person: li, reason: 'Li ringte', method: 'none' },
    ]),
  ),
  '/admin/api/callers': { code: 'none' },
  '/admin/api/people/unfreeze-by-two': { person: li, reason: 'Li ringte' },
  '/admin/api/people/add-address': { person: li, reason: 'Li ringte', address: 'none' },
  '/admin/api/people/confirm-address': {
    person: li,
    reason: 'Li ringte',
    id: 'none',
    address: 'none',
  },
  '/admin/api/people/take-back-address': { person: li, reason: 'Li ringte', id: 'none' },
  '/admin/api/people/awaited-addresses': {},
  '/admin/api/people/find': { words: 'kari' },
  '/admin/api/people/show': { person: kari.login },
  '/admin/api/what-if': { person: kari.login, application: 'timer', from: '192.0.2.9' },
}

async function asks(
  who: Visitor,
  { method, path }: Pick<AdminRoute, 'method' | 'path'>,
  { fields = examples[path] ?? {}, token = '', headers = {} }: Asking = {},
): Promise<Seen> {
  if (method === 'GET') return who.get(`${path}?${new URLSearchParams(fields).toString()}`, headers)
  return who.post(path, { ...fields, token }, headers)
}

interface Asking {
  readonly fields?: Record<string, string>
  readonly token?: string
  readonly headers?: Record<string, string>
}

const told = ({ status, text }: Seen) => ({ status, ...z.looseObject({}).parse(JSON.parse(text)) })
const notAllowed = { status: 403, refused: 'not-allowed' }

describe.each(adminRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_name, route) => {
    it('declares a right, and has an example here', () => {
      expect(['help', 'administer']).toContain(route.right)
      expect(examples).toHaveProperty([route.path])
    })

    it('is refused to whoever is not signed in, and says where to begin', async () => {
      const refused = told(await asks(visitor(town.origin), route))
      expect(refused).toEqual({ status: 401, refused: 'not-signed-in', at: '/admin/step-up' })
    })

    it('is refused to whoever holds no right', async () => {
      const token = await tokenOf(hasNoRight)
      expect(told(await asks(hasNoRight, route, { token }))).toEqual(notAllowed)
    })

    it('is answered to whoever administers, and to whoever helps where that is enough', async () => {
      const seen = await asks(administers, route, { token: await tokenOf(administers) })
      expect(seen.status).toBe(200)
      expect(seen.headers.get('cache-control')).toBe('no-store')
      expect(seen.headers.get('content-type')).toContain('application/json')
      const token = await tokenOf(helps)
      const { status } = await asks(helps, route, { token })
      expect(status).toBe(route.right === 'help' ? 200 : 403)
    })

    it('is refused to another site, and to a post without the token of this browser', async () => {
      const token = await tokenOf(administers)
      for (const headers of [
        { origin: 'https://elsewhere.example' },
        { 'sec-fetch-site': 'cross-site' },
      ])
        expect(told(await asks(administers, route, { token, headers }))).toEqual(notAllowed)
      if (route.method === 'GET') return
      expect(told(await asks(administers, route))).toEqual(notAllowed)
      const others = await tokenOf(helps)
      expect(told(await asks(administers, route, { token: others }))).toEqual(notAllowed)
    })

    it('is refused in what it cannot read, by the name of the field alone', async () => {
      const token = await tokenOf(administers)
      const fields = { ...examples[route.path], strange: 'something' }
      const seen = told(await asks(administers, route, { token, fields }))
      expect(seen).toMatchObject({ status: 400, refused: 'bad-request' })
      expect(JSON.stringify(seen)).not.toContain('something')
    })
  },
)

it('no other room of the house opens an address there', () => {
  const elsewhere = globSync('src/{http,protocols,main}/**/*.ts')
    .filter((path) => !path.startsWith('src/http/admin/'))
    .filter((path) => /['"`]\/admin/.test(readFileSync(path, 'utf8')))
  expect(elsewhere).toEqual([])
})

it('an address that is not on the list is none, in whatever way it is asked', async () => {
  for (const path of ['/admin/api', '/admin/api/people', '/admin/api/what-if/more'] as const)
    expect((await administers.get(path)).status).toBe(404)
  expect((await administers.get('/admin/api/what-if')).status).toBe(404)
})

describe('«Hva skjer hvis …?»', () => {
  const route = { method: 'POST', path: '/admin/api/what-if' } as const
  const look = async (who: Visitor, fields: Record<string, string>) =>
    told(await asks(who, route, { fields, token: await tokenOf(who) }))

  it('is the same answer as the command gives, as facts', async () => {
    const fields = { person: kari.login, application: 'timer', acr: 'urn:portvakt:2fa' }
    expect(await look(administers, { ...fields, at: '2027-03-01 08:00' })).toMatchObject({
      status: 200,
      at: '2027-03-01T07:00:00.000Z',
      person: { login: kari.login, state: 'active' },
      application: { id: 'timer', allowed: true },
      ends: { is: 'comes-in', acr: 'urn:portvakt:2fa' },
      rule: 'alle',
      needs: { proofs: 2 },
      passed: [],
      shown: ['password', 'sms'],
      steps: [
        { step: 'identify', screen: 'who' },
        { step: 'prove', factor: 'password' },
        { step: 'prove', factor: 'sms' },
      ],
    })
  })

  it('leaves an event of who looked at whom, and none where nothing was told', async () => {
    const count = `select count(*)::int as looks from events where kind = 'person.looked-up'`
    const [before] = await ask<{ looks: number }>(database, count, [])
    await look(helps, { person: kari.login, from: '10.0.0.7' })
    await look(helps, { person: 'nobody' })
    await look(helps, { person: siri })
    const [after] = await ask<{ looks: number }>(database, count, [])
    expect((after?.looks ?? 0) - (before?.looks ?? 0)).toBe(1)
    const [event] = await ask<Record<string, unknown>>(
      database,
      `select e.actor, p.login, e.data, a.login as by from events e
         join people p on p.id = e.person_id join people a on a.id = e.actor
       where e.kind = 'person.looked-up' order by e.id desc limit 1`,
      [],
    )
    expect(event).toMatchObject({
      login: kari.login,
      by: torbjorn.login,
      data: { about: 'what-if', from: '10.0.0.7' },
    })
  })

  it('tells whoever helps of those they may help, and of nobody who holds a right', async () => {
    expect(await look(helps, { person: siri })).toEqual(notAllowed)
    expect(await look(helps, { person: ola.login })).toEqual(notAllowed)
    expect(await look(helps, { person: 'nobody' })).toEqual({ status: 404, refused: 'not-found' })
    expect(await look(administers, { person: siri })).toMatchObject({ status: 200 })
  })

  it.each([
    ['application', 'none'],
    ['from', '10.20.1'],
    ['at', 'tomorrow'],
    ['browser', 'old'],
    ['acr', '4fa'],
  ])('names the field %s where it holds what cannot be', async (field, written) => {
    expect(await look(administers, { person: kari.login, [field]: written })).toEqual({
      status: 400,
      refused: 'bad-request',
      fields: [field],
    })
  })
})

describe('what was shown sixteen minutes ago', () => {
  it('is not enough, and is shown once more at the address that the refusal names', async () => {
    town.pass(16 * 60)
    for (const { method, path } of adminRoutes) {
      const token = await tokenOf(administers)
      const refused = told(await asks(administers, { method, path }, { token }))
      expect(refused).toEqual({ status: 403, refused: 'step-up-needed', at: '/admin/step-up' })
    }
    await administers.get('/admin/step-up')
    await administers.follow()
    expect(administers.last.screen).toMatchObject({ kind: 'password' })
    await administers.answer({ password: known })
    await administers.follow()
    expect(administers.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
    const arrived = town.gateway.arrivedAt(ola.number).at(-1)?.text ?? ''
    await administers.answer({ code: /\d{6}/.exec(arrived)?.[0] ?? '' })
    const me = { method: 'GET', path: '/admin/api/me' } as const
    expect(told(await asks(administers, me))).toMatchObject({
      status: 200,
      login: ola.login,
      may: ['administer', 'help'],
    })
  })

  it('is not enough either where it was shown just now, and was one thing alone', async () => {
    await database.send(
      '',
      `update sessions set proofs = jsonb_path_query_array(proofs, '$[*] ? (@.factor == "sms")')
       where person_id = (select id from people where login = $1)`,
      [ola.login],
    )
    expect(told(await asks(administers, { method: 'GET', path: '/admin/api/me' }))).toMatchObject({
      refused: 'step-up-needed',
    })
  })
})
