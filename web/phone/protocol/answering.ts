// The answer to a request: approved with what stands on the PC, turned down, or «that is not me».
// Must never say anything but what the person was shown.
import { say, type Prove } from './message.ts'
import { provePasskey } from './passkey-lock.ts'
import type { Account } from './accounts.ts'
import type { Request, Verdict } from './spoken.ts'

/** The digits that were typed, or what the PC's picture holds. */
export type FromPc = { readonly number: string } | { readonly seen: string }

const answer = async (
  account: Account,
  { id, nonce, shown }: Request,
  more: object,
  prove?: Prove,
): Promise<Verdict> => {
  const told = { request: id, nonce, shown, ...more }
  const { is } = await say<{ is: Verdict }>(account, 'answer', told, prove)
  return is
}

/** The lock was just used where the phone was added, so that the test goes without. */
export const approve = (
  account: Account,
  request: Request,
  fromPc: FromPc,
  prove: Prove | undefined,
): Promise<Verdict> => answer(account, request, { answer: 'approve', ...fromPc }, prove)

export const refuse = (
  account: Account,
  request: Request,
  word: 'deny' | 'not-me',
): Promise<Verdict> => answer(account, request, { answer: word })

export const ownLock = ({ lock, rpId }: Account): Prove | undefined =>
  lock.kind === 'passkey' ? provePasskey({ rpId, credential: lock.credential }) : undefined
