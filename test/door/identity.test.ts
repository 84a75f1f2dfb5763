// Another house says who somebody is: one of the two proofs that lead to a new password, and what
// serves while the phone is gone. It never says anything of an account to whoever stands outside.
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signed, type Claims, type SigningKey } from '../../examples/identity/identity.ts'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { maskPhone } from '../../src/lib/methods/phone-number.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { picks, type Picks } from '../town/connection.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
import { turns } from './turned-aside.ts'
import { atPassword, known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const ola = { login: 'ola.nordmann@fjordvik.example', pid: '01817000092', number: '+4799999945' }
const bjorn = '24889000038'
const ase = { login: 'ase.sather@fjordvik.example', pid: '14826500027', number: '+4799999946' }

let database: Database
let town: Town
/** What the other house does for once, in place of what it should. */
let signs: ((claims: Claims, key: SigningKey) => string) | undefined
let asked: ((path: string) => Promise<void>) | undefined
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: withoutApp,
    identity: {
      signs: (claims, key) => (signs ?? signed)(claims, key),
      asked: async (path) => asked?.(path),
    },
  })
  for (const { login } of [ola, ase]) await town.knows(login, known)
})
afterAll(() => town.close())

/** Turned aside, at the page that leads to the other house. */
async function atIdentity(login: string, does: 'forgotten' | 'locked' = 'forgotten') {
  const who = await turns(town, login, does)
  await who.answer({ do: 'choose', choice: 'identity' })
  await who.follow()
  expect(who.last.screen).toMatchObject({
    kind: 'identity',
    by: 'Fjordvik-ID',
    turned: expect.anything(),
  })
  return who
}

/** Pressed for, and picked over there: where the browser is led from there. */
async function goes(who: Visitor, so: Picks): Promise<URL> {
  // Nobody is held back by what was wrong before.
  town.pass(1000)
  await who.answer({ do: 'send' })
  expect(who.last.to).toContain(town.identity?.issuer)
  return picks(who.last.to ?? '', so)
}

const stateOf = (back: URL): readonly string[] => (back.searchParams.get('state') ?? '').split('.')
const visitOf = (back: URL): string => `/visit/${stateOf(back)[0]}`
const pathOf = ({ pathname, search }: URL): string => pathname + search

/** And back: the page posts what it came with by itself. */
async function comes(who: Visitor, back: URL): Promise<Visitor> {
  await who.get(pathOf(back))
  expect(who.last.screen).toMatchObject({ kind: 'identity', came: true })
  await who.answer({})
  if (who.last.to !== undefined) await who.follow()
  return who
}

const confirms = async (who: Visitor, so: Picks): Promise<Visitor> =>
  comes(who, await goes(who, so))

it('a house that does not answer at the press is told of, whoever was named', async () => {
  asked = () => Promise.reject(new Error('It is down'))
  for (const login of [ola.login, 'nobody.at.all@fjordvik.example']) {
    const who = await atIdentity(login)
    await who.answer({ do: 'send' })
    expect(who.last.problem).toEqual({ code: 'identity-away' })
  }
  asked = undefined
})

it('whoever another house has named has one of the two proofs, and a message gives the other', async () => {
  const who = await atIdentity(ola.login)
  await confirms(who, { pid: ola.pid })
  expect(who.last.problem).toBeUndefined()
  expect(who.last.screen).toMatchObject({
    kind: 'enter-code',
    by: 'mail',
    progress: { at: 2, of: 3 },
  })
  await who.answer({ do: 'choose', choice: 'sms' })
  await who.follow()
  await who.answer({ code: codeTo(town, ola.number) })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'forgotten' })
  await who.answer({ password: 'multer og myr 2027 ja' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password', name: ola.login, came: 'recovered' })
})

it('a lock is taken away by it, and it opens nothing else', async () => {
  const who = await confirms(await atIdentity(ase.login, 'locked'), { pid: ase.pid })
  expect(who.last.screen).toMatchObject({ kind: 'password', name: ase.login, came: 'was-open' })
})

it('an unknown name, a person without a number and another’s number read the same', async () => {
  const walk = async (login: string): Promise<string> => {
    const who = await atIdentity(login)
    const before = JSON.stringify(who.last.screen)
    await confirms(who, { pid: ola.pid })
    const { problem, screen, status } = who.last
    return JSON.stringify([before, problem, screen, status]).replaceAll(login, 'NAME')
  }
  const nobody = await walk('nobody.at.all@fjordvik.example')
  expect(nobody).toContain('wrong-identity')
  expect(await walk('kari.nordmann@fjordvik.example')).toBe(nobody)
  expect(await walk(ase.login)).toBe(nobody)
})

