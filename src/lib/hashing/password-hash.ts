// Slow hashes of what people remember: argon2id in the PHC string form, over a keyed hash of the
// NFC form. Must never see a database, and never shortens what was typed.
import { randomBytes } from 'node:crypto'
import { isSame, keyedHash } from '../digest.ts'

/**
 * What one computation costs. Written into each hash, so that it can be raised and old hashes told
 * apart.
 */
export interface HashCost {
  /** In KiB. */
  readonly memory: number
  readonly passes: number
  readonly lanes: number
}

/** The floor of the OWASP Password Storage Cheat Sheet. It may be raised, never lowered. */
export const presentCost: HashCost = { memory: 19_456, passes: 2, lanes: 1 }

/**
 * One computation, as it is handed to whoever does the work: the worker never sees a password or a
 * key.
 */
export interface HashWork extends HashCost {
  readonly input: Uint8Array
  readonly salt: Uint8Array
  readonly length: number
}

export interface KeptHash extends HashCost {
  /**
   * Which pepper it was made under: 32 bits of the key's own hash, so that a wrong key is found and
   * not taken for a typo.
   */
  readonly key: string
  readonly salt: Buffer
  readonly hash: Buffer
}

const saltLength = 16
const hashLength = 32
const form = new RegExp(
  '^\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3}),keyid=([A-Za-z0-9+/]{6})' +
    '\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})$',
)

/**
 * The pepper (NIST SP 800-63B 3.1.1.2): without the key, which never stands in the database, a copy
 * of the rows cannot even be guessed at. NFC, because the same é comes in two forms from two
 * keyboards; never NFKC, which would let look-alikes meet.
 */
export function pepper(key: Uint8Array, typed: string): Buffer {
  // A lone surrogate has no bytes in UTF-8: all of them would become the same sign, and different
  // passwords would meet.
  if (!typed.isWellFormed()) {
    return keyedHash(key, 'password, ill-formed', Buffer.from(typed, 'utf16le').toString('hex'))
  }
  return keyedHash(key, 'password', typed.normalize('NFC'))
}

export const nameKey = (key: Uint8Array): string =>
  plain64(keyedHash(key, 'name of the password key').subarray(0, 4))

export const newWork = (input: Uint8Array): HashWork => ({
  ...presentCost,
  input,
  salt: randomBytes(saltLength),
  length: hashLength,
})

export const workLike = (kept: KeptHash, input: Uint8Array): HashWork => ({
  memory: kept.memory,
  passes: kept.passes,
  lanes: kept.lanes,
  input,
  salt: kept.salt,
  length: kept.hash.length,
})

export const writeHash = (kept: KeptHash): string =>
  `$argon2id$v=19$m=${kept.memory},t=${kept.passes},p=${kept.lanes},keyid=${kept.key}` +
  `$${plain64(kept.salt)}$${plain64(kept.hash)}`

/**
 * Refuses with a Fault what we did not write: a kept hash that cannot be read must never look like
 * a wrong password.
 */
export function readHash(text: string): KeptHash {
  const [, memory, passes, lanes, key, salt, hash] = form.exec(text) ?? []
  if (!key || !salt || !hash) throw new Error('A kept password hash has an unknown form')
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    key,
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

/**
 * True when the hash was made at a lower cost than today's: it is made anew at the next right
 * answer.
 */
export function isDated(text: string): boolean {
  const kept = readHash(text)
  return (
    kept.memory < presentCost.memory ||
    kept.passes < presentCost.passes ||
    kept.hash.length < hashLength
  )
}

/**
 * A hash that no password has: drawn by chance, of today's cost, so that comparing with it takes
 * the same work.
 */
export const drawDecoy = (key: Uint8Array): string =>
  writeHash({
    ...presentCost,
    key: nameKey(key),
    salt: randomBytes(saltLength),
    hash: randomBytes(hashLength),
  })

export const isSameHash = (kept: KeptHash, computed: Uint8Array): boolean =>
  isSame(kept.hash, computed)

/** PHC strings use base64 without padding. */
const plain64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '')
