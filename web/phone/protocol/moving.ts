// From an old phone to a new one: the picture that the old one shows, the words that both make of
// all their keys, and the seal that only the new one opens. Must never take a key that is not the
// one in the picture, nor give anything to another phone than the one that was compared.
import { fromBase64url, readUtf8, sha256, toBase64url, utf8 } from './bytes.ts'
import { agree, makeAgreementKey, sealingKey, thumbprint, type PublicJwk } from './keys.ts'
import { say, type Prove } from './message.ts'
import { post } from './post.ts'
import { seal, unseal } from './seal.ts'
import type { Account } from './accounts.ts'
import type { MovePeeked, Newcomer, Pair } from './spoken.ts'

/** The name of the new phone in a move; `lock` is what its lock is known by. */
export const receiverOf = async (phone: PublicJwk, key: PublicJwk, lock: string): Promise<string> =>
  toBase64url(
    await sha256(utf8(`move-to${await thumbprint(phone)}${await thumbprint(key)}${lock}`)),
  )

export const nameOf = async ({ phone, key, lock }: Newcomer): Promise<string> =>
  receiverOf(phone, key, lock.kind === 'pin' ? await thumbprint(lock.jwk) : lock.id)

/** So many words there are of each kind. */
const pairSizes = [8, 16] as const

export async function pairOf(old: PublicJwk, to: string): Promise<Pair> {
  const [colour = 0, animal = 0] = await sha256(utf8(`move-pair${await thumbprint(old)}${to}`))
  return [colour % pairSizes[0], animal % pairSizes[1]]
}

export interface Offered {
  readonly address: string
  readonly until: number
  /** Shows this phone's key to the one that has come; what both show from now on. */
  show(came: Newcomer): Promise<Pair>
  /** Seals the codes to the key of the new phone, and gives the account away. */
  give(came: Newcomer, codes: unknown, prove: Prove | undefined): Promise<void>
}

const keyBetween = async (own: CryptoKey, theirs: PublicJwk): Promise<CryptoKey> =>
  sealingKey(await agree(own, theirs), 'portvakt move')

export async function offerMove(account: Account): Promise<Offered> {
  const { key, jwk } = await makeAgreementKey()
  const { code, until } = await say<{ code: string; until: number }>(account, 'move')
  return {
    address: `${location.origin}/app/#move=${code}.${await thumbprint(jwk)}`,
    until,
    async show(came) {
      const to = await nameOf(came)
      await say(account, 'move-show', { to, key: jwk })
      return pairOf(jwk, to)
    },
    async give(came, codes, prove) {
      const plain = utf8(JSON.stringify(codes))
      const sealed = toBase64url(await seal(await keyBetween(key, came.key), plain))
      await say(account, 'move-give', { to: await nameOf(came), sealed }, prove)
    },
  }
}

export const peekMove = (code: string): Promise<MovePeeked> =>
  post<MovePeeked>('move-peek', { code })

/** False where somebody stands between the two phones. */
export const isInPicture = async (key: PublicJwk, print: string | undefined): Promise<boolean> =>
  (await thumbprint(key)) === print

export async function openMoved(
  own: CryptoKey,
  moved: { readonly sealed: string; readonly key: PublicJwk },
): Promise<unknown> {
  const plain = await unseal(await keyBetween(own, moved.key), fromBase64url(moved.sealed))
  return plain === undefined ? undefined : JSON.parse(readUtf8(plain))
}
