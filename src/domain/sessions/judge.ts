// Does a session suffice here and now? The same Policy and the same door as a visit, asked at each
// authorization and each page of the house: what was proven once, or somewhere else, never stands
// for more than the facts say today.
import { secondsBetween } from '../../lib/clock.ts'
import { wallTime } from '../../lib/time/wall-clock.ts'
import { applicationFacts } from '../applications.ts'
import type { Errand, Facts, Learned, MethodFacts, PersonFacts, WishFacts } from '../facts.ts'
import { fates } from '../facts.ts'
import type { House, Moment } from '../moment.ts'
import { type Asking, countingProofs, lets, needOf } from '../policy/policy.ts'
import { lastingKinds, wishesOf } from '../visits/visit-facts.ts'
import { freshFor, longestHere } from './lasting.ts'
import type { SessionFacts } from './session-facts.ts'

export function judgeSession(
  session: SessionFacts,
  errand: Errand,
  moment: Moment,
): 'come in' | 'ask' {
  if (errand.chooseAccount) return 'ask'
  const configuration = moment.house.configuration()
  const { proofs } = session
  const person = asItWasPutOff(session)
  const { networks } = moment.from
  const asking: Asking = {
    flow: 'sign-in',
    errand,
    person,
    networks,
    at: wallTime(moment.now),
    isKnown: true,
    methods: methodsOf(session, moment.house),
    ...rememberedHere(session, moment),
  }
  const need = needOf(configuration, asking)
  const application = errand.application
    ? applicationFacts(configuration, errand.application, person)
    : undefined
  const facts: Facts = {
    flow: 'sign-in',
    errand,
    person,
    who: person.id,
    proofs,
    methods: asking.methods,
    wishes: wishesOf(asking, {}, moment).map(waiting),
    offers: [],
    counting: countingProofs(proofs, moment.now, {
      freshAfter: errand.freshAfter,
      // The pages of the house ask how much was shown. How lately is asked where something is
      // opened, and where something is changed, which asks by itself.
      freshSeconds: (errand.protocol === 'portal' ? longestHere : freshFor)(
        need,
        configuration.lives,
      ),
    }),
    networks,
    channels: [],
    familiar: true,
    accounts: [],
    need,
    ...(application && { application }),
  }
  return lets(facts) === true ? 'come in' : 'ask'
}

/**
 * A wish is asked for in the visit that signs in, and not again at each application: while the rule
 * of this place gives a grace, whoever is in goes on. Where it gives none, or the grace has run out
 * since, what is missing is set up before anything else is opened.
 */
const waiting = (wish: WishFacts): WishFacts =>
  wish.state === 'missing' && wish.mayPutOff ? { ...wish, state: 'put-off' } : wish

/**
 * The time that this very session was let in with was one of those that are counted: it is not
 * counted against it again. Days and dates run on.
 */
function asItWasPutOff({ person, putOff }: SessionFacts): PersonFacts {
  const soFar = person.putOff ?? {}
  const before = putOff.flatMap((wish) => {
    const counted = soFar[wish]
    return counted ? [[wish, { ...counted, times: counted.times - 1 }] as const] : []
  })
  return before.length === 0
    ? person
    : { ...person, putOff: { ...soFar, ...Object.fromEntries(before) } }
}

/**
 * As far as wishes speak of them: the codes on paper of somebody who has used them up are looked at
 * in the next visit, and a password that has run out is changed there.
 */
const methodsOf = ({ has }: SessionFacts, { factors }: House): readonly MethodFacts[] =>
  has.map(([factor, ownFate], at) => {
    const traits = factors.find(({ name }) => name === factor)
    const fate = fates.find((each) => each === ownFate) ?? traits?.fate
    return {
      id: `${at}`,
      factor,
      ageSeconds: 0,
      ...(traits && { kinds: lastingKinds(traits) }),
      ...(fate && { fate }),
    }
  })

/** A copied session in another browser is spared nothing. */
const rememberedHere = (
  { browser, rememberedAt }: SessionFacts,
  moment: Moment,
): Pick<Asking, 'rememberedSeconds'> =>
  rememberedAt && browser === moment.browser
    ? { rememberedSeconds: secondsBetween(rememberedAt, moment.now) }
    : {}

/**
 * What a visit begins with where a session does not suffice: whoever is in already is not asked who
 * they are, and what is missing is asked for on top of what they have shown (S1.45). Where nothing
 * of it is fresh enough for the errand, the sign-in begins anew.
 */
export const stepUp = (
  { id, person, proofs }: Pick<SessionFacts, 'id' | 'person' | 'proofs'>,
  { freshAfter }: Errand,
  { now }: Moment,
): Learned | undefined =>
  countingProofs(proofs, now, { freshAfter }).length === 0
    ? undefined
    : { who: person.id, session: id, proofs }
