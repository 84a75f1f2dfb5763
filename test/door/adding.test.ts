// An address or a number that the helpdesk adds: what it is good for, and when; who else must have
// looked, and what whoever added it may not do meanwhile.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settleAddresses } from '../../src/domain/people/helping/adding.ts'
import { findPersonByName, mailAddressesOf } from '../../src/domain/people/people.ts'
import type { Database } from '../../src/store/database.ts'
import { ask } from '../attacks/witness.ts'
import { townDatabase } from '../town/database.ts'
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { asks, kari, openHelpdesk } from './helpdesk.ts'

let database: Database
let town: Town
let administers: Visitor
let helps: Visitor

beforeAll(async () => {
  database = await townDatabase()
  ;({ town, administers, helps } = await openHelpdesk(database))
})
afterAll(() => town.close())

beforeEach(async () => {
  await ask(database, 'delete from added_addresses', [])
  await ask(database, `delete from addresses where address like '%@ny.example'`, [])
  await ask(
    database,
    `update people set state = 'active', known_phone = $2, known_phone_since = null where login = $1`,
    [kari.login, kari.number],
  )
})

const reason = 'Hun ringte, og lederen bekreftet det'
const number = '+4799999971'
const mail = 'kari@ny.example'
const done = { status: 200, done: true }
const notDone = (because: string) => ({ status: 200, done: false, because })

const acts = (who: Visitor, act: string, fields: Record<string, string> = {}) =>
  asks(who, `people/${act}`, { person: kari.login, reason, ...fields })

const listed = z.looseObject({
  awaited: z.array(z.object({ id: z.string(), address: z.string(), isOwn: z.boolean() })),
})
const awaited = async (who: Visitor) =>
  listed.parse(await asks(who, 'people/awaited-addresses', {})).awaited

const ofKari = async () => {
  const person = await findPersonByName(town.moment(), kari.login)
  const mails = await mailAddressesOf(town.moment(), person?.id ?? '')
  return { phone: person?.knownPhone, mails }
}

/** Has forgotten the password, and asks for the first code. */
async function turnsAside(): Promise<void> {
  await ask(database, 'delete from throttles', [])
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: kari.login })
  await who.follow()
  await who.answer({ do: 'forgotten' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ by: 'sms' })
  await who.answer({ do: 'send' })
  await who.follow()
}

/** Where a forgotten password sends its first code. */
async function codeGoesTo(): Promise<string> {
  const count = () => [kari.number, number].map((to) => town.gateway.arrivedAt(to).length)
  const before = count()
  await turnsAside()
  await expect.poll(count).not.toEqual(before)
  const after = count()
  return [kari.number, number].find((_to, at) => after[at] !== before[at]) ?? ''
}

/** As if it had been added that long ago. */
const wasAdded = (hours: number) =>
  ask(
    database,
    `update added_addresses set added_at = $1::timestamptz - interval '1 hour' * $2,
       counts_from = $1::timestamptz - interval '1 hour' * ($2 - 24)`,
    [town.moment().now, hours],
  )

const told = async () =>
  ask<{ kind: string; channel: string }>(
    database,
    `select m.kind, m.channel from messages m join people p on p.id = m.person_id
     where p.login = $1 order by m.created_at desc, m.channel limit 2`,
    [kari.login],
  )

