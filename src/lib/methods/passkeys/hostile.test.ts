import { beforeAll, describe, expect, test } from 'vitest'
import {
  cbor,
  makeSoftKey,
  proofOf,
  registrationOf,
} from '../../../../test/oracles/soft-authenticator.ts'
import { readCredentialId, readUserHandle } from './browser-answer.ts'
import { readProof } from './prove.ts'
import { readRegistration } from './register.ts'

const scene = {
  challenge: 'YSBxdWVzdGlvbiB0aGF0IG5vYm9keSBndWVzc2Vz',
  origin: 'https://logginn.fjordvik.example',
  rpId: 'fjordvik.example',
}
const key = makeSoftKey()
const credential = {
  id: key.id.toString('base64url'),
  publicKey: key.publicKey.toString('base64url'),
  counter: 0,
  isBackupEligible: false,
}

const readEverything = async (response: unknown): Promise<readonly unknown[]> => [
  await readRegistration({
    ...scene,
    response,
    demandsVerification: false,
    demandsDeviceBound: false,
  }),
  await readProof({ ...scene, response, credential, demandsVerification: false }),
  readCredentialId(response),
  readUserHandle(response),
]
const nothing = [
  { is: 'wrong', why: 'unreadable' },
  { is: 'wrong', why: 'unreadable' },
  undefined,
  undefined,
]

/** Of three, so that a busy machine is not taken for slow work. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const began = process.threadCpuUsage()
    await work()
    const { user, system } = process.threadCpuUsage(began)
    took.push((user + system) / 1000)
  }
  return Math.min(...took)
}

const mega = 1_000_000
const both = (response: Record<string, unknown>, outside: Record<string, unknown> = {}): string =>
  JSON.stringify({ id: 'AAAA', rawId: 'AAAA', type: 'public-key', ...outside, response })
const say = (bytes: Buffer): string => bytes.toString('base64url')
const client = say(Buffer.from(JSON.stringify({ type: 'webauthn.get', ...scene })))

// ATK-WAN-09.
describe('an answer from a stranger', () => {
  // The library is loaded at its first use, which is no part of what a stranger costs.
  beforeAll(() => readEverything(registrationOf(key, scene)))

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 7],
    ['an object', { response: {} }],
    ['a list of texts', [proofOf(key, scene)]],
    ['an empty text', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['half of it', proofOf(key, scene).slice(0, 100)],
    ['a megabyte of brackets', '['.repeat(mega)],
    ['brackets as long as can be', '['.repeat(65_000)],
    ['brackets that close', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['a megabyte of a text', `"${'\\u0061'.repeat(mega / 6)}"`],
    ['a text of escapes', `"${'\\\\'.repeat(30_000)}"`],
    ['thousands of names', `{${Array.from({ length: 6000 }, (_, at) => `"${at}":0`).join()}}`],
    ['a name that stands twice', `{"id":"AAAA",${proofOf(key, scene).slice(1)}`],
    ['names of every object', both({ __proto__: 1 }, { constructor: 1, toString: 1 })],
    ['prototypes', `{"__proto__":${proofOf(key, scene)}}`],
    ['an id of 64 kB', both({}, { id: 'A'.repeat(65_000), rawId: 'A'.repeat(65_000) })],
    ['an id in another alphabet', both({}, { id: '+/==', rawId: '+/==' })],
    ['an id with loose bits', both({}, { id: 'AB', rawId: 'AB' })],
    ['client data of 40 kB', both({ clientDataJSON: 'A'.repeat(55_000) })],
    [
      'a megabyte of CBOR',
      both({ clientDataJSON: client, attestationObject: say(Buffer.alloc(mega, 0x81)) }),
    ],
    [
      'CBOR as long as can be',
      both({ clientDataJSON: client, attestationObject: say(Buffer.alloc(32_000, 0x81)) }),
    ],
    [
      'CBOR that promises too much',
      both({
        clientDataJSON: client,
        attestationObject: say(Buffer.from('bbffffffffffffffff', 'hex')),
      }),
    ],
    [
      'a wide CBOR',
      both({
        clientDataJSON: client,
        attestationObject: say(cbor(Array.from({ length: 30_000 }, () => 0))),
      }),
    ],
    [
      'a signature of 40 kB',
      both({
        clientDataJSON: client,
        authenticatorData: 'A'.repeat(50),
        signature: 'A'.repeat(55_000),
      }),
    ],
  ])('is refused at once: %s', async (_what, response) => {
    expect(await readEverything(response)).toEqual(nothing)
    expect(await quickest(() => readEverything(response))).toBeLessThan(50)
  })

  test.each([
    ['four thousand brackets', Buffer.alloc(4000, '[')],
    ['a byte order mark', Buffer.from(`\ufeff${JSON.stringify({ type: 'webauthn.get' })}`)],
  ])('is refused at once when only its client data is odd: %s', async (_what, bytes) => {
    const forged = { response: { clientDataJSON: say(bytes) } }
    for (const response of [proofOf(key, scene, forged), registrationOf(key, scene, forged)]) {
      expect((await readEverything(response)).slice(0, 2)).toEqual(nothing.slice(0, 2))
      expect(await quickest(() => readEverything(response))).toBeLessThan(50)
    }
  })

  test('never makes anything of ours fall, whatever byte is wrong', async () => {
    for (const honest of [registrationOf(key, scene), proofOf(key, scene)]) {
      const { response } = JSON.parse(honest) as { response: Record<string, unknown> }
      for (const [name, value] of Object.entries(response)) {
        if (typeof value !== 'string') continue
        const bytes = Buffer.from(value, 'base64url')
        for (let round = 0; round < 200; round += 1) {
          const at = (round * 7919) % bytes.length
          const other = Buffer.from(bytes)
          other[at] = (round * 31) & 255
          const cut = round % 3 === 0 ? other.subarray(0, at + 1) : other
          const sent = { ...response, [name]: say(cut) }
          await readEverything(JSON.stringify({ ...JSON.parse(honest), response: sent }))
        }
      }
    }
  })
})
