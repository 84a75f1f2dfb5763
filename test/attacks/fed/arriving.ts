// Two houses that people come from in the attacks: one that is believed, «Feide», and one of eve's
// own, which says whatever she likes. Both are OpenID Connect by hand, apart from the house's code.
import {
  signed,
  startIdentity,
  type Claims,
  type IdentityHouse,
  type SigningKey,
} from '../../../examples/identity/identity.ts'
import { publicAddress } from '../../town/node-order.ts'
import { picks } from '../../town/connection.ts'
import type { Seen, Visitor } from '../../town/visitor.ts'
import { methodsHouse } from '../methods.ts'
import type { Person } from '../people.ts'
import { presses } from '../recovery.ts'
import type { Rig } from '../rig.ts'
import { identitySecret } from '../town.ts'
import { name } from '../verbs.ts'

export const twoProofs = 'urn:mace:feide.no:auth:level:fad08:3'
export const eppn = 'https://n.feide.no/claims/eduPersonPrincipalName'

export interface House extends IdentityHouse {
  /** What it says besides, of whoever is picked next; it stays so. */
  says: Claims
  /** In place of its own signature. */
  signs: ((claims: Claims, key: SigningKey) => string) | undefined
  /** How often each of its addresses was asked. */
  readonly asked: Map<string, number>
  /** What each request waits for. */
  waits: () => Promise<void>
}

export async function startHouse(
  id: string,
  more: { readonly isNameless?: true } = {},
): Promise<House> {
  const asked = new Map<string, number>()
  const so: Omit<House, keyof IdentityHouse> = {
    says: {},
    signs: undefined,
    asked,
    waits: async () => {},
  }
  const house = await startIdentity({
    port: 0,
    clientId: 'portvakt',
    secret: identitySecret,
    returnTo: [`${publicAddress}/connections/${id}/callback`],
    people: [],
    ...more,
    signs: (claims, key) => {
      const { pid: _, acr: __, amr: ___, ...rest } = claims
      return (so.signs ?? signed)({ ...rest, ...so.says }, key)
    },
    asked: async (path) => {
      asked.set(path, (asked.get(path) ?? 0) + 1)
      await so.waits()
    },
  })
  return Object.assign(so, house)
}

export const connectionTo = (house: House, id: string, more: object = {}): object => ({
  id,
  name: id === 'feide' ? 'Feide' : 'Eve-ID',
  use: 'sign-in',
  issuer: house.issuer,
  clientId: 'portvakt',
  attributes: { login: eppn, givenName: 'given_name', familyName: 'family_name', mail: 'email' },
  domains: id === 'feide' ? ['fjordvik.example'] : [],
  ...more,
})

export const byLogin = { links: { attribute: eppn, is: 'login' } }

/** A house where a sign-in elsewhere is one proof of those that count. */
export const arrivingHouse = (
  connections: readonly object[],
  { need = {}, more = {} }: { readonly need?: object; readonly more?: object } = {},
): object =>
  methodsHouse({
    need: { proofs: 1, accepts: ['password', 'elsewhere', 'totp', 'sms'], ...need },
    more: { connections, ...more },
  })

let subjects = 0
/** Somebody over there whom nobody has heard of. */
export const newSubject = (): string => `subject-${(subjects += 1)}`

/** At the page that asks for a name, by its button. */
export async function leaves(browser: Visitor, house = 'feide'): Promise<URL> {
  await browser.get('/')
  await browser.follow()
  await browser.answer({ house })
  return new URL(browser.last.to ?? 'about:blank')
}

/** By a name that is at home there: led at once, whoever it belongs to. */
export async function leavesNamed(browser: Visitor, login: string): Promise<URL> {
  await name(browser, login)
  return new URL(browser.last.to ?? 'about:blank')
}

/** At the page of the visit that has led there. */
export const atVisit = (browser: Visitor, leads: URL): Promise<Seen> =>
  browser.get(`/visit/${(leads.searchParams.get('state') ?? '').split('.')[0]}`)

/** Whoever has a password here chooses it, as everybody of that name may. */
export async function inByPassword(
  browser: Visitor,
  { login, password }: Pick<Person, 'login' | 'password'>,
): Promise<Seen> {
  await atVisit(browser, await leavesNamed(browser, login))
  await presses(browser, { do: 'choose', choice: 'password' })
  return presses(browser, { password })
}

/** Picked over there as somebody, and led back from there. */
export const picked = (leads: URL, subject: string): Promise<URL> =>
  picks(leads.href, { pid: subject })

/** Back from there: the page posts what it came with. */
export async function comesBack(browser: Visitor, back: URL): Promise<Seen> {
  await browser.get(back.pathname + back.search)
  // Where something else is asked by now, it leads there.
  return browser.last.to === undefined ? presses(browser, {}) : browser.follow()
}

export async function arrives(
  rig: Rig,
  subject: string,
  { browser = rig.browser(), house = 'feide' }: { browser?: Visitor; house?: string } = {},
): Promise<{ readonly browser: Visitor; readonly seen: Seen }> {
  const back = await picked(await leaves(browser, house), subject)
  return { browser, seen: await comesBack(browser, back) }
}
