// Which rule decides: the first one that nothing keeps from matching. Pure, and the one place where
// a rule is held against the facts: the door, «Hva skjer hvis …?», the rehearsal and the sentences
// all ask here. What has ended, and a place for whoever holds a right, may never ease anything.
import { minuteOf, type WallTime } from '../../lib/time/wall-clock.ts'
import { weekdays } from '../configuration/rule-shape.ts'
import type { Errand, PersonFacts } from '../facts.ts'

/** A rule as far as it decides: whom, where, when, for what, and the whole of what is needed. */
export interface PolicyRule {
  readonly id: string
  readonly whom?: 'everyone' | readonly string[]
  readonly where?: 'anywhere' | readonly string[]
  readonly outside?: readonly string[] | undefined
  readonly applications?: readonly string[] | undefined
  readonly when?: RuleTimes | undefined
  readonly except?: readonly PolicyException[]
  readonly reportOnly?: boolean
  readonly expires?: string | undefined
  readonly need: PolicyNeed
}

export interface RuleTimes {
  readonly days?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export interface PolicyException {
  readonly whom?: readonly string[] | undefined
  readonly where?: readonly string[] | undefined
  readonly applications?: readonly string[] | undefined
  readonly until: string
}

export interface PolicyNeed {
  readonly proofs: number
  readonly resistsPhishing: boolean
  readonly accepts: readonly string[]
  readonly methods?: readonly string[]
  readonly putOff?: object | undefined
  readonly freshMinutes?: number | undefined
  readonly stayDays?: number | undefined
  readonly rememberDays?: number | undefined
  readonly letterAlone: boolean
  readonly sharedFateAllowed?: boolean
  readonly firstByOneProof?: boolean
  /** What else counts when the phone is not at hand. */
  readonly whenLost?: readonly string[]
  readonly recover?: RecoverNeed
  /** So long after a leader has said yes it counts. */
  readonly leader?: { readonly waitMinutes: number }
  /** How many digits are typed on a phone that approves. */
  readonly push?: { readonly digits: number; readonly seconds: number }
}

/** What stands in for a forgotten password. */
export interface RecoverNeed {
  readonly accepts: readonly string[]
  readonly asksQuestion: boolean
  readonly questionCounts: boolean
  readonly waitMinutes: number
  readonly newNumberHours: number
}

/** The rules in force, and what else tells what a rule is worth today. */
export interface RuleBook<Rule extends PolicyRule = PolicyRule> {
  /** The first that matches decides, and the last one always matches. */
  readonly rules: readonly Rule[]
  /** The last day of each network that has one. */
  readonly networkEnds?: ReadonlyMap<string, string>
  /** The groups that hold a right: a place eases nothing for them. */
  readonly rightHolders?: ReadonlySet<string>
}

/** Who asks, for what, where and when. */
export interface Circumstances {
  readonly errand: Pick<Errand, 'application'>
  readonly person?: Pick<PersonFacts, 'groups' | 'login'>
  /** Something was shown: before that nobody is told apart by who they are. */
  readonly isKnown?: boolean
  readonly networks?: readonly string[]
  readonly at: WallTime
}

/** Why a rule is not the one that decides. */
export type Miss =
  | 'report-only'
  | 'other-people'
  | 'other-place'
  | 'inside'
  | 'other-application'
  | 'other-time'
  | 'excepted'

/** Why more is asked for than the rule says by itself. */
export type Tightened = 'rule-ended' | 'network-ended' | 'exception-ended' | 'right-held'

export interface Decision<Rule extends PolicyRule> {
  readonly rule: Rule
  readonly need: Rule['need']
  readonly tightened?: Tightened
}

/** The facts as sets, made once for all rules. */
interface Seen {
  readonly people: ReadonlySet<string>
  readonly networks: readonly string[]
  /** Those of them that somebody still answers for. */
  readonly trusted: readonly string[]
  readonly application: string | undefined
  readonly at: WallTime
}

function seenBy(
  book: RuleBook,
  { errand, person, isKnown, networks = [], at }: Circumstances,
): Seen {
  const people = isKnown === false || !person ? [] : [...person.groups, person.login]
  return {
    people: new Set(people),
    networks,
    trusted: networks.filter((network) => !hasEnded(book.networkEnds?.get(network), at)),
    application: errand.application,
    at,
  }
}

const hasEnded = (lastDay: string | undefined, { date }: WallTime): boolean =>
  lastDay !== undefined && lastDay < date

const anyOf = (asked: readonly string[], has: readonly string[]): boolean =>
  has.length > 0 && asked.some((one) => has.includes(one))

const isAbout = (whom: readonly string[], { people }: Seen): boolean =>
  whom.some((one) => people.has(one))

/** Whatever else the rule says. */
export const isAboutPerson = (
  whom: 'everyone' | readonly string[] | undefined,
  { groups, login }: Pick<PersonFacts, 'groups' | 'login'>,
): boolean =>
  typeof whom === 'string' ||
  whom === undefined ||
  whom.some((one) => one === login || groups.includes(one))

const isFor = (applications: readonly string[], { application }: Seen): boolean =>
  application !== undefined && applications.includes(application)

function missOf(rule: PolicyRule, seen: Seen): Miss | undefined {
  const { whom, applications } = rule
  if (rule.reportOnly === true) return 'report-only'
  if (Array.isArray(whom) && !isAbout(whom, seen)) return 'other-people'
  if (applications && !isFor(applications, seen)) return 'other-application'
  return missHere(rule, seen)
}

function missHere({ where, outside, when, except }: PolicyRule, seen: Seen): Miss | undefined {
  if (Array.isArray(where) && !anyOf(where, seen.networks)) return 'other-place'
  if (outside && anyOf(outside, seen.trusted)) return 'inside'
  if (when && !isWithin(when, seen.at)) return 'other-time'
  if (except?.some((one) => excepts(one, seen) && !hasEnded(one.until, seen.at))) return 'excepted'
  return undefined
}

function excepts({ whom, where, applications }: PolicyException, seen: Seen): boolean {
  if (whom && !isAbout(whom, seen)) return false
  if (where && !anyOf(where, seen.trusted)) return false
  return !applications || isFor(applications, seen)
}

function isWithin({ days, from, until }: RuleTimes, { weekday, minute }: WallTime): boolean {
  const begins = from === undefined ? 0 : minuteOf(from)
  const ends = until === undefined ? 24 * 60 : minuteOf(until)
  const isPastMidnight = ends <= begins
  const isAfterMidnight = isPastMidnight && minute < ends
  // The small hours belong to the day that the evening began on.
  const day = isAfterMidnight ? ((weekday + 5) % 7) + 1 : weekday
  if (days && !days.some((named) => named === weekdays[day - 1])) return false
  return isPastMidnight ? minute >= begins || isAfterMidnight : minute >= begins && minute < ends
}

/**
 * Those that neither person nor application keeps from matching, by what names whom: of hundreds of
 * rules few are about one person.
 */
function possibleRules<Rule extends PolicyRule>(
  rules: readonly Rule[],
  seen: Seen,
): readonly Rule[] {
  const naming = namingOf(rules)
  const isNamed = new Uint8Array(rules.length)
  for (const one of seen.people) for (const at of naming.get(one) ?? []) isNamed[at] = 1
  return rules.filter(
    ({ whom, applications, reportOnly }, at) =>
      reportOnly !== true &&
      (isNamed[at] === 1 || !Array.isArray(whom)) &&
      (!applications || isFor(applications, seen)),
  )
}

/** The places of the rules that name each group and person; made once for rules in force. */
function namingOf(rules: readonly PolicyRule[]): ReadonlyMap<string, readonly number[]> {
  const known = namings.get(rules)
  if (known) return known
  const naming = new Map<string, number[]>()
  for (const [at, { whom }] of rules.entries()) {
    for (const one of typeof whom === 'string' ? [] : (whom ?? [])) {
      const named = naming.get(one)
      if (named) named.push(at)
      else naming.set(one, [at])
    }
  }
  namings.set(rules, naming)
  return naming
}

const namings = new WeakMap<readonly PolicyRule[], ReadonlyMap<string, readonly number[]>>()

function firstFor<Rule extends PolicyRule>(rules: readonly Rule[], seen: Seen): Rule {
  for (const rule of rules) if (missHere(rule, seen) === undefined) return rule
  throw new Error('There is no last rule: a configuration without rules must never be in force')
}

/** What is needed, by the first rule that matches; never less than what has not ended bears. */
export function decide<Rule extends PolicyRule>(
  book: RuleBook<Rule>,
  circumstances: Circumstances,
): Decision<Rule> {
  const seen = seenBy(book, circumstances)
  const rules = possibleRules(book.rules, seen)
  const decided = decideBy(rules, seen)
  if (!holdsRight(book, circumstances) || seen.networks.length === 0) return decided
  const nowhere = decideBy(rules, { ...seen, networks: [], trusted: [] })
  const need = stricterOf(decided.need, nowhere.need)
  return isSame(need, decided.need) ? decided : { ...decided, need, tightened: 'right-held' }
}

const holdsRight = (
  { rightHolders }: RuleBook,
  { person, isKnown }: Pick<Circumstances, 'person' | 'isKnown'>,
): boolean =>
  rightHolders !== undefined &&
  rightHolders.size > 0 &&
  // Else the first question would tell a stranger who they are (ATK-ENUM).
  isKnown !== false &&
  person?.groups.some((group) => rightHolders.has(group)) === true

function decideBy<Rule extends PolicyRule>(rules: readonly Rule[], seen: Seen): Decision<Rule> {
  const rule = firstFor(rules, seen)
  const ended = endedIn(rule, seen)
  const last = rules.at(-1)
  if (!ended || !last) return { rule, need: rule.need }
  return { rule, need: stricterOf(rule.need, last.need), tightened: ended }
}

/** What would have made another rule decide, or this one ease, had it not come to its end. */
function endedIn(rule: PolicyRule, seen: Seen): Tightened | undefined {
  const { expires, where, outside, except } = rule
  if (hasEnded(expires, seen.at)) return 'rule-ended'
  if (Array.isArray(where) && !anyOf(where, seen.trusted)) return 'network-ended'
  if (outside && anyOf(outside, seen.networks)) return 'network-ended'
  const asBefore = { ...seen, trusted: seen.networks }
  return except?.some((one) => excepts(one, asBefore)) === true ? 'exception-ended' : undefined
}

/**
 * What asks for at least as much as either. Only what both accept counts; where that could not be
 * enough it is what the other accepts, so that nobody is locked out by a date.
 */
export function stricterOf<Need extends PolicyNeed>(one: Need, other: Need): Need {
  const shared = one.accepts.filter((name) => other.accepts.includes(name))
  const proofs = Math.max(one.proofs, other.proofs)
  const isEnough = proofs === 1 ? shared.length > 0 : shared.some(isMoreThanKnown)
  const { methods = [] } = one
  return {
    ...one,
    proofs,
    resistsPhishing: one.resistsPhishing || other.resistsPhishing,
    accepts: isEnough ? shared : other.accepts,
    methods: [...methods, ...(other.methods ?? []).filter((wish) => !methods.includes(wish))],
    putOff: one.putOff && other.putOff ? one.putOff : undefined,
    freshMinutes: leastOf(one.freshMinutes, other.freshMinutes, 'either'),
    stayDays: leastOf(one.stayDays, other.stayDays, 'both'),
    rememberDays: leastOf(one.rememberDays, other.rememberDays, 'both'),
    letterAlone: one.letterAlone && other.letterAlone,
    sharedFateAllowed: one.sharedFateAllowed === true && other.sharedFateAllowed === true,
    firstByOneProof: one.firstByOneProof === true && other.firstByOneProof === true,
    ...(other.recover && { recover: other.recover }),
    ...(other.whenLost && { whenLost: other.whenLost }),
    ...(one.leader && other.leader && { leader: longerOf(one.leader, other.leader) }),
  }
}

const isMoreThanKnown = (factor: string): boolean => factor !== 'password' && factor !== 'question'

const longerOf = <Wait extends { readonly waitMinutes: number }>(one: Wait, other: Wait): Wait =>
  one.waitMinutes > other.waitMinutes ? one : other

/** Where one of them has none: it is the other's, or none at all. */
function leastOf(
  one: number | undefined,
  other: number | undefined,
  given: 'either' | 'both',
): number | undefined {
  if (one !== undefined && other !== undefined) return Math.min(one, other)
  return given === 'either' ? (one ?? other) : undefined
}

const isSame = (one: PolicyNeed, other: PolicyNeed): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

export interface Passed<Rule extends PolicyRule> {
  readonly rule: Rule
  readonly miss: Miss
}

/** Every rule above the one that decides, and why it does not. */
export function passedBy<Rule extends PolicyRule>(
  book: RuleBook<Rule>,
  circumstances: Circumstances,
): readonly Passed<Rule>[] {
  const seen = seenBy(book, circumstances)
  const passed: Passed<Rule>[] = []
  for (const rule of book.rules) {
    const miss = missOf(rule, seen)
    if (miss === undefined) break
    passed.push({ rule, miss })
  }
  return passed
}

/** The first that only reports and would have decided, were it in force. */
export function reportedBy<Rule extends PolicyRule>(
  book: RuleBook<Rule>,
  circumstances: Circumstances,
): Rule | undefined {
  if (!book.rules.some(({ reportOnly }) => reportOnly)) return undefined
  const seen = seenBy(book, circumstances)
  for (const rule of book.rules) {
    if (missOf({ ...rule, reportOnly: false }, seen) === undefined)
      return rule.reportOnly === true ? rule : undefined
  }
  return undefined
}
