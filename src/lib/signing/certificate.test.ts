import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { selfSigned } from './certificate.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const made = (until: string) =>
  selfSigned({
    privateJwk: privateKey.export({ format: 'jwk' }),
    commonName: 'logginn.fjordvik.example',
    from: new Date('2026-11-22T12:00:00Z'),
    until: new Date(until),
  })

test.each(['2031-11-22T12:00:00Z', '2050-01-01T00:00:00Z'])(
  'a certificate until %s reads',
  (until) => {
    const read = new X509Certificate(made(until))
    expect(read.verify(publicKey)).toBe(true)
    expect(read.subject).toBe('CN=logginn.fjordvik.example')
    expect(read.issuer).toBe(read.subject)
    expect(read.ca).toBe(false)
    expect(new Date(read.validFrom)).toEqual(new Date('2026-11-22T12:00:00Z'))
    expect(new Date(read.validTo)).toEqual(new Date(until))
    expect(read.publicKey.equals(publicKey)).toBe(true)
  },
)

test('two certificates of one key are two', () => {
  const serials = Array.from(
    { length: 50 },
    () => new X509Certificate(made('2031-01-01')).serialNumber,
  )
  expect(new Set(serials).size).toBe(50)
})

// Whoever reads the run sees it named where it is not installed.
test.skipIf(!existsSync('/usr/bin/openssl'))('it is right for openssl', () => {
  const pem = new X509Certificate(made('2031-11-22T12:00:00Z')).toString()
  const said = spawnSync('openssl', ['x509', '-noout', '-text'], { input: pem })
  expect(said.status).toBe(0)
  expect(said.stdout.toString()).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/)
  expect(said.stdout.toString()).toMatch(/Basic Constraints: critical\s+CA:FALSE/)
  expect(said.stdout.toString()).toContain('Version: 3')
})
