// The facts of a visit as they are now: what was learned in it, with the person, the methods and
// the rule read anew. Must never let a proof stand whose method is gone.
import { secondsBetween } from '../../lib/clock.ts'
import { wallTime } from '../../lib/time/wall-clock.ts'
import type { MethodRow } from '../../store/methods/methods.ts'
import type { VisitWithFacts } from '../../store/visits.ts'
import { applicationFacts } from '../applications.ts'
import { wouldKnow } from '../sessions/consents.ts'
import {
  type AccountFacts,
  type Facts,
  type FactorTraits,
  type Fate,
  type FlowName,
  fates,
  type Kind,
  type Learned,
  type MethodFacts,
  type PersonFacts,
  type Proof,
  type WishFacts,
} from '../facts.ts'
import { linkKeeps } from './arriving/links.ts'
import { elsewhereFor } from './arriving/routing.ts'
import { openKept } from '../methods/methods.ts'
import { channelsOf, offeredFactors, connectedTo } from '../methods/offered.ts'
import { levelOf, wishFacts } from '../methods/wishes.ts'
import type { House, Moment } from '../moment.ts'
import { recoveringWith, restingNow } from '../people/recovered.ts'
import { withLeader } from '../people/vouching.ts'
import { personFacts } from '../people/person-facts.ts'
import { decide } from '../policy/deciding.ts'
import { type Asking, countingProofs, needOf } from '../policy/policy.ts'
import { Refusal } from '../refusal.ts'
import { freshFor } from '../sessions/lasting.ts'
import { isStillKnown } from './known-places.ts'
import { proofsShape } from './learned.ts'
import type { Visit } from './visits.ts'

/** Signed out here or anywhere, it bears nothing any more, not even the page that stands open. */
function refuseWithoutSession({ session }: Learned, accounts: readonly AccountFacts[]): void {
  if (session !== undefined && !accounts.some((account) => account.session === session))
    throw new Refusal('visit-ended')
}

/** The facts of a visit as they are now. */
export function factsOf(visit: Visit, moment: Moment, learned: Learned = visit.learned): Facts {
  const configuration = moment.house.configuration()
  const accounts = accountFacts(visit.row.sessions ?? [])
  refuseWithoutSession(learned, accounts)
  const isNamed = learned.who !== undefined || learned.named !== undefined
  const read = isNamed ? readOf(visit, learned) : undefined
  const person = read ? withLeader(personFacts(read), configuration) : undefined
  const methods = person ? methodFacts(visit.row.methods ?? [], moment) : []
  const flow = learned.detour ?? visit.flow
  const isGone = isPhoneGone(learned, person)
  const asking: Asking = {
    flow,
    errand: visit.errand,
    networks: moment.from.networks,
    at: wallTime(moment.now),
    isKnown: learned.proofs.length > 0,
    methods,
    ...((isGone || learned.lost === 'away') && { isLost: true }),
    ...(person && { person }),
    ...(person &&
      visit.row.remembered_at && {
        rememberedSeconds: secondsBetween(visit.row.remembered_at, moment.now),
      }),
    ...(configuration.passwords.lifeDays !== undefined && {
      passwordDays: configuration.passwords.lifeDays,
    }),
  }
  const need = needOf(configuration, asking)
  const elsewhere = elsewhereFor(learned, { linked: person ? linkedIn(visit, moment) : [] }, moment)
  const shown = learned.proofs.filter((proof) => isStillKnown(proof, person, moment.house))
  const { recover } = decide(configuration, asking).need
  const isTurned = flow === 'recover' || flow === 'unlock'
  const counts = isTurned
    ? recoveringWith(person, methods, { hours: recover.newNumberHours, now: moment.now })
    : { person, methods }
  const resting = isTurned
    ? undefined
    : restingNow(person?.recovered, recover.waitMinutes, moment.now)
  const application = visit.errand.application
    ? applicationFacts(configuration, visit.errand.application, person)
    : undefined
  return {
    ...learned,
    ...(isGone && { lost: 'gone' as const }),
    flow,
    errand: visit.errand,
    visit: { ref: visit.ref, version: visit.version },
    methods: counts.methods,
    wishes: wishesOf(asking, learned, moment),
    offers: offersOf(asking, moment),
    counting: countingProofs(standing(shown, visit.row.methods ?? [], flow), moment.now, {
      freshAfter: visit.errand.freshAfter,
      freshSeconds: freshFor(need, configuration.lives),
    }),
    networks: moment.from.networks,
    channels: channelsOf(moment.house),
    ...connectedTo(moment),
    ...(elsewhere && { elsewhere }),
    familiar: visit.row.familiar,
    accounts,
    known: visit.row.known ?? [],
    need,
    ...(counts.person && { person: counts.person }),
    ...(resting && { resting }),
    ...(application && { application }),
    ...wouldKnow(visit.errand, visit.row.given ?? []),
    ...(asking.rememberedSeconds !== undefined && { rememberedSeconds: asking.rememberedSeconds }),
  }
}

/**
 * What was read may be of the name that was typed: nothing of it is of whoever turned out to be
 * meant, and they are read before anything is concluded.
 */
const readOf = ({ row }: Visit, { who }: Learned): VisitWithFacts['person'] | undefined =>
  who === undefined || who === row.person?.id ? (row.person ?? undefined) : undefined

