import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  attestationOf,
  authenticatorDataOfNewKey,
  cbor,
  flag,
  type Forged,
  makeSoftKey,
  registrationOf,
  selfAttestation,
  type SoftKey,
} from '../../../../test/oracles/soft-authenticator.ts'
import { readRegistration, type Registration } from './register.ts'

const scene = {
  challenge: hash('sha256', 'a question', 'base64url'),
  origin: 'https://logginn.fjordvik.example',
  rpId: 'fjordvik.example',
}
const key = makeSoftKey()

const judge = async (response: unknown, demands: Partial<Registration> = {}) =>
  readRegistration({
    ...scene,
    response,
    demandsVerification: true,
    demandsDeviceBound: false,
    ...demands,
  })
const wrongFor = async (
  forged: Forged,
  demands: Partial<Registration> = {},
  of: SoftKey = key,
): Promise<unknown> => {
  const judged = await judge(registrationOf(of, scene, forged), demands)
  return judged.is === 'wrong' ? judged.why : judged
}
const right = expect.objectContaining({ is: 'right' }) as unknown
const { present, verified, made, eligible, backedUp } = flag

describe('a new passkey', () => {
  test('is taken with all that it says of itself', async () => {
    expect(await judge(registrationOf(key, scene))).toEqual({
      is: 'right',
      credential: {
        id: key.id.toString('base64url'),
        publicKey: key.publicKey.toString('base64url'),
        counter: 0,
        transports: ['hybrid', 'internal'],
        isBackupEligible: false,
        isBackedUp: false,
        aaguid: '00000000-0000-0000-0000-000000000000',
        isVerified: true,
        isDiscoverable: true,
      },
    })
  })

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'is taken with a key of %s',
    async (algorithm) => {
      const other = makeSoftKey(algorithm)
      expect(await judge(registrationOf(other, scene))).toEqual(right)
      const attestation = selfAttestation(other, scene)
      expect(await judge(registrationOf(other, scene, { attestation }))).toEqual(right)
    },
  )

  test('says whether it can leave its device and whether it has', async () => {
    const aaguid = Buffer.from('fbfc3007154e4ecc8c0b6e020557d7bd', 'hex')
    const flags = present | verified | made | eligible | backedUp
    const judged = await judge(registrationOf(key, scene, { flags, aaguid, counter: 7 }))
    expect(judged).toMatchObject({
      credential: {
        isBackupEligible: true,
        isBackedUp: true,
        counter: 7,
        aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
      },
    })
  })

  test('without a PIN or a finger is taken where none is demanded, and says so', async () => {
    const forged = { flags: present | made }
    const judged = await judge(registrationOf(key, scene, forged), { demandsVerification: false })
    expect(judged).toMatchObject({ is: 'right', credential: { isVerified: false } })
    expect(await wrongFor(forged)).toBe('not-verified')
  })

  test('keeps only the ways that are known, and no word on what was not said', async () => {
    const judged = await judge(
      registrationOf(key, scene, {
        response: { transports: ['usb', 'usb', 'carrier pigeon', 'nfc'] },
        outside: { clientExtensionResults: { credProps: 'yes' } },
      }),
    )
    expect(judged).toMatchObject({ credential: { transports: ['usb', 'nfc'] } })
    expect(JSON.stringify(judged)).not.toContain('isDiscoverable')
    const odd = { response: { transports: 'usb' }, outside: { clientExtensionResults: undefined } }
    expect(await judge(registrationOf(key, scene, odd))).toMatchObject({
      credential: { transports: [] },
    })
  })

  test('may come with extensions that nobody asked for', async () => {
    const flags = present | verified | made | flag.extensions
    const more = cbor(new Map([['credProtect', 3]]))
    expect(await wrongFor({ flags, more })).toEqual(right)
    expect(await wrongFor({ flags })).toBe('unreadable')
    expect(await wrongFor({ flags, more: cbor([1]) })).toBe('unreadable')
    expect(await wrongFor({ flags, more: Buffer.concat([more, more]) })).toBe('unreadable')
    expect(await wrongFor({ more })).toBe('unreadable')
  })

  test('is refused for another question, page or house', async () => {
    expect(await wrongFor({ client: { type: 'webauthn.get' } })).toBe('other-type')
    expect(await wrongFor({ client: { challenge: 'b3RoZXI' } })).toBe('other-challenge')
    expect(await wrongFor({ client: { origin: 'https://evil.example' } })).toBe('other-origin')
    expect(await wrongFor({ client: { crossOrigin: true } })).toBe('framed')
    expect(await wrongFor({ client: { topOrigin: 'https://evil.example' } })).toBe('framed')
    expect(await wrongFor({ rpId: 'evil.example' })).toBe('other-rp-id')
    expect(await wrongFor({ rpId: 'logginn.fjordvik.example' })).toBe('other-rp-id')
  })

  // ATK-WAN-04.
  test('is refused when nobody touched it', async () => {
    const demands = { demandsVerification: false }
    expect(await wrongFor({ flags: made }, demands)).toBe('not-present')
    expect(await wrongFor({ flags: made | verified }, demands)).toBe('not-present')
  })

  // ATK-WAN-10.
  test('that is synced is refused where only keys that stay are wanted', async () => {
    const demands = { demandsDeviceBound: true }
    const flags = present | verified | made | eligible
    expect(await wrongFor({ flags }, demands)).toBe('synced')
    expect(await wrongFor({ flags: flags | backedUp }, demands)).toBe('synced')
    expect(await wrongFor({}, demands)).toEqual(right)
  })

  test('is refused when it is backed up and cannot be', async () => {
    const flags = present | verified | made | backedUp
    expect(await wrongFor({ flags })).toBe('impossible-backup')
  })

  test('is refused when the id beside it is another', async () => {
    const id = Buffer.from('another one').toString('base64url')
    expect(await wrongFor({ outside: { id, rawId: id } })).toBe('other-credential')
    expect(await wrongFor({ outside: { rawId: id } })).toBe('unreadable')
    expect(await wrongFor({ outside: { type: 'password' } })).toBe('unreadable')
  })

  // ATK-WAN-09.
  test('has an id of 1023 bytes at most', async () => {
    expect(await wrongFor({}, {}, makeSoftKey('EdDSA', Buffer.alloc(1023, 1)))).toEqual(right)
    const long = makeSoftKey('EdDSA', Buffer.alloc(1024, 1))
    expect(await wrongFor({}, {}, long)).toBe('unreadable')
    const small = { outside: { id: 'AQ', rawId: 'AQ' } }
    expect(await wrongFor(small, {}, long)).toBe('unreadable')
    expect(await wrongFor({}, {}, makeSoftKey('EdDSA', Buffer.alloc(65_000, 1)))).toBe('unreadable')
    expect(await wrongFor(small, {}, makeSoftKey('EdDSA', Buffer.alloc(0)))).toBe('unreadable')
  })
})

