// A new password taken into use: everything that hangs on it in the caller's transaction, so that a
// power cut leaves either the old state or the new, and never a password with its letter still open
// (FLT-KILL-1).
import type { PersonFacts } from '../facts.ts'
import { recordEvent } from '../events/events.ts'
import { spendLetter } from '../people/invitations.ts'
import { queueMessage } from '../messages/messages.ts'
import { tellNumbers } from '../messages/notices.ts'
import { keepMethod, type Keeps } from '../methods/methods.ts'
import { newFreeze } from '../methods/set-up.ts'
import type { Moment } from '../moment.ts'
import { activate, getPerson, mailAddressesOf } from '../people/people.ts'
import { Refusal } from '../refusal.ts'
import { endSessionsOf } from '../sessions/sessions.ts'
import { removeMethod, removeMethodsOf } from '../../store/methods/methods.ts'
import { holdPerson } from '../../store/people.ts'
import type { RenewReason } from '../../shapes/screen.ts'

export interface NewPassword<Kept> {
  readonly person: PersonFacts
  readonly kept: Kept
  readonly because: RenewReason
  /** Factors that are set up in the same transaction: they stand in the same receipt. */
  readonly also?: readonly string[]
  /** The letter that opened the visit, spent by this. */
  readonly letter?: string
  /** The password in use, as it was when the new one was asked for; absent for a first one. */
  readonly instead?: string
  /** The session that goes on; every other ends (ATK-PWD-12). */
  readonly except?: string
  /** Methods that were shown in place of it. */
  readonly by?: readonly string[]
}

/** Gives the sessions that ended, for the protocols to tell of. */
export async function keepNewPassword<Kept>(
  inside: Moment,
  factor: Keeps<Kept>,
  made: NewPassword<Kept>,
): Promise<readonly string[]> {
  const { person, because } = made
  // Whoever comes second waits here, and is refused below: two walks with one letter, or a person
  // who is being suspended.
  await holdPerson(inside.db, person.id)
  if (because !== 'first') await replace(inside, made)
  await removeMethodsOf(inside.db, person.id, factor.name)
  await keepMethod(inside, factor, { person: person.id, kept: made.kept, because })
  await recordEvent(inside, 'password.changed', { person: person.id, data: { because } })
  if (because === 'first') {
    const removed = await removeMethodsOf(inside.db, person.id, 'pin')
    if (removed > 0) {
      const data = { factor: 'pin', because: 'used' }
      await recordEvent(inside, 'method.removed', { person: person.id, data })
    }
    if (made.letter) await spendLetter(inside, made.letter)
    await activate(inside, person.id)
  }
  const ended = await endSessionsOf(inside, person.id, {
    because: 'password-changed',
    ...(made.except && { except: made.except }),
  })
  await tellThePerson(inside, made)
  return ended
}

/**
 * Refuses, with everything else in the transaction, where the person is not open any more or the
 * password was changed by somebody else since it was proven (ATK-PWD-12, ATK-RACE-01).
 */
async function replace<Kept>(
  inside: Moment,
  { person, instead }: NewPassword<Kept>,
): Promise<void> {
  const { state } = await getPerson(inside, person.id)
  const isReplaced = instead !== undefined && (await removeMethod(inside.db, instead)) === 0
  if (state !== 'active' || isReplaced) throw new Refusal('visit-ended')
}

async function tellThePerson<Kept>(
  inside: Moment,
  { person, because, also = [], by = [] }: NewPassword<Kept>,
): Promise<void> {
  if (because === 'forgotten')
    await tellNumbers(inside, person, { change: 'password-forgotten', by })
  const to = await mailAddressesOf(inside, person.id)
  const facts = {
    firstName: person.firstName,
    login: person.login,
    organisation: person.organisation,
    at: inside.now.toISOString(),
  }
  for (const address of to) {
    const letter = { person: person.id, to: address, language: person.language ?? inside.language }
    if (because === 'first') {
      await queueMessage(inside, {
        ...letter,
        kind: 'receipt',
        data: { ...facts, methods: ['password', ...also] },
      })
    } else {
      const caseNumber = inside.caseNumber
      await queueMessage(inside, {
        ...letter,
        kind: 'password-changed',
        data: {
          ...facts,
          freeze: await newFreeze(inside, person.id),
          ...(because === 'forgotten' && { wasForgotten: true }),
          ...(caseNumber && { caseNumber }),
        },
      })
    }
  }
}
