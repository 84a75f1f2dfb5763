// The Policy: what is needed here, and whether the door opens. Pure: it sees facts and rules, no
// clock, no database, no request. «Nothing more to ask» is not «come in»: the door has its own
// question, `lets`.
import { assuranceOf, isAtLeast, kindsOf } from '../assurance.ts'
import type { Acr, Errand, Facts, FlowName, MethodFacts, PersonFacts, Proof } from '../facts.ts'
import type { Lets, Need } from './need.ts'
import {
  decide,
  type Circumstances,
  type PolicyNeed,
  type RecoverNeed,
  type RuleBook,
} from './deciding.ts'
import type { RenewReason } from '../../shapes/screen.ts'
import { levelOf } from '../methods/wishes.ts'

/** All that a need is worked out from. */
export interface Asking extends Circumstances {
  readonly flow: FlowName
  readonly errand: Errand
  readonly person?: PersonFacts
  readonly methods: readonly MethodFacts[]
  /** Days after which a password has run out; absent where the organisation lets it live. */
  readonly passwordDays?: number
  readonly passwordOrdered?: boolean
  /** The phone is gone, or not at hand. */
  readonly isLost?: boolean
  /** How long ago this browser was asked to spare this person the second proof, if it was. */
  readonly rememberedSeconds?: number
}

/** What opens the first set-up: the letter, and one thing known beforehand. */
const factorsOfTheFirstSetUp = ['letter', 'sms', 'voice', 'pin', 'identity'] as const

export function needOf(book: RuleBook, asking: Asking): Need {
  const { rule, need, tightened } = decide(book, asking)
  if (asking.flow === 'hand-over') return handedOverNeed(rule.id, need)
  if (asking.flow === 'recover' || asking.flow === 'unlock')
    return recoveringNeed(rule.id, need, asking)
  const isFirstSetUp = asking.flow === 'activate'
  const newPassword = newPasswordFor(asking)
  return {
    rule: rule.id,
    ...(tightened && { tightened }),
    ...(isFirstSetUp ? firstNeed(need) : laterNeed(need, asking)),
    letterAlone: need.letterAlone,
    sharedFateAllowed: need.sharedFateAllowed === true,
    firstByOneProof: need.firstByOneProof === true,
    ...(need.push && { numberDigits: need.push.digits, requestSeconds: need.push.seconds }),
    ...(need.freshMinutes !== undefined && { freshSeconds: need.freshMinutes * 60 }),
    ...(newPassword && { newPassword }),
  }
}

const firstNeed = ({ letterAlone }: PolicyNeed) => ({
  proofs: letterAlone ? 1 : 2,
  resistsPhishing: false,
  accepts: factorsOfTheFirstSetUp,
})

function laterNeed(need: PolicyNeed, asking: Asking) {
  const { isLost, errand } = asking
  const { wants } = errand
  const byRule = isSpared(need, asking) ? 1 : need.proofs
  const mayRemember = need.rememberDays !== undefined && need.proofs > 1 && !need.resistsPhishing
  return {
    proofs: Math.max(proofsWanted(byRule, wants), levelAsked(need, asking)),
    resistsPhishing: need.resistsPhishing || wants === 'urn:portvakt:phishing-resistant',
    accepts: isLost === true ? withMore(need.accepts, need.whenLost) : need.accepts,
    ...(need.whenLost && { whenLost: need.whenLost }),
    ...vouchedAfter(need),
    ...(byRule < need.proofs && { isSpared: true }),
    ...(need.stayDays !== undefined && { staySeconds: need.stayDays * day }),
    ...(need.recover && need.recover.accepts.length > 0 && { canRecover: true }),
    ...(mayRemember && { rememberSeconds: (need.rememberDays ?? 0) * day }),
  }
}

const vouchedAfter = ({ leader }: PolicyNeed): Pick<Need, 'vouchedAfterSeconds'> =>
  leader ? { vouchedAfterSeconds: leader.waitMinutes * 60 } : {}

const withMore = (some: readonly string[], more: readonly string[] = []): readonly string[] => [
  ...some,
  ...more.filter((name) => !some.includes(name)),
]

const day = 86_400

/** A remembered browser spares the second proof, and never one that has to resist phishing. */
const isSpared = (need: PolicyNeed, { flow, rememberedSeconds }: Asking): boolean =>
  flow === 'sign-in' &&
  !need.resistsPhishing &&
  rememberedSeconds !== undefined &&
  rememberedSeconds >= 0 &&
  rememberedSeconds < (need.rememberDays ?? 0) * day

/**
 * Nobody comes in there, and what is set up was borne where it was handed over: the phone stands in
 * another network, and another rule must neither ask for more nor be content with less.
 */
const handedOverNeed = (rule: string, need: PolicyNeed): Need => ({
  rule,
  proofs: 0,
  resistsPhishing: false,
  accepts: need.accepts,
  sharedFateAllowed: true,
  firstByOneProof: false,
  letterAlone: false,
})

/** What stands in for a password that is forgotten, or that nobody compares just now. */
const noRecovery: RecoverNeed = {
  accepts: [],
  asksQuestion: false,
  questionCounts: false,
  waitMinutes: 60,
  newNumberHours: 24,
}

/**
 * What is shown here opens nothing else: it leads to a new password, or takes a lock away, and both
 * end at the door. The password itself is no part of it.
 */
