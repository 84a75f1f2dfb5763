// «Hvorfor blir jeg spurt?»: why this very question stands, worked out from the decision that asks
// it. Never told before a first proof: it says who somebody is.
import type { Facts } from '../../../domain/facts.ts'
import type { Moment } from '../../../domain/moment.ts'
import { countingProofs, isProven, strengthOf } from '../../../domain/policy/policy.ts'
import { reasonsOf, type Reasons } from '../../../domain/policy/reasons.ts'
import { wallTime } from '../../../lib/time/wall-clock.ts'
import type { Why } from '../../../shapes/why.ts'
import { isDetour } from '../../ways.ts'

export function whyProve(facts: Facts, moment: Moment): Why | undefined {
  if (facts.proofs.length === 0 || isDetour(facts)) return undefined
  if (facts.flow === 'activate') return { because: 'first-set-up' }
  if (facts.flow !== 'sign-in') return { because: 'change' }
  const named = facts.application ? { application: facts.application.name } : {}
  if (isProven(facts)) return { because: 'set-up' }
  const old = tooOld(facts, moment)
  if (old) return old === 'again' ? { because: 'again', ...named } : { because: 'fresh' }
  const reasons = reasonsFor(facts, moment)
  if (isEnoughFor(facts, reasons)) return { because: 'wants', ...named }
  const resists = strengthOf(facts) >= facts.need.proofs
  const { tightened, here } = reasons
  return { because: tightened ?? 'rule', ...here, ...(resists && { resists }) }
}

/** Why a method is to be set up: where one is has nothing to do with it. */
export function whySetUp(facts: Facts, moment: Moment): Why | undefined {
  if (facts.flow === 'methods') return { because: 'change' }
  if (facts.flow === 'hand-over' || facts.wishes.length > 1) return { because: 'wish' }
  const { need, here } = reasonsFor(facts, moment)
  const { application, groups } = here
  if (need.proofs < 2) return { because: 'wish' }
  return { because: 'rule', ...(application && { application }), ...(groups && { groups }) }
}

const reasonsFor = ({ errand, person, proofs, networks }: Facts, { house, now }: Moment): Reasons =>
  reasonsOf(house.configuration(), {
    errand,
    isKnown: proofs.length > 0,
    networks,
    at: wallTime(now),
    ...(person && { person }),
  })

/** All that is missing was shown, and too long ago: for the application, or for the rule. */
function tooOld(facts: Facts, { now }: Moment): 'again' | 'fresh' | undefined {
  const { proofs, counting, errand, need } = facts
  const { freshAfter } = errand
  const late = (demand: Parameters<typeof countingProofs>[2]): boolean => {
    const inTime = new Set(countingProofs(proofs, now, demand))
    return isProven({
      ...facts,
      counting: [...counting, ...proofs.filter((one) => !inTime.has(one))],
    })
  }
  if (late({ freshAfter })) return 'again'
  return late({ freshSeconds: need.freshSeconds }) ? 'fresh' : undefined
}

/** The rules ask for no more than was shown: somebody else does. */
const isEnoughFor = (facts: Facts, { need }: Reasons): boolean =>
  isProven({
    ...facts,
    need: {
      ...facts.need,
      proofs: facts.need.isSpared === true ? 1 : need.proofs,
      resistsPhishing: need.resistsPhishing,
    },
  })
