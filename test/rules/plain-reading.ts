// Rules read as a person would read them aloud, one sentence after the other, without haste: what
// `decide` is held against. Must never share a line with it.
import { weekdays } from '../../src/domain/configuration/rule-shape.ts'
import type {
  Circumstances,
  PolicyNeed,
  PolicyRule,
  RuleBook,
} from '../../src/domain/policy/deciding.ts'
import type { WallTime } from '../../src/lib/time/wall-clock.ts'

type Asked = Required<Circumstances>

const isPast = (lastDay: string | undefined, { date }: WallTime): boolean =>
  lastDay === undefined ? false : Date.parse(date) > Date.parse(lastDay)

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  new Set([...one, ...other]).size < new Set(one).size + new Set(other).size

const stillAnsweredFor = ({ networkEnds }: RuleBook, { networks, at }: Asked): readonly string[] =>
  networks.filter((network) => !isPast(networkEnds?.get(network), at))

const names = ({ person, isKnown }: Asked): readonly string[] =>
  isKnown ? [person.login, ...person.groups] : []

const wanted = ({ errand }: Asked): readonly string[] =>
  errand.application === undefined ? [] : [errand.application]

const weekMinutes = 7 * 1440

/** Every stretch of the week that the rule holds in, and whether now lies in one of them. */
function isItTime({ when }: PolicyRule, { at }: Asked): boolean {
  if (!when) return true
  const clock = (written: string | undefined, otherwise: number): number => {
    const [hours, minutes] = (written ?? '').split(':')
    return written === undefined ? otherwise : Number(hours) * 60 + Number(minutes)
  }
  const from = clock(when.from, 0)
  const until = clock(when.until, 1440)
  const length = until > from ? until - from : until + 1440 - from
  const now = (at.weekday - 1) * 1440 + at.minute
  return weekdays.some((name, day) => {
    const begins = day * 1440 + from
    const isNamed = !when.days || when.days.includes(name)
    return isNamed && (now - begins + weekMinutes) % weekMinutes < length
  })
}

type Exception = NonNullable<PolicyRule['except']>[number]

const isExcepted = (exception: Exception, asked: Asked, places: readonly string[]): boolean =>
  (!exception.whom || meet(exception.whom, names(asked))) &&
  (!exception.where || meet(exception.where, places)) &&
  (!exception.applications || meet(exception.applications, wanted(asked)))

/** Does the rule speak of this, today? */
function speaksOf(rule: PolicyRule, book: RuleBook, asked: Asked): boolean {
  const sentences = [
    !rule.reportOnly,
    rule.whom === undefined || rule.whom === 'everyone' || meet([...rule.whom], names(asked)),
    rule.where === undefined || rule.where === 'anywhere' || meet([...rule.where], asked.networks),
    !rule.outside || !meet(rule.outside, stillAnsweredFor(book, asked)),
    !rule.applications || meet(rule.applications, wanted(asked)),
    isItTime(rule, asked),
    !(rule.except ?? []).some(
      (one) =>
        !isPast(one.until, asked.at) && isExcepted(one, asked, stillAnsweredFor(book, asked)),
    ),
  ]
  return sentences.every(Boolean)
}

export function firstThatSpeaks(book: RuleBook, asked: Asked): PolicyRule {
  const [first] = book.rules.filter((rule) => speaksOf(rule, book, asked))
  if (!first) throw new Error('The last rule speaks of everybody')
  return first
}

/** Does it speak of this only since something came to its end, or has it come to its own? */
function restsOnAnEnd(rule: PolicyRule, book: RuleBook, asked: Asked): boolean {
  const gone = asked.networks.filter((one) => !stillAnsweredFor(book, asked).includes(one))
  return (
    isPast(rule.expires, asked.at) ||
    (rule.where !== undefined &&
      rule.where !== 'anywhere' &&
      !meet([...rule.where], stillAnsweredFor(book, asked))) ||
    (rule.outside !== undefined && meet(rule.outside, gone)) ||
    (rule.except ?? []).some((one) => isExcepted(one, asked, asked.networks))
  )
}

/** All whose needs must be met at once: the rule, the last one where something has ended, and the
 *  same from nowhere for whoever holds a right. */
export function bindingRules(book: RuleBook, asked: Asked): readonly PolicyRule[] {
  const rule = firstThatSpeaks(book, asked)
  const last = book.rules.at(-1) ?? rule
  const here = restsOnAnEnd(rule, book, asked) ? [rule, last] : [rule]
  // Before anything was shown nobody is told apart by what they may.
  const holds = asked.isKnown && asked.person.groups.some((group) => book.rightHolders?.has(group))
  if (!holds || asked.networks.length === 0) return here
  return [...here, ...bindingRules(book, { ...asked, networks: [] })]
}

const isNoMore = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || (other !== undefined && one <= other)

/** In nothing easier than the other. */
export const asksAtLeast = (one: PolicyNeed, other: PolicyNeed): boolean =>
  one.proofs >= other.proofs &&
  (one.resistsPhishing || !other.resistsPhishing) &&
  (!one.letterAlone || other.letterAlone) &&
  (one.firstByOneProof !== true || other.firstByOneProof === true) &&
  (one.sharedFateAllowed !== true || other.sharedFateAllowed === true) &&
  (other.freshMinutes === undefined || (one.freshMinutes ?? Infinity) <= other.freshMinutes) &&
  isNoMore(one.stayDays, other.stayDays) &&
  isNoMore(one.rememberDays, other.rememberDays) &&
  (one.putOff === undefined || other.putOff !== undefined) &&
  (other.methods ?? []).every((wish) => one.methods?.includes(wish))
