// Rules that can never decide: what stands above them is asked whenever they would be, or their own
// words leave nothing over. The Policy itself is asked, in every set of circumstances that can make
// a difference. Must never say it of a rule that is reached partly, or that could be.
import { matchesAll, type Rule } from '../../configuration/rule-shape.ts'
import {
  askedIn,
  circumstancesIn,
  namesIn,
  type Patience,
  type Tried,
  type World,
} from './circumstances.ts'
import { when, type Finding } from './finding.ts'

export const orderOfRules = 'the order of rules'
/** For each rule; more than any file by hand comes to. */
const patienceForOne = 20_000

export const orderFindings = (world: World): readonly Finding[] =>
  world.rules.flatMap((rule, at) => {
    const asked = { ...rule, reportOnly: false }
    const above = world.rules
      .slice(0, at)
      .filter((one) => rule.reportOnly || !one.reportOnly)
      .map((one) => ({ ...one, reportOnly: false }))
    const from = reachedFrom(asked, above, world)
    const isLast = at > 0 && at === world.rules.length - 1
    return when(
      from !== world.today && from !== 'unknown',
      `rules «${rule.id}»`,
      toldOf(asked, whoStandsBefore(asked, above, world), from, rule.reportOnly) +
        (isLast ? '; as the last one it is still the least where something has ended' : ''),
      orderOfRules,
    )
  })

type Reached = 'never' | 'unknown' | string

/** The first day on which there is somebody for whom it decides. */
function reachedFrom(rule: Rule, above: readonly Rule[], world: World): Reached {
  const rules = [...above.map(loosened), rule]
  const patience: Patience = { left: patienceForOne }
  for (const tried of circumstancesIn(world, triedFor(rule, above, world), patience))
    if (askedIn(rules, world, tried) === above.length) return tried.at.date
  return patience.left < 0 ? 'unknown' : 'never'
}

/** Whoever is excepted may be in any group beside: any of them may slip past this rule. */
const loosened = (rule: Rule): Rule => ({
  ...rule,
  except: rule.except.map(({ whom: _anybody, ...one }) => one),
})

const triedFor = (rule: Rule, above: readonly Rule[], { days }: World): Tried => ({
  people: namesIn(rule.whom),
  where: rule.where,
  applications: rule.applications ?? [undefined, ...above.flatMap(applicationsExcepted)],
  days,
})

export const applicationsExcepted = ({ except }: Rule): readonly string[] =>
  except.flatMap(({ applications = [] }) => applications)

/** As few of those above it as it takes to stand before it. */
function whoStandsBefore(rule: Rule, above: readonly Rule[], world: World): readonly Rule[] {
  const isHidden = (by: readonly Rule[]): boolean => reachedFrom(rule, by, world) !== world.today
  const alone = above.find((one) => isHidden([one]))
  if (isHidden([])) return []
  if (alone) return [alone]
  return above.reduce(
    (left, one) => {
      const without = left.filter((other) => other !== one)
      return isHidden(without) ? without : left
    },
    [...above],
  )
}

function toldOf(rule: Rule, before: readonly Rule[], from: Reached, reportOnly: boolean): string {
  const nothing = reportOnly ? 'it reports nothing' : 'it is never asked'
  const until = from === 'never' ? nothing : `${nothing} before ${from}`
  const [first, ...more] = before
  if (!first) return `${until}: ${ownReason(rule)}`
  const names = before.map(({ id }) => `«${id}»`).join(', ')
  const match = matchesAll(first)
    ? 'matches everybody'
    : more.length === 0
      ? 'matches whenever it would'
      : 'together match whenever it would'
  return `${until}: ${names} above it ${match}, and the first that matches decides`
}

const ownReason = ({ outside, except }: Rule): string => {
  if (except.length === 0) return 'every address in «where» lies in a network of «outside»'
  return outside
    ? '«outside» and its exceptions leave nobody over'
    : 'its exceptions are about everybody whom it is about'
}
