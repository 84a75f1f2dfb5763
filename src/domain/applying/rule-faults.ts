// What a rule can be wrong about that only the list of factors knows: a kind of proof that there is
// none of, more asked than could be shown, methods wished for that could never all stand.
import type { Rule } from '../configuration/rule-shape.ts'
import type { FactorTraits } from '../facts.ts'
import { factorsFor, wishClasses, wishFacts } from '../methods/wishes.ts'

export const ruleFaults = (
  rules: readonly Rule[],
  factors: readonly FactorTraits[],
): readonly string[] =>
  rules.flatMap((rule, at) =>
    faultsOf(rule, factors).map((fault) => `rules[${at + 1}].need: ${fault}`),
  )

/** What is forgotten, what only begins an account, and what only stands beside two others. */
const neverRecovers: readonly string[] = ['password', 'pin', 'letter', 'question']

function faultsOf({ need }: Rule, factors: readonly FactorTraits[]): readonly string[] {
  const named = new Map(factors.map((factor) => [factor.name, factor]))
  const unknown = need.accepts.filter((name) => !named.has(name))
  if (unknown.length > 0) return [`accepts «${unknown.join('», «')}», which is no kind of proof`]
  const strange = need.methods.filter((wish) => !named.has(wish) && !wishClasses.includes(wish))
  if (strange.length > 0)
    return [`methods has «${strange.join('», «')}», which is no kind of proof`]
  const { accepts: recovers } = need.recover
  const unfit = recovers.filter((name) => !named.has(name) || neverRecovers.includes(name))
  if (unfit.length > 0)
    return [`recover.accepts has «${unfit.join('», «')}», which brings nobody back`]
  const alone = need.accepts.filter((name) => named.get(name)?.recovers)
  if (alone.length > 0) return [`accepts «${alone.join('», «')}», which lets nobody in`]
  const vouched = need.accepts.filter((name) => named.get(name)?.vouches)
  if (vouched.length > 0)
    return [
      `accepts «${vouched.join('», «')}», which counts only where a phone is lost (whenLost) or a ` +
        'password is forgotten (recover.accepts)',
    ]
  const accepted = need.accepts.flatMap((name) => named.get(name) ?? [])
  return [...tooMuch(need, accepted), ...neverAll(need, factors)]
}

function tooMuch(need: Rule['need'], accepted: readonly FactorTraits[]): readonly string[] {
  const kinds = new Set(accepted.flatMap(({ proof }) => proof.kinds)).size
  // A question stands beside a password, where it is accepted in as many words.
  const most = kinds + (accepted.some(({ name }) => name === 'question') ? 1 : 0)
  const resists = accepted.some(({ proof }) => proof.resistsPhishing)
  return most < need.proofs || (need.resistsPhishing && !resists)
    ? ['asks for more than what it accepts can show: nobody could come in']
    : []
}

/** Fulfilled one by one, as a person would: what is left over can never stand. */
function neverAll(need: Rule['need'], factors: readonly FactorTraits[]): readonly string[] {
  const offered = factors.filter(({ canBeSetUp }) => canBeSetUp)
  const methods = need.methods.flatMap((wish) =>
    factorsFor(wish, offered).map((name) => {
      const traits = offered.find((factor) => factor.name === name)
      return {
        id: `${wish} ${name}`,
        factor: name,
        ageSeconds: 0,
        ...(traits && { fate: traits.fate }),
      }
    }),
  )
  const missing = wishFacts({
    wishes: need.methods,
    sharedFateAllowed: need.sharedFateAllowed,
    known: factors,
    offered,
    methods,
    putOff: {},
    putOffNow: [],
    now: new Date(0),
  }).filter(({ state }) => state !== 'done')
  return missing.map(
    ({ wish }) =>
      `methods has «${wish}», which is lost together with one above it: say sharedFateAllowed, ` +
      'or wish for another',
  )
}
