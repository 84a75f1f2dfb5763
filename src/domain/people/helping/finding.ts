// Whoever helps looks for somebody: by a part of a name or a user name as it sounds, by how a
// number ends, or by how an address begins. Must never give anybody whom the asker may not help, or
// say that there was one.
import * as store from '../../../store/methods/finding.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import type { Moment } from '../../moment.ts'
import { findPeople } from '../people.ts'
import { mayHelp, whomToHelp } from '../rights.ts'

const shownMost = 20

export interface LookedFor {
  readonly people: readonly PersonFacts[]
  readonly isMore: boolean
  /** Nobody is called so: these are called nearly so. */
  readonly isNear: boolean
}

/** Leaves an Event of how many were shown; what was typed is kept nowhere. */
export async function lookFor(moment: Moment, by: PersonFacts, typed: string): Promise<LookedFor> {
  const rights = moment.house.configuration()
  const among = { ...whomToHelp(rights, by), most: shownMost + 1 }
  const { ids, isNear } = await search(moment, typed, among)
  const people = (await findPeople(moment, ids)).filter((person) => mayHelp(rights, by, person))
  const shown = people.slice(0, shownMost)
  await recordEvent(moment, 'person.looked-up', {
    actor: by.id,
    data: { about: 'search', count: shown.length },
  })
  return { people: shown, isMore: people.length > shownMost, isNear }
}

async function search(
  { db }: Moment,
  typed: string,
  among: store.Among,
): Promise<{ readonly ids: readonly string[]; readonly isNear: boolean }> {
  const written = typed.trim().toLowerCase()
  if (written.includes('@'))
    return { ids: await store.findByAddress(db, written, among), isNear: false }
  const digits = written.replaceAll(/[\s()-]/g, '').replace(/^(\+|00)/, '')
  const numbered = /^\d{4,15}$/.test(digits) ? await store.findByNumber(db, digits, among) : []
  const words = (await store.soundsOf(db, written)).slice(0, wordsMost)
  if (words.length === 0) return { ids: numbered, isNear: false }
  const named = await store.findByName(db, words, among)
  const found = [...new Set([...numbered, ...named])]
  if (found.length > 0 || /\d/.test(written)) return { ids: found, isNear: false }
  return { ids: await store.findNear(db, words, among), isNear: true }
}

const wordsMost = 5
