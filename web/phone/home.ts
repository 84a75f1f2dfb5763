// What the page that the app begins in says of the house, and whose app this is: one organisation
// gives it its name, colour and sign on the Home Screen, however many it is for. Must never be kept
// here: the service worker knows it by the same choice.
import type { Account } from './protocol/accounts.ts'
import { readChoice, writeChoice } from './protocol/kept.ts'

const said: DOMStringMap = document.getElementById('app')?.dataset ?? {}

/** Whoever the page was drawn for. */
export const houseName = said['name'] ?? ''

/** A page of the sign-in, which may have another origin than the app. */
export const atSignIn = (path: string): string => `${said['signIn'] ?? ''}${path}`

/** The first that is added gives the app its look, until it is left. */
export async function settleHome(accounts: readonly Account[]): Promise<void> {
  const home = await readChoice<string>('home')
  const [first] = accounts
  if (accounts.some(({ organisation }) => organisation.id === home)) return
  const next = first?.organisation.id
  if (next !== home) await writeChoice('home', next)
}
