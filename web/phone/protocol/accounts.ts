// The accounts of this phone: one for each person and house, each with a key of its own. Must never
// be told apart by anything but their own name.
import { change } from './kept.ts'
import { randomBytes, toBase64url, type Bytes } from './bytes.ts'
import type { PublicJwk } from './keys.ts'
import type { AccountName, Organisation } from './spoken.ts'

export type KeptLock =
  | { readonly kind: 'passkey'; readonly credential: string }
  | { readonly kind: 'pin'; readonly salt: Bytes; readonly wrapped: Bytes }

/** Where a message stands in the line of its phone. */
export interface Turn {
  readonly n: number
  /** Its name; the same at each try until one is answered. */
  readonly link: string
  /** The name of the last that was answered. */
  readonly after?: string | undefined
}

export const newLink = (): string => toBase64url(randomBytes(12))

export interface Account {
  /** What the house calls this phone. */
  readonly id: string
  readonly signingKey: CryptoKey
  /** Of the last message; the next one is written down before it is sent. */
  readonly n: number
  readonly after?: string | undefined
  /** Of what was said and not answered yet. */
  readonly link?: string | undefined
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
  /** When something was approved with it last, in seconds; known here alone. */
  readonly usedAt?: number | undefined
  /** Where the house rings it, as it was told last. */
  readonly rungAt?: string | undefined
  /**
   * While the codes of an old phone are on their way: what opens them, and then they themselves.
   */
  readonly moveKey?: CryptoKey | undefined
  /** What the picture said of the old phone's key. */
  readonly movePrint?: string | undefined
  /** The codes that are gone from here when the house does not know this phone any more. */
  readonly giving?: readonly string[] | undefined
  readonly moved?: { readonly sealed: string; readonly key: PublicJwk } | undefined
}

export async function nextTurn(id: string): Promise<Turn> {
  const link = newLink()
  const row = await change<Account>('accounts', id, (before) => ({
    ...before,
    n: before.n + 1,
    link: before.link ?? link,
  }))
  if (row === undefined) throw new Error('This account is not here any more')
  return { n: row.n, link: row.link ?? link, after: row.after }
}

/** It was heard: what is said next comes after it. */
export const wasAnswered = (id: string, { link }: Turn): Promise<Account | undefined> =>
  change<Account>('accounts', id, (before) =>
    before.link === link ? { ...before, after: link, link: undefined } : before,
  )

export const changeAccount = (
  id: string,
  news: Partial<Omit<Account, 'id' | 'n' | 'link' | 'after' | 'signingKey'>>,
): Promise<Account | undefined> =>
  change<Account>('accounts', id, (before) => ({ ...before, ...news }))