describe('the key of a new passkey', () => {
  test('is refused when it is none that was asked for', async () => {
    const lattice = cbor(
      new Map<number, number | Buffer>([
        [1, 7],
        [3, -48],
        [-1, Buffer.alloc(1312)],
      ]),
    )
    expect(await wrongFor({ publicKey: lattice })).toBe('other-key')
    expect(await wrongFor({ publicKey: cbor([1, 2, 3]) })).toBe('other-key')
  })

  test('is refused when it can be read in two ways', async () => {
    const twice = Buffer.concat([Buffer.from([0xa6, 0x03, 0x26]), key.publicKey.subarray(1)])
    expect(await wrongFor({ publicKey: twice })).toBe('unreadable')
    const open = Buffer.concat([Buffer.from([0xbf]), key.publicKey.subarray(1), Buffer.of(0xff)])
    expect(await wrongFor({ publicKey: open })).toBe('unreadable')
    expect(await wrongFor({ publicKey: Buffer.alloc(8000, 0x81) })).toBe('unreadable')
  })
})

describe('the attestation of a new passkey', () => {
  const said = authenticatorDataOfNewKey(key, scene)

  test('is refused when the key has signed something else', async () => {
    const bySomebody = selfAttestation(key, scene, { signedBy: makeSoftKey() })
    expect(await wrongFor({ attestation: bySomebody })).toBe('wrong-attestation')
    const older = selfAttestation(key, { ...scene, challenge: 'b2xkZXI' })
    expect(await wrongFor({ attestation: older })).toBe('wrong-attestation')
  })

  test('is refused when the statement names another algorithm than the key', async () => {
    const statement = new Map<string, number | Buffer>([
      ['alg', -8],
      ['sig', Buffer.alloc(64)],
    ])
    const attestation = attestationOf(said, 'packed', statement)
    expect(await wrongFor({ attestation })).toBe('wrong-attestation')
  })

  test.each(['packed', 'fido-u2f', 'android-key', 'android-safetynet', 'apple', 'tpm', 'new'])(
    'is laid aside when certificates come with it: %s',
    async (format) => {
      const statement = new Map<string, number | Buffer | Buffer[]>([
        ['alg', -7],
        ['sig', Buffer.alloc(64)],
        ['x5c', [Buffer.alloc(800, 7)]],
      ])
      expect(await wrongFor({ attestation: attestationOf(said, format, statement) })).toEqual(right)
    },
  )

  test.each([
    ['nothing that says what it is', cbor(new Map([['authData', said]]))],
    ['a statement where there is none', attestationOf(said, 'none', new Map([['a', 1]]))],
    ['a name of its own', named('more')],
    [
      'a signature that is none',
      attestationOf(
        said,
        'packed',
        new Map<string, number | Buffer>([
          ['alg', -7],
          ['sig', Buffer.alloc(64)],
        ]),
      ),
    ],
    ['more than belongs there', Buffer.concat([attestationOf(said), Buffer.of(0)])],
    ['no bytes of the authenticator', attestationOf('x')],
    ['too few bytes of the authenticator', attestationOf(said.subarray(0, 36))],
    ['an authenticator that ends within its key', attestationOf(said.subarray(0, 60))],
    ['no key', attestationOf(Buffer.from(said.subarray(0, 37)).fill(5, 32, 33))],
    ['a million levels', Buffer.alloc(30_000, 0x81)],
    ['a name that stands twice', named('fmt')],
  ])('is refused: %s', async (_what, attestation) => {
    expect(await wrongFor({ attestation })).toBe('unreadable')
  })

  function named(name: string): Buffer {
    const more = Buffer.concat([cbor(name), cbor('none')])
    return Buffer.concat([Buffer.of(0xa4), more, attestationOf(said).subarray(1)])
  }
})
