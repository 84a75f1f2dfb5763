// Somebody who arrives is taken in: linked to who they are here, or made an account of, with the
// event and the receipts of it in the caller's transaction. Must never take in anybody whom
// `whoArrives` has not found on the ground that is there now.
import { lookOf } from '../../../lib/names/canonical-name.ts'
import { randomId } from '../../../lib/random.ts'
import { addMemberships } from '../../../store/groups.ts'
import { removeMethodsOf } from '../../../store/methods/methods.ts'
import * as store from '../../../store/people.ts'
import { recordEvent } from '../../events/events.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import type { PersonFacts } from '../../facts.ts'
import { keepMethod } from '../../methods/methods.ts'
import { newMethodId, setUpMethod } from '../../methods/set-up.ts'
import type { Claims, Moment } from '../../moment.ts'
import { activate, getPerson } from '../../people/people.ts'
import { whoArrives, type Arrival, type Newcomer } from './arriving.ts'
import { handleIn, keepName, linkKeeps, type LinkKept } from './links.ts'

/** Who is taken in, as they are from then on; decided before anything is written. */
export interface Guest {
  readonly person: string
  readonly method: string
}

export const newGuest = (arrival: Extract<Arrival, { is: 'joins' | 'new' }>): Guest => ({
  person: arrival.is === 'joins' ? arrival.person.id : randomId(),
  method: newMethodId(),
})

interface Came {
  readonly connection: Connection
  readonly claims: Claims
}

/**
 * False where the ground has moved since they were looked for: they are looked for anew, and
 * nothing was written.
 */
export async function takeIn(
  inside: Moment,
  came: Came,
  { arrival, guest }: { readonly arrival: Arrival; readonly guest: Guest },
): Promise<boolean> {
  if (arrival.is === 'joins') await store.holdPerson(inside.db, guest.person)
  const now = await whoArrives(inside, came.connection, came.claims)
  if (now.is !== arrival.is) return false
  if (now.is === 'joins') return now.person.id === guest.person && join(inside, came, now, guest)
  return now.is === 'new' && makeAccount(inside, came, now.newcomer, guest)
}

async function join(
  inside: Moment,
  came: Came,
  { person, name }: { readonly person: PersonFacts; readonly name?: string },
  { method }: Guest,
): Promise<boolean> {
  if (person.state === 'invited') {
    // What only opens the first set-up is spent: this was another way to it.
    await removeMethodsOf(inside.db, person.id, 'pin')
    await activate(inside, person.id)
  }
  const open = await getPerson(inside, person.id)
  await setUpMethod(inside, linkKeeps, {
    ...linkOf(came, name),
    id: method,
    person: open,
    because: 'rule',
    isUsed: true,
  })
  return name === undefined || keepName(inside, { ...came, name }, person.id)
}

/** What is kept of a link, and what may be shown of it. */
export function linkOf({ connection, claims }: Came, name: string | undefined) {
  const { issuer, subject } = claims
  const kept: LinkKept = {
    connection: connection.id,
    issuer,
    subject,
    ...(name !== undefined && { name }),
  }
  return {
    kept,
    handle: handleIn(claims),
    name:
      typeof connection.name === 'string' ? connection.name : (connection.name.nb ?? connection.id),
    ...(name !== undefined && { label: name }),
  }
}

async function makeAccount(
  inside: Moment,
  came: Came,
  newcomer: Newcomer,
  { person, method }: Guest,
): Promise<boolean> {
  const { login, organisation, groups, mail } = newcomer
  const row = {
    id: person,
    organisation_id: organisation,
    login,
    look: lookOf(login),
    given_name: newcomer.givenName,
    family_name: newcomer.familyName,
    language: inside.language,
    known_phone: null,
    identity: null,
  }
  if (!(await store.addPeople(inside.db, [row], inside.now)).has(person)) return false
  if (mail !== undefined) await store.addMailAddresses(inside.db, [{ person, mail }], inside.now)
  const joined = groups.map(() => person)
  await addMemberships(inside.db, joined, groups)
  const data = { connection: came.connection.id, organisation, groups: [...groups] }
  await recordEvent(inside, 'person.arrived', { person, data })
  await activate(inside, person)
  const link = linkOf(came, login)
  await keepMethod(inside, linkKeeps, {
    ...link,
    id: method,
    person,
    because: 'arrived',
    isUsed: true,
  })
  return keepName(inside, { ...came, name: login }, person)
}
