// A message to the house: a JWS in compact form, signed by the phone's key. Must never be made
// before its place in the line is written down.
import { toBase64url, utf8 } from './bytes.ts'
import { signWith, type PublicJwk } from './keys.ts'
import { nextTurn, wasAnswered, type Account, type Turn } from './accounts.ts'
import { post, reach } from './post.ts'
import { Trouble } from './trouble.ts'
import { inTurn } from './turns.ts'

const written = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))

export interface ToSign {
  readonly key: CryptoKey
  readonly who: { readonly kid: string } | { readonly jwk: PublicJwk }
  readonly act: string
  readonly turn: Turn
  readonly more: object
}

export async function signed({ key, who, act, turn, more }: ToSign): Promise<string> {
  const header = { alg: 'ES256', typ: 'portvakt-phone', ...who }
  const at = Math.floor(Date.now() / 1000)
  const { n, link, after } = turn
  const place = { n, link, ...(after !== undefined && { after }) }
  const payload = { ...more, act, aud: location.origin, at, ...place }
  const said = `${written(header)}.${written(payload)}`
  const signature = await signWith(key, said).catch((): string => {
    // A backup brings the row along, and not the key.
    throw new Trouble('no-key')
  })
  return `${said}.${signature}`
}

/** What goes with a message that approves, made from the message. */
export type Prove = (said: string) => Promise<object>

/** Written down before it is sent, and again when it was answered. */
async function inLine<Answer>(
  { id, signingKey: key }: Account,
  { act, more = {} }: { readonly act: string; readonly more?: object },
  send: (said: string) => Promise<Answer>,
): Promise<Answer> {
  const turn = await nextTurn(id)
  const answer = await send(await signed({ key, who: { kid: id }, act, turn, more }))
  await wasAnswered(id, turn)
  return answer
}

/** The lock is asked while it is our turn: a later message would make this one too old. */
export const say = <Answer>(
  account: Account,
  act: string,
  more: object = {},
  prove?: Prove,
): Promise<Answer> =>
  inTurn(account.id, () =>
    inLine(account, { act, more }, async (said) =>
      post<Answer>(act, { said, ...(prove && { lock: await prove(said) }) }),
    ),
  )

/** The same, answered by lines that keep coming. */
export const sayAndHear = (account: Account, act: string, signal: AbortSignal): Promise<Response> =>
  inTurn(account.id, () => inLine(account, { act }, (said) => reach(act, { said }, signal)))
