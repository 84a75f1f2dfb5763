// The Policy: what is needed here, and whether the door opens. Pure: it sees facts and rules, no
// clock, no database, no request. «Nothing more to ask» is not «come in»: the door has its own
// question, `lets`.
import { assuranceOf, isAtLeast, kindsOf } from './assurance.ts'
import type {
  Acr,
  Errand,
  Facts,
  FlowName,
  Lets,
  MethodFacts,
  Need,
  PersonFacts,
  Proof,
} from './facts.ts'
import type { RenewReason } from '../shapes/screen.ts'
import { levelOf } from './methods/wishes.ts'

/** A rule as far as it speaks today: whom, where, for what, and the whole of what is needed. */
export interface PolicyRule {
  readonly id: string
  readonly whom?: 'everyone' | readonly string[]
  readonly where?: 'anywhere' | readonly string[]
  readonly applications?: readonly string[] | undefined
  readonly need: {
    readonly proofs: number
    readonly resistsPhishing: boolean
    readonly accepts: readonly string[]
    readonly freshMinutes?: number | undefined
    readonly stayDays?: number | undefined
    readonly letterAlone: boolean
    readonly sharedFateAllowed?: boolean
    readonly firstByOneProof?: boolean
  }
}

/** All that a need is worked out from. */
export interface Asking {
  readonly flow: FlowName
  readonly errand: Errand
  readonly person?: PersonFacts
  /** Something was shown: before that nobody is told apart by the groups they are in. */
  readonly isKnown?: boolean
  readonly networks?: readonly string[]
  readonly methods: readonly MethodFacts[]
  /** Days after which a password has run out; absent where the organisation lets it live. */
  readonly passwordDays?: number
  readonly passwordOrdered?: boolean
}

/** What opens the first set-up: the letter, and one thing known beforehand. */
const factorsOfTheFirstSetUp = ['letter', 'sms', 'voice', 'pin'] as const

const isMet = (asked: readonly string[] | string | undefined, has: readonly string[]): boolean =>
  !Array.isArray(asked) || asked.some((one) => has.includes(one))

const matches = (rule: PolicyRule, asking: Asking): boolean =>
  isMet(rule.whom, asking.isKnown === false ? [] : (asking.person?.groups ?? [])) &&
  isMet(rule.where, asking.networks ?? []) &&
  isMet(rule.applications, asking.errand.application ? [asking.errand.application] : [])

/** The first rule that matches decides, and there is always a last one that matches everybody. */
export function ruleFor<Rule extends PolicyRule>(rules: readonly Rule[], asking: Asking): Rule {
  const rule = rules.find((each) => matches(each, asking))
  if (!rule)
    throw new Error('There is no last rule: a configuration without rules must never be in force')
  return rule
}

export function needOf(rules: readonly PolicyRule[], asking: Asking): Need {
  const rule = ruleFor(rules, asking)
  if (asking.flow === 'hand-over') return handedOverNeed(rule)
  const isFirstSetUp = asking.flow === 'activate'
  const newPassword = newPasswordFor(asking)
  return {
    rule: rule.id,
    proofs: isFirstSetUp
      ? rule.need.letterAlone
        ? 1
        : 2
      : Math.max(proofsWanted(rule.need.proofs, asking.errand.wants), levelAsked(rule, asking)),
    resistsPhishing:
      !isFirstSetUp &&
      (rule.need.resistsPhishing || asking.errand.wants === 'urn:portvakt:phishing-resistant'),
    accepts: isFirstSetUp ? factorsOfTheFirstSetUp : rule.need.accepts,
    letterAlone: rule.need.letterAlone,
    sharedFateAllowed: rule.need.sharedFateAllowed === true,
    firstByOneProof: rule.need.firstByOneProof === true,
    ...(rule.need.freshMinutes !== undefined && { freshSeconds: rule.need.freshMinutes * 60 }),
    ...(rule.need.stayDays !== undefined &&
      !isFirstSetUp && { staySeconds: rule.need.stayDays * 86_400 }),
    ...(newPassword && { newPassword }),
  }
}