function recoveringNeed(rule: string, need: PolicyNeed, { flow, methods, isKnown }: Asking): Need {
  const { recover = noRecovery } = need
  const isForgotten = flow === 'recover'
  // Before anything is shown the steps are counted alike for everybody (ATK-ENUM).
  const hasQuestion = isKnown === false || methods.some(({ factor }) => factor === 'question')
  const asksQuestion = isForgotten && hasQuestion && recover.asksQuestion
  const isAsked = isForgotten && (recover.questionCounts || asksQuestion)
  const others = recover.accepts.filter((name) => name !== 'question')
  return {
    rule,
    proofs: isForgotten ? 2 : 1,
    resistsPhishing: false,
    accepts: isAsked ? [...others, 'question'] : others,
    sharedFateAllowed: false,
    firstByOneProof: false,
    letterAlone: false,
    freshSeconds: recoveredFreshSeconds,
    ...vouchedAfter(need),
    ...(isForgotten && !hasItElsewhere(methods) && { newPassword: 'forgotten' as const }),
    ...(isForgotten && recover.questionCounts && { questionCounts: true }),
    ...(asksQuestion && { asksQuestion }),
  }
}

const recoveredFreshSeconds = 15 * 60

/** What protects an account is changed only by whoever shows the most that it has. */
const levelAsked = ({ accepts }: PolicyNeed, { flow, methods }: Asking): number =>
  flow === 'methods' || flow === 'change-password' ? levelOf(methods, accepts) : 0

const proofsWanted = (byRule: number, wants: Acr | undefined): number =>
  wants && isAtLeast(wants, 'urn:portvakt:2fa') ? Math.max(2, byRule) : byRule

/** They come from another house, and have no password here: it is that house which gives one. */
const hasItElsewhere = (methods: readonly MethodFacts[]): boolean =>
  methods.some(({ factor }) => factor === 'elsewhere') &&
  !methods.some(({ factor }) => factor === 'password')

function newPasswordFor(asking: Asking): RenewReason | undefined {
  if (asking.flow === 'activate') return 'first'
  if (hasItElsewhere(asking.methods)) return undefined
  if (asking.flow === 'change-password') return 'asked'
  if (asking.passwordOrdered) return 'ordered'
  const password = asking.methods.find((method) => method.factor === 'password')
  if (!password || asking.passwordDays === undefined) return undefined
  return password.ageSeconds > asking.passwordDays * day ? 'run-out' : undefined
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
  if (flow === 'recover' || flow === 'unlock') return meansShown(counting, need)
  const accepted = acceptedOf(counting, need)
  const kinds = kindsOf(accepted).size
  // A question stands beside a password only where a rule says so in as many words.
  const hasQuestion = accepted.some(({ factor }) => factor === 'question')
  const hasPassword = accepted.some(({ factor }) => factor === 'password')
  return hasQuestion && hasPassword ? kinds + 1 : kinds
}

/** What a session has shown elsewhere counts here only where this rule accepts it. */
const acceptedOf = (proofs: readonly Proof[], { accepts, whenLost = [] }: Need): readonly Proof[] =>
  proofs.filter(
    ({ factor, instead }) =>
      accepts.includes(factor) || (instead === true && whenLost.includes(factor)),
  )

/**
 * By how many different means, when a password is forgotten. A message and a call to a phone are
 * one; a passkey that has verified its user is two by itself. What one knows is none, unless a rule
 * says so of the question.
 */
function meansShown(counting: readonly Proof[], { accepts, questionCounts }: Need): number {
  const shown = counting.filter(
    ({ factor }) => accepts.includes(factor) && (factor !== 'question' || questionCounts === true),
  )
  const means = new Set(shown.map(({ factor }) => (factor === 'voice' ? 'sms' : factor)))
  const isTwoAtOnce = shown.some(({ kinds }) => kinds.length > 1)
  return isTwoAtOnce ? Math.max(2, means.size) : means.size
}

export const isProven = (facts: Pick<Facts, 'flow' | 'counting' | 'need'>): boolean =>
  strengthOf(facts) >= facts.need.proofs &&
  (facts.need.asksQuestion !== true ||
    facts.counting.some(({ factor }) => factor === 'question')) &&
  (!facts.need.resistsPhishing ||
    acceptedOf(facts.counting, facts.need).some((proof) => proof.resistsPhishing))

/** May this person come in, now that nothing more is asked? */
export function lets(facts: Facts): Lets {
  if (!facts.person || !isProven(facts)) return { because: 'not-enough-proven' }
  if (facts.person.state !== 'active') return { because: 'account-not-open' }
  const isForPassword = facts.flow === 'recover' || facts.flow === 'change-password'
  if (isForPassword && hasItElsewhere(facts.methods)) return { because: 'password-elsewhere' }
  // What leads back to the door opens nothing: whatever else is asked is asked there.
  const leadsIn = facts.flow !== 'recover' && facts.flow !== 'unlock'
  if (leadsIn && facts.application?.allowed === false) return { because: 'application-not-yours' }
  if (facts.need.newPassword && !facts.renewed) return { because: 'not-enough-proven' }
  // What the rule wants stands, or waits by a grace that the rule has given.
  if (facts.wishes.some(({ state }) => state === 'missing')) return { because: 'not-enough-proven' }
  const wanted = facts.errand.wants
  if (leadsIn && wanted && !isAtLeast(assuranceOf(facts.counting).acr, wanted)) {
    return { because: 'not-enough-proven' }
  }
  return true
}
