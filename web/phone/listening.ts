// Who tells the open app that something has moved: the house, by a line for each account, and the
// service worker, when it is rung. Must never listen while nobody looks.
import { takeHouseCodes } from './codes/house-codes.ts'
import { takeMovedCodes } from './codes/moved-codes.ts'
import { quietBell, whenRung } from './install/worker.ts'
import type { Account } from './protocol/accounts.ts'
import { hear } from './protocol/hearing.ts'
import { keepRung } from './protocol/rings.ts'
import { current, look, lookEverywhere, readAccounts, whenChanged } from './state.ts'

const standing = (): readonly Account[] =>
  current().accounts.filter(({ state }) => state !== 'over')

/** Whoever looks at the app needs no bell beside it. */
const afterLook = async (): Promise<void> => {
  if (!document.hidden) await quietBell()
  await takeHouseCodes()
  await takeMovedCodes()
}

/** Somebody looks: what waits is read at once, and then heard of. */
export function listen(): void {
  let stop = new AbortController()
  const open = (): void => {
    stop.abort()
    stop = new AbortController()
    if (document.hidden) return
    for (const account of standing()) {
      const moved = () => void look(account).then(afterLook)
      moved()
      void hear(account, moved, stop.signal)
    }
  }
  const come = (): void => {
    open()
    void readAccounts().then(keepRung)
  }
  document.addEventListener('visibilitychange', () => (document.hidden ? stop.abort() : come()))
  addEventListener('online', open)
  whenRung(() => void (document.hidden || lookEverywhere().then(afterLook)))
  let heard = ''
  const openForNew = (): void => {
    // A phone that stands from now on hears of more than one that is being added; and where the
    // house has got another key, it is given another place to ring.
    const names = standing()
      .map(({ id, state, ringKey }) => `${id} ${state} ${ringKey}`)
      .join(' ')
    if (names === heard) return
    heard = names
    come()
  }
  whenChanged(openForNew)
  openForNew()
}
