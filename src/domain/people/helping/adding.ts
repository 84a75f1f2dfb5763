// Whoever helps adds an address or a number to somebody. It counts for nothing until a day has gone
// or a second one has confirmed it, and the person is told at once on all that stood before. Must
// never let one who has added it be the one who confirms it.
import { secondsAfter } from '../../../lib/clock.ts'
import { isPhone, maskPhone, readPhone } from '../../../lib/methods/phone-number.ts'
import { maskMail } from '../../../lib/names/mask-mail.ts'
import { readMail } from '../../../lib/names/mail-address.ts'
import { randomId } from '../../../lib/random.ts'
import * as store from '../../../store/methods/added-addresses.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import { inTransaction, type Moment } from '../../moment.ts'
import { findPeople } from '../people.ts'
import { mayHelp } from '../rights.ts'
import { tellContact } from '../telling-contact.ts'
import { type Helped, type Helping, helps, type NotHelped } from './helping.ts'
import { isSecond } from './second-person.ts'

/** How long one alone must wait. */
const alonesSeconds = 86_400
/** As long as the link lives that the person was sent: what they say no to can be undone. */
const undoSeconds = 30 * 86_400
const awaitedMost = 3

type Kind = store.AddedAddress['kind']

interface Read {
  readonly kind: Kind
  readonly address: string
}

function readAddress(written: string): Read | undefined {
  const mail = readMail(written)
  if (mail !== undefined) return { kind: 'mail', address: mail }
  const phone = readPhone(written)
  return isPhone(phone) ? { kind: 'phone', address: phone.e164 } : undefined
}

const masked = ({ kind, address }: Read): string =>
  kind === 'mail' ? maskMail(address) : maskPhone(address)

export const addAddressTo = (
  moment: Moment,
  { address: written, ...helping }: Helping & { readonly address: string },
): Promise<Helped> =>
  helps(moment, helping, { act: 'add-address' }, async (inside, { person, actor }) => {
    const { db, now, browser } = inside
    const isOpen = ['invited', 'active', 'locked'].includes(person.state)
    const read = readAddress(written)
    if (!isOpen) return 'not-open'
    if (!read) return 'not-an-address'
    if (await store.isKnownOf(db, person.id, read.address)) return 'known-already'
    const waiting = await store.awaitedAddresses(db, now, person.id)
    if (waiting.length >= awaitedMost) return 'too-many'
    const added = { id: randomId(), ...read, counts_from: secondsAfter(now, alonesSeconds) }
    const by = { person_id: person.id, added_by: actor, added_in: browser, added_at: now }
    // What counts already is moved first: one number may wait at a time.
    await store.settleAdded(db, now, person.id)
    if (!(await store.addAwaited(db, { ...added, ...by }))) return 'waits-already'
    const { id, kind, counts_from: countsFrom } = added
    await recordEvent(inside, 'address.added', {
      person: person.id,
      actor,
      data: { address: id, about: kind, countsFrom },
    })
    await tellContact(inside, person, {
      change: kind === 'mail' ? 'mail-added' : 'number-added',
      label: masked(read),
      countsFrom,
    })
    return undefined
  })

/** Whoever confirms it has been told the address, and types it: a list is not clicked through. */
export const confirmAddressOf = (
  moment: Moment,
  { id, address, ...helping }: Helping & { readonly id: string; readonly address: string },
): Promise<Helped> =>
  helps(moment, helping, { act: 'confirm-address' }, async (inside, { person, actor }) => {
    const { db, now } = inside
    const row = await added(inside, person, id)
    if (!row || row.settled_at || row.counts_from <= now) return 'no-longer-waits'
    const first = { by: row.added_by, browser: row.added_in }
    if (!(await isSecond(inside, first, actor))) return 'second-person-needed'
    if (readAddress(address)?.address !== row.address) return 'another-address'
    await store.confirmAdded(db, row.id, { by: actor, now })
    await store.settleAdded(db, now, person.id)
    await record(inside, 'address.confirmed', { person, actor, row })
    return undefined
  })

