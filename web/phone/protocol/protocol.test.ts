// Holds that the app writes what docs/phone-protocol.md says, byte for byte, by the page's own
// vectors.
import { expect, test } from 'vitest'
import page from '../../../docs/phone-protocol.md?raw'
import { readCode } from './adding.ts'
import { fromBase64url, joined, sha256, toBase64url, utf8, type Bytes } from './bytes.ts'
import { agree, type PublicJwk, readSigningKey, sealingKey, signWith, thumbprint } from './keys.ts'
import { isInPicture, nameOf, pairOf, receiverOf } from './moving.ts'
import { halfOf } from './pin-lock.ts'
import { untilAnswered } from './post.ts'
import { seal, unseal } from './seal.ts'
import { Trouble } from './trouble.ts'

/** Every member of every block of the page, by its name. */
const vectors: Readonly<Record<string, never>> = Object.assign(
  {},
  ...[...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => JSON.parse(block)),
)
const text = (name: string): string => String(vectors[name])
const bytes = (name: string): Bytes => fromBase64url(text(name))

test('the name of a key is that of the page', async () => {
  expect(await thumbprint(vectors['phoneKey']!)).toBe(text('phoneThumbprint'))
  expect(await thumbprint(vectors['oldKey']!)).toBe(text('oldThumbprint'))
})

test('a typed code is read, and what a new passkey signs is made of it', async () => {
  const code = readCode(text('typed'))
  expect(code).toBe(text('code'))
  const challenge = await sha256(utf8(`add${code}${await thumbprint(vectors['phoneKey']!)}`))
  expect(toBase64url(challenge)).toBe(text('addChallenge'))
  for (const wrong of ['', '7F2K', '7F2K-9MDQ-1', '7F2K 9M!Q']) expect(readCode(wrong)).toBe('')
})

test('a PIN and a share open what they wrapped, and another PIN does not', async () => {
  const half = await halfOf(text('pin'), bytes('salt'))
  expect(toBase64url(half)).toBe(text('half'))
  const key = await sealingKey(joined(half, bytes('share')), 'portvakt lock')
  expect(toBase64url((await unseal(key, bytes('wrapped'))) ?? utf8(''))).toBe(text('pkcs8'))
  const other = await sealingKey(joined(bytes('share'), half), 'portvakt lock')
  expect(await unseal(other, bytes('wrapped'))).toBeUndefined()
})

test('a key that was opened signs so that its other half knows it', async () => {
  const { kty, crv, x, y }: PublicJwk = vectors['lockKey']!
  const signature = await signWith(await readSigningKey(bytes('pkcs8')), 'said')
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const theirs = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, ecdsa, false, ['verify'])
  expect(await crypto.subtle.verify(ecdsa, theirs, fromBase64url(signature), utf8('said'))).toBe(
    true,
  )
})

test('two phones make the same name and the same words of their keys', async () => {
  const [phone, key, lock]: PublicJwk[] = [
    vectors['phoneKey']!,
    vectors['newKey']!,
    vectors['lockKey']!,
  ]
  const to = await receiverOf(phone!, key!, await thumbprint(lock!))
  expect(to).toBe(text('receiver'))
  expect(await pairOf(vectors['oldKey']!, to)).toEqual(vectors['movePair'])
  const came = { phone: phone!, key: key!, name: '', system: '' }
  expect(await nameOf({ ...came, lock: { kind: 'pin', jwk: lock! } })).toBe(to)
  const byPasskey = await nameOf({ ...came, lock: { kind: 'passkey', id: 'credential-1' } })
  expect(byPasskey).toBe(await receiverOf(phone!, key!, 'credential-1'))
  expect(await isInPicture(vectors['oldKey']!, text('oldThumbprint'))).toBe(true)
  expect(await isInPicture(vectors['newKey']!, text('oldThumbprint'))).toBe(false)
})

test('an answer that was lost is asked for again, and a no is not', async () => {
  const played = (words: string[]) => () => {
    const word = words.shift()
    return word === undefined ? Promise.resolve('answered') : Promise.reject(new Trouble(word))
  }
  expect(await untilAnswered(played(['offline', 'unavailable']), [0, 0])).toBe('answered')
  await expect(untilAnswered(played(['offline', 'code-used']), [0, 0])).rejects.toThrow('code-used')
  await expect(untilAnswered(played(['offline', 'offline']), [0])).rejects.toThrow('offline')
})

test('two phones agree on one key, and what one sealed the other opens', async () => {
  const newKey: JsonWebKey = vectors['newKey']!
  const own = await crypto.subtle.importKey(
    'jwk',
    newKey,
    { name: 'ECDH', namedCurve: 'P-256' },
    false,
    ['deriveBits'],
  )
  const secret = await agree(own, vectors['oldKey']!)
  expect(toBase64url(secret)).toBe(text('secret'))
  const key = await sealingKey(secret, 'portvakt move')
  const accounts = (await unseal(key, bytes('sealed'))) ?? utf8('')
  expect(new TextDecoder().decode(accounts)).toBe(text('accounts'))
  const again = await seal(key, accounts)
  expect(toBase64url(again)).not.toBe(toBase64url(await seal(key, accounts)))
  expect(await unseal(key, again)).toEqual(accounts)
})
