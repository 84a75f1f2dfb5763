// The answer to a request: approved with what stands on the PC, turned down, or «that is not me».
// Must never say anything but what the person was shown.
import { say, type Prove } from './message.ts'
import { provePasskey } from './passkey-lock.ts'
import type { Account } from './accounts.ts'
import type { Request, Verdict } from './spoken.ts'

/**
 * The digits that were typed; what the PC's picture holds, read by our own camera; or what stands
 * behind the button of a page on this very phone.
 */
export type FromPage =
  | { readonly number: string }
  | { readonly seen: string }
  | { readonly here: string }

export interface Answered {
  readonly is: Verdict
  /** Where this phone's browser is to turn: before that the approval does not count. */
  readonly back?: string
}

const answer = async (
  account: Account,
  { id, nonce, shown }: Request,
  more: object,
  prove?: Prove,
): Promise<Answered> => {
  const told = { request: id, nonce, shown, ...more }
  return say<Answered>(account, 'answer', told, prove)
}

/** The lock was just used where the phone was added, so that the test goes without. */
export const approve = (
  account: Account,
  request: Request,
  fromPage: FromPage,
  prove: Prove | undefined,
): Promise<Answered> => answer(account, request, { answer: 'approve', ...fromPage }, prove)

export const refuse = async (
  account: Account,
  request: Request,
  word: 'deny' | 'not-me',
): Promise<Verdict> => (await answer(account, request, { answer: word })).is

export const ownLock = ({ lock, rpId }: Account): Prove | undefined =>
  lock.kind === 'passkey' ? provePasskey({ rpId, credential: lock.credential }) : undefined
