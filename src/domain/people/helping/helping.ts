// Something is done to somebody's account by whoever helps them: who may, what is asked for first,
// the Event and the message. Each act goes through here. Must never let anybody act on themselves,
// on whoever holds a right, or on whoever leads them; and never without a caller who is known or a
// reason that is kept.
import { leads } from '../../../store/methods/helping.ts'
import { holdPerson } from '../../../store/people.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import { type HelpAct, helpActs } from '../../messages/message-kinds.ts'
import { newFreeze } from '../../methods/set-up.ts'
import { inTransaction, type Moment } from '../../moment.ts'
import { Refusal } from '../../refusal.ts'
import { callerOf, isVerified } from './callers.ts'
import { getPerson } from '../people.ts'
import { may, mayActOn } from '../rights.ts'
import { tellAddresses } from '../telling-addresses.ts'

export interface Helping {
  /** Whom, by id. */
  readonly person: string
  /** Whoever helps, by id; absent where a command does. */
  readonly by?: string
  /** Written by whoever helps, and kept; may be empty where the caller is known. */
  readonly reason: string
}

type AddressAct = 'add-address' | 'confirm-address' | 'take-back-address'
export type Act = HelpAct | 'remove-method' | 'restore-method' | 'letter' | 'pass' | AddressAct

/** Why nothing was done: what whoever helps can mend. */
export type NotHelped =
  | 'reason-missing'
  | 'caller-not-verified'
  | 'not-open'
  | 'not-frozen'
  | 'not-invited'
  | 'no-mail-address'
  | 'no-such-method'
  | 'too-late'
  | 'too-soon'
  | 'not-an-address'
  | 'known-already'
  | 'waits-already'
  | 'too-many'
  | 'no-longer-waits'
  | 'another-address'
  | 'added-an-address'
  | 'second-person-needed'

export type Helped = { readonly done: true } | { readonly done: false; readonly because: NotHelped }

/** Whom it is about, held until the transaction ends, and who does it. */
export interface Aided {
  readonly person: PersonFacts
  readonly actor: string
  /** What the caller had shown; a command has no caller. */
  readonly caller: string
}

export interface Doing {
  readonly act: Act
  readonly method?: string
}

/** All of it or nothing: what is done, the Event, and the message on every address. */
export const helps = (
  moment: Moment,
  helping: Helping,
  doing: Doing,
  does: (inside: Moment, aided: Aided) => Promise<NotHelped | undefined>,
): Promise<Helped> =>
  inTransaction(moment, async (inside): Promise<Helped> => {
    const aided = await admitted(inside, helping)
    if (typeof aided === 'string') return { done: false, because: aided }
    const because = await does(inside, aided)
    if (because) return { done: false, because }
    await tell(inside, aided, helping, doing)
    return { done: true }
  })

/** Refuses where it may not be done at all. In the caller's transaction. */
export async function admitted(
  inside: Moment,
  { person: id, by, reason }: Helping,
): Promise<Aided | NotHelped> {
  await holdPerson(inside.db, id)
  const person = await getPerson(inside, id)
  if (by !== undefined) await refuseUnless(inside, by, person)
  const caller = by === undefined ? 'command' : await callerOf(inside, id, by)
  if (reason.trim() === '' && !isVerified(caller)) return 'reason-missing'
  return { person, actor: by ?? 'command', caller }
}

async function refuseUnless(inside: Moment, id: string, person: PersonFacts): Promise<void> {
  const by = await getPerson(inside, id)
  const rights = inside.house.configuration()
  const isAbove =
    !may(rights, by, 'administer') && (await leads(inside.db, { led: id, leader: person.id }))
  if (!mayActOn(rights, by, person) || isAbove) throw new Refusal('not-allowed')
}

/** In the caller's transaction. */
export async function tell(
  inside: Moment,
  { person, actor, caller }: Aided,
  { reason: written }: Helping,
  { act, method }: Doing,
): Promise<void> {
  const reason = written.trim()
  await recordEvent(inside, 'person.helped', {
    person: person.id,
    actor,
    data: { act, caller, ...(reason && { reason }), ...(method && { method }) },
  })
  const told = helpActs.find((each) => each === act)
  if (told) await tellPerson(inside, person, told)
}

const tellPerson = (inside: Moment, person: PersonFacts, act: HelpAct): Promise<void> =>
  tellAddresses(inside, person, async (facts) => {
    // There is nothing left to freeze.
    const freeze = act === 'freeze' ? undefined : await newFreeze(inside, person.id)
    return { kind: 'helped', data: { ...facts, act, ...(freeze && { freeze }) } }
  })
