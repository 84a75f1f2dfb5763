import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import { openFactorStage, today } from './factor-stage.ts'
import {
  aboutIn,
  answered,
  factorSuite,
  setUpSuite,
  type FactorExample,
  type SetUpExample,
} from './factor-suite.ts'
import { digitsFrom } from '../../src/lib/digest.ts'
import type { About, Factor } from '../../src/factors/factor.ts'
import type { PhoneKept } from '../../src/factors/phone-screens.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { totp, type TotpKept } from '../../src/factors/totp/totp.ts'
import { voice } from '../../src/factors/voice/voice.ts'
import { factorNamed, factors } from '../../src/factors/index.ts'
import { letterProof } from '../../src/factors/letter/letter.ts'
import { password, type PasswordKept } from '../../src/factors/password/password.ts'
import { pin } from '../../src/factors/pin/pin.ts'

const stage = openFactorStage()
const { keys, lane, moment } = stage

const hashed = async (typed: string): Promise<PasswordKept> => ({ hash: await lane.hash(typed) })

const passwordExample: FactorExample<PasswordKept> = {
  factor: password,
  keeps: async () => ({
    mine: await hashed('Blåbær og lyng 2'),
    another: await hashed('Tyttebær og mose 3'),
  }),
  right: () => ({ password: 'Blåbær og lyng 2' }),
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
  right: () => ({ code: ' 123 456 ' }),
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

const sixDigits = [
  '１２３４５６',
  '+123456',
  '123456.0',
  '0x1E240',
  '1.23456e5',
  '12345',
  '123-456',
]

const drawn = ({ draw, open, method }: About<PhoneKept>, number = method?.kept.number): string =>
  digitsFrom(draw(`code ${number} ${open?.round ?? 1}`), 6)

const phoneExample = (factor: Factor<PhoneKept>, mine: string, another: string) =>
  ({
    factor,
    keeps: async () => ({ mine: { number: mine }, another: { number: another } }),
    right: (about) => ({ code: drawn(about).replace(/(...)/, ' $1 ') }),
    wrong: sixDigits.map((code) => ({ code })),
    empty: [{}, { code: '' }, { code: ' \u00a0\t' }],
  }) satisfies FactorExample<PhoneKept>

const smsExample = phoneExample(sms, '+4799999944', '+4799999945')
const voiceExample = phoneExample(voice, '+4722000000', '+4722000001')

const key = Buffer.from('12345678901234567890')
const appCode = (kept: string, now: Date): string =>
  new TOTP({ secret: Secret.fromHex(Buffer.from(kept, 'base64').toString('hex')) }).generate({
    timestamp: now.getTime(),
  })
const totpExample: FactorExample<TotpKept> = {
  factor: totp,
  keeps: async () => ({
    mine: { key: key.toString('base64'), after: 0 },
    another: { key: Buffer.from('another key of 20 by').toString('base64'), after: 0 },
  }),
  right: ({ method }, now) => ({ code: appCode(method?.kept.key ?? '', now) }),
  wrong: sixDigits.map((code) => ({ code })),
  empty: [{}, { code: '' }, { code: ' ' }],
}

const smsSetUp: SetUpExample<PhoneKept> = {
  factor: sms,
  steps: [() => ({ phone: '999 99 944' }), (about) => ({ code: drawn(about, '+4799999944') })],
  wrong: { phone: '2' },
}
const voiceSetUp: SetUpExample<PhoneKept> = {
  factor: voice,
  steps: [
    () => ({ phone: '22 00 00 00', extension: '1234' }),
    (about) => ({ code: drawn(about, '+4722000000') }),
  ],
  wrong: { phone: '02800' },
}
const totpSetUp: SetUpExample<TotpKept> = {
  factor: totp,
  steps: [
    ({ draw }, now) => ({
      code: appCode(draw('key').subarray(0, 20).toString('base64'), now),
    }),
  ],
  wrong: { code: '12345' },
}

factorSuite(passwordExample, stage)
factorSuite(pinExample, stage)
factorSuite(totpExample, stage)
factorSuite(smsExample, stage)
factorSuite(voiceExample, stage)
setUpSuite(totpSetUp, stage)
setUpSuite(smsSetUp, stage)
setUpSuite(voiceSetUp, stage)

const besideSources = join(import.meta.dirname, '../../src/factors')

/** The newer factors are tried beside their own file. */
const triedBeside = (suite: 'factorSuite' | 'setUpSuite'): readonly string[] =>
  globSync('*/*.test.ts', { cwd: besideSources })
    .filter((path) => readFileSync(join(besideSources, path), 'utf8').includes(`\n${suite}(`))
    .map((path) => basename(path, '.test.ts'))

/**
 * Another house, somebody else or a phone says yes or no: no answer that is given here is judged.
 */
const elsewhere = factors.filter(
  ({ vouches, arrives, name }) => vouches === true || arrives === true || name === 'push',
)

test('every factor of the list is in the suite, under its own name', () => {
  const here = [passwordExample, pinExample, totpExample, smsExample, voiceExample]
  const tried = [...here.map(({ factor }) => factor.name), ...triedBeside('factorSuite')]
  const names = factors.filter((one) => !elsewhere.includes(one)).map(({ name }) => name)
  expect(tried.toSorted()).toEqual(names.toSorted())
  for (const factor of factors) expect(factorNamed(factor.name)).toBe(factor)
  expect(factorNamed('letter')).toBeUndefined()
})

test('what is answered elsewhere is right by nothing that is typed or pressed here', async () => {
  expect(elsewhere.map(({ name }) => name)).toEqual(['push', 'elsewhere', 'leader'])
  const answer = answered({ code: '123456', choice: 'yes', password: 'x', reply: 'ja' })
  for (const { prove, enrol, arrives } of elsewhere)
    for (const exchange of [prove, ...(enrol ? [enrol] : [])]) {
      // What nobody was asked for there is wrong, and not waited for.
      const told = { is: arrives === true ? 'wrong' : 'unjudged' }
      expect(await exchange.check(answer, aboutIn('one'), moment())).toEqual(told)
    }
})

test('every factor that can be set up is set up in the suite', () => {
  const here = [totpSetUp, smsSetUp, voiceSetUp].map(({ factor }) => factor.name)
  const can = factors
    .filter((one) => one.canBeSetUp && !elsewhere.includes(one))
    .map(({ name }) => name)
  expect([...here, ...triedBeside('setUpSuite')].toSorted()).toEqual(can.toSorted())
  for (const { canBeSetUp, enrol } of factors) expect(enrol !== undefined).toBe(canBeSetUp)
})

test('only a factor that everybody is asked for stands first', () => {
  expect(factors.filter((factor) => factor.first)).toEqual([password])
})

test('a full queue judges nothing', async () => {
  stage.makeBusy(0)
  const about = aboutIn<PasswordKept>('one')
  const outcome = await password.prove.check(answered({ password: 'x' }), about, moment())
  stage.makeBusy(undefined)
  expect(outcome).toEqual({ is: 'busy' })
})

test('a password hashed at a lower cost is hashed anew when it is right, and only then', async () => {
  const { hash } = await hashed('Blåbær og lyng 2')
  const dated = { hash: await atHalfTheCost(hash) }
  const method = { id: 'm', factor: 'password', ageSeconds: 1, kept: dated }
  const about = aboutIn<PasswordKept>('one', { method, mine: [method] })
  const of = (typed: string) => password.prove.check(answered({ password: typed }), about, moment())
  expect(await of('wrong')).toEqual({ is: 'wrong' })
  const outcome = await of('Blåbær og lyng 2')
  if (outcome.is !== 'right') return expect.unreachable()
  expect(outcome.keep?.hash).toContain('m=19456,t=2')
  expect(await lane.verify('Blåbær og lyng 2', outcome.keep?.hash ?? '')).toBe(true)
})

async function atHalfTheCost(hash: string): Promise<string> {
  const { nodeEngine } = await import('../../src/lib/hashing/engine.ts')
  const { pepper, readHash, workLike, writeHash } =
    await import('../../src/lib/hashing/password-hash.ts')
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
