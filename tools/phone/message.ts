// A message of the phone: JSON that its key has signed, with a number that is never used twice.
// Must never be written twice with the same number: whoever calls keeps the next one first.
import type { KeyObject } from 'node:crypto'
import { es256, type PublicKey, publicOf, sha256, text, thumbprint } from './keys.ts'

/** A phone that has no name yet shows its key instead. */
export type Signer =
  | { readonly key: KeyObject; readonly phone: string }
  | { readonly key: KeyObject; readonly phone?: never }

export interface Payload {
  readonly act: string
  readonly aud: string
  readonly at: number
  readonly n: number
  readonly link: string
  readonly after?: string
  readonly [more: string]: unknown
}

const json = (value: object): string => text(Buffer.from(JSON.stringify(value)))

export function message(signer: Signer, payload: Payload): string {
  const head = { alg: 'ES256', typ: 'portvakt-phone' }
  const who = signer.phone === undefined ? { jwk: publicOf(signer.key) } : { kid: signer.phone }
  const said = `${json({ ...head, ...who })}.${json(payload)}`
  return `${said}.${es256(signer.key, said)}`
}

/** As a person may have typed it: blanks, hyphens, small letters, and signs that look alike. */
export const readCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')

export type Joining = 'add' | 'move-claim'

/** What the key of a PIN signs when it is the lock of a new phone; the code as it is sent. */
export const joiningText = (act: Joining, code: string, key: PublicKey): string =>
  `${act}${code}${thumbprint(key)}`

/** What a passkey signs in its place. */
export const joiningChallenge = (act: Joining, code: string, key: PublicKey): string =>
  text(sha256(joiningText(act, code, key)))

/** What a passkey signs as the proof of the lock. */
export const proofChallenge = (said: string): string => text(sha256(said))
