// The circumstances that can make a difference to the rules of a file: the sets of networks that an
// address can lie in, the times at which a rule begins or ends, the days on which something does.
// Few, and none left out. Must never judge a rule by itself: that is asked of the Policy.
import { readRange } from '../../../lib/ip-range.ts'
import { minuteOf, type WallTime } from '../../../lib/time/wall-clock.ts'
import type { NetworkRow } from '../../configuration/configuration-shape.ts'
import type { Rule } from '../../configuration/rule-shape.ts'
import { passedBy, type Circumstances, type RuleBook } from '../../policy/deciding.ts'
import type { HouseFile } from '../house-file.ts'

/** How many circumstances may be tried: where it is used up nothing is said, and not guessed. */
export interface Patience {
  left: number
}

export interface World {
  readonly today: string
  readonly rules: readonly Rule[]
  readonly networkEnds: ReadonlyMap<string, string>
  /** The sets of networks that one address can lie in; that of no network is the first. */
  readonly places: readonly (readonly string[])[]
  readonly times: readonly Pick<WallTime, 'weekday' | 'minute'>[]
  /** Today, and each later day from which a rule is about more than the day before. */
  readonly days: readonly string[]
}

export function worldOf(
  { rules, networks }: Pick<HouseFile, 'rules' | 'networks'>,
  today: string,
): World {
  const ends = networks.flatMap(({ id, expires }) => (expires ? [[id, expires] as const] : []))
  const exceptions = rules.flatMap(({ except }) => except.map(({ until }) => until))
  const later = [...exceptions, ...ends.map(([, end]) => end)].map(dayAfter)
  return {
    today,
    rules,
    networkEnds: new Map(ends),
    places: placesIn(networks, rules),
    times: timesIn(rules),
    days: [...new Set([today, ...later.filter((day) => day > today)])].toSorted(),
  }
}

const dayMilliseconds = 86_400_000
export const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMilliseconds).toISOString().slice(0, 10)
const dayAfter = (date: string): string => daysLater(date, 1)

function placesIn(
  networks: readonly NetworkRow[],
  rules: readonly Rule[],
): readonly (readonly string[])[] {
  const named = new Set(rules.flatMap(placesNamed))
  const asked = networks.filter(({ id }) => named.has(id))
  const without = [...named].filter((id) => !asked.some((network) => network.id === id))
  const found = new Map<string, readonly string[]>([['', []]])
  // A name whose ranges nobody knows is a place of its own.
  const sets = [...without.map((id) => [id]), ...setsIn(asked, 4), ...setsIn(asked, 6)]
  for (const set of sets) found.set(set.join(' '), set)
  return [...found.values()]
}

const placesNamed = ({ where, outside = [], except }: Rule): readonly string[] => [
  ...(Array.isArray(where) ? where : []),
  ...outside,
  ...except.flatMap((one) => one.where ?? []),
]

interface Edge {
  readonly at: bigint
  readonly id: string
  readonly more: 1 | -1
}

/** Walks along all addresses, and looks where a range begins or has ended. */
function setsIn(networks: readonly NetworkRow[], version: 4 | 6): readonly (readonly string[])[] {
  const edges = networks
    .flatMap(({ id, ranges }) =>
      ranges.flatMap((written): readonly Edge[] => {
        const range = readRange(written)
        if (range?.version !== version) return []
        return [
          { at: range.first, id, more: 1 },
          { at: range.last + 1n, id, more: -1 },
        ]
      }),
    )
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  const inside = new Map<string, number>()
  return edges.flatMap(({ at, id, more }, nth) => {
    const count = (inside.get(id) ?? 0) + more
    if (count > 0) inside.set(id, count)
    else inside.delete(id)
    return edges[nth + 1]?.at === at ? [] : [[...inside.keys()].toSorted()]
  })
}

function timesIn(rules: readonly Rule[]): readonly Pick<WallTime, 'weekday' | 'minute'>[] {
  const whens = rules.flatMap(({ when }) => when ?? [])
  const written = whens.flatMap(({ from, until }) => [from, until])
  const minutes = new Set([0, ...written.flatMap((time) => (time ? minuteOf(time) : []))])
  const weekdays = whens.length === 0 ? [1] : [1, 2, 3, 4, 5, 6, 7]
  return weekdays.flatMap((weekday) => [...minutes].map((minute) => ({ weekday, minute })))
}

/** What some set of circumstances is made of. */
export interface Tried {
  readonly people: readonly (readonly string[])[]
  readonly applications: readonly (string | undefined)[]
  readonly days: readonly string[]
  /** Only where a rule with these words could be asked. */
  readonly where?: Rule['where']
}

export function* circumstancesIn(
  { places, times }: World,
  { people, applications, days, where = 'anywhere' }: Tried,
  patience: Patience,
): Generator<Circumstances> {
  const possible = places.filter(
    (place) => typeof where === 'string' || where.some((id) => place.includes(id)),
  )
  for (const date of days)
    for (const names of people)
      for (const application of applications)
        for (const networks of possible)
          for (const time of times) {
            patience.left -= 1
            if (patience.left < 0) return
            yield {
              ...personNamed(names),
              errand: application === undefined ? {} : { application },
              networks,
              at: { date, ...time },
            }
          }
}

/** Somebody in these groups, with this user name; nobody in particular where there are none. */
const personNamed = (names: readonly string[]): Pick<Circumstances, 'person'> =>
  names.length === 0
    ? {}
    : {
        person: {
          groups: names.filter((one) => !one.includes('@')),
          login: names.find((one) => one.includes('@')) ?? '',
        },
      }

export const isAskedIn = (rule: Rule, world: World, circumstances: Circumstances): boolean =>
  askedIn([rule], world, circumstances) === 0

/** Which of these rules decides, counted from 0; how many they are where none does. */
export function askedIn(
  rules: readonly Rule[],
  { networkEnds }: Pick<RuleBook, 'networkEnds'>,
  circumstances: Circumstances,
): number {
  const book: RuleBook = { rules, ...(networkEnds && { networkEnds }) }
  return passedBy(book, circumstances).length
}

export const namesIn = (whom: Rule['whom']): readonly (readonly string[])[] =>
  typeof whom === 'string' ? [[]] : whom.map((one) => [one])