/** The connections that the person has links of, the last used first. */
const linkedIn = ({ row }: Visit, { house }: Moment): readonly string[] =>
  (row.methods ?? [])
    .filter(({ factor, kept }) => factor === linkKeeps.name && kept !== '')
    .toSorted((one, other) => (other.used_at ?? '').localeCompare(one.used_at ?? ''))
    .map(({ id, kept: sealed }) => openKept(house, linkKeeps, { id, sealed }).connection)

/**
 * What was shown of a method that is gone, or was replaced, shows nothing any more: whoever proved
 * the old password must not stand at the door with it after it was changed (ATK-PWD-12). What was
 * shown for a forgotten one is spent with the new one, also in another window, and so is a code
 * that waited there to be typed.
 */
function standing(
  proofs: readonly Proof[],
  rows: readonly MethodRow[],
  flow: FlowName,
): readonly Proof[] {
  const password = rows.find(({ factor }) => factor === 'password')
  const isOlder = ({ at, askedAt = at }: Proof): boolean =>
    password !== undefined && Date.parse(password.created_at) > Date.parse(askedAt)
  return proofs.filter((proof) => {
    if (proof.method !== undefined && !rows.some(({ id }) => id === proof.method)) return false
    const isSpent = flow === 'recover' || (proof.factor === 'password' && !proof.method)
    return !(isSpent && isOlder(proof))
  })
}

const accountFacts = (sessions: NonNullable<VisitWithFacts['sessions']>): readonly AccountFacts[] =>
  sessions.map((session) => ({
    session: session.id,
    position: session.position,
    person: session.person_id,
    login: session.login,
    name: `${session.given_name} ${session.family_name}`,
    organisation: session.organisation_id,
    groups: session.groups,
    proofs: proofsShape.parse(session.proofs),
    ...(session.stays && { staysUntil: session.expires_at }),
  }))

/** What is used up is no method any more: it counts for nothing, and is wished for anew. */
export const methodFacts = (
  rows: readonly MethodRow[],
  { house, now }: Pick<Moment, 'house' | 'now'>,
): readonly MethodFacts[] =>
  rows.flatMap((row) => {
    const traits = house.factors.find(({ name }) => name === row.factor)
    if (traits && isUsedUp(traits, row, house)) return []
    return {
      id: row.id,
      factor: row.factor,
      ageSeconds: secondsBetween(new Date(row.created_at), now),
      ...(traits && { fate: ownFate(row) ?? traits.fate, kinds: lastingKinds(traits) }),
      ...(row.name && { name: row.name }),
      ...(row.label && { label: row.label }),
      addedAt: row.created_at,
      ...(row.used_at && { usedAt: row.used_at }),
      ...(row.is_rung === false && { isSilent: true }),
    }
  })

function isUsedUp({ name, kept, left }: FactorTraits, row: MethodRow, house: House): boolean {
  // What is only imagined keeps nothing, and nothing of it was used.
  if (!kept || !left || row.kept === '') return false
  return left(openKept(house, { name, kept }, { id: row.id, sealed: row.kept })) === 0
}

export const offersOf = (asking: Asking, { house }: Moment): readonly string[] =>
  offeredFactors(house, decide(house.configuration(), asking).need).map(({ name }) => name)

/** A pass that helpdesk gave is no way that the person has: it is used up and gone. */
export const lastingKinds = ({ name, canBeSetUp, proof }: FactorTraits): readonly Kind[] =>
  canBeSetUp || name === 'password' ? proof.kinds : []

const ownFate = ({ fate }: MethodRow): Fate | undefined => fates.find((each) => each === fate)

/** Also in the next visit: until something stands in its place, one proof begins nothing. */
const isPhoneGone = ({ lost }: Pick<Learned, 'lost'>, person: PersonFacts | undefined): boolean =>
  lost === 'gone' || (lost !== 'asked' && person?.hasLostPhone === true)

/** Before anything is proven nobody is told apart by what they have. */
export function wishesOf(
  asking: Asking,
  learned: Pick<Learned, 'putOff' | 'lost'>,
  moment: Moment,
): readonly WishFacts[] {
  const { person, methods, isKnown } = asking
  const { flow } = asking
  const isElsewhere = flow !== 'sign-in' && flow !== 'activate' && flow !== 'methods'
  if (!person || !isKnown || isElsewhere) return []
  const { house, now } = moment
  const isGone = isPhoneGone(learned, person)
  const { need } = decide(house.configuration(), asking)
  if (need.methods.length === 0 && !isGone) return []
  // Nobody may put off what they would need to come back: that would shut them out.
  const isShort = levelOf(methods, need.accepts) < Math.min(2, need.proofs)
  return wishFacts({
    // Whoever has lost a phone has another way before they come in: nothing of it waits.
    wishes: isGone && need.methods.length === 0 ? ['second'] : need.methods,
    sharedFateAllowed: need.sharedFateAllowed,
    grace: isGone || isShort ? undefined : need.putOff,
    known: house.factors,
    offered: offeredFactors(house, need),
    methods,
    putOff: person.putOff ?? {},
    putOffNow: learned.putOff ?? [],
    now,
  })
}
