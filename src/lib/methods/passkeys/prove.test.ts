import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  cbor,
  flag,
  type Forged,
  makeSoftKey,
  proofOf,
  registrationOf,
  type SoftKey,
} from '../../../../test/oracles/soft-authenticator.ts'
import { readCredentialId, readUserHandle } from './browser-answer.ts'
import { type PasskeyProof, readProof } from './prove.ts'

const scene = {
  challenge: hash('sha256', 'a question', 'base64url'),
  origin: 'https://logginn.fjordvik.example',
  rpId: 'fjordvik.example',
}
const key = makeSoftKey()
const credentialOf = (of: SoftKey) => ({
  id: of.id.toString('base64url'),
  publicKey: of.publicKey.toString('base64url'),
  counter: 0,
  isBackupEligible: false,
})

const judge = async (response: unknown, more: Partial<PasskeyProof> = {}) =>
  readProof({
    ...scene,
    response,
    credential: credentialOf(key),
    demandsVerification: true,
    ...more,
  })
const wrongFor = async (forged: Forged, more: Partial<PasskeyProof> = {}): Promise<unknown> => {
  const judged = await judge(proofOf(key, scene, forged), more)
  return judged.is === 'wrong' ? judged.why : judged
}
const right = expect.objectContaining({ is: 'right' }) as unknown
const { present, verified, eligible, backedUp } = flag

