// Setting up that goes on on a phone: a PC and a phone, driven as two browsers without screens. The
// phone can set up one method and is never signed in; the PC goes on by itself.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Proof } from '../../src/domain/facts.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor } from '../town/visitor.ts'
import { adding, appCode, handsOver, opens, signsIn, stateOn } from './pc-and-phone.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const per = { login: 'per.aas@fjordvik.example', number: '+4799999951' }
const siri = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const li = { login: 'li@fjordvik.example', number: '+4799999949' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }

it('keeps the method, leads the PC on, and signs nobody in on the phone', async () => {
  const pc = await adding(town, bjorn)
  expect(pc.last.screen).toMatchObject({ kind: 'scan-code', canHandOver: true })
  const waiting = await handsOver(pc)
  expect(waiting.state).toBe('waiting')
  expect(waiting.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(await stateOn(pc)).toBe('waiting')
  expect(pc.last.screen).toMatchObject({ code: waiting.code, pair: waiting.pair })
  await pc.answer({})
  expect(pc.last.problem?.code).toBe('phone-not-done')

  const phone = visitor(town.origin)
  await phone.get(new URL(waiting.address).pathname)
  expect(phone.last.screen).toMatchObject({ of: { account: bjorn.login, pair: waiting.pair } })
  expect(await stateOn(pc)).toBe('waiting')
  await opens(town, waiting, phone)
  expect(phone.last.screen).toMatchObject({ kind: 'scan-code' })
  expect(phone.last.screen).not.toHaveProperty('canHandOver')
  expect(await stateOn(pc)).toBe('opened')
  expect(pc.last.screen).toMatchObject({ device: 'iphone' })
  const { caseNumber } = pc.last
  expect(phone.last.caseNumber).toBe(caseNumber)
  await phone.answer({ code: appCode(town, phone) })
  await phone.follow()
  expect(phone.last.screen).toMatchObject({ kind: 'notice', about: 'hand-over-done' })
  expect([...phone.cookies.keys()].filter((name) => /^(?:__Host-)?portvakt$/.test(name))).toEqual(
    [],
  )
  await phone.get('/security')
  expect(phone.last.to).toMatch(/^\/visit\//)

  expect(await stateOn(pc)).toBe('done')
  await pc.answer({})
  expect(pc.last.to).toBe('/security?done=added')
  await pc.follow()
  expect(JSON.parse(pc.last.text)).toMatchObject({
    methods: [{ factor: 'password' }, { factor: 'sms' }, { factor: 'totp' }],
  })
  const { rows } = await database.send<{ number: string }>(
    '',
    `select case_number as number from events where kind = 'visit.handed-over'`,
    [],
  )
  expect(rows).toEqual([{ number: caseNumber }])
})

it('tells the page that waits, by itself and when it asks', async () => {
  const pc = await adding(town, per)
  const waiting = await handsOver(pc)
  const page = await pc.get(pc.last.path, { accept: 'text/html' })
  const wait = /data-wait="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const line = await fetch(new URL(wait, town.origin), {
    headers: { cookie: [...pc.cookies].map((pair) => pair.join('=')).join('; ') },
  })
  const news = line.body?.pipeThrough(new TextDecoderStream()).getReader()
  const told = async (): Promise<string> => {
    for (;;) {
      const { value = '' } = (await news?.read()) ?? {}
      if (value.startsWith('data: ')) return value.trim()
    }
  }
  expect(JSON.parse((await pc.get(wait)).text)).toEqual({})
  const phone = await opens(town, waiting)
  expect(await told()).toBe('data: opened')
  await phone.answer({ code: appCode(town, phone) })
  expect(await told()).toBe('data: done')
  expect(JSON.parse((await pc.get(wait)).text)).toEqual({ news: 'done' })
  await news?.cancel()
})

it('takes the code typed by hand, and tells a wrong one beside the field', async () => {
  const pc = await adding(town, siri)
  const { code } = await handsOver(pc)
  const phone = visitor(town.origin)
  await phone.get('/m')
  expect(phone.last.screen).toEqual({ kind: 'on-phone' })
  await phone.answer({ code: ' ' })
  expect(phone.last.problem).toEqual({ code: 'code-missing', field: 'code' })
  await phone.answer({ code: '0000-0000' })
  expect(phone.last.problem).toEqual({ code: 'wrong-code', field: 'code' })
  await phone.answer({ code: code.toLowerCase() })
  await phone.follow()
  expect(phone.last.screen).toMatchObject({ of: { account: siri.login } })
})

it('lets the phone set up what was handed over, and nothing else', async () => {
  const pc = await adding(town, li, 'any')
  expect(pc.last.screen).toMatchObject({ kind: 'choose', canHandOver: true })
  const phone = await opens(town, await handsOver(pc))
  expect(phone.last.screen).toMatchObject({
    kind: 'choose',
    choices: [{ choice: 'passkey' }, { choice: 'totp' }],
  })
  for (const choice of ['sms', 'voice', 'hand-over', 'password']) {
    await phone.answer({ do: 'choose', choice })
    expect(phone.last.problem?.code).toBe('choice-missing')
  }
  for (const away of ['another-account', 'cancel', 'back', 'put-off']) {
    await phone.get(phone.last.path)
    await phone.answer({ do: away })
    await phone.follow()
    expect(phone.last.screen, away).toMatchObject({ kind: 'choose' })
    expect(await stateOn(pc), away).toBe('opened')
  }
  await phone.answer({ do: 'choose', choice: 'totp' })
  await phone.follow()
  await phone.answer({ code: appCode(town, phone) })
  expect(phone.last.to).toBe('/m/done')
  await pc.get(pc.last.path)
  await pc.answer({})
  expect(pc.last.to).toBe('/security?done=added')
})

async function sessionsOf(login: string) {
  const { rows } = await database.send<{ proofs: readonly Proof[] }>(
    '',
    `select proofs from sessions s join people p on p.id = s.person_id
     where p.login = $1 and s.ended_at is null order by s.created_at`,
    [login],
  )
  return rows.map(({ proofs }) => proofs)
}

it('leaves a session that stands on the phone as it is', async () => {
  const pc = await adding(town, ase)
  const phone = await signsIn(town, ase)
  const before = [...phone.cookies]
  await opens(town, await handsOver(pc), phone)
  await phone.answer({ code: appCode(town, phone) })
  expect(phone.last.to).toBe('/m/done')
  const session = (cookies: Iterable<readonly [string, string]>) =>
    [...cookies].filter(([name]) => /^(?:__Host-)?portvakt$/.test(name))
  expect(session(before)).toHaveLength(1)
  expect(session(phone.cookies)).toEqual(session(before))
  const [ofPc, ofPhone] = await sessionsOf(ase.login)
  for (const proofs of [ofPc, ofPhone])
    expect(proofs?.map(({ factor }) => factor)).toEqual(['password', 'sms'])
  // As a passkey would have it: it was shown to the phone, and the PC's address nobody has seen.
  await database.send(
    '',
    `update hand_overs set proof = jsonb_set(proof, '{resistsPhishing}', 'true')`,
    [],
  )
  await pc.get(pc.last.path)
  await pc.answer({})
  expect(pc.last.to).toBe('/security?done=added')
  const shown = (await sessionsOf(ase.login))[0]?.find(({ factor }) => factor === 'totp')
  expect(shown).toMatchObject({ factor: 'totp', resistsPhishing: false })
})
