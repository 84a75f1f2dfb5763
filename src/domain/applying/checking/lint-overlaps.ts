// Two rules that are about the same people at the same time and ask for different things: the order
// decides between them, and whoever moves one should know. Must never tell it of a rule and the one
// that catches the rest, nor of a special case above what it is a case of: order is for that.
import type { Rule } from '../../configuration/rule-shape.ts'
import type { Circumstances } from '../../policy/deciding.ts'
import { weekdays } from '../../configuration/rule-shape.ts'
import {
  askedIn,
  circumstancesIn,
  isAskedIn,
  namesIn,
  type Patience,
  type World,
} from './circumstances.ts'
import { when, type Finding } from './finding.ts'
import { applicationsExcepted, orderOfRules } from './lint-order.ts'
import { differencesOf } from './lint-needs.ts'

/** For the whole file. */
const patienceForAll = 200_000

export function overlapFindings(world: World): readonly Finding[] {
  const patience: Patience = { left: patienceForAll }
  const rules = world.rules.filter(({ reportOnly }) => !reportOnly)
  const found = rules.flatMap((upper, at) =>
    rules.slice(at + 1, -1).flatMap((lower) => between(upper, lower, { world, rules, patience })),
  )
  return [
    ...found,
    ...when(
      patience.left < 0,
      'rules',
      'there are so many that not each of them was held against each other one',
      orderOfRules,
    ),
  ]
}

interface Among {
  readonly world: World
  readonly rules: readonly Rule[]
  readonly patience: Patience
}

function between(upper: Rule, lower: Rule, among: Among): readonly Finding[] {
  const differences = differencesOf(upper.need, lower.need)
  if (differences.length === 0) return []
  const shared = whereBothAsk(upper, lower, among)
  if (!shared || isWithin(upper, lower, among)) return []
  return [
    {
      place: `rules «${upper.id}», «${lower.id}»`,
      says:
        `both are about ${toldOf(shared, among.world)}: «${upper.id}» stands first and decides, ` +
        `and they differ in ${differences.join(', ')}`,
      standard: orderOfRules,
    },
  ]
}

/** Where the upper one decides, and the lower one would without it. */
function whereBothAsk(
  upper: Rule,
  lower: Rule,
  { world, rules, patience }: Among,
): Circumstances | undefined {
  const without = rules.filter((one) => one !== upper)
  const tried = {
    where: upper.where,
    people: namesIn(upper.whom).flatMap((one) =>
      namesIn(lower.whom).map((other) => [...new Set([...one, ...other])]),
    ),
    applications: inBoth(upper.applications, lower.applications),
    days: [world.today],
  }
  for (const one of circumstancesIn(world, tried, patience)) {
    const isUpper = rules[askedIn(rules, world, one)] === upper
    if (isUpper && without[askedIn(without, world, one)] === lower) return one
  }
  return undefined
}

const inBoth = (
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly (string | undefined)[] =>
  one ? one.filter((id) => !other || other.includes(id)) : (other ?? [undefined])

/** A special case: wherever the upper one matches, the lower one does. */
function isWithin(upper: Rule, lower: Rule, { world, patience }: Among): boolean {
  const excepted = lower.except.flatMap(({ whom = [] }) => whom)
  const tried = {
    where: upper.where,
    people: namesIn(upper.whom).flatMap((one) => [one, ...excepted.map((more) => [...one, more])]),
    applications: upper.applications ?? [undefined, ...applicationsExcepted(lower)],
    days: [world.today],
  }
  for (const one of circumstancesIn(world, tried, patience))
    if (isAskedIn(upper, world, one) && !isAskedIn(lower, world, one)) return false
  return patience.left >= 0
}

function toldOf({ person, errand, networks = [], at }: Circumstances, { times }: World): string {
  const names = person ? [...person.groups, person.login].filter((name) => name !== '') : []
  const time = `${pair(Math.floor(at.minute / 60))}:${pair(at.minute % 60)}`
  return [
    names.length === 0 ? 'everybody' : `whoever is «${names.join('» and «')}»`,
    networks.length === 0 ? '' : `in «${networks.join('» and «')}»`,
    errand.application === undefined ? '' : `for «${errand.application}»`,
    times.length === 1 ? '' : `such as on ${weekdays[at.weekday - 1] ?? ''} at ${time}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

const pair = (number: number): string => String(number).padStart(2, '0')
