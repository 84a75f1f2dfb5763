// A phone that joins: with the code on a page, or with the picture on an older phone. It keeps its
// key before it speaks, and its lock as soon as the house has answered. Must never keep a PIN.
import { add, claimMove, type LockOffered, type Newcomer, peek, peekMove } from './acts.ts'
import { readAdding, type Typed } from './command-line.ts'
import { makeKey, written } from './keys.ts'
import { byFetch } from './line.ts'
import { readMove } from './moving.ts'
import { openOwn } from './own-phone.ts'
import { keepPasskey, newPasskey } from './passkey-lock.ts'
import { halfOf, newSalt, wrap } from './pin-lock.ts'
import { readKey, type KeptState, type StateFile } from './state-file.ts'

interface Begun {
  readonly offered: LockOffered
  /** What is kept of the lock, when the house has given its share. */
  kept(share: string | undefined): KeptState['lock']
}

function newLock(pin: string | undefined, rpId: string): Begun {
  if (pin === undefined) {
    const key = newPasskey()
    return { offered: { kind: 'passkey', key, rpId }, kept: () => keepPasskey(key) }
  }
  if (!/^\d{6,}$/.test(pin)) throw new Error('A PIN has at least six digits')
  const key = makeKey()
  const salt = newSalt()
  const half = halfOf(pin, salt)
  return {
    offered: { kind: 'pin', key, half },
    kept(share) {
      if (share === undefined) throw new Error('The house has given no share for the PIN')
      return { kind: 'pin', salt, wrapped: wrap(key, half, share) }
    },
  }
}

/** Among its owner's methods it is told apart by this. */
const looks: Pick<Newcomer, 'name' | 'system'> = { name: 'npm run phone', system: 'other' }

function begin(file: StateFile, at: string, found: { rpId: string; account: { login: string } }) {
  if (file.exists && file.read().phone !== undefined)
    throw new Error('There is a phone here already: leave, or choose another file with --phone')
  file.remove()
  const key = readKey(written(makeKey()))
  file.write({ at, rpId: found.rpId, account: found.account.login, n: 0, key, codes: [] })
  return openOwn(file)
}

export async function join(file: StateFile, { about = '', at: typedAt, pin }: Typed) {
  if (readMove(about)) return claim(file, about, pin)
  const { code, at = typedAt } = readAdding(about)
  if (at === undefined) throw new Error('Say --at, the address of the house for phones')
  const found = await peek(byFetch, at, code)
  const lock = newLock(pin, found.rpId)
  const speaker = begin(file, at, found)
  const added = await add(speaker, { code, lock: lock.offered, ...looks })
  file.write({ lock: lock.kept(added.share) })
  return { found, pair: found.pair, to: undefined, test: added.request }
}

async function claim(file: StateFile, picture: string, pin: string | undefined) {
  const at = new URL(picture).origin
  const found = await peekMove(byFetch, at, picture)
  const lock = newLock(pin, found.rpId)
  const speaker = begin(file, at, found)
  const newcomer = { code: found.code, lock: lock.offered, ...looks }
  const claimed = await claimMove(speaker, newcomer)
  const { key, to, share } = claimed
  file.write({ lock: lock.kept(share), claimed: readKey(written(key)), from: found.thumbprint })
  return { found, pair: undefined, to, test: undefined }
}