it('whoever turns back, or is too weakly known there, is told so and has lost nothing', async () => {
  const who = await atIdentity(ase.login)
  await confirms(who, {})
  expect(who.last.problem).toEqual({ code: 'identity-stopped' })
  // Pressed on before anything has come back.
  await who.answer({})
  expect(who.last.problem).toEqual({ code: 'identity-missing' })
  await confirms(who, { pid: ase.pid, weak: true })
  expect(who.last.problem).toEqual({ code: 'identity-too-weak' })
  await confirms(who, { pid: ase.pid })
  expect(who.last.screen).toMatchObject({ by: 'mail' })
})

it('what comes back counts once, in this browser and visit, and for the last press', async () => {
  const other = await atIdentity(ase.login)
  const otherBack = await goes(other, { pid: ase.pid })
  const who = await atIdentity(ase.login)
  const first = await goes(who, { pid: ase.pid })
  await who.get(first.pathname)
  expect(who.last.status).toBe(404)
  await who.get(visitOf(first))
  expect(who.last.screen).toMatchObject({ kind: 'identity', turned: 'recover' })
  // Pressed once more, a moment later.
  await who.answer({ do: 'send' })
  const second = await picks(who.last.to ?? '', { pid: ase.pid })
  await comes(who, first)
  expect(who.last.problem).toEqual({ code: 'identity-replaced' })
  await other.get(pathOf(second))
  expect(other.last.screen).toMatchObject({ about: 'refused-visit-elsewhere' })
  await other.get(visitOf(otherBack))
  // What another visit asked for is no answer here, whoever carries it over.
  const foreign = new URL(second)
  const [, drawn] = stateOf(second)
  foreign.searchParams.set('state', `${stateOf(otherBack)[0]}.${drawn}`)
  await comes(other, foreign)
  expect(other.last.problem).toEqual({ code: 'wrong-identity' })
  town.pass(60)
  await comes(who, second)
  expect(who.last.screen).toMatchObject({ by: 'mail' })
  // Back: the visit is shown as it stands.
  await who.get(pathOf(second))
  expect(who.last.to).toMatch(/^\/visit\//)
})

it('after ten minutes the answer is too old', async () => {
  const who = await atIdentity(ase.login)
  const back = await goes(who, { pid: ase.pid })
  town.pass(601)
  await comes(who, back)
  expect(who.last.problem).toEqual({ code: 'identity-expired' })
})

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const unsigned = (claims: Claims): string => `${encoded({ alg: 'none' })}.${encoded(claims)}.`

/** The public key is taken for a shared secret (RFC 8725, 2.1). */
function signedByHash(claims: Claims, { kid, publicKey }: SigningKey): string {
  const text = `${encoded({ alg: 'HS256', kid })}.${encoded(claims)}`
  const secret = publicKey.export({ type: 'spki', format: 'pem' })
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** The right name, on a key that only a stranger has. */
const strangersKey = ({ kid, publicKey }: SigningKey): SigningKey => ({
  kid,
  publicKey,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
})

const aWhileAgo = (): number => Math.floor(Date.now() / 1000) - 300

it.each<[string, (claims: Claims, key: SigningKey) => string]>([
  ['of another issuer', (claims, key) => signed({ ...claims, iss: 'https://eve.example' }, key)],
  ['for another house', (claims, key) => signed({ ...claims, aud: 'another' }, key)],
  [
    'for two, made out to the other',
    (claims, key) => signed({ ...claims, aud: ['portvakt', 'another'], azp: 'another' }, key),
  ],
  ['with another nonce', (claims, key) => signed({ ...claims, nonce: 'another' }, key)],
  ['without a nonce', ({ nonce: _nonce, ...claims }, key) => signed(claims, key)],
  ['that has run out', (claims, key) => signed({ ...claims, exp: aWhileAgo() }, key)],
  ['without a level', ({ acr: _acr, ...claims }, key) => signed(claims, key)],
  [
    'with its level in another place',
    ({ acr, ...claims }, key) => signed({ ...claims, amr: [acr] }, key),
  ],
  ['without a number', ({ pid: _pid, ...claims }, key) => signed(claims, key)],
  ['that nobody has signed', unsigned],
  ['signed with a shared secret', signedByHash],
  ['signed by a stranger', (claims, key) => signed(claims, strangersKey(key))],
])('an answer %s is refused', async (_what, how) => {
  const who = await atIdentity(ase.login)
  signs = how
  await confirms(who, { pid: ase.pid }).finally(() => (signs = undefined))
  expect(who.last.problem?.code).toMatch(/^identity-(?:failed|too-weak)$/)
  expect(who.last.screen).toMatchObject({ kind: 'identity', turned: 'recover' })
})

it.each([
  ['iss', 'https://eve.example'],
  ['iss', undefined],
  ['code', 'another'],
  ['code', undefined],
])('an answer whose %s is %s on its way back is refused', async (name, value) => {
  const who = await atIdentity(ase.login)
  const back = await goes(who, { pid: ase.pid })
  if (value === undefined) back.searchParams.delete(name)
  else back.searchParams.set(name, value)
  await comes(who, back)
  expect(who.last.problem).toEqual({ code: 'identity-failed' })
})

it('what an answer stands for is used up by the first look at it', async () => {
  const who = await atIdentity('siri.ohara@fjordvik.example')
  const back = await goes(who, { pid: ola.pid })
  await comes(who, back)
  expect(who.last.problem).toEqual({ code: 'wrong-identity' })
  await comes(who, back)
  expect(who.last.problem).toEqual({ code: 'identity-expired' })
})

it('a house that does not answer is told of, and costs no try', async () => {
  const who = await atIdentity(ase.login)
  const back = await goes(who, { pid: ase.pid })
  asked = (path) => (path === '/token' ? new Promise(() => {}) : Promise.resolve())
  await comes(who, back)
  expect(who.last.problem).toEqual({ code: 'identity-away' })
  asked = async (path) => {
    if (path === '/token') throw new Error('It is down')
  }
  await confirms(who, { pid: ase.pid })
  expect(who.last.problem).toEqual({ code: 'identity-away' })
  asked = undefined
  await confirms(who, { pid: ase.pid })
  expect(who.last.screen).toMatchObject({ by: 'mail' })
})

it('whoever has lost the phone comes in by the password and by what the other house says', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  await town.knows(login, known)
  const person = (await findPersonByName(town.moment(), login))?.id ?? ''
  const kept = { number: '+4799999947' }
  await keepMethod(town.moment(), sms, { person, kept, label: maskPhone(kept.number) })
  const says = async (choice: string): Promise<Visitor> => {
    const who = await atPassword(town, login)
    await who.answer({ password: known })
    await who.follow()
    // Nobody is asked for it who has not said so.
    await who.answer({ do: 'choose', choice: 'identity' })
    expect(who.last.problem).toEqual({ code: 'choice-missing' })
    await who.answer({ do: 'lost' })
    await who.follow()
    await who.answer({ choice })
    await who.follow()
    return who
  }
  const away = await says('phone-away')
  const choices = expect.arrayContaining([
    { choice: 'identity', factor: 'identity', name: 'Fjordvik-ID' },
  ])
  expect(away.last.screen).toMatchObject({ kind: 'choose', choices })
  await away.answer({ do: 'choose', choice: 'identity' })
  await away.follow()
  await confirms(away, { pid: bjorn })
  await away.get('/')
  expect(JSON.parse(away.last.text)).toMatchObject({ person: { login } })
  const who = await says('phone-gone')
  expect(who.last.screen).toMatchObject({ kind: 'identity', why: expect.anything() })
  await confirms(who, { pid: ase.pid })
  expect(who.last.problem).toMatchObject({ code: 'wrong-identity' })
  await confirms(who, { pid: bjorn })
  // Something stands in its place before anybody comes in.
  expect(who.last.screen).toMatchObject({ kind: 'choose', purpose: 'set-up' })
})

it('at the first set-up it is what stands beside the letter', async () => {
  const login = 'siri.ohara@fjordvik.example'
  const person = (await findPersonByName(town.moment(), login))?.id ?? ''
  const letter = await invite(town.moment(), person, { channel: 'paper' })
  if (letter.is !== 'invited') return expect.unreachable(letter.is)
  const who = visitor(town.origin)
  await who.get(`/start/${letter.token}`)
  await who.answer({})
  await who.follow()
  await who.answer({ do: 'choose', choice: 'identity' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'identity' })
  await confirms(who, { pid: '30857900185' })
  expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'first' })
  const kept = 'select factor from methods where person_id = $1'
  await who.answer({ password: 'multer og myr 2027 ja' })
  expect((await database.send('', kept, [person])).rows).toEqual([{ factor: 'password' }])
})

it('no row, no event and no mail holds a number', async () => {
  const { rows } = await database.send<{ name: string }>(
    '',
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
     from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    [],
  )
  const said = await Promise.all(
    rows.map(({ name }) => database.send('', `select t::text as row from ${name} t`, [])),
  )
  const all = JSON.stringify(said) + (await (await fetch(town.mailbox)).text())
  for (const number of [ola.pid, ase.pid, bjorn]) expect(all).not.toContain(number)
})
