// What ends a hand-over before it is done, and who may use one: the code works once and for five
// minutes, and the phone can do nothing once the PC has gone back, on or out.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findPersonByName, setState } from '../../src/domain/people/people.ts'
import { sweepHandOvers } from '../../src/domain/visits/hand-overs.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import {
  adding,
  adds,
  appCode,
  handsOver,
  opens,
  signsIn,
  stateOn,
  type Person,
} from './pc-and-phone.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

const bjorn: Person = { login: 'bjorn.odegard@fjordvik.example', number: '+4799999947' }
const per: Person = { login: 'per.aas@fjordvik.example', number: '+4799999951' }
const ase: Person = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }

const idOf = async ({ login }: Person): Promise<string> =>
  (await findPersonByName(town.moment(), login))?.id ?? ''

const methodsOf = async ({ login }: Person): Promise<readonly string[]> => {
  const { rows } = await database.send<{ factor: string }>(
    '',
    `select factor from methods m join people p on p.id = m.person_id
     where p.login = $1 order by m.created_at`,
    [login],
  )
  return rows.map(({ factor }) => factor)
}

describe('while the phone is on the way', () => {
  let pc: Visitor
  beforeAll(() => town.knows(bjorn.login, known))
  beforeEach(async () => {
    // No number is sent to more often than this.
    town.pass(11 * 60)
    pc = await signsIn(town, bjorn)
    await adds(pc, 'totp')
  })

  /** At the key, and with its first code in hand. */
  async function onTheWay(): Promise<{ phone: Visitor; code: string }> {
    const phone = await opens(town, await handsOver(pc))
    expect(phone.last.screen).toMatchObject({ kind: 'scan-code' })
    await pc.get(pc.last.path)
    return { phone, code: appCode(town, phone) }
  }

  async function isOver({ phone, code }: { phone: Visitor; code: string }): Promise<void> {
    const page = phone.last.path
    await phone.answer({ code })
    expect([phone.last.status, phone.last.screen?.['about']]).toEqual([410, 'refused-visit-ended'])
    await phone.get(page)
    expect([phone.last.status, phone.last.screen?.['about']]).toEqual([410, 'refused-visit-ended'])
    expect(await methodsOf(bjorn)).toEqual(['password', 'sms'])
  }

  it('«Det var ikke meg» on the PC ends it', async () => {
    const way = await onTheWay()
    expect(pc.last.screen).toMatchObject({ state: 'opened' })
    await pc.answer({ do: 'back' })
    await pc.follow()
    expect(pc.last.screen).toMatchObject({ kind: 'scan-code' })
    await isOver(way)
  })

  it('another way on the PC ends it', async () => {
    const way = await onTheWay()
    await pc.answer({ do: 'choose' })
    await isOver(way)
  })

  it('a new code on the PC ends it, and works itself', async () => {
    const way = await onTheWay()
    await opens(town, await handsOver(pc))
    await isOver(way)
  })

  it('a quarter of an hour ends it, and the PC offers a new code', async () => {
    const way = await onTheWay()
    town.pass(15 * 60)
    expect(await stateOn(pc)).toBe('over')
    await isOver(way)
    expect((await handsOver(pc)).state).toBe('waiting')
  })

  it('a visit on the PC that has run out ends it', async () => {
    const way = await onTheWay()
    const ref = pc.last.path.split('/').at(-1)
    await database.send('', 'update visits set expires_at = $2 where ref = $1', [
      ref,
      town.moment().now,
    ])
    await isOver(way)
  })

  it('signing out on the PC ends it', async () => {
    const way = await onTheWay()
    await pc.get('/sign-out')
    await pc.answer({ choice: 'here' })
    await isOver(way)
  })

  it('a method that it rests on and that is removed elsewhere ends it', async () => {
    const { phone, code } = await onTheWay()
    const { rows } = await database.send<{ id: string }>(
      '',
      `select m.id from methods m join people p on p.id = m.person_id
       where p.login = $1 and factor = 'sms'`,
      [bjorn.login],
    )
    await database.send('', `update methods set id = 'elsewhere' where id = $1`, [rows[0]?.id])
    await phone.answer({ code })
    await phone.follow()
    expect(phone.last.screen).toMatchObject({ kind: 'notice', about: 'not-enough-proven' })
    expect(await methodsOf(bjorn)).toEqual(['password', 'sms'])
    await database.send('', `update methods set id = $1 where id = 'elsewhere'`, [rows[0]?.id])
  })

  it('a person who is suspended ends it', async () => {
    const way = await onTheWay()
    await setState(town.moment(), await idOf(bjorn), 'suspended')
    await isOver(way)
    await setState(town.moment(), await idOf(bjorn), 'active')
  })
})

