// The lock where the phone has none of its own: a second key that is kept wrapped only. A PIN and a
// share that the house gives ten times at most unwrap it together, so that nobody can try PINs on a
// copy of this phone. Must never keep the PIN.
import { fromBase64url, joined, randomBytes, toBase64url, utf8, type Bytes } from './bytes.ts'
import { makeSigningKey, readSigningKey, sealingKey, signWith, type PublicJwk } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { say, type Prove } from './message.ts'
import type { Account, KeptLock } from './accounts.ts'

export const pinDigitsMin = 6
const rounds = 600_000

export async function halfOf(pin: string, salt: Bytes): Promise<Bytes> {
  const material = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))
}

const wrappingKey = (half: Bytes, share: string): Promise<CryptoKey> =>
  sealingKey(joined(half, fromBase64url(share)), 'portvakt lock')

export interface NewPinLock {
  /** What the house is told. */
  readonly told: {
    readonly kind: 'pin'
    readonly jwk: PublicJwk
    readonly half: string
    readonly proof: string
  }
  /** What is kept, once the house has given its share. */
  keep(share: string): Promise<KeptLock>
}

/** Used at once, over what it is made for. */
export async function newPinLock(pin: string, madeFor: string): Promise<NewPinLock> {
  const salt = randomBytes(16)
  const half = await halfOf(pin, salt)
  const { key, jwk } = await makeSigningKey(true)
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', key)
  return {
    told: { kind: 'pin', jwk, half: toBase64url(half), proof: await signWith(key, madeFor) },
    async keep(share) {
      return { kind: 'pin', salt, wrapped: await seal(await wrappingKey(half, share), pkcs8) }
    },
  }
}

export interface WrongPin {
  readonly left: number
}

/** A proof by the PIN, or how many tries are left. */
export async function openPinLock(account: Account, pin: string): Promise<Prove | WrongPin> {
  if (account.lock.kind !== 'pin') throw new Error('This account has another lock')
  const { salt, wrapped } = account.lock
  const half = await halfOf(pin, salt)
  const told = await say<{ share: string; left: number }>(account, 'share', {
    half: toBase64url(half),
  })
  const pkcs8 = await unseal(await wrappingKey(half, told.share), wrapped)
  if (pkcs8 === undefined) return { left: told.left }
  const key = await readSigningKey(pkcs8)
  return async (said) => ({ kind: 'pin', signature: await signWith(key, said) })
}
