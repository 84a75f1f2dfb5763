// The test vectors of docs/phone-protocol.md, made again from node:crypto with no line of the house
// or of a phone; and the phone on the command line held to the same.
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type JsonWebKey,
  pbkdf2Sync,
  verify,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { codeNow } from '../../tools/phone/code-account.ts'
import * as keys from '../../tools/phone/keys.ts'
import {
  joiningChallenge,
  joiningText,
  message,
  proofChallenge,
  readCode,
} from '../../tools/phone/message.ts'
import {
  moveAddress,
  movePair,
  movingKey,
  openAccounts,
  readMove,
  receiver,
} from '../../tools/phone/moving.ts'
import { halfOf, pinProof, seal, unwrap, wrappingKey } from '../../tools/phone/pin-lock.ts'

const jwkShape = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string().optional(),
})
const vectorsShape = z.object({
  phoneKey: jwkShape,
  phoneThumbprint: z.string(),
  lockKey: jwkShape,
  pin: z.string(),
  salt: z.string(),
  half: z.string(),
  share: z.string(),
  wrappingKey: z.string(),
  pkcs8: z.string(),
  wrappedIv: z.string(),
  wrapped: z.string(),
  typed: z.string(),
  code: z.string(),
  addText: z.string(),
  addChallenge: z.string(),
  headerOfNewPhones: z.looseObject({}),
  header: z.looseObject({ kid: z.string() }),
  messages: z.array(
    z.object({
      payload: z.looseObject({
        act: z.string(),
        aud: z.string(),
        at: z.number(),
        n: z.number(),
        link: z.string().length(16),
        after: z.string().length(16).exactOptional(),
      }),
      said: z.string(),
    }),
  ),
  pinSignature: z.string(),
  passkeyChallenge: z.string(),
  oldKey: jwkShape,
  newKey: jwkShape,
  secret: z.string(),
  movingKey: z.string(),
  oldThumbprint: z.string(),
  receiver: z.string(),
  movePair: z.tuple([z.number(), z.number()]),
  address: z.string(),
  accounts: z.string(),
  sealedIv: z.string(),
  sealed: z.string(),
})

const page = readFileSync(new URL('../../docs/phone-protocol.md', import.meta.url), 'utf8')
const [beforeVectors = '', written = ''] = page.split('\n## Test vectors\n')
const vectors = vectorsShape.parse(
  Object.assign(
    {},
    ...[...written.matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json = '']) => JSON.parse(json) as unknown,
    ),
  ),
)

const bytes = (text: string): Buffer<ArrayBuffer> => Buffer.from(text, 'base64url')
const text = (of: Uint8Array): string => Buffer.from(of).toString('base64url')
const hash = (of: string): string => createHash('sha256').update(of).digest('base64url')
const privateOf = (jwk: object) => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
const publicOf = (jwk: object) => createPublicKey(privateOf(jwk))
const isSigned = (jwk: object, said: string, signature: string): boolean =>
  verify(
    'sha256',
    Buffer.from(said),
    { key: publicOf(jwk), dsaEncoding: 'ieee-p1363' },
    bytes(signature),
  )
const hkdf = (material: Uint8Array, what: string): Buffer =>
  Buffer.from(hkdfSync('sha256', material, new Uint8Array(), what, 32))