/**
 * Nobody comes in there, and what is set up was borne where it was handed over: the phone stands in
 * another network, and another rule must neither ask for more nor be content with less.
 */
const handedOverNeed = ({ id, need }: PolicyRule): Need => ({
  rule: id,
  proofs: 0,
  resistsPhishing: false,
  accepts: need.accepts,
  sharedFateAllowed: true,
  firstByOneProof: false,
  letterAlone: false,
})

/** What protects an account is changed only by whoever shows the most that it has. */
const levelAsked = (rule: PolicyRule, { flow, methods }: Asking): number =>
  flow === 'methods' || flow === 'change-password' ? levelOf(methods, rule.need.accepts) : 0

const proofsWanted = (byRule: number, wants: Acr | undefined): number =>
  wants && isAtLeast(wants, 'urn:portvakt:2fa') ? Math.max(2, byRule) : byRule

function newPasswordFor(asking: Asking): RenewReason | undefined {
  if (asking.flow === 'activate') return 'first'
  if (asking.flow === 'change-password') return 'asked'
  if (asking.passwordOrdered) return 'ordered'
  const password = asking.methods.find((method) => method.factor === 'password')
  if (!password || asking.passwordDays === undefined) return undefined
  return password.ageSeconds > asking.passwordDays * 86_400 ? 'run-out' : undefined
}

/** Which proofs count here: as fresh as the errand and the rule demand. */
export function countingProofs(
  proofs: readonly Proof[],
  now: Date,
  demand: { readonly freshAfter?: string | undefined; readonly freshSeconds?: number | undefined },
): readonly Proof[] {
  const notBefore = Math.max(
    demand.freshAfter ? Date.parse(demand.freshAfter) : 0,
    demand.freshSeconds === undefined ? 0 : now.getTime() - demand.freshSeconds * 1000,
  )
  return proofs.filter((proof) => Date.parse(proof.at) >= notBefore)
}

/**
 * How much has been proven. At the first set-up each factor is a leg of its own (the letter and
 * something given another way); afterwards it is the kinds that count, so that two things one knows
 * are never two.
 */
export const strengthOf = ({
  flow,
  counting,
  need,
}: Pick<Facts, 'flow' | 'counting' | 'need'>): number => {
  if (flow === 'activate') return new Set(counting.map((proof) => proof.factor)).size
  const kinds = kindsOf(counting).size
  // A question stands beside a password only where a rule says so in as many words.
  const counts = need.accepts.includes('question')
  const hasQuestion = counts && counting.some(({ factor }) => factor === 'question')
  const hasPassword = counting.some(({ factor }) => factor === 'password')
  return hasQuestion && hasPassword ? kinds + 1 : kinds
}

export const isProven = (facts: Pick<Facts, 'flow' | 'counting' | 'need'>): boolean =>
  strengthOf(facts) >= facts.need.proofs &&
  (!facts.need.resistsPhishing || facts.counting.some((proof) => proof.resistsPhishing))

/** May this person come in, now that nothing more is asked? */
export function lets(facts: Facts): Lets {
  if (!facts.person || !isProven(facts)) return { because: 'not-enough-proven' }
  if (facts.person.state !== 'active') return { because: 'account-not-open' }
  if (facts.application?.allowed === false) return { because: 'application-not-yours' }
  if (facts.need.newPassword && !facts.renewed) return { because: 'not-enough-proven' }
  // What the rule wants stands, or waits by a grace that the rule has given.
  if (facts.wishes.some(({ state }) => state === 'missing')) return { because: 'not-enough-proven' }
  const wanted = facts.errand.wants
  if (wanted && !isAtLeast(assuranceOf(facts.counting).acr, wanted)) {
    return { because: 'not-enough-proven' }
  }
  return true
}
