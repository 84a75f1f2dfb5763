import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeEngine, openFastEngine } from './engine.ts'
import {
  drawDecoy,
  isDated,
  newWork,
  pepper,
  presentCost,
  readHash,
  workLike,
  writeHash,
} from './password-hash.ts'

const key = Buffer.alloc(32, 7)
const fast = openFastEngine()
const engines = [
  { name: 'Node’s own engine', engine: nodeEngine },
  ...(fast ? [{ name: 'the fast engine', engine: fast }] : []),
]

// The reference implementation's own test.c (P-H-C/phc-winner-argon2), argon2id, version 0x13,
// «password», «somesalt».
const vectors = [
  {
    memory: 65_536,
    passes: 2,
    lanes: 1,
    hash: '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  },
  {
    memory: 256,
    passes: 2,
    lanes: 1,
    hash: '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
  },
  {
    memory: 256,
    passes: 2,
    lanes: 2,
    hash: '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037',
  },
]

test.for(engines.flatMap((one) => vectors.map((vector) => ({ ...one, ...vector }))))(
  '$name computes the published vector of $memory KiB and $lanes lanes',
  ({ engine, memory, passes, lanes, hash }) => {
    const work = { memory, passes, lanes, length: 32 }
    const input = Buffer.from('password')
    const salt = Buffer.from('somesalt')
    expect(engine({ ...work, input, salt }).toString('hex')).toBe(hash)
  },
)

test('Node’s argon2id is the one of RFC 9106, section 5.3', () => {
  const tag = argon2Sync('argon2id', {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    memory: 32,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  })
  expect(tag.toString('hex')).toBe(
    '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
  )
})

test.skipIf(!fast)('both engines give the same bytes for the same work', () => {
  for (const typed of ['', 'a', 'Blåbær og lyng 2', '🌲'.repeat(40), 'nul\0nul']) {
    const work = newWork(pepper(key, typed))
    expect(fast?.(work)).toEqual(nodeEngine(work))
  }
})

test('a hash is written with its cost and read back whole', () => {
  const work = newWork(pepper(key, 'Blåbær og lyng 2'))
  const kept = { ...work, salt: Buffer.from(work.salt), hash: nodeEngine(work), key: 'AAAAAA' }
  const text = writeHash(kept)
  expect(text).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=AAAAAA\$[^=$]{22}\$[^=$]{43}$/)
  const read = readHash(text)
  expect(read.hash).toEqual(kept.hash)
  expect(nodeEngine(workLike(read, work.input))).toEqual(kept.hash)
})

test('the cost is at or above the floor, and a hash of lower cost is told apart', () => {
  expect(presentCost.memory).toBeGreaterThanOrEqual(19_456)
  expect(presentCost.passes).toBeGreaterThanOrEqual(2)
  const today = drawDecoy(key)
  expect(isDated(today)).toBe(false)
  expect(isDated(today.replace('m=19456', 'm=9728'))).toBe(true)
  expect(isDated(today.replace('t=2', 't=1'))).toBe(true)
})

test('what we did not write is a fault, never a wrong password', () => {
  for (const text of ['', 'secret', '$2b$12$abc', drawDecoy(key).replace('argon2id', 'argon2i')]) {
    expect(() => readHash(text)).toThrow('unknown form')
  }
})

test('the same é from two keyboards is one password, and look-alikes are not', () => {
  const of = (typed: string) => pepper(key, typed).toString('hex')
  expect(of('caf\u00e9')).toBe(of('cafe\u0301'))
  // The Kelvin sign is canonically K: NFC itself makes them one.
  expect(of('\u212a')).toBe(of('K'))
  for (const [one, other] of [
    ['ß', 'ss'],
    ['Ⅳ', 'IV'],
    ['ﬁ', 'fi'],
    ['１', '1'],
    ['K', 'k'],
    ['a ', 'a'],
    ['\ud800', '\udfff'],
    ['\ud800', '\ufffd'],
  ] as const) {
    expect(of(one)).not.toBe(of(other))
  }
})

test('nothing is cut off: not at 72 bytes, not at a NUL, not at 4096 bytes', () => {
  for (const length of [72, 73, 100, 1000, 4096]) {
    const whole = 'å'.repeat(length / 2) + 'x'
    expect(pepper(key, whole)).not.toEqual(pepper(key, whole.slice(0, -1)))
  }
  expect(pepper(key, 'a\0b')).not.toEqual(pepper(key, 'a'))
})

test('another key gives another input', () => {
  expect(pepper(Buffer.alloc(32, 8), 'same')).not.toEqual(pepper(key, 'same'))
})
