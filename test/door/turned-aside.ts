// Somebody who has turned aside at the door: the press that does it, and the message that it leads
// to. Must never answer what a test is about.
import { expect } from 'vitest'
import type { Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
import { atPassword } from './typed-password.ts'

/** At the page that stands after a press where the password is asked for. */
export async function turns(
  town: Town,
  login: string,
  does: 'forgotten' | 'locked',
): Promise<Visitor> {
  const who = await atPassword(town, login)
  await who.answer({ do: does })
  await who.follow()
  return who
}

/** Whoever turns aside is told nothing of it, and it is sent a moment after the answer. */
export async function sends(town: Town, who: Visitor, number: string): Promise<string> {
  const before = town.gateway.arrivedAt(number).length
  await who.answer({ do: 'send' })
  await who.follow()
  await expect.poll(() => town.gateway.arrivedAt(number).length).toBe(before + 1)
  return codeTo(town, number)
}
