import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase32 } from './base32.ts'
import { codeAt, findDrift, findStep, makeKey, otpauthAddress, stepAt } from './totp.ts'

const key = Buffer.from('12345678901234567890')
const now = new Date('2026-11-21T12:00:10Z')
const step = stepAt(now)

test('the code of this step, the one before and the one to come are taken', () => {
  for (const offset of [-1, 0, 1])
    expect(findStep({ key, typed: codeAt(key, step + offset), now })).toBe(step + offset)
})

test('the codes two steps away, and further, are too old or too early', () => {
  for (const offset of [-3, -2, 2, 3])
    expect(findStep({ key, typed: codeAt(key, step + offset), now })).toBeUndefined()
})

test('the code of any other step is not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 64 }), fc.integer(), (other, offset) => {
      const typed = codeAt(other, step + offset)
      const near = [-1, 0, 1].filter((each) => codeAt(other, step + each) === typed)
      const found = findStep({ key: other, typed, now })
      expect(found).toBe(near.length === 0 ? undefined : step + Math.max(...near))
    }),
  )
})

test('a code works once, and takes with it what was older', () => {
  for (const offset of [-1, 0, 1]) {
    const typed = codeAt(key, step + offset)
    expect(findStep({ key, typed, now, after: step + offset - 1 })).toBe(step + offset)
    expect(findStep({ key, typed, now, after: step + offset })).toBeUndefined()
    expect(findStep({ key, typed, now, after: step + 2 })).toBeUndefined()
  }
})

test('when two steps have the same code it is spent for both', () => {
  const twin = { hash: 'sha1', digits: 1, stepSeconds: 30 } as const
  const first = Array.from({ length: 200 }, (_, at) => step + at).find(
    (at) => codeAt(key, at, twin) === codeAt(key, at + 1, twin),
  )!
  const given = { key, typed: codeAt(key, first, twin), now: new Date(first * 30_000), shape: twin }
  expect(findStep(given)).toBe(first + 1)
})

test.each(['755 224', ' 755224\n', '755\u00a0224'])('«%s» is read as it was meant', (typed) =>
  expect(findStep({ key, typed, now: new Date(0) })).toBe(0),
)

test.each([
  '',
  '755',
  '7552240',
  '0755224',
  '755224a',
  '755-224',
  '٧٥٥٢٢٤',
  '７５５２２４',
  '755224'.repeat(100_000),
])('what is no code of six digits is not taken', (typed) =>
  expect(findStep({ key, typed, now: new Date(0) })).toBeUndefined(),
)

test('where there is no key nothing is right, and nothing tells', () => {
  for (let code = 0; code < 10; code++) {
    const shape = { hash: 'sha1', digits: 1, stepSeconds: 30 } as const
    expect(findStep({ key: undefined, typed: String(code), now, shape })).toBeUndefined()
    expect(findDrift({ key: undefined, typed: String(code), now, shape })).toBeUndefined()
  }
})

test('a clock that is wrong by up to ten minutes is told, behind and ahead', () => {
  for (const seconds of [-600, -120, -30, 0, 30, 120, 600]) {
    const typed = codeAt(key, stepAt(new Date(now.getTime() + seconds * 1000)))
    expect(findDrift({ key, typed, now })).toBe(seconds)
  }
  for (const seconds of [-630, 630, 86_400]) {
    const typed = codeAt(key, stepAt(new Date(now.getTime() + seconds * 1000)))
    expect(findDrift({ key, typed, now })).toBeUndefined()
  }
})

test('the drift of a token with a step of a minute is told in seconds too', () => {
  const shape = { hash: 'sha256', digits: 8, stepSeconds: 60 } as const
  const typed = codeAt(key, stepAt(now, shape) - 3, shape)
  expect(findDrift({ key, typed, now, shape })).toBe(-180)
})

test('no two keys are the same, and each has 160 bits', () => {
  const keys = new Set(Array.from({ length: 10_000 }, () => makeKey().toString('hex')))
  expect(keys.size).toBe(10_000)
  for (const each of keys) expect(each).toHaveLength(40)
})

test('the address says who and what, and nothing that is usual', () => {
  const address = otpauthAddress({
    issuer: 'Fjordvik universitet',
    account: 'kari.nordmann',
    key,
  })
  expect(address).toBe(
    'otpauth://totp/Fjordvik%20universitet:kari.nordmann' +
      '?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fjordvik%20universitet',
  )
})

test('the address says what is unusual', () => {
  const shape = { hash: 'sha512', digits: 8, stepSeconds: 60 } as const
  const { searchParams } = new URL(otpauthAddress({ issuer: 'a', account: 'b', key, shape }))
  expect(Object.fromEntries(searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'a',
    algorithm: 'SHA512',
    digits: '8',
    period: '60',
  })
})

test('whatever an organisation and a person are called, the address keeps its shape', () => {
  const name = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(name, name, (issuer, account) => {
      const address = otpauthAddress({ issuer, account, key })
      const [, label = '', query = ''] =
        /^otpauth:\/\/totp\/([\w.~%:-]*)\?([\w.~%&=-]*)$/.exec(address) ?? []
      const [from, who, ...rest] = decodeURIComponent(label).split(':')
      expect(rest).toEqual([])
      expect(from).toBe(plain(issuer))
      expect(who).toBe(plain(account))
      expect(new URLSearchParams(query).get('issuer')).toBe(from)
      expect(decodeBase32(new URLSearchParams(query).get('secret') ?? '')).toEqual(key)
    }),
    {
      examples: [
        ['Fjordvik: helse', 'kari:nordmann'],
        ['Sørbyen & Åsen (nord)', 'a+b@fjordvik.example'],
        ['half \ud83c', '\udf32 tree'],
        ['', '\n'],
      ],
    },
  )
})

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[:\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed()
