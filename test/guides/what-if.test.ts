// What the four guides promise about who is asked for what, and where, as tables: each row is asked
// of the example file as it stands, through the walk that the door itself makes.
import { describe, expect, it, test } from 'vitest'
import { inOneLine, openExample, type Asked, type Somebody } from './asked.ts'

type Row = readonly [
  says: string,
  who: Somebody,
  asked: Parameters<Asked['foretell']>[1],
  meets: string,
  rule: string,
]

function table(example: string, domain: string, rows: readonly Row[]): void {
  const opened = openExample(example, domain)
  for (const [says, who, asked, meets, rule] of rows)
    test(says, async () => {
      const foretold = await (await opened).foretell(who, asked)
      expect([inOneLine(foretold), foretold.rule.id]).toEqual([meets, rule])
    })
}

const mobile = '198.51.100.20'
const home = '192.0.2.77'
const home6 = '2001:db8:ffff::7'

describe('the retail group', () => {
  const all: Somebody = { has: ['password', 'sms', 'question'] }
  table('nano', 'fjordvik.example', [
    [
      'in the shop the password is enough',
      all,
      { address: '10.40.3.9', application: 'epost' },
      'who, password: in with 1fa',
      'butikkene',
    ],
    [
      'in the shop over IPv6 too',
      all,
      { address: '2001:db8:40::9' },
      'who, password: in with 1fa',
      'butikkene',
    ],
    [
      'at home a second proof is asked for',
      all,
      { address: home, application: 'epost' },
      'who, password, sms: in with 2fa',
      'alle',
    ],
    [
      'on the mobile network too',
      all,
      { address: mobile, application: 'epost' },
      'who, password, sms: in with 2fa',
      'alle',
    ],
    [
      'in the shop with the first password, phone and question are set up',
      { has: ['password'], number: '+4799999944' },
      { address: '10.40.3.9' },
      'who, password, sets up sms, sets up question, summary: in with 2fa',
      'butikkene',
    ],
    [
      'whoever uses a code app is asked for that one',
      { has: ['password', 'sms', 'totp', 'question'], prefers: 'totp' },
      { address: home },
      'who, password, totp: in with 2fa',
      'alle',
    ],
    [
      'the question stands in where nothing else is set up',
      { has: ['password', 'question'], number: '+4799999944' },
      { address: home },
      'who, password, question, sets up sms, summary: in with 2fa',
      'alle',
    ],
    [
      'an application that asks for two is given two, in the shop as well',
      all,
      { address: '10.40.3.9', application: 'epost', wants: 'urn:portvakt:2fa' },
      'who, password, sms: in with 2fa',
      'butikkene',
    ],
    [
      'an application that is for others lets nobody in',
      { groups: 'ledere', has: ['password', 'sms', 'question'] },
      { address: home, application: 'timer' },
      'who, password, sms: application-not-yours',
      'alle',
    ],
    [
      'once nobody answers for the shops any more, they are as any place',
      all,
      { address: '10.40.3.9', at: '2028-01-01T07:00:00Z' },
      'who, password, sms: in with 2fa',
      'butikkene',
    ],
  ])
})

describe('the municipality', () => {
  const both: Somebody = { has: ['password', 'totp', 'sms'] }
  const begins: Somebody = { has: ['password'] }
  const office = '10.20.1.1'
  const doctors = '10.20.30.9'
  table('kommune', 'fjordvik.kommune.example', [
    [
      'at the office no code is asked for',
      both,
      { address: office, application: 'epost' },
      'who, password: in with 1fa',
      'kommunens-nettverk',
    ],
    [
      'at the office over IPv6 neither',
      both,
      { address: '2001:db8:20:1::7', application: 'epost' },
      'who, password: in with 1fa',
      'kommunens-nettverk',
    ],
    [
      'at home a code is',
      both,
      { address: home, application: 'epost' },
      'who, password, totp: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'at home over IPv6 as well',
      both,
      { address: home6, application: 'epost' },
      'who, password, totp: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'on the mobile network as well',
      both,
      { address: mobile, application: 'epost' },
      'who, password, totp: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'on the way to the start page it is the same',
      both,
      { address: home },
      'who, password, totp: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'in the doctors’ office a code is asked for, inside the network',
      both,
      { address: doctors, application: 'epost' },
      'who, password, totp: in with 2fa',
      'legekontoret',
    ],
    [
      'in the doctors’ office over IPv6 as well',
      both,
      { address: '2001:db8:20:30::5' },
      'who, password, totp: in with 2fa',
      'legekontoret',
    ],
    [
      'whoever chose the phone first is asked for a message',
      { ...both, prefers: 'sms' },
      { address: home },
      'who, password, sms: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'at the office both methods are set up, and may wait',
      begins,
      { address: office, application: 'epost' },
      'who, password, sets up totp or waits, sets up sms or waits, summary: in with 2fa',
      'kommunens-nettverk',
    ],
    [
      'in the doctors’ office they may not wait',
      { ...begins, number: '+4799999944' },
      { address: doctors },
      'who, password, sets up sms, sets up totp, summary: in with 2fa',
      'legekontoret',
    ],
    [
      'at home they may not either, and begin with the known number',
      { ...begins, number: '+4799999944' },
      { address: home },
      'who, password, sets up sms, sets up totp, summary: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'at home nobody begins with a password alone',
      begins,
      { address: home },
      'who, password: not-enough-proven',
      'alle-andre-steder',
    ],
    [
      'one of two is not enough',
      { has: ['password', 'totp'] },
      { address: home },
      'who, password, totp, sets up sms, summary: in with 2fa',
      'alle-andre-steder',
    ],
  ])
})

