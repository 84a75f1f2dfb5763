// What the cases of the passkeys begin with: people who have one, the page that asks for it, and
// somebody who is in by other means.
import { expect } from 'vitest'
import { type Forged, proofOf, type SoftKey } from '../oracles/soft-authenticator.ts'
import type { Visitor } from '../town/visitor.ts'
import {
  codeOf,
  giveApp,
  givePasskey,
  methodsHouse,
  methodsOf,
  sceneOf,
  toSecond,
} from './methods.ts'
import type { Person } from './people.ts'
import type { Rig } from './rig.ts'
import { whoIsIn } from './verbs.ts'

interface WithKey {
  readonly person: Person
  readonly soft: SoftKey
}

export async function withKey(rig: Rig, name: string): Promise<WithKey> {
  const person = await rig.colleague(name)
  return { person, soft: await givePasskey(rig, person) }
}

/** The page that asks for a name, or for a passkey that has one. */
export async function atTheDoor(rig: Rig): Promise<Visitor> {
  const browser = rig.browser()
  await browser.get('/')
  await browser.follow()
  return browser
}

export const shows = (browser: Visitor, soft: SoftKey, forged: Forged = {}) =>
  browser.answer({ passkey: proofOf(soft, sceneOf(browser.last), forged) })

export async function begin(rig: Rig, house = methodsHouse()): Promise<void> {
  await rig.town.apply(house)
  const { person, soft } = await withKey(rig, 'honest')
  const own = await atTheDoor(rig)
  await rig.forgiven(() => shows(own, soft))
  expect(await whoIsIn(own)).toBe(person.login)
}

/** Somebody who is in by password and app, and may change what protects the account. */
export async function entersByApp(rig: Rig, person: Person): Promise<Visitor> {
  const key = await giveApp(rig, person)
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  if (browser.last.screen?.['by'] !== 'totp')
    await browser.answer({ do: 'choose', choice: await appOf(rig, person) })
  if (!browser.last.form) await browser.follow()
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key) }))
  expect(await whoIsIn(browser)).toBe(person.login)
  return browser
}

const appOf = async (rig: Rig, person: Person): Promise<string> =>
  (await methodsOf(rig, person)).find(({ factor }) => factor === 'totp')?.id ?? ''
