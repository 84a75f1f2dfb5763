// Adding this phone to an account: whose it is, the key, the lock, and the word to the house. Must
// never leave an account behind that the house has not taken.
import { sha256, utf8, type Bytes } from './bytes.ts'
import { makeAgreementKey, makeSigningKey, thumbprint, type PublicJwk } from './keys.ts'
import { write } from './kept.ts'
import { signed } from './message.ts'
import { makePasskey } from './passkey-lock.ts'
import { newPinLock } from './pin-lock.ts'
import { post } from './post.ts'
import type { Account, KeptLock } from './accounts.ts'
import type { Added, Claimed, Pair, Peeked, Request } from './spoken.ts'

/**
 * Eight capitals: blanks and hyphens do not matter, O is 0, and I and L are 1. Empty where it
 * cannot be a code.
 */
export function readCode(typed: string): string {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return /^[0-9A-Z]{8}$/.test(code) ? code : ''
}

export const peek = (code: string): Promise<Peeked> => post<Peeked>('peek', { code })

/** What a lock is made for: the account, and the word that its challenge begins with. */
export interface ForLock {
  readonly peeked: Peeked
  readonly code: string
  readonly jwk: PublicJwk
  readonly act: 'add' | 'move-claim'
}

export interface MadeLock {
  readonly told: object
  keep(share: string | undefined): Promise<KeptLock>
}

const challengeOf = async ({ act, code, jwk }: ForLock): Promise<Bytes> =>
  sha256(utf8(act + code + (await thumbprint(jwk))))

export async function lockByPasskey(wished: ForLock): Promise<MadeLock> {
  const { account, service, rpId } = wished.peeked
  const challenge = await challengeOf(wished)
  const made = await makePasskey({ ...account, service, rpId, challenge })
  return {
    told: made.told,
    keep: async () => ({ kind: 'passkey', credential: made.credential }),
  }
}

export async function lockByPin(pin: string): Promise<MadeLock> {
  const made = await newPinLock(pin)
  return {
    told: made.told,
    keep(share) {
      if (share === undefined) throw new Error('The house gave no share for the PIN')
      return made.keep(share)
    },
  }
}

export interface NewPhone {
  readonly code: string
  readonly peeked: Peeked
  readonly name: string
  readonly system: 'ios' | 'android' | 'other'
  readonly lock: (made: ForLock) => Promise<MadeLock>
}

export interface AddedHere {
  readonly account: Account
  readonly request: Request
}

export async function addPhone(wished: NewPhone): Promise<AddedHere> {
  const { code, peeked, name, system } = wished
  const { key, jwk } = await makeSigningKey()
  const lock = await wished.lock({ peeked, code, jwk, act: 'add' })
  const more = { code, lock: lock.told, name, system }
  const said = await signed({ key, who: { jwk }, act: 'add', n: 1, more })
  const added = await post<Added>('add', { said })
  const account: Account = {
    ...accountOf(wished, added.phone, key),
    lock: await lock.keep(added.share),
    ringKey: added.ringKey,
  }
  await write('accounts', account)
  return { account, request: added.request }
}

const accountOf = ({ peeked, name }: NewPhone, id: string, signingKey: CryptoKey) =>
  ({
    id,
    signingKey,
    n: 1,
    account: peeked.account,
    organisation: peeked.organisation,
    service: peeked.service,
    rpId: peeked.rpId,
    name,
    state: 'adding',
    rings: false,
  }) as const

export interface ClaimedHere {
  readonly account: Account
  readonly pair: Pair
}

/** The same on a new phone that an old one hands its account to. */
export async function claimPhone(wished: NewPhone): Promise<ClaimedHere> {
  const { code, peeked, name, system } = wished
  const { key, jwk } = await makeSigningKey()
  const agreement = await makeAgreementKey()
  const lock = await wished.lock({ peeked, code, jwk, act: 'move-claim' })
  const more = { code, lock: lock.told, name, system, key: agreement.jwk }
  const said = await signed({ key, who: { jwk }, act: 'move-claim', n: 1, more })
  const claimed = await post<Claimed>('move-claim', { said })
  const account: Account = {
    ...accountOf(wished, claimed.phone, key),
    lock: await lock.keep(claimed.share),
    ringKey: '',
    moveKey: agreement.key,
  }
  await write('accounts', account)
  return { account, pair: claimed.pair }
}
