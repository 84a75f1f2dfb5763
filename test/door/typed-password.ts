// Somebody at the door in an empty browser: who they are, and a password that is right.
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'

export const known = 'havregrøt og rømme 12'

/** At the page that asks for the password, in an empty browser. */
export async function atPassword(town: Town, login: string): Promise<Visitor> {
  const who = visitor(town.origin)
  await who.get('/')
  await who.follow()
  await who.answer({ name: login })
  await who.follow()
  return who
}

/** At whatever comes after the password. */
export async function typesPassword(town: Town, login: string): Promise<Visitor> {
  const who = await atPassword(town, login)
  await who.answer({ password: known })
  await who.follow()
  return who
}
