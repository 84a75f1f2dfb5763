import { beforeEach, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { openKeyring } from '../../lib/seal.ts'
import { statement } from '../../store/database.ts'
import type { Moment } from '../moment.ts'
import { noRinger } from '../approving/no-ringer.ts'
import { noPhones } from '../phones/no-phones.ts'
import type { Try } from './counts.ts'
import { forgive, takeBack } from './forgiving.ts'
import { type Counted, countTry, forgetOldCounts, unlock } from './throttles.ts'

/** What of a count may be told: whether it waits, and how long. */
async function tries(moment: Moment, tried: Try): Promise<Pick<Counted, 'waitUntil' | 'rests'>> {
  const { waitUntil, rests } = await countTry(moment, tried)
  return waitUntil ? { waitUntil, ...(rests && { rests }) } : {}
}

const db = await townDatabase()
const rowsNow = statement<{ count: number }>('rows', 'select count(*) as count from throttles')
const empty = statement('empty', 'truncate throttles')
beforeEach(() => empty.count(db))

const start = new Date('2027-03-01T08:00:00Z')
let now = start
beforeEach(() => {
  now = start
})

const moment = (address = '192.0.2.1', browser = 'browser-of-eve'): Moment => ({
  now,
  db,
  house: {
    db,
    keys: openKeyring(Buffer.alloc(32, 1)),
    address: new URL('https://id.example'),
    epoch: () => 1,
    configuration: () => expect.unreachable(),
    factors: [],
    phones: noPhones,
    ringer: noRinger,
    passkeyDomain: 'id.example',
    passwords: {
      decoy: '',
      hash: () => expect.unreachable(),
      verify: () => expect.unreachable(),
    },
  },
  language: 'nb',
  from: { address, networks: [] },
  browser,
})

const kari: Try = { purpose: 'password', account: 'kari@fjordvik.example', familiar: false }
const fromHome = () => ({ ...kari, familiar: true, browser: 'browser-of-kari' })
let addresses = 0
/** Another address each time, so that only what is under test counts. */
const anywhere = () => moment(`198.51.${Math.floor(++addresses / 250) % 250}.${addresses % 250}`)

async function failUntilHeld(tried: Try): Promise<number> {
  for (let judged = 0; ; judged++) {
    const { waitUntil } = await tries(anywhere(), tried)
    if (waitUntil) return judged
  }
}

/** Fails as soon as it is allowed, so many times, and gives the waits in seconds. */
async function failPatiently(tried: Try, times: number): Promise<number[]> {
  const waits: number[] = []
  while (times > 0) {
    const { waitUntil, rests } = await tries(anywhere(), tried)
    if (rests) break
    if (waitUntil) {
      waits.push((waitUntil.getTime() - now.getTime()) / 1000)
      now = waitUntil
    } else times--
  }
  return waits
}

test('the first tries cost nothing, then each wait is twice the last, up to fifteen minutes', async () => {
  expect(await failPatiently(kari, 16)).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900])
})

test('a try that is given back leaves no wait, and the wrong ones before it keep theirs', async () => {
  const giveBack = async () => {
    const here = anywhere()
    await tries(here, kari)
    await takeBack(here, kari)
  }
  await failPatiently(kari, 4)
  for (let times = 0; times < 10; times++) await giveBack()
  expect(await tries(anywhere(), kari)).toEqual({})
  const held = await tries(anywhere(), kari)
  now = held.waitUntil ?? expect.unreachable()
  await giveBack()
  expect(await tries(anywhere(), kari)).toEqual({ waitUntil: secondsAfter(now, 10) })
})

test('a rest that is given back is no rest', async () => {
  await failPatiently(kari, 99)
  now = secondsAfter(now, 900)
  const here = anywhere()
  await tries(here, kari)
  expect((await tries(anywhere(), kari)).rests).toBe(true)
  await takeBack(here, kari)
  expect(await tries(anywhere(), kari)).toEqual({ waitUntil: secondsAfter(now, 900) })
})

