// Rules that shut out people who have a password and no more: nothing that they wish for is enough
// there, or nothing lets anybody begin. Must never say it where somebody could begin after all: by
// one proof, by a number that was known, or by another rule that is about the same people.
import type { Rule } from '../../configuration/rule-shape.ts'
import type { FactorTraits } from '../../facts.ts'
import { choicesForWish } from '../../methods/wishes.ts'
import { nist, when, type Finding } from './finding.ts'
import type { HouseFile } from '../house-file.ts'

const standard = `${nist} 4.1.2`

export interface LockHouse {
  readonly rules: readonly Rule[]
  readonly offered: readonly FactorTraits[]
}

/** What could be set up by this file; calls that are off are offered to nobody. */
export const lockHouse = (
  { rules, phones }: Pick<HouseFile, 'rules' | 'phones'>,
  factors: readonly FactorTraits[],
): LockHouse => ({
  rules: rules.filter(({ reportOnly }) => !reportOnly),
  offered: factors.filter(
    ({ name, canBeSetUp }) => canBeSetUp && (name !== 'voice' || phones.voice),
  ),
})

export const lockOutFindings = (house: LockHouse): readonly Finding[] =>
  house.rules.flatMap((rule) => [
    ...wishFindings(rule, house),
    ...when(
      asksForMore(rule) && !canBegin(rule, house),
      `rules «${rule.id}».need`,
      rule.need.resistsPhishing
        ? 'whoever has a password and nothing that resists phishing is stopped, and only a new ' +
            'letter lets them begin: wish for it a while ahead, in a rule that asks for less'
        : 'whoever has a password and nothing more is stopped, and only a new letter lets them ' +
            'begin: say firstByOneProof, or wish for a telephone whose number is known beforehand',
      standard,
    ),
  ])

/** A password alone lets nobody in. */
export const asksForMore = ({ need }: Pick<Rule, 'need'>): boolean =>
  need.proofs > 1 || need.resistsPhishing || (need.methods.length > 0 && !need.putOff)

function wishFindings(rule: Rule, house: LockHouse): readonly Finding[] {
  const { need } = rule
  const place = `rules «${rule.id}».need.methods`
  const choices = need.methods.map((wish) => ({ wish, all: choicesFor(wish, rule, house) }))
  const never = choices.filter(({ all }) => all.length === 0).map(({ wish }) => wish)
  const isStrict = need.proofs > 1 || need.resistsPhishing
  const isHelped = choices.some(({ all }) => all.some((one) => bringsIn(rule, one)))
  const isSure = choices.some(({ all }) => all.every((one) => bringsIn(rule, one)))
  return [
    ...when(
      never.length > 0,
      place,
      `«${never.join('», «')}» is asked of nobody: the rule accepts nothing that would fulfil it, ` +
        'or calls are off (phones.voice)',
      'the configuration itself',
    ),
    ...when(
      isStrict && need.methods.length === 0 && !isLedElsewhere(rule, house),
      place,
      'more than a password is asked for, and nobody is led to set anything up',
      standard,
    ),
    ...when(
      isStrict && never.length < need.methods.length && !isHelped,
      place,
      'nothing that is wished for is enough here: whoever has set it up is stopped all the same',
      standard,
    ),
    ...when(
      isStrict && isHelped && !isSure,
      place,
      'what is wished for may be fulfilled by something that is not enough here, and then whoever ' +
        `set it up is stopped${need.resistsPhishing ? ': wish for «resists-phishing»' : ''}`,
      standard,
    ),
  ]
}

/** What a person may choose for a wish: what the rule accepts, and what it wishes for by name. */
const choicesFor = (
  wish: string,
  { need }: Pick<Rule, 'need'>,
  { offered }: LockHouse,
): readonly FactorTraits[] => {
  const names = choicesForWish(wish, offered)
  return offered.filter(
    ({ name }) => names.includes(name) && (need.accepts.includes(name) || name === wish),
  )
}

/** Enough beside a password, and where it must be, worth nothing on a copied page. */
const bringsIn = ({ need }: Pick<Rule, 'need'>, { name, proof }: FactorTraits): boolean =>
  need.accepts.includes(name) &&
  (need.resistsPhishing
    ? proof.resistsPhishing
    : name === 'question' || proof.kinds.some((kind) => kind !== 'knows'))

const isLedElsewhere = (rule: Rule, house: LockHouse): boolean =>
  house.rules.some(
    (other) =>
      isAboutTheSame(rule, other) &&
      other.need.methods.some((wish) =>
        choicesFor(wish, other, house).some((one) => bringsIn(rule, one)),
      ),
  )

/** With a password and nothing more: in this rule, or in another that is about the same people. */
export const canBegin = (rule: Rule, house: LockHouse): boolean =>
  house.rules
    .filter((other) => other === rule || isAboutTheSame(rule, other))
    .some((other) =>
      house.offered.some((one) => isOfUse(rule, one, house) && mayBeFirst(other, one, house)),
    )

const isOfUse = (rule: Rule, one: FactorTraits, house: LockHouse): boolean =>
  rule.need.proofs > 1 || rule.need.resistsPhishing
    ? bringsIn(rule, one)
    : rule.need.methods.some((wish) => choicesFor(wish, rule, house).includes(one))

/** By one proof where the rule says so; and a number that was known is a proof by itself. */
function mayBeFirst(rule: Rule, one: FactorTraits, house: LockHouse): boolean {
  const { need } = rule
  const isWished = need.methods.some((wish) => choicesFor(wish, rule, house).includes(one))
  const isPhone = one.name === 'sms' || one.name === 'voice'
  if (need.firstByOneProof) return isWished || need.accepts.includes(one.name)
  return isPhone && (isWished || (need.proofs === 1 && need.accepts.includes(one.name)))
}

/** Whoever this rule is about meets the other one as well, at another place or errand. */
const isAboutTheSame = ({ whom }: Rule, other: Rule): boolean =>
  typeof other.whom === 'string' ||
  (typeof whom !== 'string' && whom.some((one) => other.whom.includes(one)))
