// «Innlogging og sikkerhet»: a person's own methods, what may be done with each, and whether what
// the session has shown bears it. What protects an account is changed only by whoever has just
// shown the most that it has, and never so that less is left than a rule asks for.
import { type MethodRow, methodsOf, nameMethod } from '../../store/methods/methods.ts'
import { holdPerson } from '../../store/people.ts'
import { holdSession, type SessionWithPerson } from '../../store/sessions.ts'
import { wallTime } from '../../lib/time/wall-clock.ts'
import { recordEvent } from '../events/events.ts'
import type { MethodFacts, PersonFacts, WishFacts } from '../facts.ts'
import { inTransaction, type House, type Moment } from '../moment.ts'
import { offeredFactors } from './offered.ts'
import { getPerson } from '../people/people.ts'
import { isAboutPerson } from '../policy/deciding.ts'
import { countingProofs, isProven, needOf, type Asking } from '../policy/policy.ts'
import { preferMethod } from './prefer.ts'
import { endSessionsBy, type Listener } from '../sessions/sessions.ts'
import { takeAwayMethod } from './set-up.ts'
import { proofsShape } from '../visits/learned.ts'
import { methodFacts, offersOf, wishesOf } from '../visits/visit-facts.ts'
import { levelOf, wishFacts } from './wishes.ts'

/** How old what was shown may be. */
export const freshSeconds = 15 * 60

export interface OwnMethods {
  readonly person: PersonFacts
  readonly methods: readonly MethodFacts[]
  readonly rows: readonly MethodRow[]
  /** What can be set up here. */
  readonly offers: readonly string[]
  readonly wishes: readonly WishFacts[]
  readonly accepts: readonly string[]
  /** What the session has shown bears a change, here and now. */
  readonly isFresh: boolean
}

export async function ownMethods(moment: Moment, session: SessionWithPerson): Promise<OwnMethods> {
  const person = await getPerson(moment, session.person_id)
  const rows = await methodsOf(moment.db, person.id)
  const methods = methodFacts(rows, moment)
  const errand = { protocol: 'portal', ref: '/', mayAsk: true }
  const networks = moment.from.networks
  const at = wallTime(moment.now)
  const asking: Asking = { flow: 'sign-in', errand, person, networks, methods, at }
  const need = needOf(moment.house.configuration(), { ...asking, flow: 'methods' })
  const counting = countingProofs(proofsShape.parse(session.proofs), moment.now, { freshSeconds })
  return {
    person,
    methods,
    rows,
    offers: offersOf(asking, moment),
    wishes: wishesOf(asking, {}, moment),
    accepts: need.accepts,
    isFresh: isProven({ flow: 'methods', counting, need }),
  }
}

/** By every rule that may be asked of this person anywhere: they may be elsewhere tomorrow. */
export function mayRemove(moment: Moment, own: OwnMethods, method: MethodFacts): boolean {
  if (method.factor === 'password' || method.factor === 'pin') return false
  const { house, now } = moment
  const left = own.methods.filter(({ id }) => id !== method.id)
  const rules = house
    .configuration()
    .rules.filter(({ whom, reportOnly }) => !reportOnly && isAboutPerson(whom, own.person))
  return rules.every(({ need }) => {
    const { accepts, proofs } = need
    const isBelow = levelOf(left, accepts) < Math.min(proofs, levelOf(own.methods, accepts))
    const done = (methods: readonly MethodFacts[]): number =>
      wishFacts({
        wishes: need.methods,
        sharedFateAllowed: need.sharedFateAllowed,
        known: house.factors,
        offered: offeredFactors(house, need),
        methods,
        putOff: {},
        putOffNow: [],
        now,
      }).filter(({ state }) => state === 'done').length
    const losesResisting =
      need.resistsPhishing && resists(house, own.methods, accepts) && !resists(house, left, accepts)
    return !isBelow && !losesResisting && done(left) >= done(own.methods)
  })
}

/** Is there anything among them that no copy of our page can lure a proof from? */
const resists = (
  { factors }: House,
  methods: readonly MethodFacts[],
  accepts: readonly string[],
): boolean =>
  factors.some(
    ({ name, proof }) =>
      proof.resistsPhishing &&
      accepts.includes(name) &&
      methods.some(({ factor }) => factor === name),
  )

/** Signs out wherever it let in, and tells every address. False where somebody was quicker. */
export const removeMethod = (
  moment: Moment,
  person: PersonFacts,
  removing: {
    readonly method: MethodFacts
    readonly session: SessionWithPerson
    readonly tell: Listener
  },
): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    const { session, tell } = removing
    const by = proofsShape.parse(session.proofs).flatMap((proof) => proof.method ?? [])
    const method = { ...removing.method, by }
    // Of two tabs that each take the last but one, the second waits here, and is told (ATK-WAN-14).
    await holdPerson(inside.db, person.id)
    if (!(await holdSession(inside.db, session.id))) return false
    if (!mayRemove(inside, await ownMethods(inside, session), method)) return false
    if (!(await takeAwayMethod(inside, person, method, 'removed'))) return false
    const ended = await endSessionsBy(inside, person.id, {
      method: method.id,
      because: 'method-removed',
      except: session.id,
    })
    await tell(ended, inside)
    return true
  })

export const renameMethod = (
  moment: Moment,
  person: string,
  { method, name }: { readonly method: MethodFacts; readonly name: string },
): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const named = await nameMethod(inside.db, { method: method.id, person, name })
    if (named === 0) return
    const data = { method: method.id, factor: method.factor }
    await recordEvent(inside, 'method.renamed', { person, data })
  })

export const makeDefault = (
  moment: Moment,
  person: string,
  method: MethodFacts,
): Promise<boolean> => inTransaction(moment, (inside) => preferMethod(inside, person, method))
