// People: found by what they type, made as *invited*, moved from state to state. Must never tell
// whoever asks whether a person exists: that is the caller's silence to keep, and `find` answers
// alike for nobody and for a name that cannot be one.
import { isLanguage, type Language } from '../../shapes/language.ts'
import { forgetAsked } from '../../store/methods/asked-openings.ts'
import * as store from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts, PersonState } from '../facts.ts'
import { loginsFor } from './logins.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { Refusal } from '../refusal.ts'
import { forgetBrowsers } from '../visits/browsers.ts'

const personFacts = (row: store.PersonRow): PersonFacts => ({
  id: row.id,
  login: row.login,
  firstName: row.given_name,
  familyName: row.family_name,
  organisation: row.organisation_id,
  state: row.state,
  groups: row.groups,
  ...(row.language && isLanguage(row.language) && { language: row.language }),
  ...(row.known_phone && { knownPhone: row.known_phone }),
})

/**
 * Whom the typed name belongs to. Where two organisations of the house have the same name before
 * the @, the one that stands first in the configuration is meant. One statement, also for a name
 * that nobody could have.
 */
export async function findPersonByName(
  moment: Moment,
  typed: string,
): Promise<PersonFacts | undefined> {
  const logins = loginsFor(moment.house.configuration(), typed)
  const rows = await store.findByLogins(moment.db, logins, moment.now)
  const row = logins.flatMap((login) => rows.find((each) => each.login === login) ?? [])[0]
  return row && personFacts(row)
}

export async function findPerson(moment: Moment, id: string): Promise<PersonFacts | undefined> {
  const [row] = await store.findByIds(moment.db, [id], moment.now)
  return row && personFacts(row)
}

/** In the order that was asked for, by one statement. */
export async function findPeople(
  moment: Moment,
  ids: readonly string[],
): Promise<readonly PersonFacts[]> {
  const rows = await store.findByIds(moment.db, ids, moment.now)
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row ? [personFacts(row)] : []
  })
}

export const findPeopleByLogin = async (
  moment: Moment,
  logins: readonly string[],
): Promise<readonly PersonFacts[]> =>
  (await store.findByLogins(moment.db, logins, moment.now)).map(personFacts)

export async function getPerson(moment: Moment, id: string): Promise<PersonFacts> {
  const person = await findPerson(moment, id)
  if (!person) throw new Refusal('not-found')
  return person
}

export const mailAddressesOf = (moment: Moment, person: string): Promise<string[]> =>
  store.mailAddressesOf(moment.db, person, moment.now)

/** The first credentials were set: by this way only somebody who was invited comes in. */
export const activate = (moment: Moment, id: string): Promise<void> =>
  setState(moment, id, 'active', 'activated')

/**
 * From which states each may be entered. Nobody comes back to *invited* with a password, or out of
 * *removed* at all.
 */
const ways: Readonly<Record<Exclude<PersonState, 'invited'>, readonly PersonState[]>> = {
  active: ['locked', 'suspended'],
  locked: ['active'],
  suspended: ['invited', 'active', 'locked'],
  removed: ['invited', 'active', 'locked', 'suspended'],
}

/**
 * Refuses when the person is in no state that leads there, which undoes whatever else the
 * transaction did (ATK-ENR-07).
 */
export const setState = (
  moment: Moment,
  id: string,
  to: Exclude<PersonState, 'invited'>,
  because?: string,
): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const from = because === 'activated' ? (['invited'] as const) : ways[to]
    const before = await store.changeState(inside.db, {
      id,
      from,
      to,
      because,
      now: inside.now,
      // Also on the way back: a sign-in that raced the way out left nothing that could wake up now.
      endsSessions: to !== 'locked' && because !== 'activated',
    })
    if (before === undefined) throw new Refusal('not-allowed')
    await forgetBrowsers(inside, id, { because: to })
    // What somebody asked of the account as it was is asked anew.
    if (to === 'active' && because !== 'activated') await forgetAsked(inside.db, id)
    await recordEvent(inside, 'person.state-changed', {
      person: id,
      data: { from: before, to, ...(because && { because }) },
    })
  })

export const chooseLanguage = (moment: Moment, id: string, language: Language): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const changed = await store.chooseLanguage(inside.db, id, { language, now: inside.now })
    if (changed === 0) return
    await recordEvent(inside, 'person.language-chosen', { person: id, data: { language } })
  })
