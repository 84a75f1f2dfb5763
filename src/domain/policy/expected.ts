// What a person can expect: in which named networks one proof is enough, in which zones inside them
// it is not, and what holds elsewhere. Asks the same function as the door does, so that no page can
// promise what the door does not keep.
import { minuteOf, wallTime, type WallTime } from '../../lib/time/wall-clock.ts'
import type { Asks, Expected } from '../../shapes/expected.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Rule } from '../configuration/rule-shape.ts'
import type { PersonFacts } from '../facts.ts'
import { isFor } from '../applications.ts'
import type { Moment } from '../moment.ts'
import { decide, isAboutPerson, type PolicyNeed } from './deciding.ts'
import { type Place, placesOf } from './places.ts'
import { nameIn } from './told-rule.ts'

export interface Expecting {
  readonly person: Pick<PersonFacts, 'groups' | 'login'>
  /** Absent: the start page. */
  readonly application?: string | undefined
  /** Where the person stands now. */
  readonly networks: readonly string[]
  readonly at: WallTime
}

export function expectedFor(configuration: Configuration, expecting: Expecting): Expected {
  const { at, networks: standing } = expecting
  const places = placesOf(configuration)
  const times = timesOf(rulesAbout(configuration, expecting), at)
  const asks = (networks: readonly string[], person = expecting.person): Asks =>
    overall(
      times.map((time) => isAsked(configuration, { ...expecting, person, networks, at: time })),
    )
  const seen = places.map((place) => ({ place, asks: asks(place.networks) }))
  const freely = seen.filter((one) => one.asks === 'never').map(({ place }) => place)
  const asking = seen.filter((one) => one.asks !== 'never').map(({ place }) => place)
  const strangers = { groups: [], login: '' }
  const also =
    zoneAsked(asking, freely, standing) ??
    groupAsked(
      asking.filter(({ networks }) => asks(networks, strangers) === 'never'),
      configuration,
      expecting,
    )
  return {
    places: seen.map(({ place, asks: its }) => ({
      name: place.name,
      inside: around(place, places).map(({ name }) => name),
      asks: its,
    })),
    elsewhere: asks([]),
    ...(also && { also }),
  }
}

/** The start page, and each application of this person's that asks otherwise. */
export function expectations(
  { house, from, now }: Moment,
  person: PersonFacts,
): { readonly expects: Expected; readonly otherwise: readonly (Expected & Named)[] } {
  const configuration = house.configuration()
  const spokenOf = new Set(
    configuration.rules.flatMap(({ applications = [], except }) => [
      ...applications,
      ...except.flatMap((one) => one.applications ?? []),
    ]),
  )
  const of = (application?: string): Expected =>
    expectedFor(configuration, {
      person,
      application,
      networks: from.networks,
      at: wallTime(now),
    })
  const expects = of()
  const otherwise = configuration.applications
    .filter((one) => spokenOf.has(one.id) && isFor(one, person))
    .map(({ id, name }) => ({ ...of(id), application: name }))
    .filter((there) => !isSame(there, expects))
  return { expects, otherwise }
}

interface Named {
  readonly application: string
}

/** Asked alike, wherever one is. */
export const isSame = (one: Expected, other: Expected): boolean =>
  JSON.stringify([one.places, one.elsewhere]) === JSON.stringify([other.places, other.elsewhere])

const rulesAbout = (
  { rules }: Configuration,
  { person, application = '' }: Expecting,
): readonly Rule[] =>
  rules.filter(
    ({ whom, applications, reportOnly }) =>
      !reportOnly &&
      isAboutPerson(whom, person) &&
      (!applications || applications.includes(application)),
  )

const daysOfTheWeek = [1, 2, 3, 4, 5, 6, 7]

/** Now, where the clock changes nothing; otherwise each time of a week at which something does. */
function timesOf(rules: readonly Rule[], at: WallTime): readonly WallTime[] {
  const times = rules.flatMap(({ when }) => (when ? [when] : []))
  if (times.length === 0) return [at]
  const minutes = new Set([
    0,
    ...times.flatMap(({ from, until }) =>
      [from, until].flatMap((written) => (written === undefined ? [] : [minuteOf(written)])),
    ),
  ])
  return daysOfTheWeek.flatMap((weekday) =>
    [...minutes].map((minute) => ({ date: at.date, weekday, minute })),
  )
}

const isAsked = (configuration: Configuration, { application, ...asking }: Expecting): boolean =>
  asksMore(decide(configuration, { ...asking, errand: errandTo(application) }).need)

const errandTo = (application: string | undefined) => (application ? { application } : {})

/** More than what everybody shows first. */
export const asksMore = ({ proofs, resistsPhishing }: PolicyNeed): boolean =>
  proofs > 1 || resistsPhishing

function overall(asked: readonly boolean[]): Asks {
  if (asked.every(Boolean)) return 'always'
  return asked.some(Boolean) ? 'at-times' : 'never'
}

const around = ({ id, networks }: Place, places: readonly Place[]): readonly Place[] =>
  places.filter((other) => other.id !== id && networks.includes(other.id))

function zoneAsked(
  asking: readonly Place[],
  freely: readonly Place[],
  standing: readonly string[],
): Expected['also'] {
  const zones = asking.filter(({ id }) => standing.includes(id))
  return zones.flatMap((zone) =>
    around(zone, freely).map(({ name }) => ({ who: [zone.name], at: name })),
  )[0]
}

function groupAsked(
  places: readonly Place[],
  configuration: Configuration,
  { application, ...asking }: Expecting,
): Expected['also'] {
  return places.flatMap(({ name, networks }) => {
    const errand = errandTo(application)
    const { rule } = decide(configuration, { ...asking, networks, errand })
    const who = groupsMeant(configuration, rule, asking.person)
    return who.length === 0 ? [] : [{ who, at: name }]
  })[0]
}

/** By the names of those that the rule speaks of, and this person is in. */
export const groupsMeant = (
  { groups }: Pick<Configuration, 'groups'>,
  { whom }: Pick<Rule, 'whom'>,
  person: Pick<PersonFacts, 'groups'>,
): readonly string[] =>
  typeof whom === 'string'
    ? []
    : whom.filter((one) => person.groups.includes(one)).map((one) => nameIn(groups, one))
