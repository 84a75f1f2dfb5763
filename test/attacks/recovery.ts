// The way round of a forgotten password or a lock, as the attacks walk it: pressed for at the page
// of the password, by codes that came to a phone and by mail.
import { expect } from 'vitest'
import type { Seen, Visitor } from '../town/visitor.ts'
import { methodsHouse, withPhone, type Asks, type WithPhone } from './methods.ts'
import type { Person } from './people.ts'
import type { Rig } from './rig.ts'
import { name } from './verbs.ts'

/** A house where whoever has forgotten the password gets back in by themselves. */
export const recoveringHouse = ({ recover = {}, ...asks }: Asks & { recover?: object } = {}) =>
  methodsHouse({ ...asks, need: { ...asks.need, recover } })

/** At the first page of the way round. */
export async function turns(
  browser: Visitor,
  login: string,
  does: 'forgotten' | 'locked' = 'forgotten',
): Promise<Seen> {
  await name(browser, login)
  return presses(browser, { do: does })
}

/** The page that stands after a press, or the problem that it met. */
export async function presses(browser: Visitor, fields: Record<string, string>): Promise<Seen> {
  await browser.answer(fields)
  return browser.last.to === undefined ? browser.last : browser.follow()
}

/** Asks for a message, which leaves the house a moment after the answer. */
export async function messageFor(rig: Rig, browser: Visitor, number: string): Promise<string> {
  const before = rig.town.phones.messagesTo(number).length
  await presses(browser, { do: 'send' })
  await expect.poll(() => rig.town.phones.messagesTo(number).length).toBe(before + 1)
  return rig.town.phones.codeTo(number)
}

export const lettersTo = (rig: Rig, login: string) =>
  rig.town.smtp.letters.filter(({ rcpt }) => rcpt.includes(login))

export const codesIn = (rig: Rig, login: string): readonly string[] =>
  lettersTo(rig, login).flatMap(({ text }) => /Koden\D*(\d{6})/.exec(text)?.[1] ?? [])

/** The code that came by mail, once there are so many. */
export async function mailedTo(rig: Rig, login: string, count = 1): Promise<string> {
  await expect.poll(() => codesIn(rig, login).length, { timeout: 10_000 }).toBe(count)
  return codesIn(rig, login).at(-1) ?? ''
}

/** By a message and a mail to the page of the new password. */
export async function atNewPassword(
  rig: Rig,
  browser: Visitor,
  { person, number }: WithPhone,
): Promise<Seen> {
  await turns(browser, person.login)
  const before = codesIn(rig, person.login).length
  await presses(browser, { code: await messageFor(rig, browser, number) })
  expect(browser.last.screen).toMatchObject({ by: 'mail' })
  await presses(browser, { code: await mailedTo(rig, person.login, before + 1) })
  expect(browser.last.screen).toMatchObject({ kind: 'new-password', because: 'forgotten' })
  return browser.last
}

/** Somebody with a number and an address, in a house that lets them come back by both. */
export async function begins(rig: Rig, asks: Asks & { recover?: object } = {}): Promise<WithPhone> {
  await rig.town.apply(recoveringHouse(asks))
  return withPhone(rig, 'alice')
}

export const isAtDoor = (browser: Visitor, { login }: Pick<Person, 'login'>): void =>
  expect(browser.last.screen).toMatchObject({ kind: 'password', name: login })