describe('the code', () => {
  beforeAll(() => town.knows(ase.login, known))
  async function atTheKey(): Promise<Visitor> {
    town.pass(11 * 60)
    const pc = await signsIn(town, ase)
    await adds(pc, 'totp')
    return pc
  }

  it('works once, also for two that press at the same time, and a mistake is told apart', async () => {
    const pc = await adding(town, per)
    const { address, code } = await handsOver(pc)
    const path = new URL(address).pathname
    const phones = await Promise.all([0, 1, 2].map(async () => visitor(town.origin)))
    for (const phone of phones) await phone.get(path)
    await Promise.all(phones.map((phone) => phone.answer({})))
    expect(phones.filter(({ last }) => last.to?.startsWith('/visit/'))).toHaveLength(1)
    const late = phones.find(({ last }) => last.to === undefined)
    expect([late?.last.status, late?.last.screen]).toMatchObject([
      410,
      { about: 'hand-over-used', ways: [{ to: '/m' }, { to: '/help' }] },
    ])
    const opened = phones.find(({ last }) => last.to !== undefined)
    const stranger = visitor(town.origin)
    await stranger.get(opened?.last.to ?? '')
    expect(stranger.last.screen?.['about']).toBe('refused-visit-elsewhere')
    await stranger.get(`/m/${code.slice(0, -1)}`)
    expect([stranger.last.status, stranger.last.screen?.['about']]).toEqual([
      404,
      'hand-over-unknown',
    ])
  })

  it('works for five minutes, and looking at it again and again changes nothing', async () => {
    const pc = await atTheKey()
    const { address } = await handsOver(pc)
    const path = new URL(address).pathname
    town.pass(4 * 60)
    const phone = visitor(town.origin)
    for (let looks = 0; looks < 3; looks++) {
      await phone.get(path)
      expect(phone.last.screen).toMatchObject({ of: { account: ase.login } })
    }
    town.pass(61)
    await phone.answer({})
    expect([phone.last.status, phone.last.screen?.['about']]).toEqual([410, 'hand-over-over'])
    expect(await stateOn(pc)).toBe('over')
    town.pass(3601)
    await sweepHandOvers(town.moment())
    await phone.get(path)
    expect(phone.last.screen?.['about']).toBe('hand-over-unknown')
  })

  it('is opened by a press on our own page, and by nothing else', async () => {
    const pc = await atTheKey()
    const { address } = await handsOver(pc)
    const path = new URL(address).pathname
    const phone = visitor(town.origin)
    await phone.get(path)
    const { token = '' } = phone.last.form ?? {}
    expect((await phone.post(path, { token: 'wrong' })).status).toBe(403)
    const foreign = { origin: 'https://elsewhere.example' }
    expect((await phone.post(path, { token }, foreign)).status).toBe(403)
    expect(await stateOn(pc)).toBe('waiting')
  })

  it('is not kept: the row holds a keyed hash, and no event has it', async () => {
    const pc = await atTheKey()
    const { code } = await handsOver(pc)
    const signs = code.replace('-', '')
    for (const table of ['hand_overs', 'visits', 'events']) {
      const { rows } = await database.send('', `select * from ${table}`, [])
      expect(JSON.stringify(rows), table).not.toMatch(new RegExp(`${code}|${signs}`))
    }
  })

  it('is guessed at by nobody for long: what waits reads as what nobody has', async () => {
    const pc = await atTheKey()
    const { address } = await handsOver(pc)
    const phone = visitor(town.origin)
    // What was right on the way in is taken off the count a moment later.
    await town.forgives()
    for (let guess = 0; guess < 201; guess++)
      await phone.get(`/m/${String(guess).padStart(8, '0')}`)
    await phone.get(new URL(address).pathname)
    expect(phone.last.screen?.['about']).toBe('hand-over-unknown')
  })
})
