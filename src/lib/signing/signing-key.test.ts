import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeSigningPair, openSigner, sideBySide } from './signing-key.ts'

test('what is signed is signed in the form of the standard, also where a number is short', async () => {
  const { privateJwk, publicJwk } = await makeSigningPair('ES256')
  const signer = openSigner('ES256', privateJwk)
  const key = createPublicKey({ key: publicJwk, format: 'jwk' })
  // One number in 256 begins with a zero byte: enough are made to meet several.
  for (let at = 0; at < 1500; at += 1) {
    const bytes = createHash('sha256').update(String(at)).digest()
    const signature = signer.sign(bytes)
    expect(signature).toHaveLength(64)
    expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  }
})

test('numbers of every length are laid side by side', () => {
  const der = (first: number[], second: number[]) =>
    Buffer.from([
      0x30,
      first.length + second.length + 4,
      2,
      first.length,
      ...first,
      2,
      second.length,
      ...second,
    ])
  const full = Array.from({ length: 32 }, (_none, at) => at + 1)
  expect(sideBySide(der([0, ...full], [7])).toString('hex')).toBe(
    Buffer.from([...full, ...Array.from({ length: 31 }, () => 0), 7]).toString('hex'),
  )
})

test('an RSA key signs as it always did', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signer = openSigner('RS256', privateKey.export({ format: 'jwk' }))
  const bytes = Buffer.from('words')
  expect(signer.sign(bytes)).toEqual(sign('sha256', bytes, privateKey))
  expect(verify('sha256', bytes, publicKey, signer.sign(bytes))).toBe(true)
})
