// Two engines that compute the same argon2id: the fast one, and Node's own where the fast one has
// no binary. Must never keep anything of what it is given.
import { argon2Sync } from 'node:crypto'
import { createRequire } from 'node:module'
import type { HashWork } from './password-hash.ts'

export type HashEngine = (work: HashWork) => Buffer

export const nodeEngine: HashEngine = (work) =>
  argon2Sync('argon2id', {
    message: work.input,
    nonce: work.salt,
    parallelism: work.lanes,
    tagLength: work.length,
    memory: work.memory,
    passes: work.passes,
  })

/** The binary's own names for argon2id and version 0x13; its enums exist only in its types. */
const argon2id = 2
const version13 = 1

/** Undefined where no binary was installed for this machine. */
export function openFastEngine(): HashEngine | undefined {
  const load = createRequire(import.meta.url)
  let fast: typeof import('@node-rs/argon2')
  try {
    fast = load('@node-rs/argon2') as typeof import('@node-rs/argon2')
  } catch {
    return undefined
  }
  return (work) =>
    fast.hashRawSync(work.input, {
      algorithm: argon2id,
      version: version13,
      memoryCost: work.memory,
      timeCost: work.passes,
      parallelism: work.lanes,
      outputLen: work.length,
      salt: work.salt,
    })
}
