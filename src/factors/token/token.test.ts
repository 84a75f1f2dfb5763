import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { openFactorStage, today } from '../../../test/factors/factor-stage.ts'
import {
  aboutIn,
  answered,
  factorSuite,
  setUp,
  setUpSuite,
} from '../../../test/factors/factor-suite.ts'
import { townDatabase } from '../../../test/town/database.ts'
import { importTokens, type TokenKept } from '../../domain/methods/tokens.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { token } from './token.ts'

const stage = openFactorStage({ db: await townDatabase() })
const { enrol = token.prove } = token

const seeds = {
  'FTK-0001': '3132333435363738393031323334353637383930',
  'FTK-0002': '3938373635343332313039383736353433323130',
}
await importTokens(
  stage.moment(),
  ['serial,seed,digits,period,hash', `FTK-0001,${seeds['FTK-0001']},8,60,sha256`]
    .concat(`FTK-0002,${seeds['FTK-0002']},6,30,sha1`)
    .join('\n'),
)

const made = { digits: 8, stepSeconds: 60, hash: 'sha256' } as const
const kept = (seed = seeds['FTK-0001']): TokenKept => ({
  key: Buffer.from(seed, 'hex').toString('base64'),
  ...made,
  after: 0,
})

/** What the token shows, when its own clock says this; worked out apart from the factor. */
const shows = (at: Date, seed = seeds['FTK-0001']): string =>
  new TOTP({ secret: Secret.fromHex(seed), digits: 8, period: 60, algorithm: 'SHA256' }).generate({
    timestamp: at.getTime(),
  })

factorSuite(
  {
    factor: token,
    keeps: async () => ({ mine: kept(), another: kept(seeds['FTK-0002']) }),
    right: (_about, now) => ({ code: shows(now).replace(/(....)/, ' $1 ') }),
    wrong: ['１２３４５６７８', '+1234567', '1234567', '123456789', '0x1E2401', '12-34-56'].map(
      (code) => ({ code }),
    ),
    empty: [{}, { code: '' }, { code: ' \u00a0\t' }, { name: 'FTK-0001' }],
  },
  stage,
)

const holding = {
  factor: token,
  steps: [(_about: unknown, now: Date) => ({ name: ' ftk 0001 ', code: shows(now) })],
  wrong: { name: 'FTK-0001', code: '12345678' },
}
setUpSuite(holding, stage)

const judge = (has: TokenKept, code: string, now = today) => {
  const method = { id: 'm', factor: 'token', ageSeconds: 1, kept: has }
  const about = aboutIn<TokenKept>('one', { method, mine: [method] })
  return token.prove.check(answered({ code }), about, stage.moment(now))
}

async function keptAfter(has: TokenKept, code: string, now = today): Promise<TokenKept> {
  const outcome = await judge(has, code, now)
  if (outcome.is !== 'right' || !outcome.keep) return expect.unreachable(outcome.is)
  return outcome.keep
}

test('a token is found by its number, and makes its codes as its vendor says', async () => {
  const outcome = await setUp(holding, aboutIn<TokenKept>('one'), stage.moment())
  expect(outcome).toMatchObject({
    is: 'right',
    keep: { ...made, key: kept().key },
    handle: 'FTK0001',
    label: '0001',
  })
})

test('a number that no token has is as wrong as a code that is', async () => {
  const about = aboutIn<TokenKept>('one')
  const answers = [
    { name: 'FTK-0009', code: shows(today) },
    { name: 'FTK-0002', code: shows(today) },
    { name: '???', code: shows(today) },
    { name: 'FTK-0001', code: '00000000' },
  ]
  for (const answer of answers)
    expect(await enrol.check(answered(answer), about, stage.moment())).toEqual({ is: 'wrong' })
})

test('the number and the code are both asked for, before anything is counted', () => {
  const about = aboutIn<TokenKept>('one')
  const missing = (answer: object) => enrol.missing(answered(answer), about, stage.moment())
  expect(missing({ code: '12345678' })).toEqual({ code: 'serial-missing', field: 'name' })
  expect(missing({ name: ' ', code: '12345678' })?.field).toBe('name')
  expect(missing({ name: 'FTK-0001' })).toEqual({ code: 'code-missing', field: 'code' })
  expect(missing({ name: 'FTK-0001', code: '12345678' })).toBeUndefined()
  expect(enrol.screen(about, stage.moment())).toMatchObject({ by: 'token', asksSerial: true })
})

test('a code works once, and takes with it what was older', async () => {
  const has = await keptAfter(kept(), shows(today))
  for (const seconds of [0, -60]) {
    const again = await judge(has, shows(secondsAfter(today, seconds)))
    expect(again).toMatchObject({ is: 'wrong', problem: { code: 'code-used' } })
  }
  expect((await judge(has, shows(secondsAfter(today, 60)), secondsAfter(today, 60))).is).toBe(
    'right',
  )
})

test('a clock that is a step ahead or behind is followed, and never by more than a step', async () => {
  for (const way of [1, -1]) {
    const off = (steps: number, now: Date) => shows(secondsAfter(now, way * steps * 60))
    let has = await keptAfter(kept(), off(1, today))
    expect(has.drift).toBe(way)
    const later = secondsAfter(today, 600)
    has = await keptAfter(has, off(2, later), later)
    expect(has.drift).toBe(way)
    const last = secondsAfter(today, 1200)
    expect((await judge(has, off(3, last), last)).is).toBe('wrong')
    expect((await judge(has, off(-1, last), last)).is).toBe('wrong')
    expect((await keptAfter(has, off(0, last), last)).drift).toBeUndefined()
  }
})

test('what is wrong moves nothing', async () => {
  const far = secondsAfter(today, 120)
  const outcome = await judge(kept(), shows(far))
  expect(outcome).toEqual({ is: 'wrong' })
})