test('tries while waiting are not judged, do not lengthen the wait and do not count as wrong', async () => {
  const judged = await failUntilHeld(kari)
  const first = await tries(anywhere(), kari)
  for (let i = 0; i < 200; i++) expect(await tries(anywhere(), kari)).toEqual(first)
  now = first.waitUntil ?? expect.unreachable()
  expect(await tries(anywhere(), kari)).toEqual({})
  expect(judged).toBe(5)
})

test('a name that nobody has waits exactly as long as one that somebody has', async () => {
  const nobody = { ...kari, account: 'nobody@fjordvik.example' }
  const known = await failPatiently(kari, 12)
  now = start
  expect(await failPatiently(nobody, 12)).toEqual(known)
})

test('strangers cannot keep anybody out of a browser that knows them', async () => {
  await failPatiently(kari, 60)
  await failUntilHeld(kari)
  expect(await tries(moment('192.0.2.9'), fromHome())).toEqual({})
})

test('a browser that knows somebody is still counted, by itself', async () => {
  expect(await failUntilHeld(fromHome())).toBe(5)
  expect(await tries(anywhere(), kari)).toEqual({})
  expect(await tries(anywhere(), { ...fromHome(), browser: 'another' })).toEqual({})
})

test('without a browser nobody is familiar', async () => {
  await failUntilHeld(kari)
  const { browser: _, ...nameless } = anywhere()
  expect((await tries(nameless, { ...kari, familiar: true })).waitUntil).toBeDefined()
})

test('at a hundred in a row the password rests, for strange browsers only, until another proof', async () => {
  expect(await failPatiently(kari, 99)).not.toContain(Infinity)
  await failPatiently(kari, 1)
  const rest = await tries(anywhere(), kari)
  expect(rest.rests).toBe(true)
  now = secondsAfter(now, 400 * 86_400)
  await forgetOldCounts(anywhere())
  expect((await tries(anywhere(), kari)).rests).toBe(true)
  expect(await tries(anywhere(), fromHome())).toEqual({})
  await unlock(anywhere(), kari)
  expect(await tries(anywhere(), kari)).toEqual({})
})

test('a start code never rests: there is no other proof that could unlock it', async () => {
  const code: Try = { purpose: 'start-code', account: 'kari@fjordvik.example', familiar: false }
  expect(await failPatiently(code, 250)).not.toContain(Infinity)
  const held = await tries(anywhere(), code)
  expect(held.rests).toBeUndefined()
  now = held.waitUntil ?? expect.unreachable()
  expect(await tries(anywhere(), code)).toEqual({})
})

test('a right answer wipes the row, and not the thirty days', async () => {
  for (let day = 0; day < 27; day++) {
    now = secondsAfter(start, day * 86_400)
    expect(Math.max(...(await failPatiently(kari, 11)))).toBe(320)
    now = secondsAfter(now, 3600)
    expect(await tries(anywhere(), kari)).toEqual({})
    await forgive(anywhere(), kari)
  }
  // 297 wrong ones so far, and as many right ones between: three more are all there is.
  expect(await failPatiently(kari, 3)).toEqual([])
  const held = await tries(anywhere(), kari)
  expect(held).toEqual({ waitUntil: secondsAfter(start, 30 * 86_400) })
  await unlock(anywhere(), kari)
  expect(await tries(anywhere(), kari)).toEqual(held)
  expect(await tries(anywhere(), fromHome())).toEqual({})
  now = held.waitUntil ?? expect.unreachable()
  expect(await tries(anywhere(), kari)).toEqual({})
})

test('right answers leave nothing behind: a whole town hall signs in from one address', async () => {
  for (let person = 0; person < 260; person++) {
    const tried = { ...kari, account: `person ${person}` }
    expect(await tries(moment(), tried)).toEqual({})
    await forgive(moment(), tried)
  }
})