function hidden(key: string, iv: string, plain: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', bytes(key), bytes(iv))
  return text(Buffer.concat([bytes(iv), cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
}

const { phoneKey, lockKey, oldKey, newKey } = vectors
const publicPart = ({ kty, crv, x, y }: z.output<typeof jwkShape>) => ({ kty, crv, x, y })
const thumbprint = ({ crv, kty, x, y }: z.output<typeof jwkShape>): string =>
  hash(`{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`)

describe('the vectors on the page', () => {
  test('the keys are pairs, and have the names of RFC 7638', () => {
    for (const key of [phoneKey, lockKey, oldKey, newKey])
      expect(publicOf(key).export({ format: 'jwk' })).toMatchObject(publicPart(key))
    expect(vectors.phoneThumbprint).toBe(thumbprint(phoneKey))
    expect(vectors.oldThumbprint).toBe(thumbprint(oldKey))
  })

  test('the PIN makes the half, the share the wrapping key, and that the wrapped one', () => {
    const half = pbkdf2Sync(vectors.pin, bytes(vectors.salt), 600_000, 32, 'sha256')
    expect(vectors.half).toBe(text(half))
    const key = hkdf(Buffer.concat([half, bytes(vectors.share)]), 'portvakt lock')
    expect(vectors.wrappingKey).toBe(text(key))
    const der = createPrivateKey({ key: bytes(vectors.pkcs8), type: 'pkcs8', format: 'der' })
    expect(der.export({ format: 'jwk' })).toMatchObject(lockKey)
    const { wrappedIv, pkcs8 } = vectors
    expect(vectors.wrapped).toBe(hidden(vectors.wrappingKey, wrappedIv, bytes(pkcs8)))
  })

  test('a passkey that is made signs the code and the key', () => {
    expect(vectors.addText).toBe(`add${vectors.code}${vectors.phoneThumbprint}`)
    expect(vectors.addChallenge).toBe(hash(vectors.addText))
  })

  test('every message is of its phone and says what stands there', () => {
    for (const { payload, said } of vectors.messages) {
      const [head = '', body = '', signature = '', more] = said.split('.')
      expect(more).toBeUndefined()
      expect(isSigned(phoneKey, `${head}.${body}`, signature), payload.act).toBe(true)
      expect(isSigned(lockKey, `${head}.${body}`, signature), payload.act).toBe(false)
      const isNew = payload.act === 'add' || payload.act === 'move-claim'
      const header = isNew ? vectors.headerOfNewPhones : vectors.header
      expect(JSON.parse(bytes(head).toString())).toEqual(header)
      expect(JSON.parse(bytes(body).toString())).toEqual(payload)
    }
    expect(vectors.headerOfNewPhones['jwk']).toEqual(publicPart(phoneKey))
  })

  test('each message comes after the one before it, and the first of a phone after none', () => {
    for (const [at, { payload }] of vectors.messages.entries()) {
      const isNew = payload.act === 'add' || payload.act === 'move-claim'
      expect(payload.after).toBe(isNew ? undefined : vectors.messages[at - 1]?.payload.link)
      expect(payload.n).toBe(isNew ? 1 : at + 1)
    }
    expect(new Set(vectors.messages.map(({ payload }) => payload.link)).size).toBe(
      vectors.messages.length,
    )
  })

  test('the key of a PIN has signed what it was brought with', () => {
    const lockShape = z.looseObject({ lock: z.looseObject({ proof: z.string() }) })
    const brought = vectors.messages.filter(({ payload }) => lockShape.safeParse(payload).success)
    expect(brought.map(({ payload }) => payload.act)).toEqual(['add', 'move-claim'])
    for (const { payload } of brought) {
      const { proof } = lockShape.parse(payload).lock
      const said = `${payload.act}${String(payload['code'])}${thumbprint(phoneKey)}`
      expect(isSigned(lockKey, said, proof)).toBe(true)
    }
  })

  test('there is a message of every kind that the page knows', () => {
    const known = beforeVectors.matchAll(/\*\*`([a-z-]+)`\*\*|^\| `([a-z]+)` \|/gm)
    // Locks, kinds of member and such are named in the same way.
    const other = new Set(['passkey', 'pin', 'peek', 'move-peek', 'act', 'aud', 'at', 'n'])
    const acts = [...known].flatMap(([, bold, row]) => bold ?? row ?? [])
    const members = /^\| member \|[\s\S]*?\n\n/gm
    const inTables = [...beforeVectors.matchAll(members)].flatMap(([table]) =>
      [...table.matchAll(/^\| `([a-z]+)`/gm)].map(([, member = '']) => member),
    )
    const said = new Set(vectors.messages.map(({ payload }) => payload.act))
    const missing = acts.filter(
      (act) => !said.has(act) && !other.has(act) && !inTables.includes(act),
    )
    expect(missing).toEqual([])
    expect(said.size).toBe(13)
  })

  test('the lock proves the first answer', () => {
    const approval = vectors.messages.find(({ payload }) => payload.act === 'answer')?.said ?? ''
    expect(isSigned(lockKey, approval, vectors.pinSignature)).toBe(true)
    expect(isSigned(phoneKey, approval, vectors.pinSignature)).toBe(false)
    expect(vectors.passkeyChallenge).toBe(hash(approval))
  })

  test('two phones agree on a key, and hide the accounts under it', () => {
    const agreed = (own: object, other: object): string =>
      text(diffieHellman({ privateKey: privateOf(own), publicKey: publicOf(other) }))
    expect(vectors.secret).toBe(agreed(oldKey, newKey))
    expect(vectors.secret).toBe(agreed(newKey, oldKey))
    // Z of RFC 7518, appendix C.
    expect([...bytes(vectors.secret).subarray(0, 4)]).toEqual([158, 86, 217, 29])
    expect(vectors.movingKey).toBe(text(hkdf(bytes(vectors.secret), 'portvakt move')))
    const claim = vectors.messages.find(({ payload }) => payload.act === 'move-claim')?.payload
    const picture = `#move=${String(claim?.['code'])}.${vectors.oldThumbprint}`
    expect(vectors.address).toBe(`${claim?.aud}/app/${picture}`)
    const keysOfNew = [phoneKey, newKey, lockKey].map(thumbprint).join('')
    expect(vectors.receiver).toBe(hash(`move-to${keysOfNew}`))
    for (const act of ['move-show', 'move-give']) {
      const message = vectors.messages.find(({ payload }) => payload.act === act)
      expect(message?.payload['to']).toBe(vectors.receiver)
    }
    const [colour = 0, animal = 0] = bytes(
      hash(`move-pair${thumbprint(oldKey)}${vectors.receiver}`),
    )
    expect(vectors.movePair).toEqual([colour % 8, animal % 16])
    const accounts = Buffer.from(vectors.accounts)
    expect(vectors.sealed).toBe(hidden(vectors.movingKey, vectors.sealedIv, accounts))
  })
})

describe('the phone on the command line says the same', () => {
  const own = privateOf(phoneKey)

  test('in its messages', () => {
    for (const { payload, said } of vectors.messages) {
      const phone = vectors.header.kid
      const isNew = payload.act === 'add' || payload.act === 'move-claim'
      const made = message(isNew ? { key: own } : { key: own, phone }, payload)
      const [head = '', body = '', signature = ''] = made.split('.')
      const read = [head, body].map((part) => JSON.parse(bytes(part).toString()) as unknown)
      const onPage = said.split('.', 2).map((part) => JSON.parse(bytes(part).toString()) as unknown)
      expect(read).toEqual(onPage)
      expect(isSigned(phoneKey, `${head}.${body}`, signature)).toBe(true)
    }
  })

  test('in its lock', () => {
    const { pin, salt, half, share, wrapped, wrappedIv, pkcs8 } = vectors
    expect(halfOf(pin, salt)).toBe(half)
    const key = wrappingKey(half, share)
    expect(text(key)).toBe(vectors.wrappingKey)
    expect(seal(key, bytes(pkcs8), bytes(wrappedIv))).toBe(wrapped)
    const opened = unwrap(wrapped, half, share)
    expect(opened?.export({ format: 'jwk' })).toMatchObject(lockKey)
    expect(unwrap(wrapped, half, half)).toBeUndefined()
    const { signature } = pinProof(privateOf(lockKey), 'said')
    expect(isSigned(lockKey, 'said', signature)).toBe(true)
  })

  test('in what a passkey signs, whatever way the code was typed', () => {
    expect(readCode(vectors.typed)).toBe(vectors.code)
    const challenge = joiningChallenge('add', vectors.code, keys.publicOf(own))
    expect(challenge).toBe(vectors.addChallenge)
    expect(joiningText('add', vectors.code, keys.publicOf(own))).toBe(vectors.addText)
    const approval = vectors.messages.find(({ payload }) => payload.act === 'answer')?.said ?? ''
    expect(proofChallenge(approval)).toBe(vectors.passkeyChallenge)
  })

  test('in a move', () => {
    const key = movingKey(privateOf(oldKey), publicPart(newKey))
    expect(text(key)).toBe(vectors.movingKey)
    expect(openAccounts(key, vectors.sealed)).toEqual(JSON.parse(vectors.accounts))
    expect(() => openAccounts(Buffer.alloc(32), vectors.sealed)).toThrow(/authenticate/)
    const [phone, agreed, jwk] = [phoneKey, newKey, lockKey].map(publicPart)
    if (!phone || !agreed || !jwk) throw new Error('A key is missing')
    expect(receiver({ phone, key: agreed, lock: { kind: 'pin', jwk } })).toBe(vectors.receiver)
    expect(movePair(publicPart(oldKey), vectors.receiver)).toEqual(vectors.movePair)
    const read = readMove(vectors.address)
    expect(read?.thumbprint).toBe(vectors.oldThumbprint)
    const again = moveAddress(vectors.address, read?.code ?? '', publicPart(oldKey))
    expect(again).toBe(vectors.address)
  })

  test('in its codes, by the table of RFC 6238', () => {
    const account = { digits: 8, period: 30, issuer: '', label: '' }
    const seed = (length: number) => text(Buffer.from('1234567890'.repeat(7).slice(0, length)))
    const at = (seconds: number, length: number, algorithm: 'SHA-1' | 'SHA-256' | 'SHA-512') =>
      codeNow({ ...account, key: seed(length), algorithm }, seconds).code
    expect(at(59, 20, 'SHA-1')).toBe('94287082')
    expect(at(1_111_111_109, 32, 'SHA-256')).toBe('68084774')
    expect(at(20_000_000_000, 64, 'SHA-512')).toBe('47863826')
    expect(codeNow({ ...account, key: seed(20) }, 59).secondsLeft).toBe(1)
  })
})
