// Holds the codes against RFC 6238, and what is read of an address or a typed key against what is
// handed out.
import { expect, test } from 'vitest'
import { toBase64url, utf8 } from '../protocol/bytes.ts'
import { readBase32 } from './base32.ts'
import { codeOf, inGroups, type Hash } from './code.ts'
import { readOtpauth, readTypedKey } from './otpauth.ts'

/** RFC 6238, appendix B. */
const seeds: Readonly<Record<Hash, string>> = {
  'SHA-1': '12345678901234567890',
  'SHA-256': '12345678901234567890123456789012',
  'SHA-512': '1234567890123456789012345678901234567890123456789012345678901234',
}

test.each([
  [59, 'SHA-1', '94287082'],
  [59, 'SHA-256', '46119246'],
  [59, 'SHA-512', '90693936'],
  [1111111109, 'SHA-1', '07081804'],
  [1111111111, 'SHA-256', '67062674'],
  [20000000000, 'SHA-512', '47863826'],
] as const)('at %i by %s the code is %s', async (seconds, algorithm, code) => {
  const key = toBase64url(utf8(seeds[algorithm]))
  const account = { key, issuer: '', label: '', digits: 8, period: 30, algorithm } as const
  const { now, secondsLeft } = await codeOf(account, seconds * 1000)
  expect([now, secondsLeft]).toEqual([code, 30 - (seconds % 30)])
})

test('the next code is what the clock shows a period later', async () => {
  const account = readTypedKey('jbsw y3dp ehpk 3pxp', 'GitLab')!
  const { next } = await codeOf(account, 1_000_000)
  expect((await codeOf(account, 1_030_000)).now).toBe(next)
  expect(next).toMatch(/^\d{6}$/)
})

test('an address says everything of its account', () => {
  const address = [
    'otpauth://totp/Fjordvik%20hjelp:kari%40fjordvik.example?secret=JBSWY3DPEHPK3PXP',
    'issuer=Fjordvik%20hjelp&algorithm=SHA512&digits=7&period=60',
  ].join('&')
  expect(readOtpauth(address)).toEqual({
    key: toBase64url(readBase32('JBSWY3DPEHPK3PXP')!),
    issuer: 'Fjordvik hjelp',
    label: 'kari@fjordvik.example',
    digits: 7,
    period: 60,
    algorithm: 'SHA-512',
  })
  expect(readOtpauth('otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP')).toMatchObject({
    issuer: 'GitLab',
    label: 'kari',
    digits: 6,
    period: 30,
    algorithm: 'SHA-1',
  })
})

test.each([
  'otpauth://hotp/GitLab?secret=JBSWY3DPEHPK3PXP&counter=1',
  'otpauth://totp/GitLab?secret=JBSWY3DPEHPK3PX1',
  'otpauth://totp/GitLab',
  'otpauth://totp/GitLab?secret=JBSWY3DPEHPK3PXP&algorithm=MD5',
  'otpauth://totp/GitLab?secret=JBSWY3DPEHPK3PXP&digits=5',
  'otpauth://totp/GitLab?secret=JBSWY3DPEHPK3PXP&period=0',
  'https://fjordvik.example/',
  'JBSWY3DPEHPK3PXP',
])('%s is no account whose codes would be right', (address) => {
  expect(readOtpauth(address)).toBeUndefined()
})

test('a key is read as people write it, and nothing else is', () => {
  expect(readBase32('mzxw 6ytb oi==')).toEqual(utf8('foobar'))
  for (const wrong of ['', 'M', '10', 'æ']) expect(readBase32(wrong)).toBeUndefined()
})

test('a code is shown in groups', () => {
  expect(['482913', '1234567', '12345678'].map(inGroups)).toEqual([
    '482 913',
    '1234 567',
    '1234 5678',
  ])
})
