// A town with somebody who administers and somebody who helps, both signed in, and what they ask of
// the admin API. Must never answer what a test is about.
import { z } from 'zod'
import type { Database } from '../../src/store/database.ts'
import { openTown, type Town, type TownToOpen } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { signsIn } from './pc-and-phone.ts'
import { known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

const rights = `
[[rights]]
id = "drift"
may = "administer"
whom = ["ledere"]

[[rights]]
id = "brukerstotte"
may = "help"
whom = ["skole"]
over = ["butikk", "skole"]
`

/** Administers, helps, and is helped. */
export const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }
export const torbjorn = {
  login: 'torbjorn.fjelltveit@fjordvik.kommune.example',
  number: '+4799999962',
}
export const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
export const li = 'li@fjordvik.example'

const tokens = new Map<Visitor, string>()

async function enters(town: Town, person: typeof ola): Promise<Visitor> {
  await town.knows(person.login, known)
  const who = await signsIn(town, person)
  const { form } = await who.get('/sign-out')
  tokens.set(who, form?.token ?? '')
  return who
}

const same = (file: string): string => file

export async function openHelpdesk(database: Database, more: Partial<TownToOpen> = {}) {
  const change = (file: string): string => (more.change ?? same)(withoutApp(file)) + rights
  const town = await openTown({ database, example: 'demo', ...more, change })
  const administers = await enters(town, ola)
  const helps = await enters(town, torbjorn)
  await town.knows(kari.login, known)
  await town.knows(li, known)
  return { town, administers, helps }
}

/** By the address under the admin API. */
export async function asks(who: Visitor, what: string, fields: Record<string, string>) {
  const token = tokens.get(who) ?? ''
  const { status, text } = await who.post(`/admin/api/${what}`, { ...fields, token })
  return { status, ...z.looseObject({}).parse(JSON.parse(text)) }
}
