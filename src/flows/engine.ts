// The heart: which question now? A flow has no cursor, only facts; reload, back, a second tab, an
// expired code and a policy changed half-way are all this one function, asked again. Must never
// remember anything.
import type { Facts } from '../domain/facts.ts'
import type { Lets } from '../domain/policy/need.ts'
import type { End, Next, Step } from './step.ts'

export interface Flow {
  readonly steps: readonly Step[]
  readonly end: End
}

export function next(flow: Flow, facts: Facts, lets: (facts: Facts) => Lets): Next {
  const step = flow.steps.find((candidate) => candidate.needed(facts))
  if (step) return step.allowed(facts) ? { ask: step } : { turnedAway: 'not-enough-proven' }
  const may = lets(facts)
  return may === true ? { end: flow.end } : { turnedAway: may.because }
}
