// Approve on the phone: a phone is added on the way in, by a code and a number that only the page
// shows; then it approves, denies, and is asked no oftener than bearable.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { Secret, TOTP } from 'otpauth'
import { leave, told } from '../../tools/phone/acts.ts'
import { byFetch, type Line } from '../../tools/phone/line.ts'
import { message } from '../../tools/phone/message.ts'
import { softPhone } from '../push/soft-phone.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { hears } from './line.ts'
import { adding } from './pc-and-phone.ts'
import { addingShape, addsPhone, atNumber, brings, numberOn } from './phone-that-approves.ts'
import { appAmongOthers } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const bjorn = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const maria = { login: 'aile.cahppe@fjordvik.kommune.example', number: '+4799999961' }
const liv = { login: 'li@fjordvik.example', number: '+4799999949' }
const per = { login: 'siri.ohara@fjordvik.example', number: '+4799999948' }
const aas = { login: 'per.aas@fjordvik.example', number: '+4799999951' }
const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    pushHosts: ['push.fjordvik.example'],
    change: appAmongOthers,
  })
})
afterAll(() => town.close())

const choicesShape = z.object({
  choices: z.array(z.object({ choice: z.string(), factor: z.string() })),
})

const othersShape = z.object({
  others: z.array(z.object({ factor: z.string(), isInOwnApp: z.boolean().optional() })),
})

const ownShape = z.looseObject({
  methods: z.array(z.looseObject({ factor: z.string(), isSilent: z.boolean().optional() })),
})

const waysShape = z.looseObject({ ways: z.array(z.object({ to: z.string(), word: z.string() })) })

const eventsOf = (where: string) =>
  ask<{ kind: string }>(database, `select kind from events where ${where}`, [])

describe('adding a phone', () => {
  it('ends with a test that is approved, and the page goes on', async () => {
    const pc = await adding(town, kari, 'push')
    const { code, address } = addingShape.parse(pc.last.screen)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const page = pc.last.path
    const led = await pc.get(new URL(address).pathname)
    expect(led.to).toBe(`/app/?add=${code.replace('-', '')}`)
    // The same after a reload, and in another language.
    for (const at of [page, `${page}?language=nn`, page]) {
      await pc.get(at)
      expect(pc.last.screen).toMatchObject({ code })
    }

    const phone = await brings(town, pc)
    expect(pc.last.screen).toMatchObject({ state: 'waiting', came: 'brought', device: 'other' })
    expect(JSON.stringify(await phone.look())).not.toContain(numberOn(pc))
    // The press of whoever is too early changes nothing.
    expect((await pc.answer({})).problem?.code).toBe('phone-not-done')
    await pc.get(page)
    const line = await hears(
      town,
      `${page}/wait?at=${pc.last.form?.question.split('.').at(-1)}.brought`,
      pc,
    )
    const told = line.next()
    expect(await phone.approve({ number: numberOn(pc) })).toBe('approved')
    expect(await told).toBe('done')
    line.close()
    await pc.answer({})
    expect(pc.last.to).toBe('/security?done=added')
    expect(await phone.look()).toMatchObject({ state: 'stands', requests: [] })
    // What is said of it promises a notification only where one can come.
    const isSilent = async () =>
      ownShape
        .parse(JSON.parse((await pc.get('/security')).text))
        .methods.find(({ factor }) => factor === 'push')?.isSilent === true
    const { rings } = softPhone('https://push.fjordvik.example/1')
    expect(await isSilent()).toBe(true)
    await phone.speaker.say('ring', { rings })
    expect(await isSilent()).toBe(false)
    await phone.speaker.say('ring', { rings: null })
    expect(await isSilent()).toBe(true)
  })

  it('gives the phone codes as well, and takes both away with it', async () => {
    const phone = await addsPhone(town, ola)
    const { codes } = await phone.look()
    expect(codes).toMatchObject({
      digits: 6,
      period: 30,
      issuer: 'Fjordvik Handel',
      label: ola.login,
    })
    await told(phone.speaker)
    expect(await phone.look()).not.toHaveProperty('codes')

    const pc = await atNumber(town, ola)
    await phone.refuse('deny')
    await pc.answer({ do: 'choose', choice: '' })
    await pc.follow()
    const { choices } = choicesShape.parse(pc.last.screen)
    await pc.answer({
      do: 'choose',
      choice: choices.find(({ factor }) => factor === 'totp')?.choice ?? '',
    })
    await pc.follow()
    const secret = Secret.fromHex(Buffer.from(codes?.key ?? '', 'base64url').toString('hex'))
    const timestamp = town.moment().now.getTime()
    await pc.answer({ code: new TOTP({ secret }).generate({ timestamp }) })
    await pc.follow()
    expect(pc.last.text).toContain('"tiles"')

    await leave(phone.speaker)
    const left = await ask<{ factor: string }>(
      database,
      `select factor from methods m join people p on p.id = m.person_id
       where p.login = $1 and factor in ('push', 'totp')`,
      [ola.login],
    )
    expect(left).toEqual([])
  })

  it('hears that it counts now, and on its next line what waits', async () => {
    const pc = await adding(town, aas, 'push')
    // Its first answer is lost on the way: it asks again, and is the same phone.
    const said: string[] = []
    const phone = await brings(town, pc, losesFirst('add', said))
    expect(new Set(said).size).toBe(2)
    const line = (await phone.speaker.hear())[Symbol.asyncIterator]()
    expect(await phone.approve({ number: numberOn(pc) })).toBe('approved')
    await pc.answer({})
    expect(await line.next()).toMatchObject({ value: 'moved' })
    expect(await line.next()).toMatchObject({ done: true })
    expect(await phone.look()).toMatchObject({ state: 'stands' })
    const next = (await phone.speaker.hear())[Symbol.asyncIterator]()
    const told = next.next()
    await atNumber(town, aas)
    expect(await told).toMatchObject({ value: 'moved' })
    await next.return?.()
  })

  it('a wrong number ends it, and a new code begins anew', async () => {
    const pc = await adding(town, maria, 'push')
    const phone = await brings(town, pc)
    const wrong = numberOn(pc) === '000000' ? '000001' : '000000'
    expect(await phone.approve({ number: wrong })).toBe('wrong-number')
    expect(await pc.get(pc.last.path)).toMatchObject({
      screen: { state: 'over', because: 'wrong-number' },
    })
    await pc.answer({ do: 'send' })
    await pc.follow()
    await expect(phone.look()).rejects.toThrow('unknown-phone')
    const again = await brings(town, pc)
    expect(await again.approve({ number: numberOn(pc) })).toBe('approved')
    await pc.answer({})
    expect(await again.look()).toMatchObject({ state: 'stands' })
  })
})

