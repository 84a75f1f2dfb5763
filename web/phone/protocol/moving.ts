// From an old phone to a new one: the picture that the old one shows, the seal that only the new
// one opens. Must never take a key that is not the one in the picture.
import { fromBase64url, readUtf8, toBase64url, utf8 } from './bytes.ts'
import { agree, makeAgreementKey, sealingKey, thumbprint, type PublicJwk } from './keys.ts'
import { say, type Prove } from './message.ts'
import { post } from './post.ts'
import { seal, unseal } from './seal.ts'
import type { Account } from './accounts.ts'
import type { MovePeeked } from './spoken.ts'

export interface Offered {
  readonly address: string
  readonly until: number
  /** Seals the codes to the key of the new phone, and gives the account away. */
  give(theirs: PublicJwk, codes: unknown, prove: Prove | undefined): Promise<void>
}

const keyBetween = async (own: CryptoKey, theirs: PublicJwk): Promise<CryptoKey> =>
  sealingKey(await agree(own, theirs), 'portvakt move')

export async function offerMove(account: Account): Promise<Offered> {
  const { key, jwk } = await makeAgreementKey()
  const { code, until } = await say<{ code: string; until: number }>(account, 'move', { key: jwk })
  return {
    address: `${location.origin}/app/#move=${code}.${await thumbprint(jwk)}`,
    until,
    async give(theirs, codes, prove) {
      const plain = utf8(JSON.stringify(codes))
      const sealed = toBase64url(await seal(await keyBetween(key, theirs), plain))
      await say(account, 'move-give', { sealed }, prove)
    },
  }
}

/** Nothing where somebody stands between the two phones. */
export async function peekMove(code: string, print: string): Promise<MovePeeked | undefined> {
  const peeked = await post<MovePeeked>('move-peek', { code })
  return (await thumbprint(peeked.key)) === print ? peeked : undefined
}

export async function openMoved(
  own: CryptoKey,
  moved: { readonly sealed: string; readonly key: PublicJwk },
): Promise<unknown> {
  const plain = await unseal(await keyBetween(own, moved.key), fromBase64url(moved.sealed))
  return plain === undefined ? undefined : JSON.parse(readUtf8(plain))
}
