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

/** A rule as far as it speaks today: everyone, anywhere, and the whole of what is needed. */
export interface PolicyRule {
  readonly id: string
  readonly need: {
    readonly proofs: number
    readonly resistsPhishing: boolean
    readonly accepts: readonly string[]
    readonly freshMinutes?: number | undefined
    readonly stayDays?: number | undefined
    readonly letterAlone: boolean
  }
}

/** All that a need is worked out from. */
export interface Asking {
  readonly flow: FlowName
  readonly errand: Errand
  readonly person?: PersonFacts
  readonly methods: readonly MethodFacts[]
  /** Days after which a password has run out; absent where the organisation lets it live. */
  readonly passwordDays?: number
  readonly passwordOrdered?: boolean
}

const factorsOfTheFirstSetUp = ['letter', 'pin'] as const

/**
 * The first rule that matches decides; today every rule matches, and there is always a last one.
 */
export function needOf(rules: readonly PolicyRule[], asking: Asking): Need {
  const rule = rules[0]
  if (!rule)
    throw new Error('There is no last rule: a configuration without rules must never be in force')
  const isFirstSetUp = asking.flow === 'activate'
  const newPassword = newPasswordFor(asking)
  return {
    rule: rule.id,
    proofs: isFirstSetUp
      ? rule.need.letterAlone
        ? 1
        : 2
      : proofsWanted(rule.need.proofs, asking.errand.wants),
    resistsPhishing:
      !isFirstSetUp &&
      (rule.need.resistsPhishing || asking.errand.wants === 'urn:portvakt:phishing-resistant'),
    accepts: isFirstSetUp ? factorsOfTheFirstSetUp : rule.need.accepts,
    letterAlone: rule.need.letterAlone,
    ...(rule.need.freshMinutes !== undefined && { freshSeconds: rule.need.freshMinutes * 60 }),
    ...(rule.need.stayDays !== undefined &&
      !isFirstSetUp && { staySeconds: rule.need.stayDays * 86_400 }),
    ...(newPassword && { newPassword }),
  }
}

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
export const strengthOf = (facts: Pick<Facts, 'flow' | 'counting'>): number =>
  facts.flow === 'activate'
    ? new Set(facts.counting.map((proof) => proof.factor)).size
    : kindsOf(facts.counting).size

export const isProven = (facts: Pick<Facts, 'flow' | 'counting' | 'need'>): boolean =>
  strengthOf(facts) >= facts.need.proofs &&
  (!facts.need.resistsPhishing || facts.counting.some((proof) => proof.resistsPhishing))

/** May this person come in, now that nothing more is asked? */
export function lets(facts: Facts): Lets {
  if (!facts.person || !isProven(facts)) return { because: 'not-enough-proven' }
  if (facts.person.state !== 'active') return { because: 'account-not-open' }
  if (facts.application?.allowed === false) return { because: 'application-not-yours' }
  if (facts.need.newPassword && !facts.renewed) return { because: 'not-enough-proven' }
  const wanted = facts.errand.wants
  if (wanted && !isAtLeast(assuranceOf(facts.counting).acr, wanted)) {
    return { because: 'not-enough-proven' }
  }
  return true
}
