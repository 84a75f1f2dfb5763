// After the bell: a line to the house for as long as what rang may wait, so that a request which is
// answered on another phone stands on no lock screen. Must never look where the look itself would
// take something away, and never be needed: the bell has rung before.
import type { Account } from '../protocol/accounts.ts'
import { hear } from '../protocol/hearing.ts'
import { readAll } from '../protocol/kept.ts'
import { say } from '../protocol/message.ts'
import type { Look } from '../protocol/spoken.ts'

const longestMs = 85_000

/** The codes of an old phone come by the next look, which is for the app. */
const mayLook = ({ state, moveKey }: Account): boolean => state === 'stands' && !moveKey

async function untilNothingWaits(account: Account, end: AbortController): Promise<void> {
  const look = async (): Promise<void> => {
    const { requests } = await say<Look>(account, 'look')
    if (requests.length === 0) end.abort()
  }
  const moved = (): void => void look().catch(() => undefined)
  await hear(account, moved, end.signal)
}

/** True when nothing waits for anybody on this phone any more. */
export async function untilAnswered(): Promise<boolean> {
  const accounts = await readAll<Account>('accounts')
  const ends = accounts.filter(mayLook).map((account) => ({ account, end: new AbortController() }))
  if (ends.length < accounts.filter(({ state }) => state !== 'over').length) return false
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    for (const { end } of ends) end.abort()
  }, longestMs)
  await Promise.all(ends.map(({ account, end }) => untilNothingWaits(account, end)))
  clearTimeout(timer)
  return !isLate && ends.length > 0
}
