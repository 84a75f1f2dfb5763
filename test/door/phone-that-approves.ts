// A PC, and a phone on the command line that approves: added at the page that waits for it, and at
// the page that shows the number. Must never answer what a test is about.
import { expect } from 'vitest'
import { z } from 'zod'
import { byFetch, type Line } from '../../tools/phone/line.ts'
import { addCommandPhone, type CommandPhone } from '../town/command-phone.ts'
import type { Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { adding, type Person } from './pc-and-phone.ts'
import { typesPassword } from './typed-password.ts'

export const addingShape = z.looseObject({
  kind: z.literal('add-phone'),
  state: z.literal('waiting'),
  code: z.string(),
  address: z.string(),
})
const numberShape = z.looseObject({ number: z.string().regex(/^\d{6}$/) })
export const numberOn = (pc: Visitor): string => numberShape.parse(pc.last.screen).number

/** A phone that has brought its key to the page that waits for it. */
export async function brings(town: Town, pc: Visitor, line: Line = byFetch): Promise<CommandPhone> {
  const { code } = addingShape.parse(pc.last.screen)
  const now = () => town.moment().now.getTime() / 1000
  const phone = await addCommandPhone({ at: town.origin, code, now, name: 'iPhone', line })
  await pc.get(pc.last.path)
  return phone
}

export async function addsPhone(town: Town, person: Person, line?: Line): Promise<CommandPhone> {
  const pc = await adding(town, person, 'push')
  const phone = await brings(town, pc, line)
  expect(await phone.approve({ number: numberOn(pc) })).toBe('approved')
  await pc.answer({})
  await pc.follow()
  return phone
}

/** At the page that shows the number, in an empty browser. */
export async function atNumber(town: Town, person: Person, name = 'iPhone'): Promise<Visitor> {
  const pc = await typesPassword(town, person.login)
  if (pc.last.screen?.['kind'] !== 'approve') {
    await pc.answer({ do: 'choose', choice: 'push' })
    await pc.follow()
  }
  expect(pc.last.screen).toMatchObject({ kind: 'approve', state: 'waiting', phones: [name] })
  return pc
}
