// A phone that is on its way looks or listens, and comes to stand between one statement of that and
// the next: it is heard as one that stands, whichever statement it was.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as acts from '../../tools/phone/acts.ts'
import { makeKey, publicOf } from '../../tools/phone/keys.ts'
import { byFetch } from '../../tools/phone/line.ts'
import { moveAddress } from '../../tools/phone/moving.ts'
import { openSpeaker, type Speaker } from '../../tools/phone/speaker.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { appAmongOthers } from '../town/without-app.ts'
import { adding, type Person } from './pc-and-phone.ts'
import { addsPhone, atNumber, brings, numberOn } from './phone-that-approves.ts'

let town: Town
/** Done once, just before the statement of this name is sent. */
let meanwhile: { readonly before: string; readonly does: () => Promise<unknown> } | undefined

/** The same database, with something that happens at the worst moment. */
const interrupted = (database: Database): Database => ({
  ...database,
  async send(name, ...rest) {
    const now = meanwhile?.before === name ? meanwhile : undefined
    if (now) meanwhile = undefined
    await now?.does()
    return database.send(name, ...rest)
  },
})

beforeAll(async () => {
  town = await openTown({
    database: interrupted(await townDatabase()),
    example: 'demo',
    change: appAmongOthers,
  })
})
afterAll(() => town.close())

interface OnItsWay {
  readonly speaker: Speaker
  readonly comesToStand: () => Promise<unknown>
}

/** The account moves to it: the old phone has only to give. */
async function moving(person: Person): Promise<OnItsWay> {
  const old = await addsPhone(town, person)
  const offered = await acts.move(old.speaker)
  const picture = moveAddress(town.origin, offered.code, publicOf(offered.key))
  const { code } = await acts.peekMove(byFetch, town.origin, picture)
  const now = () => town.moment().now.getTime() / 1000
  const speaker = openSpeaker({
    at: town.origin,
    n: 0,
    line: byFetch,
    now,
    keep: () => undefined,
    key: makeKey(),
  })
  const lock = { kind: 'pin', key: makeKey(), half: 'A'.repeat(43) } as const
  await acts.claimMove(speaker, { code, lock, name: 'iPhone', system: 'other' }, makeKey())
  const came = await acts.newcomer(old.speaker)
  if (!came) throw new Error('Nobody has come')
  await acts.showMove(old.speaker, offered.key, came)
  const giving = { key: offered.key, came, accounts: [], lock: old.lock }
  return { speaker, comesToStand: () => acts.giveMove(old.speaker, giving) }
}

/** It has approved its test: the page it is added by has only to go on. */
async function added(person: Person): Promise<OnItsWay> {
  const pc = await adding(town, person, 'push')
  const { speaker, approve } = await brings(town, pc)
  expect(await approve({ number: numberOn(pc) })).toBe('approved')
  return { speaker, comesToStand: () => pc.answer({}) }
}

/** One of each for who looks, and one for who listens. */
const people = (looks: string, listens: string): readonly [Person, Person] => {
  const [one = '', other = ''] = [looks, listens].map((ending) => `+47999999${ending}`)
  return [
    { login: logins[looks] ?? '', number: one },
    { login: logins[listens] ?? '', number: other },
  ]
}
const logins: Readonly<Record<string, string>> = {
  44: 'kari.nordmann@fjordvik.example',
  45: 'ola.nordmann@fjordvik.example',
  46: 'ase.sather@fjordvik.example',
  47: 'bjorn.odegard@fjordvik.example',
  48: 'siri.ohara@fjordvik.example',
  49: 'li@fjordvik.example',
  61: 'aile.cahppe@fjordvik.kommune.example',
  62: 'torbjorn.fjelltveit@fjordvik.kommune.example',
}

describe.each([
  ['a move', 'find a move by phone', moving, people('44', '45')],
  ['a move', 'hear a phone that an account moves to', moving, people('46', '47')],
  ['an adding', 'find what a new phone was added by', added, people('48', '49')],
  ['an adding', 'hear a phone that is being added', added, people('61', '62')],
] as const)('in %s, one that comes to stand before «%s»', (_what, before, begins, whose) => {
  const [looks, listens] = whose

  it('looks, and is told that it stands', async () => {
    const { speaker, comesToStand } = await begins(looks)
    meanwhile = { before, does: comesToStand }
    expect(await acts.look(speaker)).toMatchObject({ state: 'stands' })
    expect(meanwhile).toBeUndefined()
    // Its message was counted once, and the next one comes after it.
    expect(await acts.look(speaker)).toMatchObject({ state: 'stands' })
  })

  it('listens, and goes on listening for its person', async () => {
    const { speaker, comesToStand } = await begins(listens)
    meanwhile = { before, does: comesToStand }
    const line = (await speaker.hear())[Symbol.asyncIterator]()
    expect(meanwhile).toBeUndefined()
    // The line of one that is on its way hears nothing of its person.
    const told = line.next()
    await atNumber(town, listens)
    expect(await told).toMatchObject({ done: false, value: 'moved' })
    await line.return?.()
  })
})
