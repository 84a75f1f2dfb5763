// A house with a helpdesk, as the attacks on it use it: who administers, who helps, how they come
// in and what they ask. Must never answer what a case is about.
import { expect } from 'vitest'
import { z } from 'zod'
import type { Visitor } from '../../town/visitor.ts'
import { codeOf, giveApp, methodsHouse, toSecond } from '../methods.ts'
import type { Person } from '../people.ts'
import type { Rig } from '../rig.ts'
import { places, whoIsIn } from '../verbs.ts'

const groups = ['ansatte', 'skole', 'drift', 'stotte'].map((id) => ({ id, name: id }))
const rights = [
  { id: 'drift', may: 'administer', whom: ['drift'] },
  { id: 'stotte', may: 'help', whom: ['stotte'], over: ['ansatte'] },
]
const more = { groups, rights }
export const house = methodsHouse({ more })
/** Where whoever has forgotten the password gets back in by themselves. */
export const recovering = methodsHouse({ need: { recover: {} }, more })

export interface Asker {
  readonly person: Person
  readonly browser: Visitor
  readonly token: string
}

/** In with two proofs, a moment ago. */
export async function comesIn(
  rig: Rig,
  called: string,
  within: string,
  browser = rig.browser(),
): Promise<Asker> {
  const person = await rig.colleague(called, { groups: within })
  const key = await giveApp(rig, person)
  await rig.forgiven(() => toSecond(browser, person))
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key) }))
  await browser.follow()
  expect(await whoIsIn(browser)).toBe(person.login)
  const { form } = await browser.get(places.signOut)
  return { person, browser, token: form?.token ?? '' }
}

export async function asks(
  { browser, token }: Pick<Asker, 'browser' | 'token'>,
  path: string,
  fields: Record<string, string>,
) {
  const { status, text } = await browser.post(`/admin/api/${path}`, { ...fields, token })
  return { status, ...z.looseObject({}).parse(JSON.parse(text)) }
}
