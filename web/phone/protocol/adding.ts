// Adding this phone to an account: whose it is, the key, the lock, and the word to the house. Must
// never leave an account behind that the house has not taken, nor stop at an answer that was lost.
import { sha256, utf8, type Bytes } from './bytes.ts'
import { makeAgreementKey, makeSigningKey, thumbprint, type PublicJwk } from './keys.ts'
import { write } from './kept.ts'
import { signed } from './message.ts'
import { receiverOf } from './moving.ts'
import { makePasskey } from './passkey-lock.ts'
import { newPinLock } from './pin-lock.ts'
import { post, untilAnswered } from './post.ts'
import { newLink, type Account, type KeptLock, type Turn } from './accounts.ts'
import type { Added, Claimed, MovePeeked, Peeked, Request, Rings } from './spoken.ts'

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
  readonly peeked: MovePeeked
  readonly code: string
  readonly jwk: PublicJwk
  readonly act: 'add' | 'move-claim'
}

export interface MadeLock {
  /** By what the house knows it. */
  readonly name: string
  readonly told: object
  keep(share: string | undefined): Promise<KeptLock>
}

const textFor = async ({ act, code, jwk }: ForLock): Promise<string> =>
  act + code + (await thumbprint(jwk))

export async function lockByPasskey(wished: ForLock): Promise<MadeLock> {
  const { account, service, rpId } = wished.peeked
  const challenge: Bytes = await sha256(utf8(await textFor(wished)))
  const made = await makePasskey({ ...account, service, rpId, challenge })
  return {
    name: made.credential,
    told: made.told,
    keep: async () => ({ kind: 'passkey', credential: made.credential }),
  }
}

export async function lockByPin(pin: string, wished: ForLock): Promise<MadeLock> {
  const made = await newPinLock(pin, await textFor(wished))
  return {
    name: await thumbprint(made.told.jwk),
    told: made.told,
    keep(share) {
      if (share === undefined) throw new Error('The house gave no share for the PIN')
      return made.keep(share)
    },
  }
}

export interface NewPhone {
  readonly code: string
  readonly peeked: MovePeeked
  readonly name: string
  readonly system: 'ios' | 'android' | 'other'
  readonly lock: (made: ForLock) => Promise<MadeLock>
  /** Where it may be rung: looked for while the lock is made. */
  readonly rings?: Promise<Rings | undefined>
}

export interface AddedHere {
  readonly account: Account
  readonly request: Request
  /** Whether it is rung where it has said; absent where it has not said where. */
  readonly rings: boolean | undefined
}

interface Joined<Answer> {
  readonly key: CryptoKey
  readonly jwk: PublicJwk
  readonly lock: MadeLock
  readonly turn: Turn
  readonly answer: Answer
}

/** The key, the lock, and the first word to the house: signed anew at each try, and the same. */
async function join<Answer>(
  wished: NewPhone,
  act: ForLock['act'],
  besides: object = {},
): Promise<Joined<Answer>> {
  const { code, peeked, name, system } = wished
  const { key, jwk } = await makeSigningKey()
  const lock = await wished.lock({ peeked, code, jwk, act })
  const rings = await wished.rings
  const more = { code, lock: lock.told, name, system, ...(rings && { rings }), ...besides }
  const link = newLink()
  let n = 0
  const answer = await untilAnswered(async () => {
    n += 1
    const said = await signed({ key, who: { jwk }, act, turn: { n, link }, more })
    return post<Answer>(act, { said })
  })
  return { key, jwk, lock, turn: { n, link }, answer }
}

export async function addPhone(wished: NewPhone): Promise<AddedHere> {
  const joined = await join<Added>(wished, 'add')
  const { lock, answer } = joined
  const account: Account = {
    ...accountOf(wished, answer.phone, joined),
    lock: await lock.keep(answer.share),
    ringKey: answer.ringKey,
    ...(answer.rings === true && { rings: true, rungAt: (await wished.rings)?.endpoint }),
  }
  await write('accounts', account)
  return { account, request: answer.request, rings: answer.rings }
}

const accountOf = (
  { peeked, name }: NewPhone,
  id: string,
  { key, turn: { n, link } }: Pick<Joined<unknown>, 'key' | 'turn'>,
) =>
  ({
    id,
    signingKey: key,
    n,
    after: link,
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
  /** The name of this phone in the move. */
  readonly to: string
}

/** The same on a new phone that an old one hands its account to. */
export async function claimPhone(
  wished: NewPhone & { readonly print: string },
): Promise<ClaimedHere> {
  const agreement = await makeAgreementKey()
  const joined = await join<Claimed>(wished, 'move-claim', { key: agreement.jwk })
  const { jwk, lock, answer } = joined
  const account: Account = {
    ...accountOf(wished, answer.phone, joined),
    lock: await lock.keep(answer.share),
    ringKey: '',
    moveKey: agreement.key,
    movePrint: wished.print,
  }
  await write('accounts', account)
  return { account, to: await receiverOf(jwk, agreement.jwk, lock.name) }
}
