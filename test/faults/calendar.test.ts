// FLT-CLK-3: nights that are an hour longer or shorter, a second that comes twice, leap days, the
// turn of the year and the day that 32 bits run out. What lives so long lives so long, no length is
// below nothing, rules go by the clock on the wall, and all that is written down is in UTC.
import { existsSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { afterAll, expect, test } from 'vitest'
import { sealEvents } from '../../src/domain/events/event-seals.ts'
import { openEventSigner } from '../../src/domain/events/event-signer.ts'
import { importPeople } from '../../src/domain/importing/import-people.ts'
import { invite, readLetter } from '../../src/domain/people/invitations.ts'
import { decide, type PolicyRule } from '../../src/domain/policy/deciding.ts'
import { onwards, secondsAfter, secondsBetween } from '../../src/lib/clock.ts'
import { wallTime } from '../../src/lib/time/wall-clock.ts'
import { eventsBetween } from '../../src/store/event-seals.ts'
import { townAddress, townDatabase } from '../town/database.ts'
import { fjordvik, townHouse } from '../town/house.ts'
import { publicAddress } from '../town/node-order.ts'
import { balanced, type Nodes, openNodes } from '../town/nodes.ts'
import { visitor, type Way } from '../town/visitor.ts'
import { faultTown } from './fault-town.ts'
import { askForCode, redeem, refresh, tokensIn } from './flows.ts'
import { colleague } from './people.ts'

// Where the machine stands must not matter: here the nights of summer time are long and short.
const zone = process.env['TZ']
process.env['TZ'] = 'Europe/Oslo'
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const moments = [
  ['before the hour that is left out', '2027-03-28T00:59:59Z'],
  ['in the hour that comes twice', '2027-10-31T00:30:00Z'],
  ['on a leap day', '2028-02-29T23:59:59Z'],
  ['at the end of a month', '2027-01-31T23:59:59Z'],
  ['at the turn of the year', '2027-12-31T22:59:59Z'],
  ['when 32 bits run out', '2038-01-19T03:14:07Z'],
] as const

const need = { proofs: 1, resistsPhishing: false, accepts: ['password'], letterAlone: false }
const town = await townHouse(await townDatabase(), {
  ...fjordvik,
  lives: { letter: '90 days', pin: '90 days' },
})

test.each(moments)(
  'a letter that is sent %s lives for ninety days to the second',
  async (_day, at) => {
    const now = new Date(at)
    const login = `ny-${now.getTime()}@fjordvik.example`
    const list = `Fornavn;Etternavn;Brukernavn;E-post\nKari;Nordmann;${login};${login}`
    const [made] = (await importPeople(town.at(now), list)).made
    const letter = await invite(town.at(now), made?.id ?? '', { channel: 'paper' })
    if (letter.is !== 'invited') throw new Error(letter.because)
    expect(secondsBetween(now, letter.expiresAt)).toBe(90 * 86_400)
    const stateAfter = async (seconds: number): Promise<unknown> =>
      (await readLetter(town.at(secondsAfter(now, seconds)), letter.token)).state
    expect(await stateAfter(90 * 86_400 - 1)).toBe('fresh')
    expect(await stateAfter(90 * 86_400)).toBe('expired')
    await sealEvents(town.at(now), { signer: await openEventSigner(town.at(now)) })
    const rows = await eventsBetween(town.house.db, { since: 1, upto: 1000, limit: 1000 })
    const written = rows.filter(({ kind }) => kind === 'letter.sent').at(-1)
    expect(`${written?.at.slice(0, 19)}Z`).toBe(at)
  },
)

const last: PolicyRule = { id: 'last', need }
const decidedAt = (when: NonNullable<PolicyRule['when']>, at: string): boolean => {
  const rules = [{ id: 'times', when, need }, last]
  return decide({ rules }, { errand: {}, at: wallTime(new Date(at)) }).rule.id === 'times'
}

test('a rule of the night holds all night, also when that is an hour longer or shorter', () => {
  const night = { days: ['saturday'], from: '22:00', until: '06:00' }
  for (const [begins, ends] of [
    ['2027-03-27T21:00:00Z', '2027-03-28T04:00:00Z'],
    ['2027-10-30T20:00:00Z', '2027-10-31T05:00:00Z'],
  ] as const) {
    const hours = secondsBetween(new Date(begins), new Date(ends)) / 3600
    for (let hour = -1; hour <= hours; hour += 0.25) {
      const at = secondsAfter(new Date(begins), hour * 3600).toISOString()
      expect(decidedAt(night, at), at).toBe(hour >= 0 && hour < hours)
    }
  }
})

test('an hour that is left out is no time of a rule, and one that comes twice is so both times', () => {
  const small = { from: '02:00', until: '03:00' }
  expect(decidedAt(small, '2027-03-28T00:59:59Z')).toBe(false)
  expect(decidedAt(small, '2027-03-28T01:00:00Z')).toBe(false)
  expect(decidedAt(small, '2027-10-31T00:00:00Z')).toBe(true)
  expect(decidedAt(small, '2027-10-31T01:59:59Z')).toBe(true)
  expect(decidedAt(small, '2027-10-31T02:00:00Z')).toBe(false)
})

test('what ends on a day ends at midnight on the wall, on a day of 23 hours and of 25', () => {
  const lastDay = (expires: string, at: string): boolean => {
    const rules = [
      { id: 'until', expires, need },
      { ...last, need: { ...need, proofs: 2 } },
    ]
    return decide({ rules }, { errand: {}, at: wallTime(new Date(at)) }).tightened === undefined
  }
  for (const [day, midnight] of [
    ['2027-03-28', '2027-03-28T22:00:00Z'],
    ['2027-10-31', '2027-10-31T23:00:00Z'],
    ['2028-02-29', '2028-02-29T23:00:00Z'],
  ] as const) {
    expect(lastDay(day, secondsAfter(new Date(midnight), -1).toISOString()), day).toBe(true)
    expect(lastDay(day, midnight), day).toBe(false)
  }
})

test('a second that comes twice, and a clock that is set right, take no time back', () => {
  const end = Date.parse('2026-12-31T23:59:59.990Z')
  // 23:59:60 has no number of its own: the last second is counted a second time.
  const told = [end, end + 9, end - 980, end - 500, end + 5, end + 20, end - 300_000, end + 21]
  const clock = onwards({ now: () => new Date(told.shift() ?? 0) })
  const read = [...told].map(() => clock.now().getTime())
  expect(read).toEqual([0, 9, 9, 9, 9, 20, 20, 21].map((more) => end + more))
})

let nodes: Nodes | undefined
afterAll(() => nodes?.close())

test.skipIf(!existsSync('/usr/bin/faketime'))(
  'a server at the moment when 32 bits run out lets in, and its tokens live as long as ever',
  async () => {
    const address = await townAddress()
    const house = await faultTown(address)
    const person = await colleague(house.opened)
    const { masterKey } = house.toServe
    const faketime = '@2038-01-19 03:14:06'
    nodes = await openNodes({ database: address, smtpPort: 9, masterKey, count: 1, faketime })
    const standing = nodes
    const way: Way = (url, { method, headers, body }) =>
      balanced(standing, {
        method,
        target: url.pathname + url.search,
        headers: [
          ...headers,
          ...(body ? [['content-type', 'application/x-www-form-urlencoded'] as const] : []),
        ],
        body: body?.toString(),
        from: '192.0.2.7',
      })
    const browser = visitor(publicAddress, way)
    const tokens = tokensIn(await redeem(way, await askForCode(browser, person)))
    const { iat = 0, exp = 0, auth_time: shown } = decodeJwt(tokens.id_token)
    expect([iat > 2_147_000_000, exp - iat > 0, exp - iat <= 3600]).toEqual([true, true, true])
    expect(Number(shown ?? iat)).toBeGreaterThan(2_147_000_000)
    tokensIn(await refresh(way, tokens.refresh_token))
    expect((await browser.get('/')).text).toContain(person.login)
    expect(standing.faults).toEqual([])
  },
)
