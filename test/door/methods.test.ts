// A person's own methods, driven as a browser would without a screen: added, named, put first and
// removed, by whoever has just shown the most that the account has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
import { known, typesPassword } from './typed-password.ts'
import { wordsOf } from '../words-on-page.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

/** Signed in with a password, and the number that was known set up on the way. */
async function cameIn(login: string, number: string): Promise<Visitor> {
  await town.knows(login, known)
  const who = await typesPassword(town, login)
  expect(who.last.screen).toMatchObject({ kind: 'enter-phone', known: number.slice(-2) })
  await who.answer({ do: 'send' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
  await who.answer({ code: codeTo(town, number) })
  await who.follow()
  return who
}

const codeOf = (key: string): string =>
  new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
    timestamp: town.moment().now.getTime(),
  })

describe('somebody with a password and a number that was known', () => {
  it('sets the number up on the way in, and nothing else is offered to a password alone', async () => {
    const who = await cameIn('ase.sather@fjordvik.example', '+4799999946')
    expect(who.last.screen).toMatchObject({ kind: 'summary' })
    await who.answer({})
    expect(who.last.to).toBe('/')
  })
})

describe('«Innlogging og sikkerhet»', () => {
  it('adds a code app, keeps its key through wrong codes and reload, and tells every address', async () => {
    const who = await cameIn('bjorn.odegard@fjordvik.example', '+4799999947')
    await who.answer({})
    await who.get('/security')
    expect(JSON.parse(who.last.text)).toMatchObject({
      methods: [{ factor: 'password' }, { factor: 'sms', mayRemove: false }],
      add: expect.arrayContaining(['totp', 'passkey']),
    })
    await who.post('/security/add', { token: who.last.form?.token ?? '', choice: 'totp' })
    await who.follow()
    const { key } = who.last.screen as { key: string }
    expect(key.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/)
    await who.answer({ code: '12345' })
    expect(who.last.problem?.code).toBe('wrong-app-code')
    await who.get(who.last.path)
    expect(who.last.screen).toMatchObject({ kind: 'scan-code', key })
    await who.answer({ code: codeOf(key), name: 'PC-en' })
    expect(who.last.to).toBe('/security?done=added')
    await who.follow()
    expect(JSON.parse(who.last.text)).toMatchObject({
      told: 'added',
      methods: [{ factor: 'password' }, { factor: 'sms' }, { factor: 'totp', name: 'PC-en' }],
    })
  })

  it('leads to the app, also where it cannot approve, and whoever is not in signs in first', async () => {
    const who = await cameIn('ola.nordmann@fjordvik.example', '+4799999945')
    await who.answer({})
    expect(JSON.parse((await who.get('/security/app')).text)).toEqual({
      app: {
        address: new URL('/app/', town.origin).href,
        site: `${new URL(town.origin).host}/app`,
      },
    })
    const { text } = await who.get('/security/app', { accept: 'text/html' })
    expect(wordsOf(text)).toContain('Få mobilappen')
    expect(text).toContain('<svg class="qr"')
    expect(text).toMatch(/<a class="ds-button" href="[^"]+\/app\/"/)
    for (const page of ['/', '/security'])
      expect((await who.get(page, { accept: 'text/html' })).text).toContain('href="/security/app"')
    const stranger = visitor(town.origin)
    await stranger.get('/security/app')
    await stranger.follow()
    expect(stranger.last.screen).toMatchObject({ kind: 'who' })
  })

  it('renames a method and asks for the one that is rather used, and says when one is gone', async () => {
    const login = 'li@fjordvik.example'
    const who = await cameIn(login, '+4799999949')
    await who.answer({})
    await who.get('/security')
    const token = who.last.form?.token ?? ''
    await who.post('/security/add', { token, choice: 'totp' })
    await who.follow()
    await who.answer({ code: codeOf((who.last.screen as { key: string }).key) })
    await who.follow()
    const page = JSON.parse(who.last.text) as { methods: { id: string; factor: string }[] }
    const app = page.methods.find(({ factor }) => factor === 'totp')?.id ?? ''
    await who.post('/security/rename', { token, method: app, name: ' ' })
    expect(who.last.problem?.code).toBe('name-missing')
    await who.post('/security/rename', { token, method: app, name: 'Enpass' })
    expect(who.last.to).toBe('/security?done=renamed')
    await who.post('/security/default', { token, choice: app })
    expect(who.last.to).toBe('/security?done=default-changed')
    await who.follow()
    expect(JSON.parse(who.last.text)).toMatchObject({
      methods: expect.arrayContaining([
        expect.objectContaining({ factor: 'totp', name: 'Enpass', isDefault: true }),
      ]),
    })
    for (const act of ['rename', 'remove']) {
      await who.post(`/security/${act}`, { token, method: 'gone', name: 'Enpass' })
      expect(who.last.problem?.code).toBe('gone-already')
    }
    const { rows } = await database.send<{ kind: string }>(
      '',
      `select kind from events where kind in ('method.renamed', 'method.preferred')
         and data->>'method' = $1 order by id`,
      [app],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['method.renamed', 'method.preferred'])
  })

  it('removes a method after asking once more, and never the last that a rule asks for', async () => {
    const who = await cameIn('per.aas@fjordvik.example', '+4799999951')
    await who.answer({})
    await who.get('/security')
    const page = JSON.parse(who.last.text) as { methods: { id: string; factor: string }[] }
    const sms = page.methods.find(({ factor }) => factor === 'sms')?.id ?? ''
    const token = who.last.form?.token ?? ''
    await who.post('/security/remove', { token, method: sms })
    expect(who.last.problem?.code).toBe('too-few-methods')
    await who.post('/security/add', { token, choice: 'totp' })
    await who.follow()
    await who.answer({ code: codeOf((who.last.screen as { key: string }).key) })
    await who.follow()
    await who.post('/security/remove', { token, method: sms })
    expect(who.last.screen).toMatchObject({ kind: 'confirm', about: 'remove-method' })
    await who.answer({})
    expect(who.last.to).toBe('/security?done=removed')
    await who.follow()
    expect(JSON.parse(who.last.text)).toMatchObject({
      methods: [{ factor: 'password' }, { factor: 'totp' }],
    })
  })

  it('asks for a fresh proof at the highest level when the last is older than fifteen minutes', async () => {
    const who = await cameIn('siri.ohara@fjordvik.example', '+4799999948')
    await who.answer({})
    town.pass(16 * 60)
    await who.get('/security')
    await who.post('/security/add', { token: who.last.form?.token ?? '', choice: 'totp' })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'password' })
    await who.answer({ password: known })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
    await who.answer({ code: codeTo(town, '+4799999948') })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'scan-code' })
  })
})