test('one address that guesses at many waits, and every other address goes on', async () => {
  const all = Array.from({ length: 200 }, (_, at) => ({ ...kari, account: `person ${at}` }))
  for (const tried of all) expect(await tries(moment(), tried)).toEqual({})
  const held = await tries(moment(), kari)
  expect(held.waitUntil).toEqual(secondsAfter(start, 300))
  expect(held.rests).toBeUndefined()
  expect(await tries(moment('192.0.2.2'), kari)).toEqual({})
  expect(await tries(moment(), fromHome())).toEqual({})
  now = secondsAfter(start, 300)
  expect(await tries(moment(), kari)).toEqual({})
})

test('all addresses of one IPv6 customer count as one', async () => {
  for (let at = 0; at < 200; at++) {
    const tried = { ...kari, account: `person ${at}` }
    expect(await tries(moment(`2001:db8:0:1::${at.toString(16)}`), tried)).toEqual({})
  }
  expect((await tries(moment('2001:db8:0:1:ffff::1'), kari)).waitUntil).toBeDefined()
  expect((await tries(moment('2001:db8::1:0:0:0:9'), kari)).waitUntil).toBeDefined()
  expect(await tries(moment('2001:db8:0:2::1'), kari)).toEqual({})
})

test('one password tried on everybody is held back, whatever the name and the address', async () => {
  const spray = (at: number) => ({ ...kari, account: `person ${at}`, secret: 'Sommer2026!' })
  for (let at = 0; at < 60; at++) expect(await tries(anywhere(), spray(at))).toEqual({})
  expect((await tries(anywhere(), spray(61))).waitUntil).toBeDefined()
  expect(await tries(anywhere(), { ...spray(61), secret: 'another' })).toEqual({})
})

test('what is turned away by one count is not held against another', async () => {
  for (let at = 0; at < 200; at++) await tries(moment(), { ...kari, account: `person ${at}` })
  for (let at = 0; at < 20; at++) {
    expect((await tries(moment(), kari)).waitUntil).toBeDefined()
  }
  expect(await failUntilHeld(kari)).toBe(5)
})

test('a hundred tries in one packet are judged as few times as one after another', async () => {
  const many = await Promise.all(Array.from({ length: 100 }, () => countTry(moment(), kari)))
  expect(many.filter((one) => !one.waitUntil)).toHaveLength(5)
})

test('tries at many accounts at once never lock each other out for good', async () => {
  const many = Array.from({ length: 120 }, (_, at) =>
    countTry(anywhere(), { ...kari, account: `person ${at % 7}`, secret: `${at % 5}` }),
  )
  expect(await Promise.all(many)).toHaveLength(120)
})

test('six digits rest after ten wrong ones, and new digits do not give new tries without end', async () => {
  const pin: Try = { purpose: 'pin', account: 'person', familiar: false }
  let judged = 0
  for (let round = 0; round < 20; round++) {
    for (let tried = 0; tried < 30; tried++) {
      const { waitUntil, rests } = await tries(anywhere(), pin)
      if (rests || secondsAfter(now, 900) < (waitUntil ?? now)) break
      if (waitUntil) now = waitUntil
      else judged++
    }
    if (round === 0) expect(judged).toBe(10)
    await unlock(anywhere(), pin)
  }
  expect(judged).toBe(50)
})

test('counting is one statement, and does not wait for the disk', async () => {
  const sent: unknown[] = []
  const watched: typeof db = {
    ...db,
    send: (name, text, values, how) => {
      sent.push(how)
      return db.send(name, text, values, how)
    },
  }
  await tries({ ...moment(), house: { ...moment().house, db: watched } }, kari)
  expect(sent).toEqual(['quick'])
})

test('a count that nobody adds to is forgotten after a month', async () => {
  await tries(moment(), kari)
  now = secondsAfter(start, 29 * 86_400)
  expect(await forgetOldCounts(moment())).toBe(0)
  now = secondsAfter(start, 31 * 86_400)
  await forgetOldCounts(moment())
  expect((await rowsNow.row(db))?.count).toBe(0)
})
