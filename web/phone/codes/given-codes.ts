// The codes that were handed over to a new phone: they are gone from here as soon as the house says
// that this phone counts no more, also where its first word of that was lost. Must never delete
// what stayed.
import { changeAccount, type Account } from '../protocol/accounts.ts'
import { drop } from '../protocol/kept.ts'
import { Trouble } from '../protocol/trouble.ts'
import type { KeptCode } from './vault.ts'

/** Those of nobody's but its owner go along; what another account of this phone gave stays. */
export const goAlong = (codes: readonly KeptCode[]): readonly KeptCode[] =>
  codes.filter(({ from }) => from === undefined)

/** Whether it was carried out is not known where no answer came. */
const isUnknown = (fault: unknown): boolean =>
  fault instanceof Trouble && ['offline', 'unavailable', 'unknown-phone'].includes(fault.word)

export async function handOver(
  { id }: Account,
  codes: readonly KeptCode[],
  give: () => Promise<void>,
): Promise<void> {
  // Those that this account gave count no more with it.
  const gone = codes.filter(({ from }) => from === undefined || from === id)
  const account = await changeAccount(id, { giving: gone.map((code) => code.id) })
  try {
    await give()
  } catch (fault) {
    if (!isUnknown(fault)) await changeAccount(id, { giving: undefined })
    throw fault
  }
  await dropGiven(account)
}

export async function dropGiven(account: Account | undefined): Promise<void> {
  if (!account?.giving) return
  for (const code of account.giving) await drop('codes', code)
  await changeAccount(account.id, { giving: undefined })
}
