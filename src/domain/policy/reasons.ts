// Why a rule asks for more, here and of this person: what it is about, where one is, and which
// place would have been asked for less. From the very decision that asks; must never be told before
// a first proof, since it says who somebody is.
import type { Configuration } from '../configuration/configuration.ts'
import type { Rule } from '../configuration/rule-shape.ts'
import {
  decide,
  passedBy,
  type Circumstances,
  type Decision,
  type PolicyNeed,
  type Tightened,
} from './deciding.ts'
import { asksMore, groupsMeant } from './expected.ts'
import { placesOf } from './places.ts'
import { nameIn } from './told-rule.ts'
import type { WhyHere } from '../../shapes/why.ts'

export interface Reasons {
  readonly need: Rule['need']
  /** What asks for more than the rule does by itself. */
  readonly tightened?: Tightened
  readonly here: WhyHere
}

/** More names than these are a list that nobody reads. */
const namesMax = 3

export function reasonsOf(configuration: Configuration, asking: Circumstances): Reasons {
  const decision = decide(configuration, asking)
  const { rule, need, tightened } = decision
  const isTightened = tightened !== undefined && isMore(need, rule.need)
  return {
    need,
    ...(isTightened && { tightened }),
    here: {
      ...aboutWhom(configuration, decision, asking),
      ...(isTightened
        ? endedHere(configuration, rule, asking)
        : whereAbout(configuration, decision, asking)),
    },
  }
}

const isMore = (need: PolicyNeed, than: PolicyNeed): boolean =>
  need.proofs > than.proofs || (need.resistsPhishing && !than.resistsPhishing)

function aboutWhom(
  configuration: Configuration,
  { rule }: Decision<Rule>,
  { errand, person }: Circumstances,
): WhyHere {
  const { applications = [] } = rule
  const { application = '' } = errand
  const groups = person ? groupsMeant(configuration, rule, person) : []
  return {
    ...(applications.includes(application) && {
      application: nameIn(configuration.applications, application),
    }),
    ...(groups.length > 0 && { groups }),
  }
}

function endedHere(
  { networks: rows, networkEnds }: Configuration,
  { where, outside = [] }: Rule,
  { networks = [], at }: Circumstances,
): WhyHere {
  const named = [...(typeof where === 'string' ? [] : where), ...outside]
  const ended = networks.filter((id) => {
    const lastDay = networkEnds.get(id)
    return named.includes(id) && lastDay !== undefined && lastDay < at.date
  })
  return ended.length > 0 ? { at: ended.map((id) => nameIn(rows, id)) } : {}
}

function whereAbout(
  configuration: Configuration,
  { rule, need }: Decision<Rule>,
  asking: Circumstances,
): WhyHere {
  const { networks = [] } = asking
  const { where } = rule
  const rows = configuration.networks
  const namesOf = (ids: readonly string[]) => ids.slice(0, namesMax).map((id) => nameIn(rows, id))
  const isTimed = rule.when !== undefined || isEasierAtTimes(configuration, need, asking)
  const timed = isTimed ? { isTimed } : {}
  if (typeof where !== 'string') {
    const zones = networks.filter((id) => where.includes(id))
    const rest = networks.filter((id) => !where.includes(id))
    const isEasierAround =
      rest.length > 0 && !isAskedIn(configuration, asking, rest) && asksMore(need)
    return {
      at: namesOf(zones),
      ...(isEasierAround && { around: namesOf(rest) }),
      ...timed,
    }
  }
  const away = placesOf(configuration)
    .filter(({ id }) => !networks.includes(id))
    .filter((place) => !isAskedIn(configuration, asking, place.networks))
    .slice(0, namesMax)
    .map(({ name }) => name)
  return { ...(away.length > 0 && { away }), ...timed }
}

const isAskedIn = (
  configuration: Configuration,
  asking: Circumstances,
  networks: readonly string[],
): boolean => asksMore(decide(configuration, { ...asking, networks }).need)

/** A rule above asks for less, and only the clock keeps it from deciding. */
const isEasierAtTimes = (
  configuration: Configuration,
  need: PolicyNeed,
  asking: Circumstances,
): boolean =>
  passedBy(configuration, asking).some(
    ({ rule, miss }) => miss === 'other-time' && isMore(need, rule.need),
  )