describe('approving', () => {
  it('lets in whoever types the number that stands on the page, or shows its picture', async () => {
    const phone = await addsPhone(town, ase)
    for (const by of ['number', 'picture']) {
      const pc = await atNumber(town, ase)
      const { number, address } = z
        .looseObject({ number: z.string(), address: z.string() })
        .parse(pc.last.screen)
      const request = await phone.waiting()
      expect(request).toMatchObject({ digits: 6, shown: { service: 'FJORD' } })
      // Its codes are not told from another app's by anything else.
      const { others } = othersShape.parse(pc.last.screen)
      expect(others.find(({ factor }) => factor === 'totp')?.isInOwnApp).toBe(true)
      expect(others.find(({ factor }) => factor === 'sms')?.isInOwnApp).toBeUndefined()
      // The press of whoever is too early changes nothing.
      expect((await pc.answer({})).problem?.code).toBe('phone-not-answered')
      const [id, seen = ''] = new URL(address).hash.slice(1).split('.')
      expect(id).toBe(request.id)
      expect(await phone.approve(by === 'number' ? { number } : { seen })).toBe('approved')
      await pc.answer({})
      await pc.follow()
      expect(pc.last.text).toContain('"tiles"')
      expect(await phone.look()).toMatchObject({ requests: [] })
      // «Få mobilappen» adds one more.
      await pc.get('/security/app')
      await pc.follow()
      expect(pc.last.screen).toMatchObject({ kind: 'add-phone' })
    }
  })

  it('is stopped by a no, and is asked three times in ten minutes and no more', async () => {
    const phone = await addsPhone(town, liv)
    const pc = await atNumber(town, liv)
    expect(await phone.refuse('deny')).toBe('denied')
    await pc.get(pc.last.path)
    expect(pc.last.screen).toMatchObject({ kind: 'approve', state: 'no' })
    for (let again = 2; again <= 3; again += 1) {
      town.pass(70)
      await pc.answer({ do: 'send' })
      await pc.follow()
      expect(pc.last.screen).toMatchObject({ state: 'waiting' })
      expect(await phone.refuse('deny')).toBe('denied')
      await pc.get(pc.last.path)
    }
    town.pass(70)
    expect((await pc.answer({ do: 'send' })).problem?.code).toBe('send-later')
  })

  it('«Det er ikke meg» ends the attempt and every session, and tells the person', async () => {
    const phone = await addsPhone(town, per)
    const own = await atNumber(town, per)
    await phone.approve({ number: numberOn(own) })
    await own.answer({})
    await own.follow()
    expect(own.last.text).toContain('"tiles"')
    const other = await atNumber(town, per)
    expect(await phone.refuse('not-me')).toBe('denied')
    const stopped = await other.get(other.last.path)
    expect(stopped).toMatchObject({ status: 410, screen: { about: 'refused-visit-stopped' } })
    const { ways } = waysShape.parse(stopped.screen)
    expect(ways).toEqual([
      { to: '/', word: 'sign-in' },
      { to: '/help', word: 'get-help' },
    ])
    await own.get('/')
    expect(own.last.text).not.toContain('"tiles"')
    const isNotMe = `kind = 'phone.denied' and data->>'because' = 'not-me'`
    expect(await eventsOf(isNotMe)).toHaveLength(1)
    expect(await eventsOf(`kind = 'phone.asked'`)).not.toHaveLength(0)
    // And where somebody has come in already.
    const thief = await atNumber(town, per)
    await phone.approve({ number: numberOn(thief) })
    await thief.answer({})
    await thief.follow()
    expect(thief.last.text).toContain('"tiles"')
    const { approved = [] } = await phone.look()
    const [last] = approved
    expect(await phone.refuse('not-me', last)).toBe('denied')
    await thief.get('/')
    expect(thief.last.text).not.toContain('"tiles"')
    expect(await eventsOf(isNotMe)).toHaveLength(2)
    expect((await phone.look()).approved?.map(({ id }) => id)).not.toContain(last?.id)
    expect(await phone.refuse('not-me', last)).toBe('over')
  })

  it('hears each message once, and a phone whose key is in two places no more', async () => {
    const said: string[] = []
    const phone = await addsPhone(town, bjorn, (at, body) => {
      said.push(body)
      return byFetch(at, body)
    })
    const pc = await atNumber(town, bjorn)
    const wrong = numberOn(pc) === '000000' ? '000001' : '000000'
    expect(await phone.approve({ number: wrong })).toBe('wrong-number')
    expect(await eventsOf(`kind = 'phone.wrong-number'`)).toHaveLength(1)
    await phone.look()
    const again = async (body = said.at(-1)) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(new URL('/app/api/look', town.origin), {
        method: 'POST',
        headers,
        ...(body !== undefined && { body }),
      })
      return answer.status
    }
    for (let time = 0; time < 5; time += 1) expect(await again()).toBe(409)
    expect(await eventsOf(`kind = 'phone.out-of-step'`)).toEqual([])
    await phone.look()
    // The database was put back, or has lost its last moment: the phone goes on.
    const { key, phone: name = '' } = phone.speaker
    const forgets = 'update phones set said = said - 2, links = links[3:] where id = $1'
    await database.send('', forgets, [name])
    await phone.look()
    // A copy that was made before the last word says something of its own.
    const older = 'select links[2] as after from phones where id = $1'
    const [{ after } = { after: '' }] = await ask<{ after: string }>(database, older, [name])
    const link = 'a-copy-of-it-001'
    const at = Math.floor(town.moment().now.getTime() / 1000)
    const copied = message(
      { key, phone: name },
      { act: 'look', aud: town.origin, at, n: 1000, link, after },
    )
    expect(await again(JSON.stringify({ said: copied }))).toBe(401)
    expect(await eventsOf(`kind = 'phone.out-of-step'`)).toHaveLength(1)
    await expect(phone.look()).rejects.toThrow('unknown-phone')
  })
})

/** What the house does is done, and its first answer to this never comes. */
function losesFirst(act: string, said: string[]): Line {
  return async (at, body) => {
    const answer = await byFetch(at, body)
    if (!at.pathname.endsWith(`/${act}`)) return answer
    said.push(body)
    if (said.length === 1) throw new Error('The line is broken')
    return answer
  }
}
