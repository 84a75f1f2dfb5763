// The accounts of this phone: one for each person and house, each with a key of its own. Must never
// be told apart by anything but their own name.
import { change } from './kept.ts'
import type { Bytes } from './bytes.ts'
import type { PublicJwk } from './keys.ts'
import type { AccountName, Organisation } from './spoken.ts'

export type KeptLock =
  | { readonly kind: 'passkey'; readonly credential: string }
  | { readonly kind: 'pin'; readonly salt: Bytes; readonly wrapped: Bytes }

export interface Account {
  /** What the house calls this phone. */
  readonly id: string
  readonly signingKey: CryptoKey
  /** Of the last message; the next one is written down before it is sent. */
  readonly n: number
  readonly lock: KeptLock
  readonly account: AccountName
  readonly organisation: Organisation
  readonly service: string
  readonly rpId: string
  /** What the phone calls itself. */
  readonly name: string
  /** `over`: the house does not know this phone any more. */
  readonly state: 'adding' | 'stands' | 'over'
  readonly ringKey: string
  /** It is wished, and may be. */
  readonly rings: boolean
  /** Where the house rings it, as it was told last. */
  readonly rungAt?: string | undefined
  /**
   * While the codes of an old phone are on their way: what opens them, and then they themselves.
   */
  readonly moveKey?: CryptoKey | undefined
  readonly moved?: { readonly sealed: string; readonly key: PublicJwk } | undefined
}

export async function nextNumber(id: string): Promise<number> {
  const row = await change<Account>('accounts', id, (before) => ({ ...before, n: before.n + 1 }))
  if (row === undefined) throw new Error('This account is not here any more')
  return row.n
}

export const changeAccount = (
  id: string,
  news: Partial<Omit<Account, 'id' | 'n' | 'signingKey'>>,
): Promise<Account | undefined> =>
  change<Account>('accounts', id, (before) => ({ ...before, ...news }))
