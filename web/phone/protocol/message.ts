// A message to the house: a JWS in compact form, signed by the phone's key. Must never be made
// before its number is written down.
import { toBase64url, utf8 } from './bytes.ts'
import { signWith, type PublicJwk } from './keys.ts'
import { nextNumber, type Account } from './accounts.ts'
import { post, reach } from './post.ts'
import { Trouble } from './trouble.ts'
import { inTurn } from './turns.ts'

const written = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))

export interface ToSign {
  readonly key: CryptoKey
  readonly who: { readonly kid: string } | { readonly jwk: PublicJwk }
  readonly act: string
  readonly n: number
  readonly more: object
}

export async function signed({ key, who, act, n, more }: ToSign): Promise<string> {
  const header = { alg: 'ES256', typ: 'portvakt-phone', ...who }
  const at = Math.floor(Date.now() / 1000)
  const payload = { ...more, act, aud: location.origin, at, n }
  const said = `${written(header)}.${written(payload)}`
  const signature = await signWith(key, said).catch((): string => {
    // A backup brings the row along, and not the key.
    throw new Trouble('no-key')
  })
  return `${said}.${signature}`
}

/** What goes with a message that approves, made from the message. */
export type Prove = (said: string) => Promise<object>

const next = async ({ id, signingKey }: Account, act: string, more: object): Promise<string> =>
  signed({ key: signingKey, who: { kid: id }, act, n: await nextNumber(id), more })

/** The lock is asked while it is our turn: a later message would make this one too old. */
export const say = <Answer>(
  account: Account,
  act: string,
  more: object = {},
  prove?: Prove,
): Promise<Answer> =>
  inTurn(account.id, async () => {
    const said = await next(account, act, more)
    return post<Answer>(act, { said, ...(prove && { lock: await prove(said) }) })
  })

/** The same, answered by lines that keep coming. */
export const sayAndHear = (account: Account, act: string, signal: AbortSignal): Promise<Response> =>
  inTurn(account.id, async () => reach(act, { said: await next(account, act, {}) }, signal))
