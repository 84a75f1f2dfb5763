import { afterAll, expect, test } from 'vitest'
import type { Moment, PasswordLane } from '../domain/moment.ts'
import { openPasswordLane } from '../lib/hashing/password-lane.ts'
import { openKeyring } from '../lib/seal.ts'
import { answered, factorSuite, type FactorExample } from '../../test/factor-suite.ts'
import { factorNamed, factors } from './index.ts'
import { letterProof } from './letter/letter.ts'
import { password, type PasswordKept } from './password/password.ts'
import { pin } from './pin/pin.ts'

const keys = openKeyring(Buffer.alloc(32, 3))
const lane = openPasswordLane({ keys, threads: 2 })
afterAll(() => lane.close())

let work = 0
let isBusy = false
const counted: PasswordLane = {
  decoy: lane.decoy,
  hash: async (typed) => {
    work++
    return isBusy ? 'busy' : lane.hash(typed)
  },
  verify: async (typed, kept) => {
    work++
    return isBusy ? 'busy' : lane.verify(typed, kept)
  },
}

const today = new Date('2027-03-01T08:00:00Z')
const moment = (now = today): Moment => {
  const db = { send: () => expect.unreachable(), transaction: () => expect.unreachable() }
  return {
    now,
    db,
    house: {
      db,
      keys,
      address: new URL('https://id.example'),
      epoch: () => 1,
      configuration: () => expect.unreachable(),
      passwords: counted,
    },
    language: 'nb',
    from: { address: '192.0.2.1', networks: [] },
  }
}
const stage = { moment, work: () => work }

const hashed = async (typed: string): Promise<PasswordKept> => ({ hash: await lane.hash(typed) })

const passwordExample: FactorExample<PasswordKept> = {
  factor: password,
  keeps: async () => ({
    mine: await hashed('Blåbær og lyng 2'),
    another: await hashed('Tyttebær og mose 3'),
  }),
  right: { password: 'Blåbær og lyng 2' },
  wrong: [
    { password: 'blåbær og lyng 2' },
    { password: 'Blåbær og lyng' },
    { password: ' Blåbær og lyng 2' },
    { password: 'x'.repeat(8192) },
    { password: '\0' },
  ],
  empty: [{}, { password: '' }, { code: 'Blåbær og lyng 2' }],
}

const runsOutAt = new Date('2027-03-02T08:00:00Z')
const pinExample: FactorExample<{ pin: string; expiresAt: string }> = {
  factor: pin,
  keeps: async () => ({
    mine: { pin: '123456', expiresAt: runsOutAt.toISOString() },
    another: { pin: '123457', expiresAt: runsOutAt.toISOString() },
  }),
  right: { code: ' 123 456 ' },
  wrong: [
    '123457',
    '１２３４５６',
    '+123456',
    '123456.0',
    '0x1E240',
    '1.23456e5',
    '0123456',
    '1234567',
    '12345',
    '123-456',
    'nobody has this one',
    'nobodyhasthisone',
  ].map((code) => ({ code })),
  empty: [{}, { code: '' }, { code: ' \u00a0\t' }, { password: '123456' }],
  runsOutAt,
}

factorSuite(passwordExample, stage)
factorSuite(pinExample, stage)

test('every factor of the list is in the suite, under its own name', () => {
  const tried = [passwordExample, pinExample].map((example) => example.factor.name)
  expect(factors.map((factor) => factor.name)).toEqual(tried)
  for (const factor of factors) expect(factorNamed(factor.name)).toBe(factor)
  expect(factorNamed('letter')).toBeUndefined()
})

test('only a factor that everybody is asked for stands first', () => {
  expect(factors.filter((factor) => factor.first)).toEqual([password])
})

test('a full queue judges nothing', async () => {
  isBusy = true
  const about = { named: 'kari', screen: { mayStay: false, stay: false, again: false } }
  const outcome = await password.prove.check(answered({ password: 'x' }), about, moment())
  isBusy = false
  expect(outcome).toEqual({ is: 'busy' })
})

test('a password hashed at a lower cost is hashed anew when it is right, and only then', async () => {
  const { hash } = await hashed('Blåbær og lyng 2')
  const dated = { hash: await atHalfTheCost(hash) }
  const method = { id: 'm', factor: 'password', ageSeconds: 1, kept: dated }
  const about = { named: 'k', method, screen: { mayStay: false, stay: false, again: false } }
  const of = (typed: string) => password.prove.check(answered({ password: typed }), about, moment())
  expect(await of('wrong')).toEqual({ is: 'wrong' })
  const outcome = await of('Blåbær og lyng 2')
  if (outcome.is !== 'right') return expect.unreachable()
  expect(outcome.keep?.hash).toContain('m=19456,t=2')
  expect(await lane.verify('Blåbær og lyng 2', outcome.keep?.hash ?? '')).toBe(true)
})

async function atHalfTheCost(hash: string): Promise<string> {
  const { nodeEngine } = await import('../lib/hashing/engine.ts')
  const { pepper, readHash, workLike, writeHash } = await import('../lib/hashing/password-hash.ts')
  const kept = { ...readHash(hash), passes: 1 }
  const input = pepper(keys.keyFor('password pepper'), 'Blåbær og lyng 2')
  return writeHash({ ...kept, hash: nodeEngine(workLike(kept, input)) })
}

test('a letter is one kind of proof, and no more than that', () => {
  expect(letterProof(today)).toEqual({
    factor: 'letter',
    kinds: ['has'],
    amr: ['otp'],
    resistsPhishing: false,
    at: '2027-03-01T08:00:00.000Z',
  })
})
