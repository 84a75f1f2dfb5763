// Show it: a password, a PIN, later a code or an approval. Chooses which factor is asked now and
// hands the judging to the exchange. The first question after a name is the same for everyone,
// known or not.
import type { Facts, Proof } from '../../domain/facts.ts'
import { isProven } from '../../domain/policy.ts'
import type { Factor } from '../../factors/factor.ts'
import { factors } from '../../factors/index.ts'
import { judge, screenOf } from '../exchange.ts'
import type { Step } from '../step.ts'

export const prove: Step = {
  name: 'prove',
  needed: (facts) => !isProven(facts) && factorAsked(facts) !== undefined,
  allowed: (facts) => factorAsked(facts) !== undefined,
  imagined(facts) {
    const factor = factorAsked(facts)
    return factor ? withProof(facts, imaginedProof(factor)) : {}
  },
  show(facts) {
    return screenOf(askedOrFault(facts), facts)
  },
  take: (answer, asked, moment) => judge(askedOrFault(asked.facts), answer, asked, moment),
}

/**
 * Which factor is asked now: the first that counts here, that this person has, and that is not
 * shown already.
 */
export function factorAsked(facts: Facts): Factor<unknown> | undefined {
  const shown = new Set(facts.counting.map((proof) => proof.factor))
  return facts.need.accepts
    .map((name) => factors.find((factor) => factor.name === name))
    .find((factor) => factor && !shown.has(factor.name) && mayBeAsked(factor, facts))
}

// Before anything is proven only a factor that everybody is asked for may be asked, whether or not
// the person has it: otherwise the question would tell who exists and what they have (ATK-ENUM).
const mayBeAsked = (factor: Factor<unknown>, facts: Facts): boolean =>
  facts.counting.length === 0 && facts.proofs.length === 0
    ? factor.first
    : facts.methods.some((method) => method.factor === factor.name)

function askedOrFault(facts: Facts): Factor<unknown> {
  const factor = factorAsked(facts)
  if (!factor) throw new Error('A proof was asked for where none is possible')
  return factor
}

const imaginedProof = (factor: Factor<unknown>): Proof => ({
  factor: factor.name,
  at: '2027-01-01T08:00:00.000Z',
  ...factor.proof,
})

export const withProof = (facts: Facts, proof: Proof): Pick<Facts, 'proofs' | 'counting'> => ({
  proofs: [...facts.proofs, proof],
  counting: [...facts.counting, proof],
})
