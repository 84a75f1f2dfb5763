// What the app knows while it stands open: its accounts, what waits for each, and what has just
// been said. One place, that the screens look at. Must never hold a PIN or a key that opens
// something.
import { useSyncExternalStore } from 'react'
import { settleHome } from './home.ts'
import { dropGiven } from './codes/given-codes.ts'
import { countCodes } from './codes/vault.ts'
import { changeAccount, type Account } from './protocol/accounts.ts'
import { drop, readAll } from './protocol/kept.ts'
import { say } from './protocol/message.ts'
import { isInPicture } from './protocol/moving.ts'
import { wordOf } from './protocol/trouble.ts'
import type { Look, Request } from './protocol/spoken.ts'
import type { Words } from './words.ts'

export interface State {
  readonly words: Words
  readonly accounts: readonly Account[]
  /** By the account's name; the last that each house said. */
  readonly looks: Readonly<Record<string, Look>>
  readonly codes: number
  /** Why the last look did not come through: the protocol's own word. */
  readonly trouble: string | undefined
  /** A new version of the app lies ready. */
  readonly isNewer: boolean
}

let state: State | undefined
const listeners = new Set<() => void>()

export const begin = (first: State): void => {
  state = first
}

export const current = (): State => {
  if (state === undefined) throw new Error('The app has not begun')
  return state
}

export function set(news: Partial<State>): void {
  state = { ...current(), ...news }
  for (const listen of listeners) listen()
}

export const whenChanged = (listen: () => void): (() => void) => {
  listeners.add(listen)
  return () => void listeners.delete(listen)
}

export const useApp = (): State => useSyncExternalStore(whenChanged, current)
export const useWords = (): Words => useApp().words

export const readAccounts = async (): Promise<readonly Account[]> =>
  (await readAll<Account>('accounts')).toSorted((a, b) =>
    a.organisation.name.localeCompare(b.organisation.name),
  )

export async function refreshAccounts(): Promise<void> {
  const accounts = await readAccounts()
  set({ accounts })
  await settleHome(accounts)
}

/**
 * The house takes a phone whose clock is two minutes off: the seconds left are told all the same.
 */
const byOurClock = (seen: Look): Look => {
  const behind = Math.floor(Date.now() / 1000) - seen.now
  const requests = seen.requests.map((one) => ({ ...one, until: one.until + behind }))
  return { ...seen, requests }
}

/** What waits for one account. A phone that the house does not know any more is marked so. */
export async function look(account: Account): Promise<Look | undefined> {
  try {
    const seen = await say<Look>(account, 'look')
    await changeAccount(account.id, {
      account: seen.account,
      organisation: seen.organisation,
      state: seen.state,
      ringKey: seen.ringKey,
      rpId: seen.rpId,
      // It stands: nothing was given away.
      ...(account.giving && { giving: undefined }),
    })
    await keepMoved(account, seen)
    set({ looks: { ...current().looks, [account.id]: byOurClock(seen) }, trouble: undefined })
    await refreshAccounts()
    return seen
  } catch (fault) {
    await afterTrouble(account, wordOf(fault))
    return undefined
  }
}

/** Kept sealed, and only what comes from the phone in the picture; then the house may forget it. */
async function keepMoved({ id }: Account, { moved }: Look): Promise<void> {
  const account = (await readAccounts()).find((one) => one.id === id)
  if (!moved || !account) return
  const isOurs = account.moveKey && (await isInPicture(moved.key, account.movePrint))
  if (isOurs) await changeAccount(id, { moved })
  await say(account, 'told', { of: 'moved' })
}

export async function afterTrouble(account: Account, word: string): Promise<void> {
  if (!['unknown-phone', 'locked', 'no-key'].includes(word)) {
    set({ trouble: word })
    return
  }
  await dropGiven(await changeAccount(account.id, { state: 'over' }))
  const { [account.id]: _gone, ...looks } = current().looks
  set({ looks, codes: await countCodes() })
  await refreshAccounts()
}

export const lookEverywhere = async (): Promise<void> => {
  const standing = (await readAccounts()).filter(({ state }) => state !== 'over')
  await Promise.all(standing.map((account) => look(account)))
}

export async function forget(account: Account): Promise<void> {
  await drop('accounts', account.id)
  const { [account.id]: _gone, ...looks } = current().looks
  set({ looks })
  await refreshAccounts()
}

/** Added anew: the row of the phone that counted no more goes away. */
export async function dropOver({ id, organisation, account }: Account): Promise<void> {
  const older = (await readAccounts()).filter(
    (one) =>
      one.id !== id &&
      one.state === 'over' &&
      one.organisation.id === organisation.id &&
      one.account.login === account.login,
  )
  await Promise.all(older.map((one) => drop('accounts', one.id)))
  await refreshAccounts()
}

export interface Waiting {
  readonly account: Account
  readonly request: Request
}

export const waitingIn = ({ accounts, looks }: State): readonly Waiting[] =>
  accounts.flatMap((account) =>
    (looks[account.id]?.requests ?? []).map((request) => ({ account, request })),
  )

/** What has let somebody in of late. */
export const approvedIn = ({ accounts, looks }: State): readonly Waiting[] =>
  accounts.flatMap((account) =>
    (looks[account.id]?.approved ?? []).map((request) => ({ account, request })),
  )

/** Told under «Meg», and never to anybody. */
export async function noteUse({ id }: Account): Promise<void> {
  await changeAccount(id, { usedAt: Math.floor(Date.now() / 1000) })
  await refreshAccounts()
}

/** Once it is answered it waits no more, whatever the next look says. */
export function answered(account: Account, request: Request): void {
  const seen = current().looks[account.id]
  if (seen === undefined) return
  const requests = seen.requests.filter(({ id }) => id !== request.id)
  set({ looks: { ...current().looks, [account.id]: { ...seen, requests } } })
}