describe('a proof with a passkey', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('is right, signed with %s', async (algorithm) => {
    const other = makeSoftKey(algorithm)
    const more = { credential: credentialOf(other) }
    expect(await judge(proofOf(other, scene), more)).toEqual({
      is: 'right',
      counter: 0,
      isVerified: true,
      isBackedUp: false,
      isBackupEligible: false,
    })
    const forged = proofOf(other, scene, { signedBy: makeSoftKey(algorithm) })
    expect(await judge(forged, more)).toEqual({ is: 'wrong', why: 'wrong-signature' })
  })

  // ATK-WAN-01: the caller spends the challenge; whoever plays an answer again meets another one.
  test('is refused for every question but its own', async () => {
    const answer = proofOf(key, scene)
    expect(await judge(answer)).toEqual(right)
    const next = { challenge: hash('sha256', 'the next question', 'base64url') }
    expect(await judge(answer, next)).toEqual({ is: 'wrong', why: 'other-challenge' })
    expect(await judge(answer, { challenge: '' })).toEqual({ is: 'wrong', why: 'other-challenge' })
  })

  test('is refused for a registration, and a registration for it', async () => {
    expect(await wrongFor({ client: { type: 'webauthn.create' } })).toBe('other-type')
    expect(await judge(registrationOf(key, scene))).toEqual({ is: 'wrong', why: 'unreadable' })
  })

  // ATK-WAN-03 and 12.
  test('is refused from another page or house', async () => {
    expect(await wrongFor({ client: { origin: 'http://logginn.fjordvik.example' } })).toBe(
      'other-origin',
    )
    expect(await wrongFor({ client: { crossOrigin: true } })).toBe('framed')
    const topOrigin = 'https://evil.example'
    expect(await wrongFor({ client: { crossOrigin: true, topOrigin } })).toBe('framed')
    expect(await wrongFor({ client: { topOrigin } })).toBe('framed')
    expect(await wrongFor({ rpId: 'evil.example' })).toBe('other-rp-id')
    expect(await wrongFor({ rpId: scene.origin })).toBe('other-rp-id')
  })

  // ATK-WAN-04.
  test('says whether a PIN or a finger was asked for, and is refused where one must be', async () => {
    const forged = { flags: present }
    expect(await wrongFor(forged)).toBe('not-verified')
    expect(await wrongFor(forged, { demandsVerification: false })).toMatchObject({
      is: 'right',
      isVerified: false,
    })
    expect(await wrongFor({ flags: verified })).toBe('not-present')
    expect(await wrongFor({ flags: 0 }, { demandsVerification: false })).toBe('not-present')
  })

  test('is refused with another credential or from another person', async () => {
    const other = makeSoftKey()
    expect(await judge(proofOf(other, scene))).toEqual({ is: 'wrong', why: 'other-credential' })
    const named = { response: { userHandle: 'a2FyaQ' } }
    expect(await wrongFor(named, { handle: 'a2FyaQ' })).toEqual(right)
    expect(await wrongFor(named, { handle: 'b2xh' })).toBe('other-person')
    expect(await wrongFor({}, { handle: 'b2xh' })).toEqual(right)
    expect(await wrongFor(named)).toEqual(right)
    const none = { response: { userHandle: '' } }
    expect(await wrongFor(none, { handle: 'b2xh' })).toEqual(right)
  })

  test('is refused when the counter did not rise, unless it never counts', async () => {
    const at = (counter: number) => ({ credential: { ...credentialOf(key), counter } })
    expect(await wrongFor({ counter: 8 }, at(7))).toMatchObject({ is: 'right', counter: 8 })
    expect(await wrongFor({ counter: 7 }, at(7))).toBe('counter-back')
    expect(await wrongFor({ counter: 6 }, at(7))).toBe('counter-back')
    expect(await wrongFor({ counter: 0 }, at(7))).toBe('counter-back')
    expect(await wrongFor({ counter: 0xffffffff }, at(0))).toMatchObject({ counter: 0xffffffff })
  })

  test('may be backed up meanwhile, and is refused when that was never possible', async () => {
    const synced = { credential: { ...credentialOf(key), isBackupEligible: true } }
    const flags = present | verified | eligible
    expect(await wrongFor({ flags: flags | backedUp }, synced)).toMatchObject({ isBackedUp: true })
    expect(await wrongFor({ flags }, synced)).toMatchObject({ isBackedUp: false })
    expect(await wrongFor({ flags })).toBe('backup-changed')
    expect(await wrongFor({}, synced)).toBe('backup-changed')
    expect(await wrongFor({ flags: present | verified | backedUp })).toBe('impossible-backup')
  })

  test('says nothing of a key that has not signed it', async () => {
    const signedBy = makeSoftKey()
    const counted = { credential: { ...credentialOf(key), counter: 7 } }
    expect(await wrongFor({ signedBy, counter: 1 }, counted)).toBe('wrong-signature')
    expect(await wrongFor({ signedBy, flags: present })).toBe('wrong-signature')
    const flags = present | verified | eligible
    expect(await wrongFor({ signedBy, flags })).toBe('wrong-signature')
  })

  test('holds only what belongs in it', async () => {
    const more = cbor(new Map([['uvm', 1]]))
    const flags = present | verified | flag.extensions
    expect(await wrongFor({ flags, more })).toEqual(right)
    expect(await wrongFor({ more })).toBe('unreadable')
    expect(await wrongFor({ flags, more: cbor([1]) })).toBe('unreadable')
    expect(await wrongFor({ flags })).toBe('unreadable')
    expect(await wrongFor({ flags: present | verified | flag.made })).toBe('unreadable')
    const newKey = Buffer.concat([Buffer.alloc(16), Buffer.of(0, 16), key.id, key.publicKey])
    const withKey = { flags: present | verified | flag.made, more: newKey }
    expect(await wrongFor(withKey)).toBe('unreadable')
  })

  test('is refused with any bit of what was signed turned', async () => {
    const { response } = JSON.parse(proofOf(key, scene)) as { response: Record<string, string> }
    for (const name of ['clientDataJSON', 'authenticatorData']) {
      const bytes = Buffer.from(response[name] ?? '', 'base64url')
      for (let at = 0; at < bytes.length; at += 1) {
        const turned = Buffer.from(bytes)
        turned.writeUInt8(turned.readUInt8(at) ^ (1 << (at % 8)), at)
        const sent = { ...response, [name]: turned.toString('base64url') }
        const judged = await judge(proofOf(key, scene, { response: sent }))
        expect([name, at, judged.is]).toEqual([name, at, 'wrong'])
      }
    }
  })

  test.each([
    ['empty', Buffer.of(0)],
    ['too short', Buffer.alloc(8, 0x30)],
    ['zeros', Buffer.from('3006020100020100', 'hex')],
    ['a deep nest', Buffer.alloc(1000, 0x30)],
    ['two numbers side by side', Buffer.alloc(64, 1)],
    ['longer than any', Buffer.alloc(1024, 1)],
  ])('is refused with a signature that is %s', async (_what, signature) => {
    expect(await wrongFor({ signature })).toBe('wrong-signature')
  })

  test('is refused when the key that was kept is broken', async () => {
    const credential = { ...credentialOf(key), publicKey: 'AAAA' }
    expect(await wrongFor({}, { credential })).toBe('wrong-signature')
    const none = { ...credential, publicKey: '' }
    expect(await wrongFor({}, { credential: none })).toBe('wrong-signature')
  })
})

describe('who a passkey says it is', () => {
  test('is read before anything is judged', () => {
    const answer = proofOf(key, scene, { response: { userHandle: 'a2FyaQ' } })
    expect(readCredentialId(answer)).toBe(key.id.toString('base64url'))
    expect(readUserHandle(answer)).toBe('a2FyaQ')
    expect(readUserHandle(proofOf(key, scene))).toBeUndefined()
    expect(readUserHandle(proofOf(key, scene, { response: { userHandle: '' } }))).toBeUndefined()
  })

  test('is nobody where the answer is none', () => {
    const long = Buffer.alloc(65).toString('base64url')
    for (const answer of [
      '',
      '{}',
      registrationOf(key, scene),
      proofOf(key, scene, { response: { userHandle: long } }),
      proofOf(key, scene, { response: { userHandle: 'a2FyaQ==' } }),
      proofOf(key, scene, { outside: { id: 'a b' } }),
    ]) {
      expect(readCredentialId(answer)).toBeUndefined()
      expect(readUserHandle(answer)).toBeUndefined()
    }
  })
})