describe('what was added', () => {
  it('is a number that counts for nothing, is told of at once, and counts in a day', async () => {
    expect(await acts(helps, 'add-address', { address: '999 99 971' })).toEqual(done)
    expect(await told()).toEqual([
      { kind: 'contact-changed', channel: 'mail' },
      { kind: 'notice', channel: 'sms' },
    ])
    expect(await ofKari()).toEqual({ phone: kari.number, mails: [kari.login] })
    await wasAdded(23.9)
    expect(await ofKari()).toEqual({ phone: kari.number, mails: [kari.login] })
    expect(await codeGoesTo()).toBe(kari.number)
    expect(town.gateway.arrivedAt(number)).toEqual([])
    // Nothing has been swept: whoever reads does not wait for it.
    await wasAdded(24)
    expect(await ofKari()).toEqual({ phone: number, mails: [kari.login] })
    expect(await codeGoesTo()).toBe(number)
    expect(await settleAddresses(town.moment())).toBe(1)
    expect(await ofKari()).toEqual({ phone: number, mails: [kari.login] })
    expect(await codeGoesTo()).toBe(number)
  })

  it('is an address that gets no letter before it counts', async () => {
    expect(await acts(helps, 'add-address', { address: 'Kari@NY.example' })).toEqual(done)
    expect((await ofKari()).mails).toEqual([kari.login])
    await wasAdded(24)
    expect((await ofKari()).mails).toEqual([kari.login, mail])
    await settleAddresses(town.moment())
    expect((await ofKari()).mails).toEqual([kari.login, mail])
  })

  it('is refused where it is none, is known, or waits already', async () => {
    const adds = (address: string) => acts(helps, 'add-address', { address })
    expect(await adds('kari på jobb')).toEqual(notDone('not-an-address'))
    expect(await adds(kari.number)).toEqual(notDone('known-already'))
    expect(await adds(kari.login)).toEqual(notDone('known-already'))
    expect(await adds(number)).toEqual(done)
    expect(await adds('999 99 972')).toEqual(notDone('waits-already'))
    for (const one of [mail, 'to@ny.example']) expect(await adds(one)).toEqual(done)
    expect(await adds('tre@ny.example')).toEqual(notDone('too-many'))
  })

  it('can be taken back, also when it counts, and what stood before stands again', async () => {
    await acts(helps, 'add-address', { address: number })
    await acts(helps, 'add-address', { address: mail })
    const waiting = await awaited(helps)
    expect(waiting.map(({ address }) => address)).toEqual(['k•••@ny.example', '+47 ••• •• •71'])
    await wasAdded(24)
    await settleAddresses(town.moment())
    expect(await ofKari()).toEqual({ phone: number, mails: [kari.login, mail] })
    for (const { id } of waiting)
      expect(await acts(helps, 'take-back-address', { id })).toEqual(done)
    expect(await ofKari()).toEqual({ phone: kari.number, mails: [kari.login] })
    expect(await acts(helps, 'take-back-address', { id: waiting[0]?.id ?? '' })).toEqual(
      notDone('no-longer-waits'),
    )
  })

  it('goes while it waits, when the helpdesk closes the account', async () => {
    await acts(helps, 'add-address', { address: mail })
    await wasAdded(24)
    await settleAddresses(town.moment())
    await acts(helps, 'add-address', { address: number })
    expect(await acts(administers, 'freeze')).toEqual(done)
    expect(await awaited(helps)).toEqual([])
    await wasAdded(24)
    expect(await ofKari()).toEqual({ phone: kari.number, mails: [kari.login, mail] })
  })

  it('goes, all of it, when the owner says that it was not them', async () => {
    await acts(helps, 'add-address', { address: number })
    await wasAdded(24)
    await settleAddresses(town.moment())
    await acts(helps, 'add-address', { address: mail })
    const { house } = town.moment()
    await expect.poll(() => freezeLink(house.address)).toBeDefined()
    const whoever = visitor(town.origin)
    await whoever.get((await freezeLink(house.address)) ?? '')
    await whoever.answer({})
    expect(whoever.last.screen).toMatchObject({ about: 'frozen' })
    await wasAdded(48)
    expect(await ofKari()).toEqual({ phone: kari.number, mails: [kari.login] })
    expect(await awaited(helps)).toEqual([])
  })
})

/** In the newest mail about an address. */
async function freezeLink(house: URL): Promise<string | undefined> {
  const letters = await (await fetch(town.mailbox)).text()
  const [, link] = /la til e-postadressen[\s\S]*?(\/freeze\/[\w-]+)/.exec(letters) ?? []
  return link && new URL(link, house).pathname
}

describe('a second one who helps', () => {
  const adding = async () => {
    await acts(helps, 'add-address', { address: number })
    const [row] = await awaited(administers)
    return row?.id ?? ''
  }
  const confirms = (who: Visitor, id: string, address = number) =>
    acts(who, 'confirm-address', { id, address })

  it('confirms it by typing it, and it counts at once', async () => {
    const id = await adding()
    expect(await confirms(helps, id)).toEqual(notDone('second-person-needed'))
    expect(await confirms(administers, id, kari.number)).toEqual(notDone('another-address'))
    expect(await ofKari()).toMatchObject({ phone: kari.number })
    expect(await confirms(administers, id)).toEqual(done)
    expect(await ofKari()).toMatchObject({ phone: number })
    expect(await confirms(administers, id)).toEqual(notDone('no-longer-waits'))
    // it is as new as it is, whoever has confirmed it, and no way to a new password.
    const arrived = town.gateway.arrivedAt(number).length
    await turnsAside()
    await ask(
      database,
      `update people set known_phone_since = known_phone_since - interval '24 hours'
       where login = $1`,
      [kari.login],
    )
    expect(await codeGoesTo()).toBe(number)
    expect(town.gateway.arrivedAt(number)).toHaveLength(arrived + 1)
  })

  it('leaves a trace of each step, and of what it was, and never the address', async () => {
    const last = `select coalesce(max(id), 0) as id from events`
    const [before] = await ask<{ id: string }>(database, last, [])
    const id = await adding()
    await confirms(administers, id)
    await acts(helps, 'take-back-address', { id })
    const written = await ask<{ kind: string; about: string; whole: string }>(
      database,
      `select kind, data ->> 'about' as about, data::text as whole from events
       where id > $1 and kind like 'address.%' order by id`,
      [before?.id],
    )
    expect(written.map(({ kind, about }) => [kind, about])).toEqual([
      ['address.added', 'phone'],
      ['address.confirmed', 'phone'],
      ['address.taken-back', 'phone'],
    ])
    for (const { whole } of written) expect(whole).not.toContain(number.slice(-8))
  })

  it('is asked for before whoever added it may do anything that it could be used with', async () => {
    const id = await adding()
    const uses = ['unlock', 'pass', 'remove-method', 'restore-method'] as const
    const use = (who: Visitor, act: string) =>
      acts(who, act, act.endsWith('-method') ? { method: 'none' } : {})
    for (const act of uses)
      expect([act, await use(helps, act)]).toEqual([act, notDone('added-an-address')])
    expect(await use(administers, 'unlock')).toEqual(done)
    await confirms(administers, id)
    for (const act of uses)
      expect([act, await use(helps, act)]).not.toEqual([act, notDone('added-an-address')])
  })
})