test.each([
  ['at the office', '10.20.1.1', 30],
  ['at home', home, 30],
  ['never in the doctors’ office', '10.20.30.9', undefined],
])('«Forbli innlogget» is offered by the municipality %s', async (_where, address, days) => {
  const opened = await openExample('kommune', 'fjordvik.kommune.example')
  const { need } = await opened.foretell({ has: ['password', 'totp', 'sms'] }, { address })
  expect(need.staySeconds).toBe(days === undefined ? undefined : days * 86_400)
})

test.each([
  ['at home', home, 30],
  ['nowhere that a password is enough', '10.20.9.9', undefined],
])(
  '«Stol på denne nettleseren» is offered by the one with the short address %s',
  async (_where, address, days) => {
    const opened = await openExample('alstahaug', 'fjordvik.kommune.example')
    const { need } = await opened.foretell({ has: ['password', 'totp', 'sms'] }, { address })
    expect(need.rememberSeconds).toBe(days === undefined ? undefined : days * 86_400)
  },
)

describe('«Hopp over» in the municipality', () => {
  const begins: Somebody = { has: ['password'] }
  const opened = openExample('kommune', 'fjordvik.kommune.example')
  const waits = async (days: number) => {
    const at = new Date(Date.parse('2027-03-01T07:00:00Z') + days * 86_400_000).toISOString()
    const who = { ...begins, putOff: { wish: 'app', at: '2027-03-01T07:00:00Z' } }
    const { steps } = await (await opened).foretell(who, { address: '10.20.1.1', at })
    return steps.find(({ wish }) => wish === 'app')?.mayPutOff
  }

  it('says how many days are left, and is gone with the last of them', async () => {
    expect(await waits(0)).toEqual({ daysLeft: 7 })
    expect(await waits(5)).toEqual({ daysLeft: 2 })
    expect(await waits(8)).toBeUndefined()
  })
})

it('tells why the zone’s own rule is not the one at the office, and at home neither of two', async () => {
  const opened = await openExample('kommune', 'fjordvik.kommune.example')
  const passed = async (address: string) =>
    (await opened.foretell({ has: ['password'] }, { address })).passed.map(({ rule, miss }) => [
      rule.id,
      miss,
    ])
  expect(await passed('10.20.30.9')).toEqual([])
  expect(await passed('10.20.1.1')).toEqual([['legekontoret', 'other-place']])
  expect(await passed(home)).toEqual([
    ['legekontoret', 'other-place'],
    ['kommunens-nettverk', 'other-place'],
  ])
})

describe('the municipality that sends everybody to the short address', () => {
  const both: Somebody = { has: ['password', 'totp', 'sms'] }
  table('alstahaug', 'fjordvik.kommune.example', [
    [
      'at the office no code is asked for',
      both,
      { address: '10.20.9.9', application: 'epost' },
      'who, password: in with 1fa',
      'kommunens-nettverk',
    ],
    [
      'at home one is',
      both,
      { address: home, application: 'epost' },
      'who, password, totp: in with 2fa',
      'alle-andre-steder',
    ],
    [
      'at the office both are set up at once, and nobody puts them off',
      { has: ['password'] },
      { address: '10.20.9.9' },
      'who, password, sets up totp, sets up sms, summary: in with 2fa',
      'kommunens-nettverk',
    ],
  ])
})

describe('the university', () => {
  const agent: Somebody = { groups: 'ansatte,operatorer', has: ['password', 'totp'] }
  const other: Somebody = { groups: 'ansatte', has: ['password', 'totp'] }
  const help = 'fjordvik-hjelp'
  table('ntnu', 'fjordvik.university.example', [
    [
      'an operator is asked for a code in the service desk',
      agent,
      { application: help, address: home },
      'who, password, totp: in with 2fa',
      'operatorer',
    ],
    [
      'others come in to the same with a password',
      other,
      { application: help, address: home },
      'who, password: in with 1fa',
      'alle',
    ],
    [
      'an operator who goes elsewhere is as everybody',
      agent,
      { address: home },
      'who, password: in with 1fa',
      'alle',
    ],
    [
      'an operator without a method sets one up, of their own choice',
      { ...agent, has: ['password'] },
      { application: help },
      'who, password, sets up choose: in with phishing-resistant',
      'operatorer',
    ],
    [
      'an operator with a phone is sent a message',
      { ...agent, has: ['password', 'sms'] },
      { application: help },
      'who, password, sms: in with 2fa',
      'operatorer',
    ],
    [
      'others are asked for two where the application asks for it',
      other,
      { application: help, wants: 'urn:portvakt:2fa' },
      'who, password, totp: in with 2fa',
      'alle',
    ],
  ])
})
