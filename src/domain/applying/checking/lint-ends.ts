// What runs out, or has: rules, networks, exceptions and graces, each with what changes on the day
// after and for whom. A day that nobody remembers is a day on which people stand before the door.
// Must never call it a fault: an end is what was asked for.
import type { NetworkRow } from '../../configuration/configuration-shape.ts'
import type { Rule } from '../../configuration/rule-shape.ts'
import { stricterOf, type PolicyNeed } from '../../policy/deciding.ts'
import { daysLater } from './circumstances.ts'
import { asvs, when, type Finding } from './finding.ts'
import type { HouseFile } from '../house-file.ts'
import { differencesOf } from './lint-needs.ts'

/** Time enough to ask whoever answers for it. */
const soonDays = 60

export function endFindings(
  { rules, networks }: Pick<HouseFile, 'rules' | 'networks'>,
  today: string,
): readonly Finding[] {
  const last = rules.at(-1)
  if (!last) return []
  const ending: Ending = { today, least: last.need, last }
  return [
    ...rules.flatMap((rule) => [
      ...ruleEnd(rule, ending),
      ...rule.except.flatMap((one, at) => exceptionEnd(rule, one, at, ending)),
      ...graceEnd(rule, ending),
    ]),
    ...networks.flatMap((network) => networkEnd(network, rules, ending)),
  ]
}

interface Ending {
  readonly today: string
  readonly last: Rule
  /** What is asked at least where something has ended. */
  readonly least: PolicyNeed
}

type Ends = 'ended' | 'soon' | undefined

const endOf = (day: string | undefined, today: string): Ends => {
  if (day === undefined) return undefined
  if (day < today) return 'ended'
  return day <= daysLater(today, soonDays) ? 'soon' : undefined
}

const standard = `${asvs} 8.1.1`

function ruleEnd(rule: Rule, ending: Ending): readonly Finding[] {
  const { id, expires } = rule
  const ends = endOf(expires, ending.today)
  if (!ends || rule.reportOnly) return []
  const says =
    ends === 'ended'
      ? `this rule ended on ${expires} and eases nothing: ${change(rule, ending)}`
      : `this rule ends on ${expires}; from the next day ${change(rule, ending)}`
  return [{ place: `rules «${id}».expires`, says, standard }]
}

/** Whom it is asked of is what the rule says itself; what is asked is told here. */
function change(rule: Rule, { least, last }: Ending): string {
  const differences = rule === last ? [] : differencesOf(rule.need, stricterOf(rule.need, least))
  return differences.length === 0
    ? 'nothing changes for anybody, since the last rule asks for no more'
    : `it asks ${toldOf(rule)} at least what «${last.id}» does: ${differences.join(', ')}`
}

const toldOf = ({ whom, where, applications }: Pick<Rule, 'whom' | 'applications' | 'where'>) =>
  [
    `of ${named(typeof whom === 'string' ? undefined : whom) ?? 'everybody'}`,
    ...within('in', typeof where === 'string' ? undefined : where),
    ...within('for', applications),
  ].join(' ')

const named = (names: readonly string[] | undefined): string | undefined =>
  names?.map((name) => `«${name}»`).join(', ')
const within = (word: string, names: readonly string[] | undefined): readonly string[] =>
  names ? [`${word} ${named(names)}`] : []

function exceptionEnd(
  rule: Rule,
  one: Rule['except'][number],
  at: number,
  ending: Ending,
): readonly Finding[] {
  const place = `rules «${rule.id}».except[${at + 1}]`
  const ends = endOf(one.until, ending.today)
  const { whom: people = 'everyone', where = 'anywhere', applications } = one
  const whom = toldOf({ whom: people, where, applications })
  const says =
    ends === 'ended'
      ? `this exception ended on ${one.until} and excepts nobody: what «${rule.id}» asks for is ` +
        `asked ${whom} too, and at least what «${ending.last.id}» does`
      : `this exception ends on ${one.until}; from the next day what «${rule.id}» asks for is ` +
        `asked ${whom} too, and at least what «${ending.last.id}» does`
  return [
    ...when(!one.reason, place, 'an exception says why, or nobody dares to end it', standard),
    ...when(ends !== undefined && !rule.reportOnly, `${place}.until`, says, standard),
  ]
}

function graceEnd({ id, need, reportOnly }: Rule, { today }: Ending): readonly Finding[] {
  const until = need.putOff?.until
  const ends = endOf(until, today)
  if (!ends || reportOnly || need.methods.length === 0) return []
  const says =
    ends === 'ended'
      ? `nothing can be put off any more since ${until}: what is missing is set up before anybody ` +
        'comes in'
      : `what is missing can be put off until ${until}; after it, whoever has not set it up does ` +
        'so before coming in'
  return [{ place: `rules «${id}».need.putOff.until`, says, standard: 'the rule itself' }]
}

function networkEnd(
  { id, expires }: NetworkRow,
  rules: readonly Rule[],
  ending: Ending,
): readonly Finding[] {
  const ends = endOf(expires, ending.today)
  if (!ends) return []
  const becomes = rules
    .filter(({ reportOnly }) => !reportOnly)
    .flatMap((rule) => withoutNetwork(rule, id, ending))
  const says =
    ends === 'ended'
      ? `the day to look at it again was ${expires}, and it eases nothing: `
      : `the day to look at it again is ${expires}; from the next day it eases nothing: `
  return [
    {
      place: `networks «${id}».expires`,
      says: says + (becomes.join('; ') || 'no rule asks for less because of it'),
      standard: `${asvs} 8.4.2`,
    },
  ]
}

function withoutNetwork(rule: Rule, network: string, ending: Ending): readonly string[] {
  const least = `at least what «${ending.last.id}» does`
  const isEased = differencesOf(rule.need, stricterOf(rule.need, ending.least)).length > 0
  const isWhere = Array.isArray(rule.where) && rule.where.includes(network)
  const isOutside = rule.outside?.includes(network) === true
  const isExcepted = rule.except.some(({ where }) => where?.includes(network))
  return [
    ...(isWhere && isEased ? [`«${rule.id}» asks for ${least} there`] : []),
    ...(isOutside ? [`«${rule.id}» is about those inside too, and asks for ${least}`] : []),
    ...(isExcepted ? [`«${rule.id}» excepts nobody there, and asks for ${least}`] : []),
  ]
}
