// Codes on paper, tokens, passes and questions, driven as a browser would without a screen: set up
// by whoever is in, and used at the door, each of them once where once is meant.
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { givePass } from '../../src/domain/methods/passes.ts'
import { importTokens } from '../../src/domain/methods/tokens.ts'
import { sealKept } from '../../src/domain/methods/methods.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { codes } from '../../src/factors/codes/codes.ts'
import type { Database } from '../../src/store/database.ts'
import { methodsOf, useMethod } from '../../src/store/methods/methods.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
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
        line.replace(']', ', "token", "codes", "pass", "question"]'),
      ),
  })
})
afterAll(() => town.close())

/** In, with the number that was known set up on the way, and at the page that adds a method. */
async function adds(login: string, number: string, factor: string): Promise<Visitor> {
  await town.knows(login, known)
  const who = await typesPassword(town, login)
  await who.answer({ do: 'send' })
  await who.follow()
  await who.answer({ code: codeTo(town, number) })
  await who.follow()
  await who.answer({})
  await who.get('/security')
  await who.post('/security/add', { token: who.last.form?.token ?? '', choice: factor })
  await who.follow()
  return who
}

/** In a new browser: the password, and the other way by its factor. */
async function comesBy(login: string, factor: string): Promise<Visitor> {
  const who = await typesPassword(town, login)
  const ways = JSON.stringify(who.last.screen)
  const choice = new RegExp(`"choice":"([\\w-]+)","factor":"${factor}"`).exec(ways)?.[1]
  expect(choice, ways).toBeDefined()
  await who.answer({ do: 'choose', choice: choice ?? '' })
  await who.follow()
  return who
}

it('recovery codes stand through a reload, and each lets one browser in, once', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  const who = await adds(login, '+4799999947', 'codes')
  const shown = who.last.screen?.['codes']
  await who.get(who.last.path)
  expect(who.last.screen).toMatchObject({ kind: 'show-codes', codes: shown, account: login })
  await who.answer({})
  expect(who.last.to).toBe('/security?done=added')
  const [code = '', other = ''] = Array.isArray(shown) ? shown.map(String) : []
  const browsers = [await comesBy(login, 'codes'), await comesBy(login, 'codes')]
  expect(browsers[0]?.last.screen).toMatchObject({ kind: 'enter-code', by: 'codes' })
  await Promise.all(browsers.map((browser) => browser.answer({ code })))
  const problems = browsers.map(({ last }) => last.problem?.code)
  expect(problems.filter((problem) => problem === undefined)).toHaveLength(1)
  expect(problems).toContain('wrong-recovery-code')
  const late = await comesBy(login, 'codes')
  await late.answer({ code })
  expect(late.last.problem?.code).toBe('wrong-recovery-code')
  await late.answer({ code: other })
  expect(late.last.to).toBe('/')
  await who.get('/security')
  expect(JSON.parse(who.last.text)).toMatchObject({
    methods: expect.arrayContaining([expect.objectContaining({ factor: 'codes', left: 8 })]),
  })
  // What is used up is no method any more: it is no way in, and new ones can be made.
  const { id = '' } = (await findPersonByName(town.moment(), login)) ?? {}
  const [row] = (await methodsOf(database, id)).filter(({ factor }) => factor === codes.name)
  if (!row) expect.unreachable()
  const kept = sealKept(town.moment().house, codes, row.id, { codes: [] })
  const { id: method, version } = row
  await useMethod(database, { method, version, kept, now: town.moment().now })
  await who.get('/security')
  const page = securityShape.parse(JSON.parse(who.last.text))
  expect(page.methods.map(({ factor }) => factor)).toEqual(['password', 'sms'])
  expect(page.add).toContain('codes')
  const without = await typesPassword(town, login)
  expect(JSON.stringify(without.last.screen)).not.toContain('codes')
})

const securityShape = z.object({
  methods: z.array(z.object({ factor: z.string() })),
  add: z.array(z.string()),
})

it('a token is set up with its number and a code, and is asked for by itself afterwards', async () => {
  const seed = '3132333435363738393031323334353637383930'
  await importTokens(town.moment(), `FTK-000001,${seed},totp,8,60,sha256`)
  const shows = () =>
    new TOTP({ secret: Secret.fromHex(seed), digits: 8, period: 60, algorithm: 'SHA256' }).generate(
      {
        timestamp: town.moment().now.getTime(),
      },
    )
  const login = 'per.aas@fjordvik.example'
  const who = await adds(login, '+4799999951', 'token')
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'token', asksSerial: true })
  await who.answer({ code: shows() })
  expect(who.last.problem).toMatchObject({ code: 'serial-missing', field: 'name' })
  await who.answer({ name: 'FTK-000002', code: shows() })
  expect(who.last.problem?.code).toBe('wrong-code')
  await who.answer({ name: 'ftk 000001', code: shows() })
  expect(who.last.to).toBe('/security?done=added')
  const back = await comesBy(login, 'token')
  expect(back.last.screen).toMatchObject({ kind: 'enter-code', by: 'token', digits: 8 })
  await back.answer({ code: shows() })
  expect(back.last.problem?.code).toBe('code-used')
  town.pass(60)
  await back.answer({ code: shows() })
  expect(back.last.to).toBe('/')
})

it('a pass lets somebody in once, beside the password', async () => {
  const login = 'siri.ohara@fjordvik.example'
  await adds(login, '+4799999948', 'codes')
  const person = await findPersonByName(town.moment(), login)
  const { code } = await givePass(town.moment(), { person: person?.id ?? '' })
  const who = await comesBy(login, 'pass')
  await who.answer({ code: code.replace(/./, (sign) => (sign === '2' ? '3' : '2')) })
  expect(who.last.problem?.code).toBe('wrong-code')
  await who.answer({ code })
  expect(who.last.to).toBe('/')
  const again = await comesBy(login, 'pass')
  await again.answer({ code })
  expect(again.last.problem?.code).toBe('code-used')
})

it('a question is chosen or written, never answered with the password, and asked as it stands', async () => {
  const login = 'ase.sather@fjordvik.example'
  const who = await adds(login, '+4799999946', 'question')
  expect(who.last.screen).toMatchObject({ kind: 'question', purpose: 'set-up', mayWriteOwn: true })
  await who.answer({ about: 'toy', reply: known })
  expect(who.last.problem).toMatchObject({ code: 'reply-repeats', field: 'reply' })
  await who.answer({ about: 'own' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'question', questions: [] })
  await who.answer({ about: 'Hva het båten til onkel Ola?', reply: 'Havørna' })
  expect(who.last.to).toBe('/security?done=added')
  const back = await comesBy(login, 'question')
  expect(back.last.screen).toMatchObject({
    purpose: 'prove',
    own: 'Hva het båten til onkel Ola?',
  })
  await back.answer({ reply: 'Havsula' })
  expect(back.last.problem?.code).toBe('wrong-reply')
  await back.answer({ reply: 'havoerna ' })
  expect(back.last.to).toBe('/')
})
