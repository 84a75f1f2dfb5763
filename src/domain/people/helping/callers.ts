// Who is on the telephone? A page shows a pair of words and a short code; the caller reads out the
// code, and whoever helps reads out the pair: so each knows the other. What that browser had shown
// says how much it is worth. Must never count a name that was only typed as a caller who is known.
import { secondsAfter } from '../../../lib/clock.ts'
import { keyedHash } from '../../../lib/digest.ts'
import { plainCodeFrom, randomId, readPlainCode } from '../../../lib/random.ts'
import type { Pair } from '../../../shapes/handed-over.ts'
import * as store from '../../../store/methods/callers.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import { inTransaction, type House, type Moment } from '../../moment.ts'
import { Refusal } from '../../refusal.ts'
import { pairSizes } from '../../visits/hand-overs.ts'
import { findPerson } from '../people.ts'
import { mayHelp } from '../rights.ts'

const minute = 60
const codeSeconds = 10 * minute
/** How long a call lasts, from when the code was typed. */
const callSeconds = 20 * minute
/** Six signs, 30 bits: read out on a telephone, and typed by whoever has the right alone. */
const codeSigns = 6

/** Drawn, so that it is the same at every reload, on every node, and stands nowhere. */
const draw = ({ keys }: House, purpose: string, id: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), `caller ${purpose}`, id)

const codeOf = (house: House, id: string): string =>
  plainCodeFrom(draw(house, 'code', id), codeSigns)

function pairOf(house: House, id: string): Pair {
  const [colour = 0, animal = 0] = draw(house, 'pair', id)
  return [colour % pairSizes[0], animal % pairSizes[1]]
}

const hashOf = ({ keys }: House, code: string): Buffer =>
  keyedHash(keys.keyFor('hand-overs'), 'caller hash', readPlainCode(code))

const at = ({ now, house }: Moment) => ({ now, epoch: house.epoch() })

/** Whoever is signed in has shown the most; else what the newest visit here has come to. */
async function whose(
  moment: Moment,
  signedIn: string | undefined,
): Promise<{ readonly person: string | undefined; readonly shown: store.Shown }> {
  if (signedIn !== undefined) return { person: signedIn, shown: 'session' }
  const visit = await store.visitOfBrowser(moment.db, moment.browser ?? '', at(moment))
  if (!visit?.person_id) return { person: undefined, shown: 'nothing' }
  // At an account that is closed a password is nobody's proof: it may be why it was closed.
  const isProven = visit.proofs > 0 && visit.state !== 'suspended' && visit.state !== 'removed'
  return { person: visit.person_id, shown: isProven ? 'proof' : 'name' }
}

/** A new code for this browser; the one before is dead. */
export async function showCode(moment: Moment, signedIn: string | undefined): Promise<void> {
  const { house, db, now } = moment
  const id = randomId()
  await store.keepCaller(db, {
    id,
    codeHash: hashOf(house, codeOf(house, id)),
    browser: moment.browser ?? '',
    epoch: house.epoch(),
    now,
    until: secondsAfter(now, codeSeconds),
    ...(await whose(moment, signedIn)),
  })
}

export interface ShownCode {
  readonly code: string
  readonly pair: Pair
  readonly expiresAt: Date
  /** Whoever helps has typed it. */
  readonly isUsed: boolean
}

/** What this browser shows now. */
export async function codeShown(moment: Moment): Promise<ShownCode | undefined> {
  const { house } = moment
  const row = await store.callerIn(moment.db, moment.browser ?? '', at(moment))
  return (
    row && {
      code: codeOf(house, row.id),
      pair: pairOf(house, row.id),
      expiresAt: row.expires_at,
      isUsed: row.used_at !== null,
    }
  )
}

export interface FoundCaller {
  readonly pair: Pair
  readonly shown: store.Shown
  readonly person?: PersonFacts
}

/** Once. Refused, and not used up, where it is of somebody whom the asker may not help. */
export const takeCaller = (
  moment: Moment,
  by: PersonFacts,
  code: string,
): Promise<FoundCaller | undefined> =>
  inTransaction(moment, async (inside): Promise<FoundCaller | undefined> => {
    const { house, db, now } = inside
    const row = await store.findCaller(db, hashOf(house, code), at(inside))
    if (!row) return undefined
    const person = row.person_id === null ? undefined : await findPerson(inside, row.person_id)
    if (person && !mayHelp(house.configuration(), by, person)) throw new Refusal('not-allowed')
    if (!(await store.useCaller(db, row.id, { by: by.id, now }))) return undefined
    const { shown } = row
    await recordEvent(inside, 'caller.met', { person: person?.id, actor: by.id, data: { shown } })
    return { pair: pairOf(house, row.id), shown, ...(person && { person }) }
  })

/** What this person has shown to this one of late; `none` where they have not met. */
export const callerOf = async (
  { db, now, house }: Moment,
  person: string,
  by: string,
): Promise<store.Shown | 'none'> =>
  (await store.shownTo(db, {
    person,
    by,
    since: secondsAfter(now, -callSeconds),
    epoch: house.epoch(),
  })) ?? 'none'

/** A name that was only typed says that both look at the same page, and nothing of who it is. */
export const isVerified = (shown: string): boolean => shown === 'session' || shown === 'proof'

/** For the house's own broom: after the call nobody asks for it. */
export const sweepCallers = ({ db, now }: Moment): Promise<number> =>
  store.sweepCallers(db, secondsAfter(now, -callSeconds - codeSeconds))