/** While it waits, and as long afterwards as the person may say that it was not them. */
export const takeBackAddressOf = (
  moment: Moment,
  { id, ...helping }: Helping & { readonly id: string },
): Promise<Helped> =>
  helps(moment, helping, { act: 'take-back-address' }, async (inside, { person, actor }) => {
    const row = await added(inside, person, id)
    if (!row) return 'no-longer-waits'
    await store.takeBackAdded(inside.db, row.id, inside.now)
    await record(inside, 'address.taken-back', { person, actor, row })
    return undefined
  })

const added = (
  { db, now }: Moment,
  { id: person }: PersonFacts,
  id: string,
): Promise<store.AddedAddress | undefined> =>
  store.holdAdded(db, { id, person, since: secondsAfter(now, -undoSeconds) })

const record = (
  inside: Moment,
  kind: 'address.confirmed' | 'address.taken-back',
  told: {
    readonly person: PersonFacts
    readonly actor: string
    readonly row: Pick<store.AddedAddress, 'id' | 'kind'>
  },
): Promise<void> =>
  recordEvent(inside, kind, {
    person: told.person.id,
    actor: told.actor,
    data: { address: told.row.id, about: told.row.kind },
  })

/**
 * The person has said that it was not them: all that was added of late goes. Where the helpdesk
 * closes the account, what waits goes: nothing begins to count behind a closed door.
 */
export async function takeBackAll(
  inside: Moment,
  person: PersonFacts,
  { actor = person.id, waiting = false }: { readonly actor?: string; waiting?: boolean } = {},
): Promise<void> {
  const since = secondsAfter(inside.now, -undoSeconds)
  for (const row of await store.addedSince(inside.db, person.id, since)) {
    if (waiting && row.settled_at) continue
    await store.takeBackAdded(inside.db, row.id, inside.now)
    await record(inside, 'address.taken-back', { person, actor, row })
  }
}

/** Cannot both add an address and use it. */
export const mayUse = async (
  { db, now }: Moment,
  person: string,
  actor: string,
): Promise<NotHelped | undefined> =>
  (await store.waitsBy(db, { person, by: actor, now })) ? 'added-an-address' : undefined

export interface Awaited {
  readonly id: string
  readonly kind: Kind
  /** Never whole: whoever confirms it has it from the person. */
  readonly address: string
  readonly addedAt: string
  readonly countsFrom: string
  /** Added by whoever asks: another one confirms it. */
  readonly isOwn: boolean
}

const awaited = (row: store.AddedAddress, by: string): Awaited => ({
  id: row.id,
  kind: row.kind,
  address: masked(row),
  addedAt: row.added_at.toISOString(),
  countsFrom: row.counts_from.toISOString(),
  isOwn: row.added_by === by,
})

export const awaitedOf = async (
  { db, now }: Moment,
  person: string,
  by = 'command',
): Promise<readonly Awaited[]> =>
  (await store.awaitedAddresses(db, now, person)).map((row) => awaited(row, by))

/** All that wait, of those whom this one may help; of everybody for a command. */
export async function awaitedFor(
  moment: Moment,
  by: PersonFacts | undefined,
): Promise<readonly (Awaited & { readonly person: PersonFacts })[]> {
  const rights = moment.house.configuration()
  const rows = await store.awaitedAddresses(moment.db, moment.now, undefined)
  const ids = [...new Set(rows.map((row) => row.person_id))]
  const people = new Map((await findPeople(moment, ids)).map((person) => [person.id, person]))
  const found = rows.flatMap((row) => {
    const person = people.get(row.person_id)
    if (!person || (by && !mayHelp(rights, by, person))) return []
    return [{ ...awaited(row, by?.id ?? 'command'), person }]
  })
  if (by)
    await recordEvent(moment, 'person.looked-up', {
      actor: by.id,
      data: { about: 'awaited', count: found.length },
    })
  return found
}

/** For the house's own broom: whoever reads does not wait for it. */
export const settleAddresses = (moment: Moment): Promise<number> =>
  inTransaction(moment, ({ db, now }) => store.settleAdded(db, now))
