// A method taken into use, or taken away: the row, the event and the receipts on every address are
// one transaction. A receipt carries a link that can only freeze. Must never be called for
// anybody who is not open, or leave two where a person has one.
import { secondsAfter } from '../../lib/clock.ts'
import { keyedHash } from '../../lib/digest.ts'
import { randomId, randomSecret } from '../../lib/random.ts'
import { keepFreeze, sweepFreezes as sweepRows } from '../../store/methods/freezes.ts'
import { endMethodOf } from '../../store/methods/ended-methods.ts'
import { codesBeside } from '../../store/methods/phones.ts'
import { removeMethodsOf } from '../../store/methods/methods.ts'
import { holdPerson, noteLostPhone } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import type { Fate, PersonFacts } from '../facts.ts'
import type { MessageFacts } from '../messages/message-kinds.ts'
import { tellNumbers } from '../messages/notices.ts'
import { keepMethod, type Keeps } from './methods.ts'
import type { House, Moment } from '../moment.ts'
import { numbersOf, type OwnNumber } from '../phones/own-numbers.ts'
import { getPerson } from '../people/people.ts'
import { tellAddresses } from '../people/telling-addresses.ts'
import { Refusal } from '../refusal.ts'
import { forgetBrowsers } from '../visits/browsers.ts'

export interface NewMethod<Kept> {
  readonly id?: string
  readonly person: PersonFacts
  readonly kept: Kept
  readonly label?: string
  readonly fate?: Fate
  readonly handle?: string
  readonly name?: string
  readonly because: string
  /** Shown to be in the person's hand as it was set up. */
  readonly isUsed: boolean
  /** Told in a receipt that stands anyway (the first set-up). */
  readonly isToldElsewhere?: boolean
  /** Methods that it was shown with: what they belong to hears of it no other way. */
  readonly by?: readonly string[]
}

export interface SetUp<Kept> extends Keeps<Kept> {
  /** A person has one, and a new one takes its place. */
  readonly single?: true
}

/** In the caller's transaction. */
export async function setUpMethod<Kept>(
  inside: Moment,
  factor: SetUp<Kept>,
  { person, isToldElsewhere, by = [], ...method }: NewMethod<Kept>,
): Promise<string> {
  await holdPerson(inside.db, person.id)
  const { state } = await getPerson(inside, person.id)
  if (state !== 'active') throw new Refusal('visit-ended')
  const replaced = factor.single ? await removeMethodsOf(inside.db, person.id, factor.name) : 0
  const id = await keepMethod(inside, factor, { ...method, person: person.id })
  if (standsBehindPassword(inside, factor)) await noteLostPhone(inside.db, person.id, undefined)
  if (isToldElsewhere) return id
  if (replaced > 0) await forgetBrowsers(inside, person.id, { because: 'method-renewed' })
  const change = replaced > 0 ? 'renewed' : 'added'
  const { label } = method
  await tellChange(inside, person, { change, factor: factor.name, label, by: [...by, id] })
  return id
}

/** It takes the place of what was lost; a sheet of codes lies in a drawer and does not. */
export const standsBehindPassword = (
  { house }: Moment,
  { name }: { readonly name: string },
): boolean =>
  house.factors.some(
    (factor) =>
      factor.name === name &&
      factor.fate !== 'paper' &&
      factor.proof.kinds.some((kind) => kind !== 'knows'),
  )

interface Leaving {
  readonly id: string
  readonly factor: string
  readonly label?: string
  /** Methods that it was shown with. */
  readonly by?: readonly string[]
}

/** False where somebody was quicker. In the caller's transaction. */
export async function takeAwayMethod(
  inside: Moment,
  person: PersonFacts,
  method: Leaving,
  because: string,
): Promise<boolean> {
  await holdPerson(inside.db, person.id)
  // A number that somebody else takes away hears of it, too.
  const numbers = await numbersOf(inside, person.id)
  const so = { now: inside.now, because }
  if ((await endMethodOf(inside.db, person.id, method.id, so)) === 0) return false
  const { factor, label, by } = method
  // The codes on a phone go with the phone.
  const codes = await codesBeside(inside.db, method.id)
  if (codes !== undefined) await endMethodOf(inside.db, person.id, codes, so)
  const data = { method: method.id, factor, because }
  await forgetBrowsers(inside, person.id, { because: 'method-removed' })
  await recordEvent(inside, 'method.removed', { person: person.id, data })
  await tellChange(inside, person, { change: 'removed', factor, label, numbers, ...(by && { by }) })
  return true
}

/** How long somebody may find out that it was not them. */
const freezeSeconds = 30 * 86_400

export const freezeHash = ({ keys }: House, token: string): Buffer =>
  keyedHash(keys.keyFor('letters'), 'freeze', token)

/** One link for each address: who used it can be told apart. In the caller's transaction. */
export async function newFreeze({ db, house, now }: Moment, person: string): Promise<string> {
  const freeze = randomSecret()
  await keepFreeze(db, {
    tokenHash: freezeHash(house, freeze),
    person,
    now,
    until: secondsAfter(now, freezeSeconds),
  })
  return freeze
}

interface Change {
  readonly change: MessageFacts<'methods-changed'>['change']
  readonly factor: string
  readonly label?: string | undefined
  readonly by?: readonly string[]
  readonly numbers?: readonly OwnNumber[]
}

/** Of these only the addresses hear: nothing protects less by them, and a message costs. */
const byMailAlone = ['rested', 'used'] as const
const isByMailAlone = (change: Change['change']): change is (typeof byMailAlone)[number] =>
  byMailAlone.some((each) => each === change)

/** On every address; in the caller's transaction. */
export async function tellChange(inside: Moment, person: PersonFacts, told: Change): Promise<void> {
  const { change, by, numbers } = told
  if (!isByMailAlone(change))
    await tellNumbers(inside, person, { change, ...(by && { by }), ...(numbers && { numbers }) })
  const { factor, label } = told
  await tellAddresses(inside, person, async (facts) => {
    const freeze = await newFreeze(inside, person.id)
    const data = { ...facts, change, factor, freeze, ...(label && { label }) }
    return { kind: 'methods-changed', data }
  })
}

export const newMethodId = (): string => randomId()

/** For the house's own broom. */
export const sweepFreezes = ({ db, now }: Moment): Promise<number> => sweepRows(db, now)
